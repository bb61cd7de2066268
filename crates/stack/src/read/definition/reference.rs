//! References within an OpenAPI document (`$ref`).

use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value};

/// The most references that lead from one to the next.
const MAX_REFERENCES: usize = 20;

/// An OpenAPI document.
pub(super) struct Document<'d> {
    root: &'d Map<String, Value>,
    place: &'d str,
}

impl<'d> Document<'d> {
    /// A document at a path of the template.
    pub(super) fn new(root: &'d Map<String, Value>, place: &'d str) -> Self {
        Self { root, place }
    }

    /// Its members.
    pub(super) fn root(&self) -> &'d Map<String, Value> {
        self.root
    }

    /// Its path in the template.
    pub(super) fn place(&self) -> &'d str {
        self.place
    }

    /// The object itself, or what its `$ref` leads to.
    ///
    /// # Errors
    /// The reference leads to nothing, or out of the document.
    pub(super) fn target(&self, value: &'d Value, place: &str) -> Result<&'d Value, LoadError> {
        let mut value = value;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Ok(value);
            };
            value = self.at(reference).ok_or_else(|| {
                LoadError::new(place, LoadErrorKind::Unknown(reference.to_owned()))
            })?;
        }
        Err(LoadError::new(place, LoadErrorKind::TooDeep))
    }

    /// The value at `#/a/b`.
    fn at(&self, reference: &str) -> Option<&'d Value> {
        let mut parts = reference.strip_prefix("#/")?.split('/').map(|part| {
            let part = part.replace("~1", "/");
            part.replace("~0", "~")
        });
        let first = self.root.get(&parts.next()?)?;
        parts.try_fold(first, |value, part| match value {
            Value::Array(list) => list.get(part.parse::<usize>().ok()?),
            value => value.get(&part),
        })
    }
}
