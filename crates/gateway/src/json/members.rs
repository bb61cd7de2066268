//! The members of an object while it is read.

use std::collections::HashMap;
use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed, SpareMaps, Str};

/// An object with more members than this is indexed while it is read.
const INDEX_FROM: usize = 16;

// Maps of a document print as Java's do, `{a=b}`; only its lists print as JSON.
const PRINTED: Printed = Printed::Java;
const ORDER: Order = Order::Insertion;

/// Objects that are being read.
pub(super) struct Objects {
    spare: SpareMaps,
    /// Where each key stands in those that have many members so far, and how deep such an object is: an
    /// inner one behind its outer one.
    indexes: Vec<(usize, HashMap<Str, usize>)>,
}

impl Objects {
    /// None yet. [`Objects::end`] belongs after the last.
    pub(super) fn start() -> Objects {
        Objects {
            spare: SpareMaps::take(),
            indexes: Vec::new(),
        }
    }

    /// All are complete.
    pub(super) fn end(self) {
        self.spare.give_back();
    }

    /// An object of one member, as most are. Its key is asked for last.
    #[inline]
    pub(super) fn one(&mut self, key: impl FnOnce() -> Str, value: Value) -> Rc<Map> {
        self.spare.one(PRINTED, ORDER, key, value)
    }

    /// An object without members, to be one of several.
    #[inline]
    pub(super) fn empty(&mut self) -> Rc<Map> {
        self.spare.empty(PRINTED, ORDER)
    }

    /// Adds a member to the object at a depth, or changes the one of that key.
    pub(super) fn put(&mut self, map: &Map, depth: usize, key: Str, value: Value) {
        let mut own = map.entries_mut();
        own.reserve(1);
        let known = if own.len() > INDEX_FROM {
            if self.indexes.last().is_none_or(|(of, _)| *of != depth) {
                let keys = own.iter().enumerate();
                let keys = keys.filter_map(|(at, (key, _))| match key {
                    Value::String(key) => Some((key.clone(), at)),
                    _ => None,
                });
                self.indexes.push((depth, keys.collect()));
            }
            let index = self.indexes.last_mut();
            index.and_then(|(_, index)| {
                let at = *index.entry(key.clone()).or_insert(own.len());
                own.get_mut(at)
            })
        } else {
            let is = |own: &Str| own.len() == key.len() && same(own, &key);
            own.iter_mut()
                .find(|(own, _)| matches!(own, Value::String(own) if is(own)))
        };
        if let Some((_, old)) = known {
            *old = value;
            return;
        }
        own.push((Value::String(key), value));
    }

    /// No further member comes to the object at a depth.
    #[inline]
    pub(super) fn close(&mut self, map: &Map, depth: usize) {
        if self.indexes.pop_if(|(of, _)| *of == depth).is_some() {
            map.entries_mut().shrink_to_fit();
        }
        map.recount();
    }
}

/// Out of the loop that calls it: few keys are as long as another.
#[inline(never)]
fn same(one: &Str, other: &Str) -> bool {
    one == other
}
