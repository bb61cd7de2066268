//! Iteration over the entries of a map.

use std::rc::Rc;

use crate::memory::Held;

use super::{Map, Value};

/// Iterates over the entries of a map in Java's order. Entries added meanwhile show up.
#[derive(Debug)]
pub struct Walk {
    of: Of,
    at: usize,
}

#[derive(Debug)]
enum Of {
    /// In insertion order: no entry has to be copied.
    Map(Rc<Map>),
    /// In the order of a `HashMap`.
    Sorted {
        entries: Vec<(Value, Value)>,
        _held: Held,
    },
}

impl Walk {
    pub(super) fn in_order(map: &Rc<Map>) -> Walk {
        Walk {
            of: Of::Map(Rc::clone(map)),
            at: 0,
        }
    }

    pub(super) fn over(entries: Vec<(Value, Value)>) -> Walk {
        let held = Held::new(entries.capacity() * size_of::<(Value, Value)>());
        Walk {
            of: Of::Sorted {
                entries,
                _held: held,
            },
            at: 0,
        }
    }

    /// The position of the next entry.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The entry at a position.
    pub(crate) fn entry(&self, at: usize) -> Option<(Value, Value)> {
        match &self.of {
            Of::Map(map) => map.entry(at),
            Of::Sorted { entries, .. } => entries.get(at).cloned(),
        }
    }

    /// The number of entries, if it is fixed because they were sorted.
    pub(crate) fn sorted(&self) -> Option<usize> {
        match &self.of {
            Of::Map(_) => None,
            Of::Sorted { entries, .. } => Some(entries.len()),
        }
    }

    /// Shows each value that it holds.
    pub(crate) fn holds(&self, see: &mut dyn FnMut(&Value)) {
        match &self.of {
            Of::Map(map) => see(&Value::Map(Rc::clone(map))),
            Of::Sorted { entries, .. } => {
                for (key, value) in entries {
                    see(key);
                    see(value);
                }
            }
        }
    }

    /// Gives up the values that it holds.
    pub(crate) fn take_apart(&mut self, parts: &mut Vec<Value>) {
        match &mut self.of {
            Of::Map(map) => parts.push(Value::Map(std::mem::replace(map, super::gone()))),
            Of::Sorted { entries, .. } => {
                parts.extend(entries.drain(..).flat_map(|(key, value)| [key, value]));
            }
        }
    }
}

impl Iterator for Walk {
    type Item = (Value, Value);

    fn next(&mut self) -> Option<(Value, Value)> {
        let entry = self.entry(self.at)?;
        self.at += 1;
        Some(entry)
    }
}
