//! Which origins a browser lets read the answers.

use super::names::{console_url, reference};
use crate::{Options, Values};
use serde_json::{Value, json};

pub(super) const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

/// The stage's variable that [`PRELUDE`] looks into.
pub(super) const VARIABLE: &str = "allowedOrigins";

/// The parameter that holds those that are named.
const PARAMETER: &str = "AllowedOrigins";

/// What comes before the mapping template of an answer where several origins are allowed.
pub(crate) const PRELUDE: &str = include_str!("../../../../templates/allow_origin.vm");

/// The origins that are allowed.
pub(super) enum Origins<'o> {
    /// None.
    Nobody,
    /// One, or all by `*`: each answer names it.
    One(&'o str),
    /// Several, or one that is known at the deployment: a mapping template names the caller's.
    Listed(Vec<Value>),
}

pub(super) fn origins(options: &Options) -> Origins<'_> {
    let named = &options.cors.origins;
    match (&named[..], &options.hosting) {
        ([], None) => Origins::Nobody,
        ([one], None) => Origins::One(one),
        // The console's is among them.
        _ if named.iter().any(|origin| origin == "*") => Origins::One("*"),
        (_, hosting) => {
            let named: Vec<Value> = match options.values {
                Values::Parameters if !named.is_empty() => vec![reference(PARAMETER)],
                _ => named.iter().map(|origin| json!(origin)).collect(),
            };
            let console = hosting.as_ref().map(|_| console_url(options));
            Origins::Listed(named.into_iter().chain(console).collect())
        }
    }
}

/// The value of the stage's variable, where a mapping template asks for it.
pub(super) fn stage_variable(options: &Options) -> Option<Value> {
    match origins(options) {
        Origins::Listed(origins) => Some(match &origins[..] {
            [one] => one.clone(),
            _ => match origins.iter().map(Value::as_str).collect() {
                Some::<Vec<&str>>(literal) => json!(literal.join(",")),
                None => json!({ "Fn::Join": [",", origins] }),
            },
        }),
        _ => None,
    }
}

/// Whether the origins that are named stand in the stage's variable, and so in a parameter of their own.
pub(super) fn are_named_in_a_variable(options: &Options) -> bool {
    !options.cors.origins.is_empty() && matches!(origins(options), Origins::Listed(_))
}

/// The headers of an error.
pub(super) fn error_headers(options: &Options) -> Vec<(&'static str, Option<String>)> {
    let origin = of_errors(options).map(|origin| (ALLOW_ORIGIN, Some(origin)));
    origin.into_iter().collect()
}

/// The headers of an answer of a method: the name, and the mapping where a mapping template does not set it.
pub(super) fn headers(options: &Options) -> Vec<(&'static str, Option<String>)> {
    match origins(options) {
        Origins::Nobody => Vec::new(),
        Origins::One(origin) => vec![(ALLOW_ORIGIN, Some(quoted(origin)))],
        Origins::Listed(_) => vec![(ALLOW_ORIGIN, None), ("Vary", Some(quoted("Origin")))],
    }
}

/// The origin that an error names: where there are several, errors are for all. They tell nothing of a resume, and for
/// the gateway's own no mapping template runs.
pub(super) fn of_errors(options: &Options) -> Option<String> {
    match origins(options) {
        Origins::Nobody => None,
        Origins::One(origin) => Some(quoted(origin)),
        Origins::Listed(_) => Some(quoted("*")),
    }
}

/// A response's mapping template, made to name the caller's origin where that has to be found out.
pub(super) fn response_template(options: &Options, template: Option<&str>) -> Option<String> {
    match origins(options) {
        // Without a template the body would be passed on as it is.
        Origins::Listed(_) => Some(format!(
            "{PRELUDE}{}",
            template.unwrap_or("$input.json('$')")
        )),
        _ => template.map(str::to_owned),
    }
}

/// The headers that a browser may send besides those that it always may.
pub(super) fn request_headers(options: &Options) -> &'static str {
    use crate::Protection::{ApiKey, Cognito, Iam, None};
    match options.protection {
        None => "content-type",
        ApiKey(_) => "content-type,x-api-key",
        Cognito { .. } => "content-type,authorization",
        Iam => "content-type,authorization,x-amz-date,x-amz-content-sha256,x-amz-security-token",
    }
}

/// A header's literal value, as API Gateway wants it.
pub(super) fn quoted(value: &str) -> String {
    format!("'{value}'")
}
