//! `ConsumedCapacity`.
//!
//! Source: "DynamoDB read and write operations", and "Write capacity units" of secondary indexes, Amazon DynamoDB
//! Developer Guide.

use serde_json::{Map, Value};

use crate::request::ReturnConsumedCapacity;
use crate::table::{IndexKind, SecondaryIndex, Storage, Table};
use crate::value::{Item, item_size, write_units};

/// The capacity units that a request consumed of a table and its indexes.
#[derive(Clone, Debug)]
pub(super) struct Capacity {
    /// The table as the request names it: by its name or ARN.
    table_name: String,
    table: f64,
    indexes: Vec<(IndexKind, String, f64)>,
}

impl Capacity {
    /// The units of the table alone.
    pub(super) fn of_table(table_name: &str, units: f64) -> Self {
        Self {
            table_name: table_name.to_owned(),
            table: units,
            indexes: Vec::new(),
        }
    }

    /// The units of writing `new` (`None` for a deletion) in place of `old`.
    pub(super) fn of_write<S: Storage>(
        table_name: &str,
        table: &Table<S>,
        old: Option<&Item>,
        new: Option<&Item>,
    ) -> Self {
        // A write costs as much as the larger of the two items.
        let size = |item: Option<&Item>| item.map_or(0, item_size);
        let mut capacity = Self::of_table(table_name, write_units(size(old).max(size(new))) as f64);
        for index in table.indexes() {
            capacity.add(index, index_write_units(table, index, old, new) as f64);
        }
        capacity
    }

    /// Adds units of an index. An index without any is not listed.
    pub(super) fn add(&mut self, index: &SecondaryIndex, units: f64) {
        if units > 0.0 {
            self.indexes.push((index.kind, index.name.clone(), units));
        }
    }

    /// Whether it is that of a table, as the request names it.
    pub(super) fn is_of(&self, table_name: &str) -> bool {
        self.table_name == table_name
    }

    /// Adds the capacity of another request to the same table.
    pub(super) fn join(&mut self, other: Self) {
        self.table += other.table;
        for (kind, name, units) in other.indexes {
            match self.indexes.iter_mut().find(|(_, own, _)| *own == name) {
                Some((_, _, own)) => *own += units,
                None => self.indexes.push((kind, name, units)),
            }
        }
    }

    /// `ConsumedCapacity` of a transaction, which prepares each action and then commits it, so that all units count twice.
    /// `also` is the other name that it gives them: `ReadCapacityUnits` or `WriteCapacityUnits`.
    pub(super) fn of_transaction(
        &self,
        wanted: ReturnConsumedCapacity,
        also: &str,
    ) -> Option<Value> {
        let mut twice = self.clone();
        twice.join(self.clone());
        let mut json = twice.to_json(wanted)?;
        name_units(&mut json, also);
        Some(json)
    }

    /// Adds the capacity to a response, if the request asks for it.
    pub(super) fn put_into(&self, answer: &mut Map<String, Value>, wanted: ReturnConsumedCapacity) {
        if let Some(json) = self.to_json(wanted) {
            answer.insert("ConsumedCapacity".to_owned(), json);
        }
    }

    /// `ConsumedCapacity` of the response; `None` if the request does not ask for it.
    pub(super) fn to_json(&self, wanted: ReturnConsumedCapacity) -> Option<Value> {
        if wanted == ReturnConsumedCapacity::None {
            return None;
        }
        let units = |units: f64| {
            let mut map = Map::new();
            map.insert("CapacityUnits".to_owned(), Value::from(units));
            Value::Object(map)
        };
        let of_indexes: f64 = self.indexes.iter().map(|(_, _, units)| units).sum();
        let mut consumed = Map::new();
        consumed.insert("TableName".to_owned(), Value::from(&*self.table_name));
        consumed.insert("CapacityUnits".to_owned(), (self.table + of_indexes).into());
        if wanted == ReturnConsumedCapacity::Indexes {
            consumed.insert("Table".to_owned(), units(self.table));
            for (kind, member) in [
                (IndexKind::Local, "LocalSecondaryIndexes"),
                (IndexKind::Global, "GlobalSecondaryIndexes"),
            ] {
                let of_kind: Map<String, Value> = self
                    .indexes
                    .iter()
                    .filter(|(of, _, _)| *of == kind)
                    .map(|(_, name, of)| (name.clone(), units(*of)))
                    .collect();
                if !of_kind.is_empty() {
                    consumed.insert(member.to_owned(), Value::Object(of_kind));
                }
            }
        }
        Some(Value::Object(consumed))
    }
}

/// Repeats each `CapacityUnits` under another name.
fn name_units(json: &mut Value, also: &str) {
    let Value::Object(members) = json else {
        return;
    };
    members
        .values_mut()
        .for_each(|inner| name_units(inner, also));
    if let Some(units) = members.get("CapacityUnits").cloned() {
        members.insert(also.to_owned(), units);
    }
}

/// An index's part of a write: one to add, to change or to remove its entry, two to move it to another key, none if the
/// entry stays as it is.
#[inline(never)]
fn index_write_units<S: Storage>(
    table: &Table<S>,
    index: &SecondaryIndex,
    old: Option<&Item>,
    new: Option<&Item>,
) -> usize {
    let entry = |item: Option<&Item>| {
        let item = item.filter(|item| index.holds(item))?;
        Some(index.entry(&table.key, item))
    };
    let units = |entry: &Item| write_units(item_size(entry));
    match (entry(old), entry(new)) {
        (None, None) => 0,
        (Some(one), None) | (None, Some(one)) => units(&one),
        (Some(old), Some(new)) if old == new => 0,
        (Some(old), Some(new)) => {
            let moves = index
                .key
                .attributes()
                .any(|(key, _)| old.get(&key.name) != new.get(&key.name));
            match moves {
                true => units(&old) + units(&new),
                false => units(&old).max(units(&new)),
            }
        }
    }
}
