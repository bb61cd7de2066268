//! `BatchGetItem`.

use serde_json::{Map, Value, json};

use super::capacity::Capacity;
use crate::error::Error;
use crate::expression::project;
use crate::request::{BatchGetItem, ReturnConsumedCapacity};
use crate::table::{Storage, Tables};
use crate::value::{item_size, read_units};

/// The most bytes of a response's items, by the documentation. Keys beyond are unprocessed.
const MAX_RESPONSE: usize = 16 * 1024 * 1024;

#[inline(never)]
pub(super) fn run<S: Storage>(tables: &Tables<S>, body: &str) -> Result<Map<String, Value>, Error> {
    let request = BatchGetItem::parse(body)?;
    let json: Value = crate::value::read::parse_json(body)?;
    let mut parts = Vec::new();
    for part in request.request_items {
        let table = tables.get(&part.table_name)?;
        let mut keys = Vec::new();
        for key in &part.keys {
            keys.push(table.key.key_of_request(key)?);
        }
        let paths = part.projection.iter().flatten();
        table.check_paths(paths, "ProjectionExpression")?;
        parts.push((table, keys, part));
    }
    let mut consumed = Vec::new();
    let mut responses = Map::new();
    let mut unprocessed = Map::new();
    let mut size = 0;
    for (table, keys, part) in parts {
        let mut found = Vec::new();
        let mut left = Vec::new();
        let mut units = 0.0;
        for (key, of_request) in keys.iter().zip(&part.keys) {
            let item = table.read(key)?;
            let bytes = item.as_ref().map_or(0, item_size);
            if size + bytes > MAX_RESPONSE {
                left.push(of_request.to_json());
                continue;
            }
            size += bytes;
            units += read_units(bytes, part.consistent_read);
            if let Some(item) = item {
                found.push(match &part.projection {
                    Some(paths) => project(&item, paths).to_json(),
                    None => item.to_json(),
                });
            }
        }
        consumed.push(Capacity::of_table(&part.table_name, units));
        responses.insert(part.table_name.clone(), Value::Array(found));
        if !left.is_empty() {
            // As in the request, so that it can be sent again.
            let of_request = json
                .get("RequestItems")
                .and_then(|all| all.get(&part.table_name));
            let mut again = of_request.cloned().unwrap_or_else(|| json!({}));
            again["Keys"] = Value::Array(left);
            unprocessed.insert(part.table_name, again);
        }
    }
    let mut answer = Map::new();
    put_consumed(&mut answer, &consumed, request.return_consumed_capacity);
    answer.insert("Responses".to_owned(), Value::Object(responses));
    answer.insert("UnprocessedKeys".to_owned(), Value::Object(unprocessed));
    Ok(answer)
}

/// Adds the capacities of all tables to a response, if the request asks for them.
fn put_consumed(
    answer: &mut Map<String, Value>,
    consumed: &[Capacity],
    wanted: ReturnConsumedCapacity,
) {
    let all: Option<Vec<Value>> = consumed.iter().map(|one| one.to_json(wanted)).collect();
    if let Some(all) = all {
        answer.insert("ConsumedCapacity".to_owned(), Value::Array(all));
    }
}
