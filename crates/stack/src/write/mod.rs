//! The template: each area of it has a file, each resource a function.

mod access;
mod account;
mod api;
mod authorizer;
mod capacity;
mod cors;
mod hosting;
mod key;
mod logging;
mod methods;
mod model;
mod outputs;
mod parameters;
mod responses;
mod stage;
mod table;
mod tags;
mod usage;

pub(crate) use cors::PRELUDE;
pub(crate) use parameters::PARAMETERS;

use crate::Options;
use serde_json::{Map, Value, json};

/// Logical ids: the names by which parts of the template refer to each other.
mod id {
    pub(super) const TABLE: &str = "Table";
    pub(super) const TABLE_KEY: &str = "TableKey";
    pub(super) const ROLE: &str = "TableAccess";
    pub(super) const POLICY: &str = "TableAccessPolicy";
    pub(super) const API: &str = "Api";
    pub(super) const VALIDATOR: &str = "Validator";
    pub(super) const MODEL: &str = "ResumeModel";
    pub(super) const AUTHORIZER: &str = "Authorizer";
    pub(super) const USER_POOL: &str = "UserPool";
    pub(super) const USER_POOL_CLIENT: &str = "UserPoolClient";
    pub(super) const GET: &str = "Get";
    pub(super) const POST: &str = "Post";
    pub(super) const PREFLIGHT: &str = "Preflight";
    pub(super) const STAGE: &str = "Stage";
    pub(super) const API_KEY: &str = "ApiKey";
    pub(super) const USAGE_PLAN: &str = "UsagePlan";
    pub(super) const CLOUD_WATCH_ROLE: &str = "CloudWatchAccess";
    pub(super) const ACCOUNT: &str = "Account";
    pub(super) const ACCESS_LOG: &str = "AccessLog";
    pub(super) const EXECUTION_LOG: &str = "ExecutionLog";
    pub(super) const BUCKET: &str = "Console";
    pub(super) const DISTRIBUTION: &str = "ConsoleDistribution";
    pub(super) const ORIGIN_ACCESS: &str = "ConsoleOriginAccess";
    pub(super) const RESPONSE_HEADERS: &str = "ConsoleResponseHeaders";
}

/// Resources by logical id, in the order in which the template lists them.
type Resources = Vec<(String, Value)>;

/// The CloudFormation template of the stack. The same options give the same template.
#[must_use]
pub fn template(options: &Options) -> Value {
    let mut resources = table::resources(options);
    resources.extend(access::resources(options));
    resources.extend(account::resources(options));
    resources.extend(api::resources(options));
    resources.extend(usage::resources(options));
    resources.extend(hosting::resources(options));
    tags::add(options, &mut resources);

    let mut template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A resume in a DynamoDB table, behind an API Gateway REST API that reads and writes it without Lambda.",
    });
    if let Some(declared) = parameters::sections(options) {
        template["Metadata"] = declared.metadata;
        template["Parameters"] = declared.parameters;
        if !declared.conditions.is_empty() {
            template["Conditions"] = Value::Object(declared.conditions);
        }
    }
    template["Resources"] = Value::Object(Map::from_iter(resources));
    template["Outputs"] = outputs::outputs(options);
    template
}

/// `Ref`: a resource's name, or a parameter.
fn reference(logical_id: &str) -> Value {
    json!({ "Ref": logical_id })
}

/// `Fn::GetAtt`: an attribute of a resource.
fn attribute(logical_id: &str, name: &str) -> Value {
    json!({ "Fn::GetAtt": [logical_id, name] })
}

/// `Fn::Sub`: text with `${…}` in it.
fn substituted(text: impl Into<String>) -> Value {
    json!({ "Fn::Sub": text.into() })
}

/// A resource that outlives its stack.
fn retained(mut resource: Value) -> Value {
    resource["DeletionPolicy"] = json!("Retain");
    resource["UpdateReplacePolicy"] = json!("Retain");
    resource
}

/// Says in the resource's metadata which findings of checkov (`CKV…`) and cdk-nag (`AwsSolutions-…`) are accepted, and why: where
/// each of the two looks for it.
fn accepted(mut resource: Value, findings: &[(&str, &str)]) -> Value {
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
