//! Access and execution logs.

use super::names::{attribute, id, substituted};
use super::parameters::{value, within};
use super::resource::{Resources, accepted};
use crate::{ExecutionLog, Options};
use serde_json::{Map, Value, json};

/// The fields of an access log entry: no body, key or query, and no text of the caller. API Gateway is not known to
/// escape values, so a `"` could forge an entry. Hence `resourcePath` instead of `path`, and no `requestId`, which [a
/// client can
/// override](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html).
/// The caller controls only the method, an HTTP token.
const ENTRY: [(&str, &str); 11] = [
    ("extendedRequestId", "$context.extendedRequestId"),
    ("time", "$context.requestTime"),
    ("ip", "$context.identity.sourceIp"),
    ("method", "$context.httpMethod"),
    ("path", "$context.resourcePath"),
    ("status", "$context.status"),
    ("error", "$context.error.responseType"),
    ("responseLength", "$context.responseLength"),
    ("responseLatency", "$context.responseLatency"),
    ("integrationStatus", "$context.integration.status"),
    ("integrationLatency", "$context.integration.latency"),
];

/// The log groups. Those that API Gateway would create have no retention.
pub(super) fn resources(options: &Options) -> Resources {
    let mut resources = Vec::new();
    if options.logging.access {
        resources.push((id::ACCESS_LOG.to_owned(), log_group(options, None)));
    }
    if options.logging.execution != ExecutionLog::Off {
        // The name that API Gateway writes to. The stage depends on the log group.
        let stage = within(options, "StageName");
        let name = substituted(format!(
            "API-Gateway-Execution-Logs_${{{}}}/{stage}",
            id::API
        ));
        let group = log_group(options, Some(name));
        resources.push((id::EXECUTION_LOG.to_owned(), group));
    }
    resources
}

fn log_group(options: &Options, name: Option<Value>) -> Value {
    let mut properties = Map::new();
    if let Some(name) = name {
        properties.insert("LogGroupName".to_owned(), name);
    }
    let retention = value(options, "LogRetentionDays");
    properties.insert("RetentionInDays".to_owned(), retention);
    let mut findings = vec![(
        "CKV_AWS_158",
        "No bodies, no keys. CloudWatch Logs encrypts at rest.",
    )];
    if options.logging.retention_days < 365 {
        findings.push(("CKV_AWS_338", "The option log-retention-days sets it."));
    }
    accepted(
        json!({
            "Type": "AWS::Logs::LogGroup",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
            "Properties": properties,
        }),
        &findings,
    )
}

/// `AccessLogSetting`: an entry is a JSON object on one line.
pub(super) fn access_log_setting(options: &Options) -> Option<Value> {
    let entry: Map<String, Value> = ENTRY
        .iter()
        .map(|(name, variable)| ((*name).to_owned(), json!(variable)))
        .collect();
    options.logging.access.then(|| {
        json!({
            "DestinationArn": attribute(id::ACCESS_LOG, "Arn"),
            "Format": Value::Object(entry).to_string(),
        })
    })
}
