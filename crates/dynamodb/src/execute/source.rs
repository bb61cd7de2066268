//! What a `Query` or a `Scan` reads: a table or one of its indexes, in order.

use std::cmp::Ordering;

use crate::error::Error;
use crate::expression::{DocumentPath, order};
use crate::request::{Read, Select};
use crate::table::{
    IndexKind, IndexProjection, Key, KeyAttribute, KeySchema, SecondaryIndex, Storage, Table,
};
use crate::value::{AttributeValue, Item};

/// A table, or an index of it, as a request reads it.
#[derive(Debug)]
pub(super) struct Source<'a, S> {
    pub(super) table: &'a Table<S>,
    pub(super) index: Option<&'a SecondaryIndex>,
    /// Whether the whole items are fetched from the table although the index lacks some of their attributes.
    pub(super) fetches: bool,
}

impl<'a, S: Storage> Source<'a, S> {
    /// # Errors
    /// `ValidationException`: there is no such index, or it can't be read like this.
    pub(super) fn new(table: &'a Table<S>, read: &Read) -> Result<Self, Error> {
        let index = match &read.index_name {
            None => None,
            Some(name) => {
                let found = table.indexes().iter().find(|index| index.name == *name);
                Some(found.ok_or_else(|| {
                    let message = format!("The table does not have the specified index: {name}");
                    Error::validation(message).at_path("IndexName")
                })?)
            }
        };
        if read.consistent_read && index.is_some_and(|index| index.kind == IndexKind::Global) {
            return Err(Error::validation(
                "Consistent reads are not supported on global secondary indexes",
            )
            .at_path("ConsistentRead"));
        }
        Ok(Self {
            table,
            index,
            fetches: false,
        })
    }

    /// Decides whether whole items are fetched.
    ///
    /// # Errors
    /// `ValidationException` if a global index lacks what the request selects.
    pub(super) fn select(&mut self, read: &Read) -> Result<(), Error> {
        let Some(index) = self.index.filter(|i| i.projection != IndexProjection::All) else {
            return Ok(());
        };
        let is_global = index.kind == IndexKind::Global;
        if read.select == Select::AllAttributes {
            if is_global {
                return Err(Error::validation(format!(
                    "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not \
                     supported for global secondary index {} because its projection type is not ALL",
                    index.name
                ))
                .at_path("Select"));
            }
            self.fetches = true;
            return Ok(());
        }
        let lacks = |path: &&DocumentPath| !index.projects(&self.table.key, path.head());
        let projected = read.projection.iter().flatten();
        let lacking: Vec<&str> = projected.filter(lacks).map(DocumentPath::head).collect();
        if is_global && !lacking.is_empty() {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Global secondary index {} does not \
                 project [{}]",
                index.name,
                lacking.join(", ")
            ))
            .at_path("ProjectionExpression"));
        }
        let filtered = read.filter.iter().flat_map(|filter| filter.paths());
        self.fetches = !is_global && (!lacking.is_empty() || filtered.filter(lacks).count() > 0);
        Ok(())
    }

    /// The key by which it is read.
    pub(super) fn key(&self) -> &'a KeySchema {
        self.index.map_or(&self.table.key, |index| &index.key)
    }

    /// The attributes of a start key: those of the table's key, then those of the index's.
    pub(super) fn start_key_attributes(&self) -> Vec<&'a KeyAttribute> {
        let mut attributes: Vec<&KeyAttribute> = Vec::new();
        let of_index = self.index.iter().flat_map(|index| index.key.attributes());
        for (attribute, _) in self.table.key.attributes().chain(of_index) {
            if !attributes.iter().any(|other| other.name == attribute.name) {
                attributes.push(attribute);
            }
        }
        attributes
    }

    /// The position of an item, which has all attributes of the key.
    pub(super) fn position(&self, key: Key, item: &Item) -> Option<Position> {
        let schema = self.key();
        let partition = item.get(&schema.partition.name)?;
        let sort = match &schema.sort {
            Some(sort) => Some(item.get(&sort.name)?.clone()),
            None => None,
        };
        Some(Position {
            hash: hash(partition),
            partition: partition.clone(),
            sort,
            key,
        })
    }

    /// All items that it holds, with their positions, in no order.
    pub(super) fn items(&self) -> Result<Vec<(Position, Item)>, Error> {
        let all = self.table.read_all()?.into_iter();
        let held = all.filter(|(_, item)| self.index.is_none_or(|index| index.holds(item)));
        Ok(held
            .filter_map(|(key, item)| Some((self.position(key, &item)?, item)))
            .collect())
    }
}

/// The place of an item within a table or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// Orders the partitions, as DynamoDB orders them by a hash of its own.
    pub(super) hash: u64,
    pub(super) partition: AttributeValue,
    sort: Option<AttributeValue>,
    /// The table's key, which tells items with the same key of an index apart.
    key: Key,
}

impl Ord for Position {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value =
            |one: &AttributeValue, two: &AttributeValue| order(one, two).unwrap_or(Ordering::Equal);
        self.hash
            .cmp(&other.hash)
            .then_with(|| by_value(&self.partition, &other.partition))
            .then_with(|| match (&self.sort, &other.sort) {
                (Some(one), Some(two)) => by_value(one, two),
                _ => Ordering::Equal,
            })
            .then_with(|| self.key.cmp(&other.key))
    }
}

impl PartialOrd for Position {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A hash of a partition key. DynamoDB's own is not documented; any order without meaning does.
fn hash(value: &AttributeValue) -> u64 {
    // FNV-1a, then the finalizer of SplitMix64, so that short keys spread over all segments.
    let text = value.to_json().to_string();
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
