//! Origins of the values in lists and maps.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::budget::Budget;

use crate::value::{Map, Str, Value, walked_map};

use super::Segment;
use super::places::{Id, Location, Origins, Places};

/// How many values are searched to find the origins of one.
const MOST_PARTS: usize = 10_000;

/// The origins of the items of a list or map, where the template or the host reported them.
struct Content {
    /// Keeps the address from being used again.
    _whole: Value,
    parts: Parts,
}

pub(super) enum Parts {
    /// One for each item.
    List(Vec<Origins>),
    /// By the key's class and text.
    Map(HashMap<(&'static str, Str), Put>),
}

/// An entry that was put into a map.
#[derive(Clone, Default)]
pub(super) struct Put {
    pub(super) key: Origins,
    pub(super) value: Origins,
}

/// The contents of all lists and maps with recorded items, and the places of the input.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) places: Places,
    contents: HashMap<*const (), Content>,
    /// The budget left for lookups in maps.
    budget: Budget,
}

/// A method call with its answer.
#[derive(Clone, Copy)]
pub(super) struct Call<'c> {
    /// The value that the method was called on.
    pub(super) whole: &'c Value,
    /// The origins of that value.
    pub(super) from: &'c Origins,
    pub(super) name: &'c str,
    pub(super) arguments: &'c [Value],
    /// The origins of each argument.
    pub(super) origins: &'c [Origins],
    pub(super) answer: &'c Value,
}

/// The address of a list or map.
fn address(value: &Value) -> Option<*const ()> {
    match value {
        Value::List(list) => Some(Rc::as_ptr(list).cast()),
        Value::Map(map) => Some(Rc::as_ptr(map).cast()),
        _ => None,
    }
}

pub(super) fn key_of(key: &Value) -> (&'static str, Str) {
    let text = key.plain().unwrap_or_else(|| {
        // Values that hold others are identified by address.
        match address(key) {
            Some(address) => format!("{address:p}").into(),
            None => Str::from_static(""),
        }
    });
    (key.type_name(), text)
}

impl Contents {
    /// Whether the map has the key; false if the lookup exceeds the budget.
    fn map_has(&self, map: &Value, key: &Value) -> bool {
        let Value::Map(map) = map else {
            return false;
        };
        matches!(map.get_value(key, &self.budget), Ok(Some(_)))
    }

    /// The origins of the part of `whole` under `key`, where `whole` itself came from `origins`.
    pub(super) fn part(&mut self, whole: &Value, origins: &Origins, key: &Value) -> Origins {
        match whole {
            Value::Map(_) if !self.map_has(whole, key) => origins.and(&Origins::Nothing),
            _ => self.part_as_it_was(whole, origins, key),
        }
    }

    /// The same, also if the part was removed since.
    fn part_as_it_was(&mut self, whole: &Value, origins: &Origins, key: &Value) -> Origins {
        let contents = address(whole).and_then(|address| self.contents.get(&address));
        let put = match (contents.map(|contents| &contents.parts), key) {
            (Some(Parts::List(items)), Value::Integer(at)) => {
                usize::try_from(*at).ok().and_then(|at| items.get(at))
            }
            (Some(Parts::Map(entries)), key) => entries.get(&key_of(key)).map(|put| &put.value),
            _ => None,
        };
        if let Some(put) = put {
            return put.clone();
        }
        let step = match (whole, key) {
            (Value::List(_), Value::Integer(at)) => usize::try_from(*at).ok().map(Segment::Index),
            (Value::Map(_), key) => Some(Segment::Key(key_of(key).1)),
            _ => None,
        };
        match (origins, step) {
            (Origins::At(id), Some(step)) => {
                Origins::At(self.places.id(Location::Segment(*id, step)))
            }
            _ => origins.clone(),
        }
    }

    /// The recorded origins of the entry of a map under `key`.
    pub(super) fn put(&self, map: &Value, key: &Value) -> Option<&Put> {
        let content = address(map).and_then(|address| self.contents.get(&address))?;
        match &content.parts {
            Parts::Map(entries) => entries.get(&key_of(key)),
            Parts::List(_) => None,
        }
    }

