//! The index of a large map's keys.
//!
//! A tree: unlike a hash table it can't be flooded with keys that collide, and needs no secret.

use std::collections::BTreeMap;

use super::{Str, Value};

/// A key that can't change and is equal to those of its kind and content alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Null,
    Bool(bool),
    Integer(i32),
    Long(i64),
    Double(u64),
    Character(u16),
    BigInteger(Str),
    String(Str),
}

/// `key` as such a key; `None` for collections and objects.
pub(super) fn simple(key: &Value) -> Option<Key> {
    Some(match key {
        Value::Null => Key::Null,
        Value::Bool(value) => Key::Bool(*value),
        Value::Integer(value) => Key::Integer(*value),
        Value::Long(value) => Key::Long(*value),
        Value::Double(value) if value.is_nan() => Key::Double(f64::NAN.to_bits()),
        Value::Double(value) => Key::Double(value.to_bits()),
        Value::Character(unit) => Key::Character(*unit),
        Value::BigInteger(digits) => Key::BigInteger(Str::clone(digits)),
        Value::String(text) => Key::String(text.clone()),
        Value::List(_) | Value::Map(_) | Value::Object(_) => return None,
    })
}

/// The places of all keys of a map.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) strings: BTreeMap<Str, u32>,
    others: BTreeMap<Key, u32>,
    /// Keys that hold others, by the hashes that they had when they were put in: as in Java, one that
    /// has changed since is not found.
    pub(super) hashed: BTreeMap<i32, Vec<u32>>,
    /// Whether some of these are missing.
    incomplete: bool,
}

impl Index {
    /// The index of `entries`. Keys that hold others are not in it: [`Index::add`] needs their hashes.
    pub(super) fn of(entries: &[(Value, Value)]) -> Index {
        let mut index = Index::default();
        for (at, (key, _)) in entries.iter().enumerate() {
            index.add(key, None, at);
        }
        index
    }

    /// The position of the key.
    pub(super) fn at(&self, key: &Key) -> Option<u32> {
        match key {
            Key::String(text) => self.strings.get(text).copied(),
            key => self.others.get(key).copied(),
        }
    }

    /// Adds the key at that position. One that holds others comes with its hash.
    pub(super) fn add(&mut self, key: &Value, hash: Option<i32>, at: usize) {
        // No map has 4,000 million entries.
        let at = at as u32;
        match (simple(key), hash) {
            (Some(Key::String(text)), _) => drop(self.strings.insert(text, at)),
            (Some(key), _) => drop(self.others.insert(key, at)),
            (None, Some(hash)) => self.hashed.entry(hash).or_default().push(at),
            (None, None) => self.incomplete = true,
        }
    }

    /// Whether keys that hold others are in it, too.
    pub(super) fn is_complete(&self) -> bool {
        !self.incomplete
    }

    /// All keys that hold others, by their places and hashes.
    pub(super) fn complete(&mut self, hashes: Vec<(usize, i32)>) {
        self.hashed.clear();
        for (at, hash) in hashes {
            self.hashed.entry(hash).or_default().push(at as u32);
        }
        self.incomplete = false;
    }

    /// Removes the key at that position; those behind it move up.
    pub(super) fn remove(&mut self, key: &Value, at: usize) {
        let at = at as u32;
        match simple(key) {
            Some(Key::String(text)) => drop(self.strings.remove(&text)),
            Some(key) => drop(self.others.remove(&key)),
            None => self
                .hashed
                .values_mut()
                .for_each(|all| all.retain(|own| *own != at)),
        }
        let places = self.strings.values_mut().chain(self.others.values_mut());
        let places = places.chain(self.hashed.values_mut().flatten());
        for place in places.filter(|place| **place > at) {
            *place -= 1;
        }
    }
}
