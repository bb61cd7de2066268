//! Names within the template: logical ids, and references by them.

use crate::{Options, Values};
use serde_json::{Value, json};

/// Logical ids.
pub(super) mod id {
    pub(in crate::write) const TABLE: &str = "Table";
    pub(in crate::write) const TABLE_KEY: &str = "TableKey";
    pub(in crate::write) const ROLE: &str = "TableAccess";
    pub(in crate::write) const POLICY: &str = "TableAccessPolicy";
    pub(in crate::write) const API: &str = "Api";
    pub(in crate::write) const VALIDATOR: &str = "Validator";
    pub(in crate::write) const MODEL: &str = "ResumeModel";
    pub(in crate::write) const AUTHORIZER: &str = "Authorizer";
    pub(in crate::write) const USER_POOL: &str = "UserPool";
    pub(in crate::write) const USER_POOL_CLIENT: &str = "UserPoolClient";
    pub(in crate::write) const USER_POOL_DOMAIN: &str = "UserPoolDomain";
    pub(in crate::write) const GET: &str = "Get";
    pub(in crate::write) const POST: &str = "Post";
    pub(in crate::write) const DELETE: &str = "Delete";
    pub(in crate::write) const PREFLIGHT: &str = "Preflight";
    pub(in crate::write) const RESUMES: &str = "Resumes";
    pub(in crate::write) const LIST: &str = "List";
    pub(in crate::write) const LIST_PREFLIGHT: &str = "ListPreflight";
    pub(in crate::write) const STAGE: &str = "Stage";
    pub(in crate::write) const API_KEY: &str = "ApiKey";
    pub(in crate::write) const USAGE_PLAN: &str = "UsagePlan";
    pub(in crate::write) const CLOUD_WATCH_ROLE: &str = "CloudWatchAccess";
    pub(in crate::write) const ACCOUNT: &str = "Account";
    pub(in crate::write) const ACCESS_LOG: &str = "AccessLog";
    pub(in crate::write) const EXECUTION_LOG: &str = "ExecutionLog";
    pub(in crate::write) const BUCKET: &str = "Console";
    pub(in crate::write) const DISTRIBUTION: &str = "ConsoleDistribution";
    pub(in crate::write) const ORIGIN_ACCESS: &str = "ConsoleOriginAccess";
    pub(in crate::write) const RESPONSE_HEADERS: &str = "ConsoleResponseHeaders";
}

/// `Ref`: a resource's name, or a parameter.
pub(crate) fn reference(logical_id: &str) -> Value {
    json!({ "Ref": logical_id })
}

/// `Fn::GetAtt`: an attribute of a resource.
pub(super) fn attribute(logical_id: &str, name: &str) -> Value {
    json!({ "Fn::GetAtt": [logical_id, name] })
}

/// `Fn::Sub`: text with `${…}` in it.
pub(super) fn substituted(text: impl Into<String>) -> Value {
    json!({ "Fn::Sub": text.into() })
}

/// The host of the API, for `Fn::Sub`.
pub(super) fn api_host() -> String {
    format!(
        "${{{}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}",
        id::API
    )
}

/// The console's URL, which is also its origin.
pub(super) fn console_url(options: &Options) -> Value {
    console(options, "")
}

/// The URL that the address bar shows for the hosted console.
pub(super) fn console_page(options: &Options) -> Value {
    console(options, "/")
}

fn console(options: &Options, path: &str) -> Value {
    let domain = options
        .hosting
        .as_ref()
        .and_then(|hosting| hosting.domain.as_ref());
    match (domain, options.values) {
        (None, _) => substituted(format!(
            "https://${{{}.DomainName}}{path}",
            id::DISTRIBUTION
        )),
        (Some(_), Values::Parameters) => substituted(format!("https://${{ConsoleDomain}}{path}")),
        (Some(domain), Values::Literal) => json!(format!("https://{}{path}", domain.name)),
    }
}
