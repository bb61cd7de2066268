//! Primary keys: schema, rules, identity.

use serde_json::{Value, json};

use crate::error::Error;
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

    /// Checks the value of a request's key.
    ///
    /// # Errors
    /// `ValidationException` if it has another type, is empty or too long.
    pub(crate) fn check(&self, value: &AttributeValue, is_partition: bool) -> Result<(), Error> {
        if value.type_name() != self.kind.name() {
            return Err(mismatch());
        }
        let at = |error: Error| error.at_path(format!("Key.{}", self.name));
        if let Some(what) = value.emptiness() {
            return Err(at(empty_key(&self.name, what)));
        }
        check_key_length(value, is_partition).map_err(at)
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

    /// The key of a text that [`Key::as_str`] returned; `None` for other texts.
    pub fn from_text(text: &str) -> Option<Self> {
        let Value::Array(parts) = serde_json::from_str(text).ok()? else {
            return None;
        };
        let value = |part: Value| {
            let item = item_from_json(&json!({ "key": part }).to_string()).ok()?;
            Some(item.get("key")?.to_json())
        };
        let parts: Option<Vec<Value>> = parts.into_iter().map(value).collect();
        let key = Self(Value::Array(parts?).to_string());
        (key.0 == text).then_some(key)
    }
}

/// The primary key of a table, or the key of a secondary index.
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

    /// The attributes, and whether each is the partition key.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&KeyAttribute, bool)> + Clone {
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
            if let Some(what) = value.emptiness() {
                return Err(at(empty_key(name, what), name));
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
        let mut parts = Vec::new();
        for (attribute, is_partition) in self.attributes() {
            let value = key.get(&attribute.name).ok_or_else(mismatch)?;
            attribute.check(value, is_partition)?;
            parts.push(value.to_json());
        }
        if key.len() != parts.len() {
            return Err(mismatch());
        }
        Ok(Key(Value::Array(parts).to_string()))
    }

    /// The table's key in an `ExclusiveStartKey`, which may have attributes of an index's key, too.
    ///
    /// # Errors
    /// `ValidationException` if it does not match the table's key schema.
    pub(crate) fn key_of_start(&self, start: &Item) -> Result<Key, Error> {
        let own = |name: &str| self.attributes().any(|(key, _)| key.name == name);
        let key: Item = start
            .iter()
            .filter(|(name, _)| own(name))
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        self.key_of_request(&key).map_err(|mut error| {
            error.message = format!("The provided starting key is invalid: {}", error.message);
            error.at_path("ExclusiveStartKey")
        })
    }
}

fn mismatch() -> Error {
    Error::validation("The provided key element does not match the schema").at_path("Key")
}

fn empty_key(name: &str, what: &str) -> Error {
    Error::validation(format!(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot \
         contain an empty {what} value. Key: {name}"
    ))
}

pub(super) fn check_key_length(value: &AttributeValue, is_partition: bool) -> Result<(), Error> {
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
