//! What goes into a rendering besides the template.

use std::collections::BTreeMap;

use crate::value::Value;

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

/// How much a rendering may use. Reaching a limit ends it with an error of the kind
/// [`Limit`](crate::ErrorKind::Limit).
#[derive(Clone, Debug)]
pub struct Limits {
    /// How often one `#foreach` may run; `None` for as often as it wants. (API Gateway: 1,000.)
    pub iterations: Option<usize>,
    /// A `#foreach` that runs more often is told of (`many-iterations`), and goes on.
    pub noted_iterations: Option<usize>,
    /// How many steps all of it may take. A step is about one node of the template, or one
    /// character that a regular expression looks at.
    pub steps: usize,
    /// How deep the rendering may nest: blocks, macros, expressions, values inside of values.
    pub depth: usize,
    /// The size of the rendered text, in bytes.
    pub output: usize,
    /// The size of one string that a template makes, in bytes; and, as a number, of one list.
    pub string: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            iterations: None,
            noted_iterations: None,
            steps: 20_000_000,
            depth: 400,
            output: 64 << 20,
            string: 16 << 20,
        }
    }
}
