//! Check of a template for what API Gateway and CloudFormation reject at its deployment, or accept and then fail at.
//!
//! Each rule is a row of [`RULES`]; `docs/DEPLOYMENT-CHECK.md` lists them with their sources. A value that only a deployment
//! knows (a parameter without default, an import, a macro) is never a finding, and neither is what depends on it.

mod access;
mod authorizers;
mod deployments;
mod enumerations;
mod finding;
mod graph;
mod integrations;
mod keys;
mod limits;
mod logs;
mod mappings;
mod method;
mod methods;
mod models;
mod names;
mod node;
mod openapi;
mod paths;
mod position;
mod references;
mod required;
mod rules;
mod severity;
mod stages;
mod tables;
mod template;

pub use finding::Finding;
pub(crate) use limits::MAX_DIRECT;
pub use rules::{RULES, Rule};
pub use severity::Severity;

use crate::LoadError;
use crate::read::{expanded, from_text, shaped};
use finding::Report;
use std::borrow::Cow;
use template::Template;

/// Checks a template's text (JSON or, with the feature `yaml`, YAML), or an OpenAPI document's. The findings are in the
/// order of their lines.
///
/// ```
/// let text = r#"{"Resources": {"Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
///     "BillingMode": "PAY_PER_REQUEST",
///     "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]
/// }}}}"#;
/// let findings = stack::check(text)?;
/// assert_eq!(findings[0].code, "key-not-defined");
/// assert_eq!(findings[0].path, "Resources.Table.Properties.KeySchema.0.AttributeName");
/// assert_eq!(findings[0].line, Some(3));
/// # Ok::<(), stack::LoadError>(())
/// ```
///
/// # Errors
///
/// The text is neither JSON nor YAML, is no template, or is too large to resolve.
pub fn check(text: &str) -> Result<Vec<Finding>, LoadError> {
    let written = from_text(text)?;
    let is_template = written.get("Resources").is_some();
    let shaped = match is_template {
        true => Cow::Borrowed(&written),
        false => shaped(&written)?,
    };
    let mut report = Report::default();
    limits::of_text(text, is_template, &written, &mut report);
    let all = expanded(shaped)?;
    let template = Template::new(&written, &all)?;
    names::logical_ids(&template, &mut report);
    references::check(&template, &mut report);
    required::check(&template, &mut report);
    tables::check(&template, &mut report);
    limits::check(&template, &mut report);
    paths::check(&template, &mut report);
    names::check(&template, &mut report);
    deployments::check(&template, &mut report);
    stages::check(&template, &mut report);
    keys::check(&template, &mut report);
    logs::check(&template, &mut report);
    let methods = methods::all(&template);
    enumerations::check(&methods, &mut report);
    mappings::check(&template, &methods, &mut report);
    integrations::check(&template, &methods, &mut report);
    limits::of_methods(&template, &methods, &mut report);
    access::check(&template, &methods, &mut report);
    models::check(&template, &methods, &mut report);
    authorizers::check(&template, &methods, &mut report);
    keys::of_methods(&template, &methods, &mut report);
    Ok(report.located(text, is_template))
}
