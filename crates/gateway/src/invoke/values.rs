//! Mapping expressions: `'static'`, `method.request.querystring.id`, `context.requestId`.

use super::{Call, ServiceAnswer};
use crate::json;
use crate::jsonpath::JsonPath;

/// The text of a static value, `'…'`.
pub(super) fn quoted(expression: &str) -> Option<&str> {
    expression.strip_prefix('\'')?.strip_suffix('\'')
}

/// A value of the request's side; `None` where there is none.
pub(super) fn method_value(expression: &str, call: &Call<'_>) -> Option<String> {
    if let Some(text) = quoted(expression) {
        return Some(text.to_owned());
    }
    if let Some(name) = expression.strip_prefix("context.") {
        return call.context.text(name);
    }
    let pair = |pairs: &[(String, String)], name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.clone())
    };
    if let Some(name) = expression.strip_prefix("stageVariables.") {
        return pair(&call.gateway.api.stage_variables, name);
    }
    let part = expression.strip_prefix("method.request.")?;
    match part.split_once('.') {
        Some(("path", name)) => pair(&call.params.path, name),
        Some(("querystring", name)) => pair(&call.params.querystring, name),
        Some(("header", name)) => call.request.header(name).map(str::to_owned),
        Some(("body", path)) => body_value(&call.request.body, path),
        None if part == "body" => Some(call.request.body.clone()),
        _ => None,
    }
}

/// A value of the answer's side: also `integration.response.header.X` and
/// `integration.response.body.PATH`.
pub(super) fn response_value(
    expression: &str,
    answer: &ServiceAnswer,
    call: &Call<'_>,
) -> Option<String> {
    if let Some(name) = expression.strip_prefix("integration.response.header.") {
        let mut headers = answer.headers.iter();
        return headers
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.clone());
    }
    if expression == "integration.response.body" {
        return Some(answer.body.clone());
    }
    match expression.strip_prefix("integration.response.body.") {
        Some(path) => body_value(&answer.body, path),
        None => method_value(expression, call),
    }
}

fn body_value(body: &str, path: &str) -> Option<String> {
    let document = json::read(&body.into()).ok()?;
    let value = JsonPath::compile(path).ok()?.read(&document).ok()?;
    match value {
        vtl::Value::Null => None,
        vtl::Value::String(text) => Some(text.as_str().to_owned()),
        other => json::write(&other).ok(),
    }
}

/// Sets a header, in place of those of the same name.
pub(super) fn set_header(headers: &mut Vec<(String, String)>, name: &str, values: Vec<String>) {
    headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    headers.extend(values.into_iter().map(|value| (name.to_owned(), value)));
}
