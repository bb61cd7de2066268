//! The members of objects while these are read.

use std::collections::HashMap;
use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed, Str};

/// An object with more members than this is indexed while it is read.
const INDEX_FROM: usize = 16;

/// The members of all objects that are being read, an inner object's behind its outer one's: an
/// object that is complete gets just the memory that it needs.
#[derive(Default)]
pub(super) struct Members {
    entries: Vec<(Value, Value)>,
}

/// An object among them: its members are the last ones while it is written to.
pub(super) struct Open {
    from: usize,
    /// Where each key stands, from the object's first one on, once there are many.
    index: Option<HashMap<Str, usize>>,
}

impl Members {
    /// Starts an object behind what is there.
    pub(super) fn open(&self) -> Open {
        Open {
            from: self.entries.len(),
            index: None,
        }
    }

    /// Adds a member, or changes the one of that key.
    #[inline]
    pub(super) fn put(&mut self, object: &mut Open, key: Str, value: Value) {
        let own = self.entries.get_mut(object.from..).unwrap_or_default();
        let known = if own.is_empty() {
            None
        } else if own.len() > INDEX_FROM {
            let index = object.index.get_or_insert_with(|| {
                let keys = own.iter().enumerate();
                keys.filter_map(|(at, (key, _))| match key {
                    Value::String(key) => Some((key.clone(), at)),
                    _ => None,
                })
                .collect()
            });
            let at = *index.entry(key.clone()).or_insert(own.len());
            own.get_mut(at)
        } else {
            own.iter_mut()
                .find(|(own, _)| matches!(own, Value::String(own) if *own == key))
        };
        match known {
            Some((_, old)) => *old = value,
            None => self.entries.push((Value::String(key), value)),
        }
    }

    /// The object, complete.
    pub(super) fn close(&mut self, object: Open) -> Value {
        // Maps of a document print as Java's do, `{a=b}`; only its lists print as JSON.
        let (printed, order) = (Printed::Java, Order::Insertion);
        let only = match self.entries.len() - object.from {
            1 => self.entries.pop(),
            _ => None,
        };
        Value::Map(Rc::new(match only {
            Some(only) => Map::from_entry(printed, order, only),
            None => Map::from_entries(printed, order, self.entries.split_off(object.from)),
        }))
    }
}
