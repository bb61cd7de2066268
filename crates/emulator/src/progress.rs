//! Calls over items in an asynchronous database.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

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

/// Items by table and key; `None` for one that does not exist.
pub type Items = BTreeMap<ItemKey, Option<Item>>;

/// What a caller has loaded so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The loaded items.
    pub items: Items,
    /// The names of the tables all of whose items are loaded: a key that is not in `items` has no item.
    pub tables: BTreeSet<String>,
}

/// Progress of a call given the items loaded so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// The call reads an item that is not loaded.
    NeedsItem(ItemKey),
    /// The call reads all items of the table of that name, and not all are loaded.
    NeedsTable(String),
    /// The call is complete.
    Done {
        /// The request and its response.
        exchange: Box<Exchange>,
        /// The items to store, all or none of them, and the keys to delete (`None`): the response reports them as written.
        /// No key is there twice.
        written: Vec<(ItemKey, Option<Item>)>,
    },
}

/// What a call read and wrote.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// What it needs and is not loaded.
    pub(crate) missing: Option<Missing>,
    pub(crate) written: Vec<(ItemKey, Option<Item>)>,
}

/// What is not loaded.
#[derive(Debug)]
pub(crate) enum Missing {
    Item(ItemKey),
    Table(String),
}

/// A table's storage that reads what is loaded and records everything else.
#[derive(Clone, Debug)]
pub(crate) struct LoadedTable<'a> {
    pub(crate) table: &'a str,
    pub(crate) loaded: &'a Loaded,
    pub(crate) effects: &'a RefCell<Effects>,
}

impl LoadedTable<'_> {
    fn item_key(&self, key: Key) -> ItemKey {
        ItemKey {
            table: self.table.to_owned(),
            key,
        }
    }

    fn needs(&self, missing: Missing) -> String {
        self.effects.borrow_mut().missing = Some(missing);
        "an item is not loaded yet".to_owned()
    }

    fn is_whole(&self) -> bool {
        self.loaded.tables.contains(self.table)
    }
}

impl Storage for LoadedTable<'_> {
    fn get(&self, key: &Key) -> Result<Option<Item>, String> {
        let key = self.item_key(key.clone());
        match self.loaded.items.get(&key) {
            Some(item) => Ok(item.clone()),
            None if self.is_whole() => Ok(None),
            None => Err(self.needs(Missing::Item(key))),
        }
    }

    fn all(&self) -> Result<Vec<(Key, Item)>, String> {
        if !self.is_whole() {
            return Err(self.needs(Missing::Table(self.table.to_owned())));
        }
        let of_table = self
            .loaded
            .items
            .iter()
            .filter(|(key, _)| key.table == self.table);
        Ok(of_table
            .filter_map(|(key, item)| Some((key.key.clone(), item.clone()?)))
            .collect())
    }

    fn put(&mut self, key: Key, item: Item) -> Result<(), String> {
        let key = self.item_key(key);
        self.effects.borrow_mut().written.push((key, Some(item)));
        Ok(())
    }

    fn delete(&mut self, key: Key) -> Result<(), String> {
        let key = self.item_key(key);
        self.effects.borrow_mut().written.push((key, None));
        Ok(())
    }
}
