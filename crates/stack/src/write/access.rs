//! The API's role and its policy.

use super::key;
use super::names::{attribute, id, reference};
use super::resource::Resources;
use crate::{Operations, Options};
use serde_json::{Value, json};

/// The role that API Gateway assumes to call DynamoDB, and its policy: the actions of its methods, on this table only.
pub(super) fn resources(options: &Options) -> Resources {
    let Operations { list, delete } = options.operations;
    let mut actions = vec!["dynamodb:GetItem", "dynamodb:PutItem"];
    actions.extend(delete.then_some("dynamodb:DeleteItem"));
    actions.extend(list.then_some("dynamodb:Scan"));
    let mut statements = vec![json!({
        "Effect": "Allow",
        "Action": actions,
        "Resource": attribute(id::TABLE, "Arn"),
    })];
    statements.extend(key::statement(options));
    let role = json!({
        "Type": "AWS::IAM::Role",
        "Properties": { "AssumeRolePolicyDocument": trust() },
    });
    let policy = json!({
        "Type": "AWS::IAM::Policy",
        "Properties": {
            "PolicyName": match options.operations.any() {
                true => "ReadAndWriteItems",
                false => "GetAndPutItem",
            },
            "PolicyDocument": { "Version": "2012-10-17", "Statement": statements },
            "Roles": [reference(id::ROLE)],
        },
    });
    vec![(id::ROLE.to_owned(), role), (id::POLICY.to_owned(), policy)]
}

/// API Gateway may assume the role.
///
/// Without a condition on `aws:SourceAccount` or `aws:SourceArn`: API Gateway sends neither when it assumes the role of an integration
/// (seen in [a stack of AWS's own](https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/479)),
/// so with one each call would fail with 500; nor does its documentation name one for the role for logs. Another account
/// can't use the role anyway: API Gateway accepts one only from a user who may pass it (`iam:PassRole`), and none of another account.
pub(super) fn trust() -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "apigateway.amazonaws.com" },
            "Action": "sts:AssumeRole",
        }],
    })
}
