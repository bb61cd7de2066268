//! Members of the objects that are being read.

use std::collections::HashMap;
use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed, SpareMaps, Str};

/// Objects with more members than this are indexed while they are read.
const INDEX_FROM: usize = 16;

// Maps of a document print as Java's, `{a=b}`; only its lists print as JSON.
const PRINTED: Printed = Printed::Java;
const ORDER: Order = Order::Insertion;

/// The objects that are being read, from the outermost to the innermost.
pub(super) struct Objects {
    spare: SpareMaps,
    /// For each object with many members its depth and the positions of its keys; inner objects follow outer ones.
    indexes: Vec<(usize, HashMap<Str, usize>)>,
}

impl Objects {
    /// No objects. Call [`Objects::end`] after the last.
    pub(super) fn start() -> Objects {
        Objects {
            spare: SpareMaps::take(),
            indexes: Vec::new(),
        }
    }

    /// Ends all objects.
    pub(super) fn end(self) {
        self.spare.give_back();
    }

    /// An object of one member, as most are, which is made of `from`.
    #[inline]
    pub(super) fn one<F>(
        &mut self,
        from: &mut F,
        key: impl FnOnce(&mut F) -> Str,
        value: impl FnOnce(&mut F) -> Value,
    ) -> Rc<Map> {
        self.spare.one(PRINTED, ORDER, from, key, value)
    }

    /// An empty object that will get several members.
    #[inline]
    pub(super) fn empty(&mut self) -> Rc<Map> {
        self.spare.empty(PRINTED, ORDER)
    }

    /// Adds a member to the object at a depth, or replaces the one with that key.
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

    /// Ends the object at a depth.
    #[inline]
    pub(super) fn close(&mut self, map: &Map, depth: usize) {
        if self.indexes.pop_if(|(of, _)| *of == depth).is_some() {
            map.entries_mut().shrink_to_fit();
        }
        map.recount();
    }
}

/// Not inlined: few keys are as long as another.
#[inline(never)]
fn same(one: &Str, other: &Str) -> bool {
    one == other
}
