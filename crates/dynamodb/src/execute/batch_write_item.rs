//! `BatchWriteItem`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::capacity::Capacity;
use super::metrics::metrics;
use crate::error::Error;
use crate::request::{BatchWrite, BatchWriteItem};
use crate::table::{Key, Storage, Table, Tables};
use crate::value::Item;

#[inline(never)]
pub(super) fn run<S: Storage>(
    tables: &mut Tables<S>,
    body: &str,
) -> Result<Map<String, Value>, Error> {
    let request = BatchWriteItem::parse(body)?;
    // All writes are checked, and all items are read, before the first write.
    let mut writes = Vec::new();
    let mut consumed = Vec::new();
    let mut collections = Map::new();
    for (table_name, of_table) in request.request_items {
        let table = tables.get(&table_name)?;
        let mut seen = BTreeSet::new();
        let mut keys = Vec::new();
        for write in &of_table {
            let key = key(table, write)?;
            if !seen.insert(key.clone()) {
                return Err(
                    Error::validation("Provided list of item keys contains duplicates")
                        .at_path("RequestItems"),
                );
            }
            keys.push(key);
        }
        let mut capacity: Option<Capacity> = None;
        let mut metrics_of_table = Vec::new();
        for (write, key) in of_table.into_iter().zip(keys) {
            let old = table.read(&key)?;
            let (given, new) = match &write {
                BatchWrite::Put(item) => (item, Some(item)),
                BatchWrite::Delete(key) => (key, None),
            };
            let units = Capacity::of_write(&table_name, table, old.as_ref(), new);
            match &mut capacity {
                Some(capacity) => capacity.join(units),
                None => capacity = Some(units),
            }
            if let Some(metrics) = metrics(table, given).filter(|m| !metrics_of_table.contains(m)) {
                metrics_of_table.push(metrics);
            }
            writes.push((table_name.clone(), key, write));
        }
        consumed.extend(capacity);
        if request.return_metrics && !metrics_of_table.is_empty() {
            collections.insert(table_name, Value::Array(metrics_of_table));
        }
    }
    for (table_name, key, write) in writes {
        let table = tables.get_mut(&table_name)?;
        match write {
            BatchWrite::Put(item) => table.write(key, item)?,
            BatchWrite::Delete(_) => table.delete(key)?,
        }
    }
    let mut answer = Map::new();
    let wanted = request.return_consumed_capacity;
    let consumed: Option<Vec<Value>> = consumed.iter().map(|one| one.to_json(wanted)).collect();
    if let Some(consumed) = consumed {
        answer.insert("ConsumedCapacity".to_owned(), Value::Array(consumed));
    }
    if !collections.is_empty() {
        answer.insert(
            "ItemCollectionMetrics".to_owned(),
            Value::Object(collections),
        );
    }
    answer.insert("UnprocessedItems".to_owned(), Value::Object(Map::new()));
    Ok(answer)
}

/// The key of a write. An item's key, too, is checked as a key in a request (recorded 2026).
fn key<S: Storage>(table: &Table<S>, write: &BatchWrite) -> Result<Key, Error> {
    match write {
        BatchWrite::Delete(key) => table.key.key_of_request(key),
        BatchWrite::Put(item) => {
            let key: Item = table
                .key
                .attributes()
                .filter_map(|(key, _)| Some((key.name.clone(), item.get(&key.name)?.clone())))
                .collect();
            let key = table.key.key_of_request(&key)?;
            table.check_index_keys(item)?;
            Ok(key)
        }
    }
}
