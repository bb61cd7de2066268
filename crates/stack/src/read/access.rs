//! Roles and policies.

use super::resolve::{Resolver, Resource};
use crate::LoadError;
use serde_json::Value;
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
    /// The statements of the policies, without those of AWS managed policies.
    pub statements: Vec<Statement>,
}

/// A statement of a policy. Conditions are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// `Effect`: `Allow`, else `Deny`.
    pub allow: bool,
    /// `Action`: patterns such as `dynamodb:GetItem` or `dynamodb:*`.
    pub actions: Vec<String>,
    /// `Resource`: ARNs or patterns of them.
    pub resources: Vec<String>,
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
            // Actions are case-insensitive, resources are not.
            let action = action.to_ascii_lowercase();
            let names = |pattern: &String| matches(&pattern.to_ascii_lowercase(), &action);
            statement.actions.iter().any(names)
                && statement
                    .resources
                    .iter()
                    .any(|pattern| matches(pattern, resource))
        });
        matching.clone().any(|statement| statement.allow)
            && matching.all(|statement| statement.allow)
    }
}

/// Whether the text matches a pattern with `*` and `?`.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    // The position behind the last star, and the end of what the star matches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some('*') => {
                p += 1;
                star = Some((p, t));
            }
            Some(q) if *q == '?' || q == c => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, end)) => {
                    star = Some((after, end + 1));
                    p = after;
                    t = end + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
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
    for type_name in ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"] {
        for policy in resolver.of_type(type_name)? {
            let roles = resolver.unneeded(resolver.property(policy, "Roles"))?;
            for role in BTreeSet::from_iter(texts(roles.flatten().as_ref())) {
                by_role.entry(role).or_default().push(policy);
            }
        }
    }
    Ok(by_role)
}

fn statements(document: Option<&Value>) -> Vec<Statement> {
    one_or_more(document.and_then(|document| document.get("Statement")))
        .map(|statement| Statement {
            allow: statement.get("Effect").and_then(Value::as_str) == Some("Allow"),
            actions: texts(statement.get("Action")),
            resources: texts(statement.get("Resource")),
        })
        .collect()
}

/// A list, or in IAM a single value instead of a list of one.
fn one_or_more(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(list)) => list.iter(),
        Some(single) => std::slice::from_ref(single).iter(),
        None => [].iter(),
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    one_or_more(value)
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*table/*", "arn:aws:dynamodb:r:1:table/x", true),
            ("table/x", "table/xy", false),
            ("a*b*c", "aXbXbXc", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

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
