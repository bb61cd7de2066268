//! Tables: a key schema over a storage.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::Error;
use crate::expression::{DocumentPath, PathStep, project};
use crate::request::{GetItem, PutItem, ReturnValues, table_of_arn};
use crate::value::read::item_from_json;
use crate::value::{AttributeValue, Item};

/// The longest partition key, in bytes.
const MAX_PARTITION_KEY: usize = 2048;
/// The longest sort key, in bytes.
const MAX_SORT_KEY: usize = 1024;

/// The type of a key attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyKind {
    /// A string.
    #[default]
    S,
    /// A number.
    N,
    /// Binary.
    B,
}

impl KeyKind {
    /// The name in `AttributeDefinitions`.
    pub fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }

    /// The type with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::S, Self::N, Self::B]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// An attribute of a table's primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAttribute {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: KeyKind,
}

impl KeyAttribute {
    /// A key attribute.
    pub fn new(name: impl Into<String>, kind: KeyKind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

/// The primary key of an item as a text that is equal only for equal keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The text: the key attributes' values as a JSON array.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The storage of a table's items. An `Err` is a message; the response is then an `InternalServerError`.
pub trait Storage {
    /// The item with a key.
    ///
    /// # Errors
    /// The storage can't be read.
    fn get(&self, key: &Key) -> Result<Option<Item>, String>;

    /// Puts an item, replacing the one with the same key.
    ///
    /// # Errors
    /// The storage can't be written. It is then unchanged.
    fn put(&mut self, key: Key, item: Item) -> Result<(), String>;
}

/// A storage in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    items: BTreeMap<Key, Item>,
}

impl Storage for Memory {
    fn get(&self, key: &Key) -> Result<Option<Item>, String> {
        Ok(self.items.get(key).cloned())
    }

    fn put(&mut self, key: Key, item: Item) -> Result<(), String> {
        self.items.insert(key, item);
        Ok(())
    }
}

/// A table's name and primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySchema {
    /// The partition key (`HASH`).
    pub partition: KeyAttribute,
    /// The sort key (`RANGE`), if there is one.
    pub sort: Option<KeyAttribute>,
}

impl KeySchema {
    /// A key of one attribute.
    pub fn partition(name: impl Into<String>, kind: KeyKind) -> Self {
        Self {
            partition: KeyAttribute::new(name, kind),
            sort: None,
        }
    }

    fn attributes(&self) -> impl Iterator<Item = (&KeyAttribute, bool)> {
        std::iter::once((&self.partition, true)).chain(self.sort.iter().map(|s| (s, false)))
    }

    /// The key of an item to put.
    ///
    /// # Errors
    /// `ValidationException` if a key attribute is missing, of another type, empty or too long.
    pub fn key_of_item(&self, item: &Item) -> Result<Key, Error> {
        let at = |error: Error, name: &str| error.at_path(format!("Item.{name}"));
        let mut parts = Vec::new();
        for (attribute, is_partition) in self.attributes() {
            let KeyAttribute { name, kind } = attribute;
            let value = item.get(name).ok_or_else(|| {
                Error::validation(format!(
                    "One or more parameter values were invalid: Missing the key {name} in the item"
                ))
                .at_path("Item")
            })?;
            if value.type_name() != kind.name() {
                let message = format!(
                    "One or more parameter values were invalid: Type mismatch for key {name} \
                     expected: {} actual: {}",
                    kind.name(),
                    value.type_name()
                );
                return Err(at(Error::validation(message), name));
            }
            if let Some(what) = emptiness(value) {
                let message = format!(
                    "One or more parameter values are not valid. The AttributeValue for a key \
                     attribute cannot contain an empty {what} value. Key: {name}"
                );
                return Err(at(Error::validation(message), name));
            }
            check_key_length(value, is_partition).map_err(|error| at(error, name))?;
            parts.push(value.to_json());
        }
        Ok(Key(Value::Array(parts).to_string()))
    }

