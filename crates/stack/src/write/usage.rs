//! API key and usage plan.

use super::names::{id, reference};
use super::parameters::{optional, value};
use super::resource::Resources;
use crate::{Options, Protection};
use serde_json::json;

/// The key, its usage plan for the stage, and the link between them.
pub(super) fn resources(options: &Options) -> Resources {
    match options.protection {
        Protection::ApiKey(_) => api_key(options),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn api_key(options: &Options) -> Resources {
    let key = json!({
        "Type": "AWS::ApiGateway::ApiKey",
        "Properties": { "Enabled": true },
    });
    let mut plan = json!({
        "Type": "AWS::ApiGateway::UsagePlan",
        "Properties": {
            "ApiStages": [{ "ApiId": reference(id::API), "Stage": reference(id::STAGE) }],
            "Throttle": {
                "RateLimit": value(options, "WriteRateLimit"),
                "BurstLimit": value(options, "WriteBurstLimit"),
            },
        },
    });
    if let Some(quota) = optional(options, "DailyQuota") {
        plan["Properties"]["Quota"] = json!({ "Limit": quota, "Period": "DAY" });
    }
    let joined = json!({
        "Type": "AWS::ApiGateway::UsagePlanKey",
        "Properties": {
            "KeyId": reference(id::API_KEY),
            "KeyType": "API_KEY",
            "UsagePlanId": reference(id::USAGE_PLAN),
        },
    });
    vec![
        (id::API_KEY.to_owned(), key),
        (id::USAGE_PLAN.to_owned(), plan),
        ("UsagePlanKey".to_owned(), joined),
    ]
}
