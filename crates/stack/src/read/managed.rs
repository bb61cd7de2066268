//! Managed policies of roles: those of the template, and what AWS's own allow on tables.

use super::policy::{Statement, statements};
use super::resolve::{Resolver, Resource};
use super::values::as_text;
use crate::LoadError;
use serde_json::Value;

/// The actions on tables of AWS's policies that have some, by the end of their ARN.
const OF_AWS: [(&str, &[&str]); 7] = [
    ("/AdministratorAccess", &["*"]),
    ("/PowerUserAccess", &["*"]),
    ("/AmazonDynamoDBFullAccess", &["dynamodb:*"]),
    ("/AmazonDynamoDBFullAccess_v2", &["dynamodb:*"]),
    ("/AmazonDynamoDBFullAccesswithDataPipeline", &["dynamodb:*"]),
    ("/AmazonDynamoDBReadOnlyAccess", READS),
    ("/ReadOnlyAccess", READS),
];

const READS: &[&str] = &[
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];

/// The statements of a role's `ManagedPolicyArns`. A policy of neither the template nor AWS is unknown: it allows
/// everything.
pub(super) fn of_role(
    resolver: &Resolver<'_>,
    role: Resource<'_>,
) -> Result<Vec<Statement>, LoadError> {
    let path = role.path("ManagedPolicyArns");
    let mut found = Vec::new();
    let Some(Value::Array(arns)) = resolver.property(role, "ManagedPolicyArns")? else {
        return Ok(found);
    };
    for arn in &arns {
        let arn = as_text(arn, &path)?;
        if let Some(policy) = own(resolver, &arn)? {
            let document = resolver.property(policy, "PolicyDocument")?;
            found.extend(statements(document.as_ref()));
        } else if arn.contains(":iam::aws:policy/") {
            let known = OF_AWS.iter().find(|(name, _)| arn.ends_with(name));
            found.extend(known.map(|(_, actions)| allowing(actions)));
        } else {
            resolver.note(format!(
                "{path}: the policy {arn:?} is outside of the template: it allows everything here"
            ));
            found.push(allowing(&["*"]));
        }
    }
    Ok(found)
}

/// The policy of the template with an ARN, as `Ref`, `PolicyArn` or its name give it.
fn own<'a>(resolver: &Resolver<'a>, arn: &str) -> Result<Option<Resource<'a>>, LoadError> {
    for policy in resolver.of_type("AWS::IAM::ManagedPolicy")? {
        let id = resolver.physical_name(policy.logical_id, 0)?;
        let name = resolver.text(policy, "ManagedPolicyName")?;
        let is_named = name.is_some_and(|name| arn.rsplit('/').next() == Some(&name));
        if arn == id || arn.strip_prefix(&id) == Some(".PolicyArn") || is_named {
            return Ok(Some(policy));
        }
    }
    Ok(None)
}

fn allowing(actions: &[&str]) -> Statement {
    Statement {
        allow: true,
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
        resources: vec!["*".to_owned()],
    }
}
