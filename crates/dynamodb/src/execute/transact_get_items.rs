//! `TransactGetItems`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::capacity::Capacity;
use crate::error::{CancellationReason, Error};
use crate::expression::project;
use crate::request::TransactGetItems;
use crate::table::{Storage, Tables};
use crate::value::{item_size, read_units};

#[inline(never)]
pub(super) fn run<S: Storage>(tables: &Tables<S>, body: &str) -> Result<Map<String, Value>, Error> {
    let request = TransactGetItems::parse(body)?;
    let mut keys = Vec::new();
    let mut seen = BTreeSet::new();
    for get in &request.gets {
        let table = tables.get(&get.table_name)?;
        let key = table.key.key_of_request(&get.key);
        if let Ok(key) = &key
            && !seen.insert((table.name.as_str(), key.clone()))
        {
            return Err(Error::validation(
                "Transaction request cannot include multiple operations on one item",
            )
            .at_path("TransactItems"));
        }
        let paths = get.projection.iter().flatten();
        keys.push(key.and_then(|key| {
            table.check_paths(paths, "ProjectionExpression")?;
            Ok(key)
        }));
    }
    if let Some(error) = keys
        .iter()
        .filter_map(|key| key.as_ref().err())
        .find(|e| e.is_about_empty_value())
    {
        return Err(error.clone());
    }
    if keys.iter().any(Result::is_err) {
        let reasons = keys.into_iter().map(|key| match key {
            Ok(_) => CancellationReason::NONE,
            Err(error) => CancellationReason::of(error),
        });
        return Err(Error::transaction_canceled(reasons.collect()));
    }
    let mut capacities: Vec<Capacity> = Vec::new();
    let mut responses = Vec::new();
    for (get, key) in request.gets.iter().zip(keys) {
        let item = tables.get(&get.table_name)?.read(&key?)?;
        let units = read_units(item.as_ref().map_or(0, item_size), true);
        let capacity = Capacity::of_table(&get.table_name, units);
        match capacities
            .iter_mut()
            .find(|other| other.is_of(&get.table_name))
        {
            Some(other) => other.join(capacity),
            None => capacities.push(capacity),
        }
        let mut response = Map::new();
        if let Some(item) = item {
            let shown = match &get.projection {
                Some(paths) => project(&item, paths),
                None => item,
            };
            response.insert("Item".to_owned(), shown.to_json());
        }
        responses.push(Value::Object(response));
    }
    let mut answer = Map::new();
    let wanted = request.return_consumed_capacity;
    let consumed = capacities
        .iter()
        .map(|one| one.of_transaction(wanted, "ReadCapacityUnits"));
    if let Some(consumed) = consumed.collect::<Option<Vec<Value>>>() {
        answer.insert("ConsumedCapacity".to_owned(), Value::Array(consumed));
    }
    answer.insert("Responses".to_owned(), Value::Array(responses));
    Ok(answer)
}
