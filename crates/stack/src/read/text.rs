//! Parser of templates.

use crate::error::{LoadError, LoadErrorKind};
use serde_json::Value;

/// Parses a template: JSON or, with the feature `yaml`, YAML with CloudFormation's short forms of functions (`!Ref`,
/// `!Sub`, `!GetAtt`), which become long forms.
///
/// # Errors
///
/// The text is neither, or uses aliases, which CloudFormation's YAML does not have.
pub fn from_text(text: &str) -> Result<Value, LoadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') || cfg!(not(feature = "yaml")) {
        return serde_json::from_str(text).map_err(|error| syntax(error.to_string()));
    }
    yaml::read(text)
}

fn syntax(message: String) -> LoadError {
    LoadError::new("", LoadErrorKind::Syntax(message))
}

#[cfg(not(feature = "yaml"))]
mod yaml {
    use super::{LoadError, Value, syntax};

    /// Unreachable: without the feature all text is JSON.
    pub(super) fn read(_: &str) -> Result<Value, LoadError> {
        Err(syntax("YAML is not supported here".to_owned()))
    }
}

#[cfg(feature = "yaml")]
#[path = "yaml.rs"]
mod yaml;
