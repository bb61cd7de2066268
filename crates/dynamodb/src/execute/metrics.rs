//! `ItemCollectionMetrics`.
//!
//! Source: "Item collections in local secondary indexes", Amazon DynamoDB Developer Guide: only tables with local secondary
//! indexes have them, and the size is a range in GB.

use serde_json::{Map, Value, json};

use crate::table::{IndexKind, Storage, Table};
use crate::value::{AttributeValue, Item};

/// The metrics of the collection of an item, or of a key; `None` if the table has no local secondary index.
pub(super) fn metrics<S: Storage>(table: &Table<S>, item: &Item) -> Option<Value> {
    let has_local = table
        .indexes()
        .iter()
        .any(|index| index.kind == IndexKind::Local);
    let name = &table.key.partition.name;
    let value = item.get(name).filter(|_| has_local)?;
    let mut key = Item::new();
    key.insert(name.as_str(), AttributeValue::clone(value));
    // A table in memory stays far below the limit of 10 GB: the lowest range.
    Some(json!({"ItemCollectionKey": key.to_json(), "SizeEstimateRangeGB": [0.0, 1.0]}))
}

/// Adds the metrics to a response, if the table has any.
pub(super) fn put_metrics<S: Storage>(
    answer: &mut Map<String, Value>,
    table: &Table<S>,
    item: &Item,
) {
    if let Some(metrics) = metrics(table, item) {
        answer.insert("ItemCollectionMetrics".to_owned(), metrics);
    }
}
