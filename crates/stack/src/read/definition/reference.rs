//! References within an OpenAPI document (`$ref`).

use crate::error::{LoadError, LoadErrorKind};
use crate::read::values::weight;
use serde_json::{Map, Value};
use std::cell::Cell;

/// The most references that lead from one to the next.
const MAX_REFERENCES: usize = 20;

/// The budget of values that references repeat: far more than a document of 500 operations has.
const MAX_STEPS: usize = 1_000_000;

/// An OpenAPI document.
pub(crate) struct Document<'d> {
    root: &'d Map<String, Value>,
    place: &'d str,
    steps: Cell<usize>,
}

impl<'d> Document<'d> {
    /// A document at a path of the template.
    pub(crate) fn new(root: &'d Map<String, Value>, place: &'d str) -> Self {
        Self {
            root,
            place,
            steps: Cell::new(0),
        }
    }

    /// Its members.
    pub(crate) fn root(&self) -> &'d Map<String, Value> {
        self.root
    }

    /// Its path in the template.
    pub(crate) fn place(&self) -> &'d str {
        self.place
    }

    /// Charges for values that several operations share.
    pub(crate) fn charge(&self, steps: usize, place: &str) -> Result<(), LoadError> {
        let steps = self.steps.get().saturating_add(steps);
        self.steps.set(steps);
        match steps > MAX_STEPS {
            true => Err(LoadError::new(place, LoadErrorKind::TooLarge)),
            false => Ok(()),
        }
    }

    /// The object itself, or what its `$ref` leads to.
    ///
    /// # Errors
    /// The reference leads to nothing, or out of the document.
    pub(crate) fn target(&self, value: &'d Value, place: &str) -> Result<&'d Value, LoadError> {
        let mut value = value;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Ok(value);
            };
            value = self.at(reference).ok_or_else(|| {
                LoadError::new(place, LoadErrorKind::Unknown(reference.to_owned()))
            })?;
            self.charge(weight(value), place)?;
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
