//! Calls over items in an asynchronous database.

use std::cell::RefCell;
use std::collections::BTreeMap;

use dynamodb::{Item, Key, Storage};
use gateway::Exchange;

/// The identity of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemKey {
    /// The name of its table.
    pub table: String,
    /// Its primary key.
    pub key: Key,
}

/// The items loaded so far; `None` for one that does not exist.
pub type Items = BTreeMap<ItemKey, Option<Item>>;

/// Progress of a call given the items loaded so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// The call reads an item that is not loaded.
    NeedsItem(ItemKey),
    /// The call is complete.
    Done {
        /// The request and its response.
        exchange: Box<Exchange>,
        /// The item to store, which the response reports as stored.
        written: Option<(ItemKey, Item)>,
    },
}

/// What a call read and wrote.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// An item that it needs and that is not loaded.
    pub(crate) missing: Option<ItemKey>,
    pub(crate) written: Option<(ItemKey, Item)>,
}

/// A table's storage that reads the loaded items and records everything else.
#[derive(Clone, Debug)]
pub(crate) struct LoadedItems<'a> {
    pub(crate) table: &'a str,
    pub(crate) items: &'a Items,
    pub(crate) effects: &'a RefCell<Effects>,
}

impl LoadedItems<'_> {
    fn item_key(&self, key: Key) -> ItemKey {
        ItemKey {
            table: self.table.to_owned(),
            key,
        }
    }
}

impl Storage for LoadedItems<'_> {
    fn get(&self, key: &Key) -> Result<Option<Item>, String> {
        let key = self.item_key(key.clone());
        match self.items.get(&key) {
            Some(item) => Ok(item.clone()),
            None => {
                self.effects.borrow_mut().missing = Some(key);
                Err("the item is not loaded yet".to_owned())
            }
        }
    }

    fn put(&mut self, key: Key, item: Item) -> Result<(), String> {
        self.effects.borrow_mut().written = Some((self.item_key(key), item));
        Ok(())
    }
}
