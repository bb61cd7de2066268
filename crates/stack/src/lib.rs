//! Writer and reader of the full stack's CloudFormation template.
//!
//! ```
//! let options = stack::Options::default();
//! let template = stack::template(&options);
//! assert_eq!(template["Resources"]["Table"]["Type"], "AWS::DynamoDB::Table");
//! let yaml = stack::to_yaml(&template);
//! assert!(yaml.starts_with("AWSTemplateFormatVersion:"));
//! ```
//!
//! # Scope of this crate
//!
//! Writing: [`Options`] in, [`template`] out, as [`to_json`] or [`to_yaml`] text of less than the 51,200 bytes that
//! CloudFormation accepts in a request; with [`Operations`] besides nearly everything else it is longer, and the commands
//! send it by way of a bucket. Its mapping templates are exactly the files of the folder `templates/`; by-field
//! ones contain a line for each field of the resume, and the options can contain others ([`Templates`]). [`SETTINGS`] lists
//! the options by name, [`cost`] estimates the costs of a month, [`deploy`] has the commands that deploy the stack and
//! delete it, and [`SECURITY_HEADERS`] are those of a host of the console.
//!
//! By [`Values::Parameters`] names, tags' values, capacities, limits, several allowed origins, retention and keys are
//! CloudFormation parameters. What decides which resources there are, or what a method does, is not: tags' keys, a single allowed
//! origin ([`Cors::origins`] says why), the kind of capacity and of protection, the mapping templates.
//!
//! Reading: [`load`] gives the API, the tables, the roles and the outputs that a template makes, with its functions,
//! parameters and conditions resolved, ready to be run on one machine. [`openapi`] writes that API as an OpenAPI document,
//! [`read_options`] returns the options that a template was written by, and [`differences`] compares what two deploy.
//! [`from_text`] parses a template's text. Nothing is deployed here, and resources of other types are ignored.
//!
//! Asking AWS: [`probe_template`] is another template, of mock methods that show how API Gateway runs mapping templates
//! ([`probe_cases`]).
//!
//! Checking: [`check`] finds what API Gateway and CloudFormation reject at the deployment of any template, by [`RULES`].

mod check;
pub mod deploy;
mod error;
mod json;
mod probe;
mod read;
mod security_headers;
mod write;
mod yaml;

pub use check::{Finding, RULES, Rule, Severity, check};
pub use error::{LoadError, LoadErrorKind};
pub use options::{
    Allowed, Capacity, Choice, Cors, Domain, Encryption, ExecutionLog, Hosting, Logging,
    MappingTemplates, Operations, Options, Passthrough, Protection, Range, SETTINGS, Setting,
    SettingError, SettingErrorKind, Subject, TableName, Tag, Templates, Throttle, UsagePlan,
    UserPool, VERSION_ATTRIBUTE, Values, cost,
};
pub use probe::{
    PROBE_OUTPUT, PROBE_STACK, ProbeCase, probe_api, probe_cases, probe_template, probe_text,
};
pub use read::{
    Deployment, Difference, IndexDefinition, IndexProjection, Key, KeyType, Loaded, MethodRole,
    NestedStack, ReadOptions, Role, Statement, TableDefinition, differences, from_text,
    included_files, load, nested_stacks, openapi, read_options,
};
pub use security_headers::{
    ANY_API, CONTENT_SECURITY_POLICY, SECURITY_HEADERS, SecurityHeader, content_security_policy,
    security_header,
};
pub use write::template;

use serde_json::Value;

/// The template as JSON text, indented by one space, with a final newline; what fits on a line is on one.
#[must_use]
pub fn to_json(template: &Value) -> String {
    json::write(template)
}

/// The template as YAML text: the same document as [`to_json`]'s, with texts of several lines as block scalars.
///
/// Keys keep their order, so that the same template gives the same text. Functions are written in their long form
/// (`Ref: Table`, not `!Ref Table`).
#[must_use]
pub fn to_yaml(template: &Value) -> String {
    yaml::write(template)
}
