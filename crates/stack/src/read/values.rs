//! Values of a type, or an error with their path.

use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value};

/// A scalar as text, which CloudFormation accepts in its place.
pub(super) fn as_text(value: &Value, path: &str) -> Result<String, LoadError> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(bool) => Ok(bool.to_string()),
        _ => Err(LoadError::new(path, LoadErrorKind::Expected("text"))),
    }
}

/// An object.
pub(super) fn object<'v>(
    value: &'v Value,
    path: &str,
) -> Result<&'v Map<String, Value>, LoadError> {
    value
        .as_object()
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("an object")))
}

/// Whether there is a value other than null, which YAML's empty values are.
pub(super) fn present(value: &Value) -> bool {
    !value.is_null()
}

/// How much a value holds: its values, and 64 bytes of text count as one.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            let members = members.iter();
            1 + members
                .map(|(name, value)| name.len() / 64 + weight(value))
                .sum::<usize>()
        }
        _ => 1,
    }
}

/// The elements of a list; none if it is missing.
pub(super) fn list<'v>(value: Option<&'v Value>, path: &str) -> Result<&'v [Value], LoadError> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(LoadError::new(path, LoadErrorKind::Expected("a list"))),
    }
}

/// A status code.
pub(super) fn status(value: Option<&Value>, path: &str) -> Result<u16, LoadError> {
    let value = value.ok_or_else(|| LoadError::new(path, LoadErrorKind::Missing("StatusCode")))?;
    as_text(value, path)?
        .parse()
        .ok()
        .filter(|status| (100..600).contains(status))
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("a status of 100 to 599")))
}

/// The elements of a list of objects, read by `read`, which gets the path of each.
pub(super) fn each<T>(
    value: Option<&Value>,
    path: &str,
    read: impl Fn(&Map<String, Value>, &str) -> Result<T, LoadError>,
) -> Result<Vec<T>, LoadError> {
    let elements = list(value, path)?.iter().enumerate();
    elements
        .map(|(index, element)| {
            let path = format!("{path}.{index}");
            read(object(element, &path)?, &path)
        })
        .collect()
}

/// A member that is a number or its text, at least 0.
pub(super) fn number(
    map: &Map<String, Value>,
    name: &str,
    path: &str,
) -> Result<Option<f64>, LoadError> {
    let Some(value) = map.get(name) else {
        return Ok(None);
    };
    let path = format!("{path}.{name}");
    let number = as_text(value, &path)?.parse::<f64>().ok();
    match number.filter(|number| *number >= 0.0 && number.is_finite()) {
        Some(number) => Ok(Some(number)),
        None => Err(LoadError::new(&path, LoadErrorKind::Expected("a number"))),
    }
}

/// A boolean or its text.
pub(super) fn flag(value: &Value, path: &str) -> Result<bool, LoadError> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::String(text) if text == "true" => Ok(true),
        Value::String(text) if text == "false" => Ok(false),
        _ => Err(LoadError::new(
            path,
            LoadErrorKind::Expected("true or false"),
        )),
    }
}

/// An object of booleans, as pairs.
pub(super) fn flag_pairs(
    value: Option<&Value>,
    path: &str,
) -> Result<Vec<(String, bool)>, LoadError> {
    pairs(value, path, flag)
}

/// An object of texts, as pairs.
pub(super) fn text_pairs(
    value: Option<&Value>,
    path: &str,
) -> Result<Vec<(String, String)>, LoadError> {
    pairs(value, path, as_text)
}

fn pairs<T>(
    value: Option<&Value>,
    path: &str,
    read: fn(&Value, &str) -> Result<T, LoadError>,
) -> Result<Vec<(String, T)>, LoadError> {
    let Some(value) = value.filter(|value| present(value)) else {
        return Ok(Vec::new());
    };
    object(value, path)?
        .iter()
        .filter(|(_, value)| present(value))
        .map(|(key, value)| Ok((key.clone(), read(value, &format!("{path}.{key}"))?)))
        .collect()
}
