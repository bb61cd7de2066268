//! The key of the table.

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

/// What the API's role has to be allowed besides the table: DynamoDB uses the key in the name of who calls.
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

/// A key of one's own, unless there is one already. Without it the table is lost: it outlives its stack as well.
pub(super) fn resources(options: &Options) -> Resources {
    let Encryption::CustomerKey { .. } = options.encryption else {
        return Vec::new();
    };
    let supplied = supplied(options);
    if !supplied.made {
        return Vec::new();
    }
    let key = retained(json!({
        "Type": "AWS::KMS::Key",
        "Properties": {
            "Description": substituted("The resumes of the stack ${AWS::StackName}"),
            "EnableKeyRotation": true,
            "KeyPolicy": {
                "Version": "2012-10-17",
                // The account's own policies say who uses the key.
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
