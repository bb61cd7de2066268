//! Encryption key of the table.

use super::names::{attribute, id, substituted};
use super::parameters::Supplied;
use super::resource::{Resources, conditional, retained};
use crate::{Encryption, Options};
use serde_json::{Value, json};

/// `SSESpecification`; `None` for DynamoDB's own key, the default.
pub(super) fn specification(options: &Options) -> Option<Value> {
    match options.encryption {
        Encryption::AwsOwned => None,
        Encryption::AwsManaged => Some(json!({ "SSEEnabled": true })),
        Encryption::CustomerKey { .. } => Some(json!({
            "SSEEnabled": true,
            "SSEType": "KMS",
            "KMSMasterKeyId": supplied(options).value,
        })),
    }
}

/// The statement that allows the API's role to use the key: DynamoDB uses it on the caller's behalf.
pub(super) fn statement(options: &Options) -> Option<Value> {
    let Encryption::CustomerKey { .. } = options.encryption else {
        return None;
    };
    Some(json!({
        "Effect": "Allow",
        "Action": [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
        ],
        "Resource": supplied(options).value,
        "Condition": {
            "StringEquals": {
                "kms:ViaService": substituted("dynamodb.${AWS::Region}.amazonaws.com"),
            },
        },
    }))
}

/// A customer managed key, unless an existing one is named. It outlives its stack, since the table can't be read
/// without it.
pub(super) fn resources(options: &Options) -> Resources {
    let Encryption::CustomerKey { .. } = options.encryption else {
        return Vec::new();
    };
    let supplied = supplied(options);
    if !supplied.created {
        return Vec::new();
    }
    let key = retained(json!({
        "Type": "AWS::KMS::Key",
        "Properties": {
            "Description": substituted("The resumes of the stack ${AWS::StackName}"),
            "EnableKeyRotation": true,
            "KeyPolicy": {
                "Version": "2012-10-17",
                // The account's policies control the use of the key.
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "AWS": substituted("arn:${AWS::Partition}:iam::${AWS::AccountId}:root") },
                    "Action": "kms:*",
                    "Resource": "*",
                }],
            },
        },
    }));
    vec![(
        id::TABLE_KEY.to_owned(),
        conditional(key, supplied.condition),
    )]
}

fn supplied(options: &Options) -> Supplied {
    Supplied::of(options, "TableKeyArn", attribute(id::TABLE_KEY, "Arn"))
}
