//! DynamoDB table.

use super::names::id;
use super::parameters::value;
use super::resource::{Resources, accepted, retained};
use super::{capacity, key};
use crate::{Capacity, Encryption, Options};
use serde_json::{Value, json};

/// The table with its capacity and key.
pub(super) fn resources(options: &Options) -> Resources {
    let mut resources = vec![(id::TABLE.to_owned(), table(options))];
    resources.extend(key::resources(options));
    resources.extend(capacity::resources(options));
    resources
}

/// A table with the string `id` as partition key. It outlives its stack: deleting the stack must not delete the
/// resumes.
fn table(options: &Options) -> Value {
    let mut properties = json!({
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
    });
    let units = match options.capacity {
        Capacity::OnDemand => None,
        Capacity::Provisioned { .. } => Some(("ReadCapacity", "WriteCapacity")),
        // The start of auto scaling.
        Capacity::AutoScaled { .. } => Some(("MinReadCapacity", "MinWriteCapacity")),
    };
    match units {
        None => properties["BillingMode"] = json!("PAY_PER_REQUEST"),
        // PROVISIONED is the default.
        Some((read, write)) => {
            properties["ProvisionedThroughput"] = json!({
                "ReadCapacityUnits": value(options, read),
                "WriteCapacityUnits": value(options, write),
            });
        }
    }
    if let Some(specification) = key::specification(options) {
        properties["SSESpecification"] = specification;
    }
    if options.point_in_time_recovery {
        properties["PointInTimeRecoverySpecification"] =
            json!({ "PointInTimeRecoveryEnabled": true });
    }
    if options.deletion_protection {
        properties["DeletionProtectionEnabled"] = json!(true);
    }
    let table = retained(json!({ "Type": "AWS::DynamoDB::Table", "Properties": properties }));
    accepted(table, &findings(options))
}

fn findings(options: &Options) -> Vec<(&'static str, &'static str)> {
    let mut findings = Vec::new();
    if !matches!(options.encryption, Encryption::CustomerKey { .. }) {
        findings.push((
            "CKV_AWS_119",
            "Not a customer managed key. The option encryption sets one.",
        ));
    }
    if !options.point_in_time_recovery {
        let off = "The option point-in-time-recovery is off.";
        findings.extend([("CKV_AWS_28", off), ("AwsSolutions-DDB3", off)]);
    }
    findings
}