    /// The origins of all parts of `whole`, in their order.
    pub(super) fn parts(&mut self, whole: &Value, origins: &Origins) -> Vec<Origins> {
        let keys: Vec<Value> = match (whole, walked_map(whole)) {
            (Value::List(list), _) => indices(list.items().len()).collect(),
            (_, Some(map)) => self.keys(&map),
            _ => Vec::new(),
        };
        let map = walked_map(whole).map(Value::Map);
        let whole = map.as_ref().unwrap_or(whole);
        keys.iter()
            .map(|key| self.part(whole, origins, key))
            .collect()
    }

    pub(super) fn fill(&mut self, whole: &Value, parts: Parts) {
        if let Some(address) = address(whole) {
            let _whole = whole.clone();
            self.contents.insert(address, Content { _whole, parts });
        }
    }

    /// The origins of the items of a list of `length` items, for the caller to change as the list changes.
    pub(super) fn items(
        &mut self,
        list: &Value,
        origins: &Origins,
        length: usize,
    ) -> Option<&mut Vec<Origins>> {
        let address = address(list)?;
        let known = match self.contents.get(&address).map(|contents| &contents.parts) {
            Some(Parts::List(items)) => items.len() == length,
            _ => false,
        };
        if !known {
            let items = indices(length)
                .map(|at| self.part(list, origins, &at))
                .collect();
            self.fill(list, Parts::List(items));
        }
        match &mut self.contents.get_mut(&address)?.parts {
            Parts::List(items) => Some(items),
            Parts::Map(_) => None,
        }
    }

    pub(super) fn entry(&mut self, map: &Value, key: &Value, put: Put) {
        let Some(address) = address(map) else { return };
        let contents = self.contents.entry(address).or_insert_with(|| Content {
            _whole: map.clone(),
            parts: Parts::Map(HashMap::new()),
        });
        if let Parts::Map(entries) = &mut contents.parts {
            match entries.entry(key_of(key)) {
                // As in Java, the key that was there first stays.
                Entry::Occupied(mut old) => old.get_mut().value = put.value,
                Entry::Vacant(new) => drop(new.insert(put)),
            }
        }
    }

    /// The origins of a method's answer, if that is the whole or one of its parts; records what it puts in.
    pub(super) fn answer(&mut self, call: Call<'_>) -> Option<Origins> {
        match call.whole {
            Value::Map(_) => self.map_answer(call),
            Value::List(_) => self.list_answer(call),
            _ => None,
        }
    }

    /// The keys of a map in their order; none if that takes too long.
    fn keys(&self, map: &Rc<Map>) -> Vec<Value> {
        let count = map.len();
        match (self.budget.charge(count), map.walk(&self.budget)) {
            (Ok(()), Ok(walk)) => walk.map(|(key, _)| key).collect(),
            _ => Vec::new(),
        }
    }

    fn map_answer(&mut self, call: Call<'_>) -> Option<Origins> {
        let (map, from) = (call.whole, call.from);
        match (call.name, call.arguments, call.origins) {
            ("keySet" | "values" | "entrySet" | "clone", [], _) => Some(from.clone()),
            ("get", [key], _) => Some(self.part(map, from, key)),
            ("remove", [_], _) if matches!(call.answer, Value::Null) => {
                Some(from.and(&Origins::Nothing))
            }
            ("remove", [key], _) => Some(self.part_as_it_was(map, from, key)),
            ("getOrDefault", [key, _], [_, default]) => match self.map_has(map, key) {
                true => Some(self.part(map, from, key)),
                false => Some(default.clone()),
            },
            ("put" | "replace" | "putIfAbsent", [key, _], [of_key, of_value]) => {
                let old = self.part(map, from, key);
                if call.name != "putIfAbsent" || matches!(call.answer, Value::Null) {
                    let put = Put {
                        key: of_key.clone(),
                        value: of_value.clone(),
                    };
                    self.entry(map, key, put);
                }
                Some(old)
            }
            ("putAll", [other @ Value::Map(entries)], [origins]) => {
                for key in self.keys(entries) {
                    let value = self.part(other, origins, &key);
                    let key_put = self.put(other, &key).map(|put| put.key.clone());
                    let of_key = key_put.unwrap_or_else(|| value.clone());
                    self.entry(map, &key, Put { key: of_key, value });
                }
                None
            }
            _ => None,
        }
    }

