//! The table.

use crate::{Capacity, Options};
use serde_json::{Value, json};

/// A table of items with the partition key `id`, a string.
///
/// It outlives its stack: deleting the stack must not delete the resumes.
pub(super) fn table(options: &Options) -> Value {
    let mut properties = json!({
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
    });
    match options.capacity {
        Capacity::Provisioned { read, write } => {
            properties["BillingMode"] = json!("PROVISIONED");
            properties["ProvisionedThroughput"] = json!({
                "ReadCapacityUnits": read,
                "WriteCapacityUnits": write,
            });
        }
        Capacity::AutoScaled { read, write, .. } => {
            properties["BillingMode"] = json!("PROVISIONED");
            properties["ProvisionedThroughput"] = json!({
                "ReadCapacityUnits": read.min,
                "WriteCapacityUnits": write.min,
            });
        }
        Capacity::OnDemand => properties["BillingMode"] = json!("PAY_PER_REQUEST"),
    }
    json!({
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    })
}
