//! The variables of a rendering.

use std::collections::BTreeMap;

use crate::value::{Value, free_circles};

/// The variables of a rendering, by name. `#set` changes them, and the changes stay.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Mostly few: a tree finds them without the hash that protects a large map from flooding.
    variables: BTreeMap<Box<str>, Value>,
}

impl Context {
    /// A context without variables.
    pub fn new() -> Context {
        Context::default()
    }

    /// Sets the variable `name` (without `$`). Null removes it, as in Java.
    pub fn set(&mut self, name: &str, value: Value) {
        if matches!(value, Value::Null) {
            self.variables.remove(name);
        } else if let Some(old) = self.variables.get_mut(name) {
            *old = value;
        } else {
            self.variables.insert(name.into(), value);
        }
    }

    /// The value of the variable `name` (without `$`).
    pub fn get(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned()
    }
}

impl Drop for Context {
    /// Also frees the values that only hold one another.
    fn drop(&mut self) {
        self.variables.clear();
        free_circles();
    }
}
