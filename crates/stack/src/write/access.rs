//! Who may do what.

use super::{attribute, id};
use serde_json::{Value, json};

/// The role that API Gateway takes on to call DynamoDB: two actions, on that table alone.
pub(super) fn role() -> Value {
    json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "apigateway.amazonaws.com" },
                    "Action": "sts:AssumeRole",
                }],
            },
            "Policies": [{
                "PolicyName": "GetAndPutItem",
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{
                        "Effect": "Allow",
                        "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
                        "Resource": attribute(id::TABLE, "Arn"),
                    }],
                },
            }],
        },
    })
}
