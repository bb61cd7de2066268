//! Auto scaling of the table's capacity.

use super::names::{id, reference, substituted};
use super::parameters::value;
use super::resource::Resources;
use crate::{Capacity, Options};
use serde_json::{Value, json};

/// Targets and policies for reads and writes.
pub(super) fn resources(options: &Options) -> Resources {
    match options.capacity {
        Capacity::AutoScaled { .. } => scaling(options),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn scaling(options: &Options) -> Resources {
    ["Read", "Write"]
        .into_iter()
        .flat_map(|kind| {
            let target_id = format!("{kind}Scaling");
            let policy = policy(options, kind, &target_id);
            [
                (target_id, target(options, kind)),
                (format!("{kind}ScalingPolicy"), policy),
            ]
        })
        .collect()
}

fn target(options: &Options, kind: &str) -> Value {
    json!({
        "Type": "AWS::ApplicationAutoScaling::ScalableTarget",
        "Properties": {
            "ServiceNamespace": "dynamodb",
            "ResourceId": substituted(format!("table/${{{}}}", id::TABLE)),
            "ScalableDimension": format!("dynamodb:table:{kind}CapacityUnits"),
            "MinCapacity": value(options, &format!("Min{kind}Capacity")),
            "MaxCapacity": value(options, &format!("Max{kind}Capacity")),
        },
    })
}

fn policy(options: &Options, kind: &str, target_id: &str) -> Value {
    json!({
        "Type": "AWS::ApplicationAutoScaling::ScalingPolicy",
        "Properties": {
            "PolicyName": format!("{kind}Utilization"),
            "PolicyType": "TargetTrackingScaling",
            "ScalingTargetId": reference(target_id),
            "TargetTrackingScalingPolicyConfiguration": {
                "PredefinedMetricSpecification": {
                    "PredefinedMetricType": format!("DynamoDB{kind}CapacityUtilization"),
                },
                "TargetValue": value(options, "TargetUtilization"),
            },
        },
    })
}
