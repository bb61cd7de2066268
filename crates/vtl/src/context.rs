//! The variables of a rendering.

use std::collections::BTreeMap;

use crate::value::{Value, free_circles};

/// The variables of a rendering, by name. `#set` changes them, and they keep the change.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Few, mostly: a tree finds them without the hash that keeps a map of many from being flooded.
    variables: BTreeMap<Box<str>, Value>,
}

impl Context {
    /// A context without variables.
    pub fn new() -> Context {
        Context::default()
    }

    /// Sets the variable `name` (without `$`). Null takes it away, as it does in Java.
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
    /// Frees the values that only hold one another, too.
    fn drop(&mut self) {
        self.variables.clear();
        free_circles();
    }
}
