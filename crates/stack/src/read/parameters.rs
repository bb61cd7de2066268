//! Parameters, and what stands for values that the template does not have.

use super::resolve::Resolver;
use super::symbol::symbol;
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::Value;

/// Whether a text of the template has a dynamic reference. The depth is that of the parser.
pub(super) fn has_dynamic_reference(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("{{resolve:"),
        Value::Object(members) => members.values().any(has_dynamic_reference),
        Value::Array(items) => items.iter().any(has_dynamic_reference),
        _ => false,
    }
}

impl Resolver<'_> {
    /// The value of a parameter: the deployment's, the default, else one that stands for it.
    pub(super) fn parameter(&self, name: &str, path: &str) -> Result<Value, LoadError> {
        let Some(parameter) = self.member("Parameters", name) else {
            return self.outside(name, name, path).map(Value::String);
        };
        let kind = parameter.get("Type").and_then(Value::as_str);
        let is_list =
            kind.is_some_and(|kind| kind == "CommaDelimitedList" || kind.contains("List<"));
        // The default of these is a name in the parameter store, not a value.
        let is_stored = kind.is_some_and(|kind| kind.starts_with("AWS::SSM::"));
        let default = parameter
            .get("Default")
            .filter(|_| self.is_symbolic || !is_stored);
        let value = match (self.given.get(name), default) {
            (None, default) if self.is_symbolic && (is_stored || default.is_none()) => {
                let name = symbol(name);
                if is_list {
                    self.known(&name, path)?;
                }
                return Ok(Value::String(name));
            }
            (Some(value), _) => (*value).to_owned(),
            (None, Some(default)) => as_text(default, &format!("Parameters.{name}.Default"))?,
            (None, None) => {
                let value = self.placeholder(name, parameter)?;
                self.note(format!(
                    "the parameter {name} has no value: {value:?} stands for it"
                ));
                value
            }
        };
        self.text_made(value.len(), path)?;
        if is_list {
            self.charge(value.split(',').count(), path, 0)?;
            return Ok(value.split(',').map(str::trim).collect());
        }
        Ok(Value::String(value))
    }

    /// A value for a parameter that has none: the first allowed one, the least number, else the parameter's name.
    #[inline(never)]
    fn placeholder(&self, name: &str, parameter: &Value) -> Result<String, LoadError> {
        let path = format!("Parameters.{name}");
        let allowed = parameter.get("AllowedValues").and_then(|all| all.get(0));
        let number = || {
            let kind = parameter.get("Type").and_then(Value::as_str);
            let one = Value::from(1);
            kind.filter(|kind| *kind == "Number")
                .map(|_| parameter.get("MinValue").cloned().unwrap_or(one))
        };
        match allowed.cloned().or_else(number) {
            Some(value) => as_text(&value, &path),
            None => Ok(name.to_owned()),
        }
    }

    /// What stands for a value of a resource or parameter that the template does not have: in an OpenAPI document alone,
    /// which another template includes, or for a function or a role, without which the API runs here.
    ///
    /// # Errors
    /// It is a template that needs the value. Its deployment would be rejected.
    pub(super) fn outside(&self, name: &str, value: &str, path: &str) -> Result<String, LoadError> {
        let property = path.rsplit('.').next().unwrap_or_default();
        let is_needed = !["Uri", "uri", "Credentials", "credentials"].contains(&property);
        if !self.is_document && (self.is_symbolic || is_needed) {
            let kind = LoadErrorKind::Unknown(name.to_owned());
            return Err(LoadError::new(path, kind));
        }
        if self.is_symbolic {
            return Ok(symbol(value));
        }
        self.note(match self.is_document {
            true => format!("{name} is outside of the document: its name stands for it"),
            false => format!("{path}: the template has no {name:?}: its name stands for it"),
        });
        Ok(value.to_owned())
    }

    /// A text with what stands for its dynamic references, such as `{{resolve:ssm:/shop/table}}`: the end of their name.
    /// `None`: it has none.
    pub(super) fn without_dynamic_references(&self, text: &str) -> Option<String> {
        if !self.is_dynamic || !text.contains("{{resolve:") {
            return None;
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{resolve:") {
            let Some((reference, after)) = after.split_once("}}") else {
                break;
            };
            let parts: Vec<&str> = reference.split(':').collect();
            let name = match parts[..] {
                // The field of a secret.
                ["secretsmanager", _, "SecretString", field, ..] if !field.is_empty() => field,
                [_, name, ..] => name.rsplit('/').next().unwrap_or_default(),
                _ => reference,
            };
            self.note(format!(
                "{{{{resolve:{reference}}}}} is known to a deployment only: {name:?} stands for it"
            ));
            out.push_str(before);
            out.push_str(name);
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }
}
