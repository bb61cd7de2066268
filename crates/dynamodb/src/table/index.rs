//! Secondary indexes.

use super::key::{KeyAttribute, KeySchema, check_key_length};
use crate::error::Error;
use crate::value::Item;

/// The kind of a secondary index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// `GlobalSecondaryIndexes`: a key of its own.
    Global,
    /// `LocalSecondaryIndexes`: the table's partition key with another sort key.
    Local,
}

/// The attributes that an index holds besides the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexProjection {
    /// `ALL`: the whole item.
    All,
    /// `KEYS_ONLY`: no others.
    KeysOnly,
    /// `INCLUDE`: the attributes of `NonKeyAttributes`.
    Include(Vec<String>),
}

/// A secondary index of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondaryIndex {
    /// Its name.
    pub name: String,
    /// Whether it is global or local.
    pub kind: IndexKind,
    /// Its key. Several items may have the same.
    pub key: KeySchema,
    /// The attributes that it holds.
    pub projection: IndexProjection,
}

impl SecondaryIndex {
    /// The attributes of the key, without the partition key that a local index shares with its table.
    pub(crate) fn own_key(&self) -> impl Iterator<Item = (&KeyAttribute, bool)> + Clone {
        let skipped = usize::from(self.kind == IndexKind::Local);
        self.key.attributes().skip(skipped)
    }

    /// Whether it holds an item: one with all attributes of its key.
    pub(crate) fn holds(&self, item: &Item) -> bool {
        self.key.attributes().all(|(attribute, _)| {
            item.get(&attribute.name)
                .is_some_and(|value| value.type_name() == attribute.kind.name())
        })
    }

    /// Whether its entries have an attribute, if the item has it.
    pub(crate) fn projects(&self, table_key: &KeySchema, name: &str) -> bool {
        let mut keys = self.key.attributes().chain(table_key.attributes());
        match &self.projection {
            IndexProjection::All => true,
            _ if keys.any(|(key, _)| key.name == name) => true,
            IndexProjection::KeysOnly => false,
            IndexProjection::Include(names) => names.iter().any(|other| other == name),
        }
    }

    /// The part of an item that it holds.
    pub(crate) fn entry(&self, table_key: &KeySchema, item: &Item) -> Item {
        if self.projection == IndexProjection::All {
            return item.clone();
        }
        item.iter()
            .filter(|(name, _)| self.projects(table_key, name))
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect()
    }

    /// Checks the attributes of the key that an item has.
    ///
    /// # Errors
    /// `ValidationException` if one has another type, is empty or too long.
    pub(crate) fn check(&self, item: &Item) -> Result<(), Error> {
        for (KeyAttribute { name, kind }, is_partition) in self.own_key() {
            let Some(value) = item.get(name) else {
                continue;
            };
            let at = |error: Error| error.at_path(format!("Item.{name}"));
            if value.type_name() != kind.name() {
                return Err(at(self.type_mismatch(name, value.type_name())));
            }
            if let Some(what) = value.emptiness() {
                return Err(at(Error::validation(format!(
                    "One or more parameter values are not valid. A value specified for a secondary \
                     index key is not supported. The AttributeValue for a key attribute cannot \
                     contain an empty {what} value. IndexName: {}, IndexKey: {name}",
                    self.name
                ))));
            }
            check_key_length(value, is_partition).map_err(at)?;
        }
        Ok(())
    }

    /// The error for an attribute of the key with another type than the index has.
    pub(crate) fn type_mismatch(&self, attribute: &str, actual: &str) -> Error {
        let expected = self
            .key
            .attributes()
            .find(|(key, _)| key.name == attribute)
            .map_or("", |(key, _)| key.kind.name());
        Error::validation(format!(
            "One or more parameter values were invalid: Type mismatch for Index Key {attribute} \
             Expected: {expected} Actual: {actual} IndexName: {}",
            self.name
        ))
    }
}
