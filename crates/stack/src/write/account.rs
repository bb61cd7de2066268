//! The role by which API Gateway writes logs: one for an account and region.

use super::access::trust;
use super::names::{attribute, id, substituted};
use super::parameters::MAKES_CLOUD_WATCH_ROLE;
use super::resource::{Resources, accepted, conditional, retained};
use crate::{Options, Values};
use serde_json::{Value, json};

/// The role and the setting that names it. Both stay when the stack goes: other APIs of the account log by them.
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
        // There is no such setting before the first API.
        "DependsOn": [id::API],
        "Properties": { "CloudWatchRoleArn": attribute(id::CLOUD_WATCH_ROLE, "Arn") },
    });
    let findings = [("AwsSolutions-IAM4", "The policy that API Gateway requires.")];
    let role = accepted(role, &findings);
    let wanted = |resource| conditional(retained(resource), condition(options));
    vec![
        (id::CLOUD_WATCH_ROLE.to_owned(), wanted(role)),
        (id::ACCOUNT.to_owned(), wanted(account)),
    ]
}

/// A description that waits for the setting where it is made under a condition. `DependsOn` can't: it takes no resource
/// that may not be there.
pub(super) fn awaited(options: &Options) -> Option<Value> {
    let condition = condition(options)?;
    let made = substituted(format!(
        "Logs with the role that ${{{}}} sets.",
        id::ACCOUNT
    ));
    Some(json!({ "Fn::If": [condition, made, "Logs with the account's current role."] }))
}

fn condition(options: &Options) -> Option<&'static str> {
    let late = options.logging.account_role && options.values == Values::Parameters;
    late.then_some(MAKES_CLOUD_WATCH_ROLE)
}
