//! Iterative drop of values, and a free list of maps.

use std::cell::Cell;
use std::cmp::Reverse;
use std::rc::Rc;

use super::collections::{Entries, List, Map, Order, Printed};
use super::{Object, Str, Value};

/// How many maps of one entry a thread keeps: less than 2 MB.
const KEPT_OF_ONE: usize = 1 << 14;

/// How many maps of several entries it keeps: less than 2 MB, too.
const KEPT_OF_MANY: usize = 1 << 12;

/// The most entries that one of these has room for.
const KEPT_ROOM: usize = 4;

/// How many values can be pending before the list of them is given back.
const KEPT_PENDING: usize = 1 << 12;

/// From this many maps freed together, they are sorted by address, so that the next document lies
/// in memory in reading order. Without that, an answer of 390 KB took half as long again to
/// render; for one of 40 KB, all maps are near enough.
const SORTED_FROM: usize = 1 << 11;

/// A free list of maps, to be filled again. A document is thousands of maps: allocating and freeing
/// each takes longer than reading them.
#[derive(Default)]
pub struct SpareMaps {
    /// Maps of one entry: a key and a value that hold nothing.
    one: Vec<Rc<Map>>,
    /// Maps that have room for several entries, and none.
    many: Vec<Rc<Map>>,
    /// Values still to be freed; empty unless a free is in progress.
    pending: Vec<Value>,
    /// The maps among these, which are most: each takes a quarter of a value's room.
    pending_maps: Vec<Rc<Map>>,
}

thread_local! {
    static SPARE: Cell<SpareMaps> = const {
        Cell::new(SpareMaps {
            one: Vec::new(),
            many: Vec::new(),
            pending: Vec::new(),
            pending_maps: Vec::new(),
        })
    };
}

impl SpareMaps {
    /// The free list of this thread.
    pub fn take() -> SpareMaps {
        // None while the thread ends.
        SPARE.try_with(Cell::take).unwrap_or_default()
    }

    /// Returns the unused maps to this thread's free list.
    pub fn give_back(self) {
        let _ = SPARE.try_with(|spare| spare.set(self));
    }

    /// A map of one entry, which is made of `from`. Key and value are evaluated last: once nothing can fail, they are written
    /// in place.
    #[inline]
    pub fn one<F>(
        &mut self,
        printed: Printed,
        order: Order,
        from: &mut F,
        key: impl FnOnce(&mut F) -> Str,
        value: impl FnOnce(&mut F) -> Value,
    ) -> Rc<Map> {
        if let Some(mut spare) = self.one.pop()
            && let Some(map) = Rc::get_mut(&mut spare)
            && let Entries::One([own]) = map.reset(printed, order)
        {
            // The old entry holds nothing: it needs no drop.
            std::mem::forget(std::mem::replace(&mut own.0, Value::String(key(from))));
            std::mem::forget(std::mem::replace(&mut own.1, value(from)));
            return spare;
        }
        let entry = (Value::String(key(from)), value(from));
        Rc::new(Map::of(printed, order, Entries::One([entry])))
    }

    /// An empty map, which has room for some entries.
    #[inline]
    pub fn empty(&mut self, printed: Printed, order: Order) -> Rc<Map> {
        if let Some(mut spare) = self.many.pop()
            && let Some(map) = Rc::get_mut(&mut spare)
        {
            map.reset(printed, order);
            return spare;
        }
        Rc::new(Map::new(printed, order))
    }

    /// Frees what is pending, and what that holds in turn, one after the other: a template can nest
    /// lists by the million, and freeing each from within the list around it would overflow the stack.
    fn free(&mut self) {
        let (one, many) = (self.one.len(), self.many.len());
        loop {
            while let Some(map) = self.pending_maps.pop() {
                self.keep(map);
            }
            let Some(value) = self.pending.pop() else {
                break;
            };
            match value {
                Value::Map(map) => self.pending_maps.push(map),
                Value::List(mut list) => {
                    if let Some(list) = Rc::get_mut(&mut list) {
                        for item in list.items.get_mut() {
                            self.free_soon(item);
                        }
                    } else if let Some(mut list) = Rc::into_inner(list) {
                        // It is remembered as one that may hold itself.
                        self.pending.append(list.items.get_mut());
                    }
                }
                Value::Object(mut object) => {
                    if let Some(object) = Rc::get_mut(&mut object) {
                        object.take_apart(&mut self.pending);
                    }
                }
                _ => {}
            }
        }
        self.pending.shrink_to(KEPT_PENDING);
        self.pending_maps.shrink_to(KEPT_PENDING);
        sort(&mut self.one, one);
        sort(&mut self.many, many);
    }

    /// Empties a map and keeps it, if nothing else refers to it.
    fn keep(&mut self, mut spare: Rc<Map>) {
        let Some(map) = Rc::get_mut(&mut spare) else {
            // It is remembered as one that may hold itself, if nothing else refers to it.
            if let Some(mut map) = Rc::into_inner(spare) {
                take_entries(std::mem::take(map.entries.get_mut()), &mut self.pending);
            }
            return;
        };
        match map.entries.get_mut() {
            Entries::One([(key, value)]) => {
                self.free_soon(key);
                self.free_soon(value);
                if self.one.len() < KEPT_OF_ONE {
                    self.one.push(spare);
                }
            }
            Entries::Many(list, index) => {
                for (key, value) in &mut *list {
                    self.free_soon(key);
                    self.free_soon(value);
                }
                *index = None;
                // Nothing is left to drop.
                list.drain(..).for_each(std::mem::forget);
                if list.capacity() <= KEPT_ROOM && self.many.len() < KEPT_OF_MANY {
                    self.many.push(spare);
                }
            }
        }
    }

