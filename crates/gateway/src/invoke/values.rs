//! Mapping expressions: `'static'`, `method.request.querystring.id`, `context.requestId`.

use std::collections::HashMap;

use super::{Call, ServiceAnswer};
use crate::json;
use crate::jsonpath::JsonPath;

/// The text of a static value, `'…'`.
pub(super) fn quoted(expression: &str) -> Option<&str> {
    expression.strip_prefix('\'')?.strip_suffix('\'')
}

/// A value of the request; `None` if there is none.
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

/// A value of the request or the response: also `integration.response.header.X` and `integration.response.body.PATH`.
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

/// Sets a header and removes others of the same name.
pub(super) fn set_header(headers: &mut Vec<(String, String)>, name: &str, values: Vec<String>) {
    headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    headers.extend(values.into_iter().map(|value| (name.to_owned(), value)));
}

/// Sets headers in order, each as [`set_header`] does.
pub(super) fn set_headers(headers: &mut Vec<(String, String)>, new: Vec<(String, Vec<String>)>) {
    set(headers, new, str::to_ascii_lowercase);
}

/// Sets parameters of a query string, each instead of others of the same name.
pub(super) fn set_parameters(query: &mut Vec<(String, String)>, new: Vec<(String, Vec<String>)>) {
    set(query, new, str::to_owned);
}

/// Sets pairs by name; names with one `key` are equal. Hashed, since a template can set very many.
fn set(
    pairs: &mut Vec<(String, String)>,
    new: Vec<(String, Vec<String>)>,
    key: fn(&str) -> String,
) {
    let last: HashMap<String, usize> = new
        .iter()
        .enumerate()
        .map(|(at, (name, _))| (key(name), at))
        .collect();
    pairs.retain(|(name, _)| !last.contains_key(&key(name)));
    for (at, (name, values)) in new.into_iter().enumerate() {
        if last.get(&key(&name)) == Some(&at) {
            pairs.extend(values.into_iter().map(|value| (name.clone(), value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_set_as_one_after_the_other() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let new = |name: &str, values: &[&str]| {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            (name.to_owned(), values)
        };
        let mut all = vec![header("A", "1"), header("b", "2"), header("a", "3")];
        let mut alone = all.clone();
        let overrides = vec![
            new("X", &["4"]),
            new("a", &["5", "6"]),
            new("x", &["7"]),
            new("A", &[]),
        ];
        set_headers(&mut all, overrides.clone());
        for (name, values) in overrides {
            set_header(&mut alone, &name, values);
        }
        assert_eq!(all, alone);
        assert_eq!(all, [header("b", "2"), header("x", "7")]);
    }

    #[test]
    fn very_many_headers_are_set_soon() {
        let new = (0..200_000).map(|at| (format!("h{at}"), vec![String::new()]));
        let mut headers = Vec::new();
        set_headers(&mut headers, new.collect());
        assert_eq!(headers.len(), 200_000);
    }
}
