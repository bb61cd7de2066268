//! A call over items that are kept elsewhere: in a database that does not answer at once.

use std::cell::RefCell;
use std::collections::BTreeMap;

use dynamodb::{Item, Key, Storage};
use gateway::Exchange;

/// Names an item: its table's name and its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemKey {
    /// The name of its table.
    pub table: String,
    /// Its primary key.
    pub key: Key,
}

/// What was read from elsewhere; `None` where there is no such item.
pub type Items = BTreeMap<ItemKey, Option<Item>>;

/// How far a call gets over the items that are known.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It needs to know an item more.
    Reads(ItemKey),
    /// It is answered.
    Answered {
        /// Request and answer.
        exchange: Box<Exchange>,
        /// The item that it puts, which the answer takes for stored.
        written: Option<(ItemKey, Item)>,
    },
}

/// What a call did with its storage.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) asked: Option<ItemKey>,
    pub(crate) written: Option<(ItemKey, Item)>,
}

/// A table's storage for one step: reads what is known, and notes the rest.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    pub(crate) table: &'a str,
    pub(crate) known: &'a Items,
    pub(crate) log: &'a RefCell<Log>,
}

impl View<'_> {
    fn item_key(&self, key: Key) -> ItemKey {
        ItemKey {
            table: self.table.to_owned(),
            key,
        }
    }
}

impl Storage for View<'_> {
    fn get(&self, key: &Key) -> Result<Option<Item>, String> {
        let key = self.item_key(key.clone());
        match self.known.get(&key) {
            Some(item) => Ok(item.clone()),
            None => {
                self.log.borrow_mut().asked = Some(key);
                Err("the item is not known yet".to_owned())
            }
        }
    }

    fn put(&mut self, key: Key, item: Item) -> Result<(), String> {
        self.log.borrow_mut().written = Some((self.item_key(key), item));
        Ok(())
    }
}