    /// Frees a text, and defers values that hold others; leaves a value that holds nothing.
    #[inline(always)]
    fn free_soon(&mut self, value: &mut Value) {
        if let Value::String(text) = value {
            *text = Str::from_static("");
        } else if holds_others(value) {
            match std::mem::take(value) {
                Value::Map(map) => self.pending_maps.push(map),
                other => self.pending.push(other),
            }
        } else {
            *value = Value::Null;
        }
    }
}

/// Sorts the maps from `from` on, if there are many: the lowest address is reused first.
fn sort(kept: &mut [Rc<Map>], from: usize) {
    let new = kept.get_mut(from..).unwrap_or_default();
    if new.len() >= SORTED_FROM {
        new.sort_unstable_by_key(|map| Reverse(Rc::as_ptr(map)));
    }
}

/// Whether freeing this value may free others.
pub(super) fn holds_others(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_) | Value::Object(_))
}

fn take_entries(entries: Entries, pending: &mut Vec<Value>) {
    match entries {
        Entries::One([(key, value)]) => pending.extend([key, value]),
        Entries::Many(list, _) => {
            pending.extend(list.into_iter().flat_map(|(key, value)| [key, value]));
        }
    }
}

/// Frees the contents of a dropped collection, which `add` takes apart.
pub(crate) fn freed<T>(content: T, add: impl FnOnce(T, &mut Vec<Value>)) {
    let mut spare = SpareMaps::take();
    add(content, &mut spare.pending);
    spare.free();
    spare.give_back();
}

/// A placeholder for the map of a dropped object.
pub(crate) fn gone() -> Rc<Map> {
    Rc::new(Map::new(Printed::Java, Order::Insertion))
}

/// Frees what an object holds, for its `Drop`.
pub(crate) fn free(object: &mut impl Object) {
    let mut parts = Vec::new();
    object.take_apart(&mut parts);
    if !parts.is_empty() {
        freed(parts, |parts, pending| pending.extend(parts));
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let items = self.items.get_mut();
        if items.iter().any(holds_others) {
            freed(items, |items, pending| pending.append(items));
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let entries = self.entries.get_mut();
        let holds = |(key, value): &(Value, Value)| holds_others(value) || holds_others(key);
        if entries.as_slice().iter().any(holds) {
            freed(std::mem::take(entries), take_entries);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(spare: &mut SpareMaps, key: &'static str, value: Value) -> Rc<Map> {
        let key = |_: &mut ()| Str::from_static(key);
        spare.one(Printed::Java, Order::Insertion, &mut (), key, |_| value)
    }

    #[test]
    fn a_map_that_is_gone_is_filled_again() {
        let mut spare = SpareMaps::default();
        let inner = one(&mut spare, "inner", Value::Integer(1));
        let address = Rc::as_ptr(&inner);
        spare.pending.push(Value::Map(inner));
        spare.free();
        let next = one(&mut spare, "next", Value::Integer(2));
        assert_eq!(Rc::as_ptr(&next), address);
        assert!(next.get("inner").is_none());
        assert!(matches!(next.get("next"), Some(Value::Integer(2))));

        next.insert("more", Value::Integer(3));
        spare.pending.push(Value::Map(next));
        spare.free();
        let empty = spare.empty(Printed::Json, Order::JavaHash);
        assert_eq!(Rc::as_ptr(&empty), address);
        assert!(empty.entries().is_empty());
        assert_eq!(empty.printed(), Printed::Json);
        assert_eq!(empty.order(), Order::JavaHash);
    }

    #[test]
    fn many_maps_are_taken_in_the_order_of_their_addresses() {
        let mut spare = SpareMaps::default();
        let mut maps: Vec<Value> = (0..2 * SORTED_FROM)
            .map(|_| Value::Map(one(&mut spare, "key", Value::Null)))
            .collect();
        let middle = maps.len() / 2;
        maps.rotate_left(middle);
        spare.pending = maps;
        spare.free();
        let again: Vec<_> = (0..2 * SORTED_FROM)
            .map(|_| one(&mut spare, "key", Value::Null))
            .collect();
        assert!(again.iter().map(Rc::as_ptr).is_sorted());
        assert!(spare.one.is_empty());
    }

    #[test]
    fn a_map_that_is_still_needed_stays() {
        let mut spare = SpareMaps::default();
        let text = Str::from("text".to_owned());
        let kept = one(&mut spare, "text", Value::String(text));
        let list = Value::list(vec![Value::Map(Rc::clone(&kept)), Value::Integer(1)]);
        let outer = one(&mut spare, "list", list);
        drop(outer);
        assert!(matches!(kept.get("text"), Some(Value::String(text)) if text == "text"));
        assert_eq!(Rc::strong_count(&kept), 1);
    }

    #[test]
    fn what_a_spare_map_held_is_freed() {
        let inner = Rc::new(Map::new(Printed::Java, Order::Insertion));
        let held = Rc::new(List::new(Printed::Java, Vec::new()));
        inner.insert("a", Value::List(Rc::clone(&held)));
        inner.insert("b", Value::List(Rc::clone(&held)));
        let list = Value::list(vec![Value::Map(inner)]);
        drop(one(&mut SpareMaps::default(), "list", list));
        assert_eq!(Rc::strong_count(&held), 1);
    }
}
