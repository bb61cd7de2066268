//! Cross-origin resource sharing.

use super::names::{console_url, reference};
use crate::{Options, Values};
use serde_json::{Value, json};

pub(super) const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

/// The stage variable that [`PRELUDE`] reads.
pub(super) const VARIABLE: &str = "allowedOrigins";

/// The parameter of the named origins.
const PARAMETER: &str = "AllowedOrigins";

/// The prefix of response templates if several origins are allowed.
pub(crate) const PRELUDE: &str = include_str!("../../../../templates/allow_origin.vm");

/// The allowed origins.
pub(super) enum Origins<'o> {
    /// None.
    Nobody,
    /// One, or `*`: each response names it.
    One(&'o str),
    /// Several, or one that the deployment determines: a mapping template names the caller's.
    Listed(Vec<Value>),
}

pub(super) fn origins(options: &Options) -> Origins<'_> {
    let named = &options.cors.origins;
    match (&named[..], &options.hosting) {
        ([], None) => Origins::Nobody,
        ([one], None) => Origins::One(one),
        // `*` includes the console's.
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

/// The value of the stage variable, if a mapping template reads it.
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

/// Whether the named origins are in the stage variable, and so in a parameter.
pub(super) fn are_named_in_a_variable(options: &Options) -> bool {
    !options.cors.origins.is_empty() && matches!(origins(options), Origins::Listed(_))
}

/// The headers of an error response.
pub(super) fn error_headers(options: &Options) -> Vec<(&'static str, Option<String>)> {
    let origin = of_errors(options).map(|origin| (ALLOW_ORIGIN, Some(origin)));
    origin.into_iter().collect()
}

/// The headers of a method's response: the name, and its mapping unless a mapping template sets it.
pub(super) fn headers(options: &Options) -> Vec<(&'static str, Option<String>)> {
    match origins(options) {
        Origins::Nobody => Vec::new(),
        Origins::One(origin) => vec![(ALLOW_ORIGIN, Some(quoted(origin)))],
        Origins::Listed(_) => vec![(ALLOW_ORIGIN, None), ("Vary", Some(quoted("Origin")))],
    }
}

/// The origin of error responses. If there are several, errors are for all: they contain nothing of a resume, and
/// gateway responses have no mapping template.
pub(super) fn of_errors(options: &Options) -> Option<String> {
    match origins(options) {
        Origins::Nobody => None,
        Origins::One(origin) => Some(quoted(origin)),
        Origins::Listed(_) => Some(quoted("*")),
    }
}

/// A response's mapping template, which finds the caller's origin if several are allowed.
pub(super) fn response_template(options: &Options, template: Option<&str>) -> Option<String> {
    match origins(options) {
        // Without a template the body passes through.
        Origins::Listed(_) => Some(format!(
            "{PRELUDE}{}",
            template.unwrap_or("$input.json('$')")
        )),
        _ => template.map(str::to_owned),
    }
}

/// The request headers that a browser may send beyond the safelisted ones.
pub(super) fn request_headers(options: &Options) -> &'static str {
    use crate::Protection::{ApiKey, Cognito, Iam, None};
    match options.protection {
        None => "content-type",
        ApiKey(_) => "content-type,x-api-key",
        Cognito { .. } => "content-type,authorization",
        Iam => "content-type,authorization,x-amz-date,x-amz-content-sha256,x-amz-security-token",
    }
}

/// A header's literal value in API Gateway's notation.
pub(super) fn quoted(value: &str) -> String {
    format!("'{value}'")
}
