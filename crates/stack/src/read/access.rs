//! Roles and policies.

use super::managed;
use super::policy::{Statement, matches, one_or_more, statements, texts};
use super::resolve::{Resolver, Resource};
use crate::LoadError;
use std::collections::{BTreeMap, BTreeSet};

/// `AWS::IAM::Role` with the statements of its inline and attached policies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The name within the template.
    pub logical_id: String,
    /// `Fn::GetAtt … Arn`.
    pub arn: String,
    /// The services that may assume the role, such as `apigateway.amazonaws.com`.
    pub trusted_services: Vec<String>,
    /// The statements of the policies; of AWS's managed policies, what they allow on tables.
    pub statements: Vec<Statement>,
}

/// The role of a method's integration: its `Credentials`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodRole {
    /// The index in [`Loaded::apis`](super::Loaded::apis).
    pub api: usize,
    /// The method's path.
    pub path: String,
    /// `HttpMethod`.
    pub http_method: String,
    /// The role's ARN.
    pub role_arn: String,
}

impl Role {
    /// Whether the role may do the action on the resource: a statement allows it and none denies it.
    #[must_use]
    pub fn allows(&self, action: &str, resource: &str) -> bool {
        let mut matching = self.statements.iter().filter(|statement| {
            let mut resources = statement.resources.iter();
            statement.names(action) && resources.any(|pattern| matches(pattern, resource))
        });
        matching.clone().any(|statement| statement.allow)
            && matching.all(|statement| statement.allow)
    }

    /// Whether a statement allows the action on some resource.
    #[must_use]
    pub fn allows_somewhere(&self, action: &str) -> bool {
        let mut statements = self.statements.iter();
        statements.any(|statement| statement.allow && statement.names(action))
    }
}

pub(super) fn roles(resolver: &Resolver<'_>) -> Result<Vec<Role>, LoadError> {
    let mut roles = Vec::new();
    let policies = policies(resolver)?;
    for resource in resolver.of_type("AWS::IAM::Role")? {
        // An unknown role allows everything.
        let role = role(resolver, resource, &policies);
        roles.extend(resolver.unneeded(role)?);
    }
    Ok(roles)
}

fn role<'a>(
    resolver: &Resolver<'a>,
    resource: Resource<'a>,
    policies: &BTreeMap<String, Vec<Resource<'a>>>,
) -> Result<Role, LoadError> {
    let mut role = Role {
        logical_id: resource.logical_id.to_owned(),
        arn: resolver.arn(resource)?,
        ..Role::default()
    };
    if let Some(trust) = resolver.property(resource, "AssumeRolePolicyDocument")? {
        for statement in one_or_more(trust.get("Statement")) {
            let principal = statement.get("Principal");
            let service = principal.and_then(|principal| principal.get("Service"));
            role.trusted_services.extend(texts(service));
        }
    }
    if let Some(policies) = resolver.property(resource, "Policies")? {
        for policy in one_or_more(Some(&policies)) {
            role.statements
                .extend(statements(policy.get("PolicyDocument")));
        }
    }
    let managed = resolver.unneeded(managed::of_role(resolver, resource))?;
    role.statements.extend(managed.into_iter().flatten());
    let name = resolver.physical_name(resource.logical_id, 0)?;
    for policy in policies.get(&name).into_iter().flatten() {
        let document = resolver.property(*policy, "PolicyDocument")?;
        role.statements.extend(statements(document.as_ref()));
    }
    Ok(role)
}

/// The policies that are separate resources, by the names of their roles.
fn policies<'a>(resolver: &Resolver<'a>) -> Result<BTreeMap<String, Vec<Resource<'a>>>, LoadError> {
    let mut by_role: BTreeMap<String, Vec<Resource<'a>>> = BTreeMap::new();
    for (type_name, property) in [
        ("AWS::IAM::Policy", "Roles"),
        ("AWS::IAM::ManagedPolicy", "Roles"),
        ("AWS::IAM::RolePolicy", "RoleName"),
    ] {
        for policy in resolver.of_type(type_name)? {
            let roles = resolver.unneeded(resolver.property(policy, property))?;
            for role in BTreeSet::from_iter(texts(roles.flatten().as_ref())) {
                by_role.entry(role).or_default().push(policy);
            }
        }
    }
    Ok(by_role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_wins() {
        let statement = |allow, action: &str| Statement {
            allow,
            actions: vec![action.to_owned()],
            resources: vec!["*".to_owned()],
        };
        let role = Role {
            statements: vec![
                statement(true, "DynamoDB:*"),
                statement(false, "dynamodb:PutItem"),
            ],
            ..Role::default()
        };
        assert!(role.allows("dynamodb:GetItem", "x"));
        assert!(!role.allows("dynamodb:PutItem", "x"));
        assert!(!role.allows("s3:GetObject", "x"));
    }
}
