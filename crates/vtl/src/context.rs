//! What goes into a rendering besides the template.

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

/// How much a rendering may use. Reaching a limit ends it with an error of the kind
/// [`Limit`](crate::ErrorKind::Limit).
#[derive(Clone, Debug)]
pub struct Limits {
    /// How often one `#foreach` may run; `None` for as often as it wants. (API Gateway: 1,000.)
    pub iterations: Option<usize>,
    /// A `#foreach` that runs more often is told of (`many-iterations`), and goes on.
    pub noted_iterations: Option<usize>,
    /// How many steps all of it may take. A step is about one node of the template, one item or key
    /// that a method looks at, 64 bytes of text that are read or made, or one character that a
    /// regular expression looks at.
    pub steps: usize,
    /// How deep the rendering may nest: blocks, macros, expressions.
    pub depth: usize,
    /// How deep values may stand inside of values where they are printed, compared or hashed. One that
    /// holds itself has no end.
    pub nesting: usize,
    /// How much memory all strings, lists, maps and other values may take up at the same time that the
    /// rendering made, in bytes, as far as it is counted. The output is not among them.
    pub memory: usize,
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
            nesting: 10_000,
            memory: 256 << 20,
            output: 32 << 20,
            string: 16 << 20,
        }
    }
}
