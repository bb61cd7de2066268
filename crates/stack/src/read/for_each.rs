//! `Fn::ForEach` of the transform `AWS::LanguageExtensions`: members for each item of a list.

use super::values::weight;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value};

const NAME: &str = "Fn::ForEach::";

/// The most values that loops write.
const MAX_WEIGHT: usize = 1_000_000;

/// The template with the loops' members; `None` if it has no loop.
///
/// # Errors
/// A loop has another form, a list that the template does not have, or too much to write.
pub(super) fn expanded(template: &Value) -> Result<Option<Value>, LoadError> {
    if !has_loop(template) {
        return Ok(None);
    }
    let mut loops = Loops {
        parameters: template.get("Parameters"),
        weight: 0,
    };
    loops.value(template, "").map(Some)
}

fn has_loop(value: &Value) -> bool {
    match value {
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.starts_with(NAME) || has_loop(value)),
        Value::Array(items) => items.iter().any(has_loop),
        _ => false,
    }
}

struct Loops<'t> {
    parameters: Option<&'t Value>,
    weight: usize,
}

impl Loops<'_> {
    /// A value without loops. The depth is that of the parser.
    fn value(&mut self, value: &Value, path: &str) -> Result<Value, LoadError> {
        match value {
            Value::Object(members) => {
                let mut all = Map::new();
                for (name, value) in members {
                    let path = format!("{path}.{name}");
                    match name.strip_prefix(NAME) {
                        Some(_) => self.members(value, path.trim_start_matches('.'), &mut all)?,
                        None => {
                            all.insert(name.clone(), self.value(value, &path)?);
                        }
                    }
                }
                Ok(Value::Object(all))
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| self.value(item, path));
                items.collect()
            }
            scalar => Ok(scalar.clone()),
        }
    }

    /// The members of `[name, list, {member: value}]`.
    fn members(
        &mut self,
        looped: &Value,
        path: &str,
        all: &mut Map<String, Value>,
    ) -> Result<(), LoadError> {
        let expected = |what| LoadError::new(path, LoadErrorKind::Expected(what));
        let parts = looped.as_array().map(Vec::as_slice).unwrap_or_default();
        let [Value::String(name), list, Value::Object(body)] = parts else {
            return Err(expected("[name, list, object]"));
        };
        for item in self.list(list).ok_or_else(|| expected("a list"))? {
            self.weight += body.values().map(weight).sum::<usize>() + body.len();
            if self.weight > MAX_WEIGHT {
                return Err(LoadError::new(path, LoadErrorKind::TooLarge));
            }
            let replaced = with(&Value::Object(body.clone()), name, &item);
            // Loops in loops.
            if let Value::Object(members) = self.value(&replaced, path)? {
                all.extend(members);
            }
        }
        Ok(())
    }

    /// The items of a list, or of a parameter's default.
    fn list(&self, list: &Value) -> Option<Vec<String>> {
        match list {
            Value::Array(items) => {
                let items = items.iter().map(|item| item.as_str().map(str::to_owned));
                items.collect()
            }
            reference => {
                let name = reference.get("Ref")?.as_str()?;
                let default = self.parameters?.get(name)?.get("Default")?.as_str()?;
                Some(
                    default
                        .split(',')
                        .map(|item| item.trim().to_owned())
                        .collect(),
                )
            }
        }
    }
}

/// A value with `${name}`, `&{name}` (only letters and digits of the item) and `{"Ref": name}` replaced.
fn with(value: &Value, name: &str, item: &str) -> Value {
    let plain: String = item.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let text = |text: &str| {
        let text = text.replace(&format!("${{{name}}}"), item);
        text.replace(&format!("&{{{name}}}"), &plain)
    };
    match value {
        Value::String(string) => Value::String(text(string)),
        Value::Array(items) => items.iter().map(|value| with(value, name, item)).collect(),
        Value::Object(members) => {
            let only = (members.len() == 1).then(|| members.get("Ref")).flatten();
            if only.and_then(Value::as_str) == Some(name) {
                return Value::String(item.to_owned());
            }
            let members = members.iter();
            Value::Object(
                members
                    .map(|(key, value)| (text(key), with(value, name, item)))
                    .collect(),
            )
        }
        scalar => scalar.clone(),
    }
}
