//! Tables: a key schema over a storage.

mod index;
mod key;
mod storage;

use serde_json::Value;

use crate::error::Error;
use crate::expression::DocumentPath;
use crate::request::table_of_arn;
use crate::value::Item;
use crate::value::read::item_from_json;

pub use index::{IndexKind, IndexProjection, SecondaryIndex};
pub use key::{Key, KeyAttribute, KeyKind, KeySchema};
pub use storage::{Memory, Storage};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<S = Memory> {
    /// Its name.
    pub name: String,
    /// Its primary key.
    pub key: KeySchema,
    /// Its secondary indexes, the global ones first.
    indexes: Vec<SecondaryIndex>,
    storage: S,
}

impl Table {
    /// An empty table in memory.
    pub fn new(name: impl Into<String>, key: KeySchema) -> Self {
        Self::over(name, key, Memory::default())
    }
}

impl Table {
    /// All items with their keys.
    pub fn items(&self) -> impl Iterator<Item = (&Key, &Item)> {
        self.storage.items.iter()
    }

    /// The table with a snapshot's items.
    fn restored(&self, items: &Value) -> Result<Self, Error> {
        let Value::Array(items) = items else {
            return Err(Error::serialization(
                "A snapshot's tables are arrays of items",
            ));
        };
        let mut table = Self::new(&self.name, self.key.clone()).with_indexes(self.indexes.clone());
        for item in items {
            let item = item_from_json(&item.to_string())?;
            // Without the keys of indexes: a snapshot may be older than an index.
            let key = self.key.key_of_item(&item)?;
            table.storage.items.insert(key, item);
        }
        Ok(table)
    }
}

impl<S: Storage> Table<S> {
    /// A table over a storage.
    pub fn over(name: impl Into<String>, key: KeySchema, storage: S) -> Self {
        Self {
            name: name.into(),
            key,
            indexes: Vec::new(),
            storage,
        }
    }

    /// The table's storage.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// The table with these secondary indexes.
    #[must_use]
    pub fn with_indexes(mut self, mut indexes: Vec<SecondaryIndex>) -> Self {
        // DynamoDB checks the global ones first.
        indexes.sort_by_key(|index| index.kind == IndexKind::Local);
        self.indexes = indexes;
        self
    }

    /// The secondary indexes, the global ones first.
    pub fn indexes(&self) -> &[SecondaryIndex] {
        &self.indexes
    }

    /// The key of an item to put.
    ///
    /// # Errors
    /// `ValidationException` if the key of the table or of an index rejects the item.
    pub(crate) fn key_of_item(&self, item: &Item) -> Result<Key, Error> {
        let key = self.key.key_of_item(item)?;
        self.check_index_keys(item)?;
        Ok(key)
    }

    /// An attribute of an index key must have the index's type, if the item has it.
    pub(crate) fn check_index_keys(&self, item: &Item) -> Result<(), Error> {
        self.indexes.iter().try_for_each(|index| index.check(item))
    }

    /// Key attributes are scalars: no path leads into one. `member` is the expression's.
    pub(crate) fn check_paths<'a>(
        &self,
        paths: impl Iterator<Item = &'a DocumentPath> + Clone,
        member: &str,
    ) -> Result<(), Error> {
        let keys = self.key.attributes().map(|(key, _)| ("Key", key));
        let index_keys = self
            .indexes
            .iter()
            .flat_map(|index| index.own_key().map(|(key, _)| ("IndexKey", key)));
        for (kind, key) in keys.chain(index_keys) {
            if paths.clone().any(|path| path.is_within(&key.name)) {
                return Err(Error::validation(format!(
                    "Key attributes must be scalars; list random access '[]' and map lookup '.' are \
                     not allowed: {kind}: {}",
                    key.name
                ))
                .at_path(member));
            }
        }
        Ok(())
    }

    pub(crate) fn read(&self, key: &Key) -> Result<Option<Item>, Error> {
        self.storage.get(key).map_err(Error::internal)
    }

    pub(crate) fn read_all(&self) -> Result<Vec<(Key, Item)>, Error> {
        self.storage.all().map_err(Error::internal)
    }

    pub(crate) fn write(&mut self, key: Key, item: Item) -> Result<(), Error> {
        self.storage.put(key, item).map_err(Error::internal)
    }

    pub(crate) fn delete(&mut self, key: Key) -> Result<(), Error> {
        self.storage.delete(key).map_err(Error::internal)
    }
}

/// Tables by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables<S = Memory> {
    tables: Vec<Table<S>>,
}

impl<S> Default for Tables<S> {
    fn default() -> Self {
        Self { tables: Vec::new() }
    }
}

impl<S: Storage> Tables<S> {
    /// No tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table, replacing the one with the same name.
    pub fn add(&mut self, table: Table<S>) {
        self.tables.retain(|t| t.name != table.name);
        self.tables.push(table);
    }

    /// The tables in insertion order.
    pub fn iter(&self) -> impl Iterator<Item = &Table<S>> {
        self.tables.iter()
    }

    /// A table by its name, or by an ARN that ends in it.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn get(&self, name: &str) -> Result<&Table<S>, Error> {
        let name = table_of_arn(name).unwrap_or(name);
        self.tables
            .iter()
            .find(|t| t.name == name)
            .ok_or_else(Error::resource_not_found)
    }

    /// Mutable variant of [`Tables::get`].
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn get_mut(&mut self, name: &str) -> Result<&mut Table<S>, Error> {
        let name = table_of_arn(name).unwrap_or(name);
        self.tables
            .iter_mut()
            .find(|t| t.name == name)
            .ok_or_else(Error::resource_not_found)
    }
}

impl Tables {
    /// All items of all tables: a JSON object of arrays by table name.
    pub fn snapshot(&self) -> String {
        let array = |table: &Table| table.items().map(|(_, item)| item.to_json()).collect();
        let all = self
            .tables
            .iter()
            .map(|table| (table.name.clone(), Value::Array(array(table))))
            .collect();
        Value::Object(all).to_string()
    }

    /// Replaces all items of the tables in a snapshot.
    ///
    /// # Errors
    /// The text is not a snapshot, names an unknown table, or contains an item that its table rejects. Then no table
    /// changes.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), Error> {
        let Value::Object(all) = crate::value::read::parse_json(snapshot)? else {
            return Err(Error::serialization("A snapshot is an object of tables"));
        };
        let mut restored = Vec::new();
        for (name, items) in &all {
            restored.push(self.get(name)?.restored(items)?);
        }
        for table in restored {
            let name = table.name.clone();
            *self.get_mut(&name)? = table;
        }
        Ok(())
    }
}
