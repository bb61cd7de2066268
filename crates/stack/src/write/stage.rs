//! Stage of the API.

use super::names::{id, reference};
use super::parameters::value;
use super::resource::accepted;
use super::{account, cors, logging};
use crate::{ExecutionLog, Options, TableName, VERSION_ATTRIBUTE};
use serde_json::{Map, Value, json};

pub(super) fn stage(options: &Options, deployment_id: &str) -> Value {
    let mut properties = json!({
        "RestApiId": reference(id::API),
        "DeploymentId": reference(deployment_id),
        "StageName": value(options, "StageName"),
    });
    let variables = variables(options);
    if !variables.is_empty() {
        properties["Variables"] = Value::Object(variables);
    }
    if let Some(settings) = method_settings(options) {
        properties["MethodSettings"] = json!([settings]);
    }
    if let Some(setting) = logging::access_log_setting(options) {
        properties["AccessLogSetting"] = setting;
    }
    if options.logging.tracing {
        properties["TracingEnabled"] = json!(true);
    }
    if options.logging.any()
        && let Some(description) = account::awaited(options)
    {
        properties["Description"] = description;
    }
    let mut stage = json!({ "Type": "AWS::ApiGateway::Stage" });
    let before = depends_on(options);
    if !before.is_empty() {
        stage["DependsOn"] = json!(before);
    }
    stage["Properties"] = properties;
    accepted(stage, &findings(options))
}

/// Stage variables for the mapping templates.
fn variables(options: &Options) -> Map<String, Value> {
    let mut variables = Map::new();
    if options.table_name == TableName::Stage {
        variables.insert("tableName".to_owned(), reference(id::TABLE));
    }
    if options.lost_update_protection {
        variables.insert("versionAttribute".to_owned(), json!(VERSION_ATTRIBUTE));
    }
    if let Some(origins) = cors::stage_variable(options) {
        variables.insert(cors::VARIABLE.to_owned(), origins);
    }
    variables
}

/// Throttling and execution log of all methods.
fn method_settings(options: &Options) -> Option<Value> {
    let level = match options.logging.execution {
        ExecutionLog::Off => None,
        ExecutionLog::Errors => Some("ERROR"),
        ExecutionLog::Info => Some("INFO"),
    };
    if level.is_none() && options.throttle.is_none() {
        return None;
    }
    let mut settings = json!({ "HttpMethod": "*", "ResourcePath": "/*" });
    if options.throttle.is_some() {
        settings["ThrottlingRateLimit"] = value(options, "RateLimit");
        settings["ThrottlingBurstLimit"] = value(options, "BurstLimit");
    }
    if let Some(level) = level {
        settings["LoggingLevel"] = json!(level);
        settings["DataTraceEnabled"] = json!(false);
    }
    Some(settings)
}

/// A stage that logs can't be created before the account has a role for it, and the first call would create the log
/// group of the execution log, without retention.
fn depends_on(options: &Options) -> Vec<&'static str> {
    let mut before = Vec::new();
    if options.logging.account_role && account::awaited(options).is_none() {
        before.push(id::ACCOUNT);
    }
    if options.logging.execution != ExecutionLog::Off {
        before.push(id::EXECUTION_LOG);
    }
    before
}

fn findings(options: &Options) -> Vec<(&'static str, &'static str)> {
    let mut findings = vec![
        (
            "CKV_AWS_120",
            "A cache would return the resume of before the last save.",
        ),
        ("AwsSolutions-APIG3", "A web ACL costs more than the stack."),
    ];
    if !options.logging.access {
        let off = "The option access-log is off.";
        findings.extend([("CKV_AWS_76", off), ("AwsSolutions-APIG1", off)]);
    }
    if options.logging.execution == ExecutionLog::Off {
        findings.push(("AwsSolutions-APIG6", "The option execution-log is off."));
    }
    if !options.logging.tracing {
        findings.push(("CKV_AWS_73", "The option tracing is off."));
    }
    findings
}
