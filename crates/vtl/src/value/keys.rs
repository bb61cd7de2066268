//! Maps by keys of any kind: a key that holds others is found by its hash.

use std::rc::Rc;

use super::collections::{INDEX_EFFORT, INDEXED_FROM};
use super::equal::Search;
use super::index::simple;
use super::{Map, Thrown, Value, put_into_map};
use crate::budget::Budget;

impl Map {
    /// The value under `key`, which may be of any kind.
    ///
    /// # Errors
    /// A limit of `budget`.
    pub fn get_value(&self, key: &Value, budget: &Budget) -> Result<Option<Value>, Thrown> {
        if let Value::String(key) = key {
            let found = self.get_str(key);
            budget.charge(self.effort())?;
            return Ok(found);
        }
        Search::new(budget).value_in(self, key)
    }

    /// Puts `value` under `key` into a map that templates already refer to, which may now hold itself.
    ///
    /// # Errors
    /// A limit of `budget`.
    pub(crate) fn put_value(
        self: &Rc<Map>,
        key: Value,
        value: Value,
        budget: &Budget,
    ) -> Result<Option<Value>, Thrown> {
        put_into_map(self, &key);
        put_into_map(self, &value);
        self.insert_value(key, value, budget)
    }

    /// Puts `value` under `key`, which may be of any kind; returns the previous value.
    ///
    /// # Errors
    /// A limit of `budget`.
    pub fn insert_value(
        &self,
        key: Value,
        value: Value,
        budget: &Budget,
    ) -> Result<Option<Value>, Thrown> {
        budget.items(self.len() + 1, 2)?;
        if let Value::String(key) = key {
            let old = self.insert(key, value);
            budget.charge(self.effort())?;
            return Ok(old);
        }
        let search = Search::new(budget);
        let at = search.place(self, &key)?;
        self.put_at(at, key, value, &search)
    }

    /// Removes the entry of `key`.
    ///
    /// # Errors
    /// A limit of `budget`.
    pub fn remove_value(&self, key: &Value, budget: &Budget) -> Result<Option<Value>, Thrown> {
        let Some(at) = Search::new(budget).place(self, key)? else {
            return Ok(None);
        };
        let removed = self.remove_at(at);
        budget.charge(self.effort())?;
        Ok(removed)
    }

    /// The position of the key, if there is one.
    pub(super) fn place(&self, key: &Value, search: &Search<'_>) -> Result<Option<usize>, Thrown> {
        let mut entries = self.entries.borrow_mut();
        if entries.as_slice().is_empty() {
            return Ok(None);
        }
        let candidates = match simple(key) {
            Some(key) if entries.as_slice().len() <= INDEXED_FROM => {
                let same = |(own, _): &(Value, Value)| simple(own).is_some_and(|own| own == key);
                return Ok(entries.as_slice().iter().position(same));
            }
            Some(key) => {
                self.add_effort(INDEX_EFFORT);
                let index = self.indexed(&mut entries);
                return Ok(index.at(&key).map(|at| at as usize));
            }
            None => {
                drop(entries);
                let hash = search.hash(key)?;
                self.index_all(search)?;
                entries = self.entries.borrow_mut();
                let index = self.indexed(&mut entries);
                index.hashed.get(&hash).cloned().unwrap_or_default()
            }
        };
        drop(entries);
        // The comparison may look into this very map.
        for at in candidates {
            let own = self
                .entries
                .borrow()
                .as_slice()
                .get(at as usize)
                .map(|(own, _)| own.clone());
            if let Some(own) = own
                && search.same(key, &own)?
            {
                return Ok(Some(at as usize));
            }
        }
        Ok(None)
    }

    /// Adds all keys to the index, including those that hold others.
    fn index_all(&self, search: &Search<'_>) -> Result<(), Thrown> {
        let missing: Vec<(usize, Value)> = {
            let mut entries = self.entries.borrow_mut();
            if self.indexed(&mut entries).is_complete() {
                return Ok(());
            }
            let keys = entries.as_slice().iter().map(|(key, _)| key).enumerate();
            keys.filter(|(_, key)| simple(key).is_none())
                .map(|(at, key)| (at, key.clone()))
                .collect()
        };
        // Hashing a view of this map looks into the map.
        let hashes: Result<Vec<_>, Thrown> = missing
            .into_iter()
            .map(|(at, key)| Ok((at, search.hash(&key)?)))
            .collect();
        let mut entries = self.entries.borrow_mut();
        self.indexed(&mut entries).complete(hashes?);
        Ok(())
    }

    /// Puts `value` under `key` at the position that was found, or else after the last entry; returns
    /// the previous value.
    pub(super) fn put_at(
        &self,
        at: Option<usize>,
        key: Value,
        value: Value,
        search: &Search<'_>,
    ) -> Result<Option<Value>, Thrown> {
        let hash = match simple(&key) {
            Some(_) => None,
            // A key that holds others can change later: its hash in the index stays that of now.
            None => Some(search.hash(&key)?),
        };
        if hash.is_some() {
            self.index_all(search)?;
        }
        let mut entries = self.entries.borrow_mut();
        let (list, index) = entries.as_many();
        if let Some((_, old)) = at.and_then(|at| list.get_mut(at)) {
            return Ok(Some(std::mem::replace(old, value)));
        }
        if let Some(index) = index {
            index.add(&key, hash, list.len());
        }
        list.push((key, value));
        drop(entries);
        self.recount();
        Ok(None)
    }
}