    fn list_answer(&mut self, call: Call<'_>) -> Option<Origins> {
        let (list, from) = (call.whole, call.from);
        let length = match list {
            Value::List(list) => list.items().len(),
            _ => 0,
        };
        let index = match call.arguments {
            [Value::Integer(at), ..] => usize::try_from(*at).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        match (call.name, call.arguments, call.origins) {
            ("get", [at], _) => Some(self.part(list, from, at)),
            ("set", [at, _], [_, new]) => {
                let old = self.part(list, from, at);
                let slot = self.items(list, from, length)?.get_mut(index)?;
                *slot = new.clone();
                Some(old)
            }
            ("add", [_], [new]) => {
                self.items(list, from, length.saturating_sub(1))?
                    .push(new.clone());
                None
            }
            ("add", [_, _], [_, new]) => {
                let items = self.items(list, from, length.saturating_sub(1))?;
                items.insert(index.min(items.len()), new.clone());
                None
            }
            ("addAll", [more], [origins]) => {
                let itself = address(more) == address(list);
                let mut more = self.parts(more, origins);
                if itself {
                    more.truncate(length / 2);
                }
                let before = length.saturating_sub(more.len());
                self.items(list, from, before)?.extend(more);
                None
            }
            ("remove", [Value::Integer(_)], _) => {
                let items = self.items(list, from, length + 1)?;
                (index < items.len()).then(|| items.remove(index))
            }
            // The new positions of the items are not tracked.
            ("remove" | "removeAll" | "retainAll" | "sort" | "addAll", _, origins) => {
                let all = self.parts(list, from);
                let all = all
                    .iter()
                    .chain(origins)
                    .fold(from.clone(), |all, part| all.and(part));
                self.fill(list, Parts::List(vec![all; length]));
                None
            }
            ("subList", [Value::Integer(_), Value::Integer(to)], _) => {
                let parts = (index..usize::try_from(*to).unwrap_or_default())
                    .filter_map(|at| i32::try_from(at).ok())
                    .map(|at| self.part(list, from, &Value::Integer(at)))
                    .collect();
                self.fill(call.answer, Parts::List(parts));
                None
            }
            ("toArray", _, _) | ("clone", [], _) => {
                let parts = self.parts(list, from);
                self.fill(call.answer, Parts::List(parts));
                None
            }
            _ => None,
        }
    }

    /// The origins of the values in `value`, and of what these hold.
    pub(super) fn shown(&self, value: &Value) -> Vec<Id> {
        let mut ids = Vec::new();
        if self.contents.is_empty() {
            return ids;
        }
        let mut seen = HashSet::new();
        let mut pending = vec![value.clone()];
        while let Some(value) = pending.pop() {
            let value = walked_map(&value).map_or(value, Value::Map);
            let Some(address) = address(&value) else {
                continue;
            };
            if seen.len() > MOST_PARTS || !seen.insert(address) {
                continue;
            }
            match self.contents.get(&address).map(|contents| &contents.parts) {
                Some(Parts::List(items)) => ids.extend(items.iter().flat_map(Origins::ids)),
                Some(Parts::Map(entries)) => {
                    let puts = entries.values();
                    ids.extend(
                        puts.flat_map(|put| [&put.key, &put.value])
                            .flat_map(Origins::ids),
                    );
                }
                None => {}
            }
            match &value {
                Value::List(list) => pending.extend(list.items().iter().cloned()),
                Value::Map(map) => pending.extend(map.entries().iter().map(|(_, v)| v.clone())),
                _ => {}
            }
        }
        ids
    }
}

fn indices(length: usize) -> impl Iterator<Item = Value> {
    // No list is longer: its indices are Java's.
    (0..i32::try_from(length).unwrap_or(i32::MAX)).map(Value::Integer)
}
