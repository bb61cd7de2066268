//! Storages of a table's items.

use std::collections::BTreeMap;

use super::key::Key;
use crate::value::Item;

/// The storage of a table's items. An `Err` is a message; the response is then an `InternalServerError`.
pub trait Storage {
    /// The item with a key.
    ///
    /// # Errors
    /// The storage can't be read.
    fn get(&self, key: &Key) -> Result<Option<Item>, String>;

    /// All items with their keys, in any order.
    ///
    /// # Errors
    /// The storage can't be read.
    fn all(&self) -> Result<Vec<(Key, Item)>, String>;

    /// Puts an item, replacing the one with the same key.
    ///
    /// # Errors
    /// The storage can't be written. It is then unchanged.
    fn put(&mut self, key: Key, item: Item) -> Result<(), String>;

    /// Deletes the item with a key, if there is one.
    ///
    /// # Errors
    /// The storage can't be written. It is then unchanged.
    fn delete(&mut self, key: Key) -> Result<(), String>;
}

/// A storage in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    pub(super) items: BTreeMap<Key, Item>,
}

impl Storage for Memory {
    fn get(&self, key: &Key) -> Result<Option<Item>, String> {
        Ok(self.items.get(key).cloned())
    }

    fn all(&self) -> Result<Vec<(Key, Item)>, String> {
        let pair = |(key, item): (&Key, &Item)| (key.clone(), item.clone());
        Ok(self.items.iter().map(pair).collect())
    }

    fn put(&mut self, key: Key, item: Item) -> Result<(), String> {
        self.items.insert(key, item);
        Ok(())
    }

    fn delete(&mut self, key: Key) -> Result<(), String> {
        self.items.remove(&key);
        Ok(())
    }
}
