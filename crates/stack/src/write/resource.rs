//! Attributes of resources of any type.

use serde_json::{Value, json};

/// Resources by logical id, in the order in which the template lists them.
pub(super) type Resources = Vec<(String, Value)>;

/// A resource that outlives its stack.
pub(super) fn retained(mut resource: Value) -> Value {
    resource["DeletionPolicy"] = json!("Retain");
    resource["UpdateReplacePolicy"] = json!("Retain");
    resource
}

/// Suppresses findings of checkov (`CKV…`) and cdk-nag (`AwsSolutions-…`) with reasons, in the metadata that each
/// reads.
pub(crate) fn accepted(mut resource: Value, findings: &[(&str, &str)]) -> Value {
    let mut skipped = Vec::new();
    let mut suppressed = Vec::new();
    for (id, reason) in findings {
        match id.starts_with("AwsSolutions-") {
            true => suppressed.push(json!({ "id": id, "reason": reason })),
            false => skipped.push(json!({ "id": id, "comment": reason })),
        }
    }
    if !skipped.is_empty() {
        resource["Metadata"]["checkov"] = json!({ "skip": skipped });
    }
    if !suppressed.is_empty() {
        resource["Metadata"]["cdk_nag"] = json!({ "rules_to_suppress": suppressed });
    }
    resource
}

/// Puts a resource or an output under a condition, if there is one.
pub(super) fn conditional(mut part: Value, condition: Option<&str>) -> Value {
    if let Some(condition) = condition {
        part["Condition"] = json!(condition);
    }
    part
}
