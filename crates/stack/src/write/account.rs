//! The role with which API Gateway writes logs: one for an account and region.

use super::access::trust;
use super::names::{attribute, id, substituted};
use super::parameters::CREATES_CLOUD_WATCH_ROLE;
use super::resource::{Resources, accepted, conditional, retained};
use crate::{Options, Values};
use serde_json::{Value, json};

/// The role and the setting that names it. Both outlive the stack: other APIs of the account log with them.
pub(super) fn resources(options: &Options) -> Resources {
    if !options.logging.account_role {
        return Vec::new();
    }
    let managed =
        "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";
    let role = json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": trust(),
            "ManagedPolicyArns": [substituted(managed)],
        },
    });
    let account = json!({
        "Type": "AWS::ApiGateway::Account",
        // The setting does not exist before the first API.
        "DependsOn": [id::API],
        "Properties": { "CloudWatchRoleArn": attribute(id::CLOUD_WATCH_ROLE, "Arn") },
    });
    let findings = [("AwsSolutions-IAM4", "The policy that API Gateway requires.")];
    let role = accepted(role, &findings);
    let placed = |resource| conditional(retained(resource), condition(options));
    vec![
        (id::CLOUD_WATCH_ROLE.to_owned(), placed(role)),
        (id::ACCOUNT.to_owned(), placed(account)),
    ]
}

/// A description that depends on a conditional setting. `DependsOn` can't: it does not accept a resource that may be
/// missing.
pub(super) fn awaited(options: &Options) -> Option<Value> {
    let condition = condition(options)?;
    let depending = substituted(format!(
        "Logs with the role that ${{{}}} sets.",
        id::ACCOUNT
    ));
    Some(json!({ "Fn::If": [condition, depending, "Logs with the account's current role."] }))
}

fn condition(options: &Options) -> Option<&'static str> {
    let is_parameter = options.logging.account_role && options.values == Values::Parameters;
    is_parameter.then_some(CREATES_CLOUD_WATCH_ROLE)
}