    /// The key of a request.
    ///
    /// # Errors
    /// `ValidationException` if it does not match the table's key schema.
    pub fn key_of_request(&self, key: &Item) -> Result<Key, Error> {
        let mismatch = || {
            Error::validation("The provided key element does not match the schema").at_path("Key")
        };
        let mut parts = Vec::new();
        for (attribute, is_partition) in self.attributes() {
            let KeyAttribute { name, kind } = attribute;
            let value = key
                .get(name)
                .filter(|v| v.type_name() == kind.name())
                .ok_or_else(mismatch)?;
            let at = |error: Error| error.at_path(format!("Key.{name}"));
            if let Some(what) = emptiness(value) {
                let message = format!(
                    "One or more parameter values were invalid: The AttributeValue for a key \
                     attribute cannot contain an empty {what} value. Key: {name}"
                );
                return Err(at(Error::validation(message)));
            }
            check_key_length(value, is_partition).map_err(at)?;
            parts.push(value.to_json());
        }
        if key.len() != parts.len() {
            return Err(mismatch());
        }
        Ok(Key(Value::Array(parts).to_string()))
    }
}

impl KeySchema {
    /// A projection can't select a part of a key attribute.
    fn check_path(&self, path: &DocumentPath) -> Result<(), Error> {
        let Some((PathStep::Attribute(first), [_, ..])) = path.steps.split_first() else {
            return Ok(());
        };
        if self
            .attributes()
            .all(|(attribute, _)| attribute.name != *first)
        {
            return Ok(());
        }
        Err(Error::validation(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not \
             allowed: Key: {first}"
        ))
        .at_path("ProjectionExpression"))
    }
}

fn emptiness(value: &AttributeValue) -> Option<&'static str> {
    match value {
        AttributeValue::S(text) if text.is_empty() => Some("string"),
        AttributeValue::B(bytes) if bytes.is_empty() => Some("binary"),
        _ => None,
    }
}

fn check_key_length(value: &AttributeValue, is_partition: bool) -> Result<(), Error> {
    let length = match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.len(),
        _ => 0,
    };
    // The missing space is DynamoDB's.
    if is_partition && length > MAX_PARTITION_KEY {
        return Err(Error::validation(
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum \
             size limit of2048 bytes",
        ));
    }
    if !is_partition && length > MAX_SORT_KEY {
        return Err(Error::validation(
            "One or more parameter values were invalid: Aggregated size of all range keys has \
             exceeded the size limit of 1024 bytes",
        ));
    }
    Ok(())
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<S = Memory> {
    /// Its name.
    pub name: String,
    /// Its primary key.
    pub key: KeySchema,
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
        let mut table = Self::new(&self.name, self.key.clone());
        for item in items {
            let item = item_from_json(&item.to_string())?;
            table
                .storage
                .items
                .insert(self.key.key_of_item(&item)?, item);
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
            storage,
        }
    }

    /// The table's storage.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Puts an item. Returns the replaced one.
    ///
    /// # Errors
    /// Those of `PutItem`.
    pub fn put(&mut self, request: PutItem) -> Result<Option<Item>, Error> {
        let key = self.key.key_of_item(&request.item)?;
        let old = self.storage.get(&key).map_err(Error::internal)?;
        if let Some(condition) = &request.condition
            && !condition.holds(old.as_ref().unwrap_or(&Item::new()))
        {
            let shown = request.return_values_on_failure == ReturnValues::AllOld;
            return Err(Error::conditional_check_failed(old.filter(|_| shown)));
        }
        self.storage
            .put(key, request.item)
            .map_err(Error::internal)?;
        Ok(old)
    }

    /// Gets an item, or its projection.
    ///
    /// # Errors
    /// Those of `GetItem`.
    pub fn get(&self, request: &GetItem) -> Result<Option<Item>, Error> {
        let item = self.get_whole(request)?;
        Ok(match (&request.projection, item) {
            (Some(paths), Some(item)) => Some(project(&item, paths)),
            (_, item) => item,
        })
    }

    /// Gets a whole item, whose size determines the cost.
    pub(crate) fn get_whole(&self, request: &GetItem) -> Result<Option<Item>, Error> {
        let key = self.key.key_of_request(&request.key)?;
        for path in request.projection.iter().flatten() {
            self.key.check_path(path)?;
        }
        self.storage.get(&key).map_err(Error::internal)
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
