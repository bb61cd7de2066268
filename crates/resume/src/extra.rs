//! The members of an object that the form does not know.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

/// A member that the form does not know: its name, and its value verbatim.
#[derive(Clone, Debug)]
pub struct Extra {
    /// The member's name.
    pub name: String,
    /// Its value.
    pub json: Box<RawValue>,
}

impl PartialEq for Extra {
    fn eq(&self, other: &Extra) -> bool {
        self.name == other.name && self.json.get() == other.json.get()
    }
}

/// Up to so many members are compared one by one: most objects have few or none.
const FEW: usize = 16;

/// The members that the form does not know, while an object is read.
#[derive(Default)]
pub(crate) struct Extras {
    /// In the order of the file.
    pub(crate) list: Vec<Extra>,
    /// Their names once there are more than [`FEW`]: comparing each with all before it would take minutes for 100,000.
    names: BTreeSet<String>,
}

impl Extras {
    /// Whether there is one of that name.
    pub(crate) fn hold(&self, name: &str) -> bool {
        if self.names.is_empty() {
            self.list.iter().any(|extra| extra.name == name)
        } else {
            self.names.contains(name)
        }
    }

    /// Adds one.
    pub(crate) fn push(&mut self, name: String, json: Box<RawValue>) {
        if !self.names.is_empty() {
            self.names.insert(name.clone());
        }
        self.list.push(Extra { name, json });
        if self.names.is_empty() && self.list.len() > FEW {
            self.names = self.list.iter().map(|extra| extra.name.clone()).collect();
        }
    }
}
