//! Mapping expressions: `'static'`, `method.request.querystring.id`, `context.requestId`.

use std::collections::HashMap;

use super::{Call, ServiceAnswer};
use crate::json;
use crate::jsonpath::JsonPath;

/// The text of a static value, `'…'`.
pub(super) fn quoted(expression: &str) -> Option<&str> {
    expression.strip_prefix('\'')?.strip_suffix('\'')
}

/// A body that a mapping reads, and that looks like JSON and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BrokenBody;

/// The values of an expression; none if there is no such value. Only the `multivalue…` forms have more than one.
pub(super) type Values = Result<Vec<String>, BrokenBody>;

/// Values of the request. Names are case-sensitive; of several values the last one counts.
///
/// # Errors
/// The expression reads a body that is broken JSON.
pub(super) fn method_value(expression: &str, call: &Call<'_>) -> Values {
    if let Some(text) = quoted(expression) {
        return Ok(vec![text.to_owned()]);
    }
    if let Some(name) = expression.strip_prefix("context.") {
        return Ok(call.context.text(name).into_iter().collect());
    }
    if let Some(name) = expression.strip_prefix("stageVariables.") {
        return Ok(last(&call.gateway.api.stage_variables, name));
    }
    let Some(part) = expression.strip_prefix("method.request.") else {
        return Ok(Vec::new());
    };
    let params = &call.params;
    match part.split_once('.') {
        Some(("path", name)) => Ok(last(&params.path, name)),
        Some(("querystring", name)) => Ok(last(&params.querystring, name)),
        Some(("multivaluequerystring", name)) => Ok(all(&params.querystring, name)),
        Some(("header", name)) => Ok(last(&params.header, name)),
        Some(("multivalueheader", name)) => Ok(all(&params.header, name)),
        Some(("body", path)) => body_value(&call.request.body, Some(path)),
        None if part == "body" => body_value(&call.request.body, None),
        _ => Ok(Vec::new()),
    }
}

/// Values of the request or the response: also `integration.response.header.X` and `integration.response.body.PATH`.
///
/// # Errors
/// The expression reads a body that is broken JSON.
pub(super) fn response_value(expression: &str, answer: &ServiceAnswer, call: &Call<'_>) -> Values {
    let Some(part) = expression.strip_prefix("integration.response.") else {
        return method_value(expression, call);
    };
    match part.split_once('.') {
        Some(("header", name)) => Ok(last(&answer.headers, name)),
        Some(("multivalueheader", name)) => Ok(all(&answer.headers, name)),
        Some(("body", path)) => body_value(&answer.body, Some(path)),
        None if part == "body" => body_value(&answer.body, None),
        _ => Ok(Vec::new()),
    }
}

/// The value that a header has: several ones are joined. `None` if there is none.
pub(super) fn joined(values: Vec<String>) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

fn last(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let mut named = pairs.iter().rev().filter(|(n, _)| n == name);
    named
        .next()
        .map(|(_, value)| value.clone())
        .into_iter()
        .collect()
}

fn all(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let named = pairs.iter().filter(|(n, _)| n == name);
    named.map(|(_, value)| value.clone()).collect()
}

/// The body, or what the path finds in it. An empty body is `{}`. Only a body that starts as JSON does is read as such.
fn body_value(body: &str, path: Option<&str>) -> Values {
    let body = match body.trim() {
        "" => "{}",
        body => body,
    };
    let document = match body.starts_with(['{', '[', '"', '\'']) {
        true => Some(json::read(&body.into()).map_err(|_| BrokenBody)?),
        false => None,
    };
    let Some(path) = path else {
        return Ok(vec![body.to_owned()]);
    };
    let found = |document| JsonPath::compile(path).ok()?.read(document).ok();
    Ok(match document.as_ref().and_then(found) {
        None | Some(vtl::Value::Null) => Vec::new(),
        Some(vtl::Value::String(text)) => vec![text.as_str().to_owned()],
        Some(other) => json::write(&other).ok().into_iter().collect(),
    })
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
