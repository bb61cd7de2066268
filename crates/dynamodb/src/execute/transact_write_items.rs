//! `TransactWriteItems`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::capacity::Capacity;
use super::condition::check;
use super::metrics::metrics;
use super::update_item::{check_update, updated};
use crate::error::{CancellationReason, Error};
use crate::request::{TransactWrite, TransactWriteItems, WriteAction};
use crate::table::{Key, Storage, Table, Tables};
use crate::value::Item;

/// What becomes of an item.
enum Effect {
    /// A condition holds, or nothing changes.
    Nothing,
    Write(Item),
    Delete,
}

#[inline(never)]
pub(super) fn run<S: Storage>(
    tables: &mut Tables<S>,
    body: &str,
) -> Result<Map<String, Value>, Error> {
    let request = TransactWriteItems::parse(body)?;
    // What concerns the request as a whole is no reason of a single action.
    let mut keys = Vec::new();
    for write in &request.writes {
        keys.push(key(tables.get(&write.table_name)?, write));
    }
    let mut seen = BTreeSet::new();
    for (write, key) in request.writes.iter().zip(&keys) {
        match key {
            Err(error) if error.is_about_empty_value() => return Err(error.clone()),
            Ok(key) if !seen.insert((tables.get(&write.table_name)?.name.clone(), key)) => {
                return Err(Error::validation(
                    "Transaction request cannot include multiple operations on one item",
                )
                .at_path("TransactItems"));
            }
            _ => {}
        }
    }

    let mut reasons = Vec::new();
    let mut effects = Vec::new();
    let mut capacities: Vec<Capacity> = Vec::new();
    let mut collections: Map<String, Value> = Map::new();
    for (write, key) in request.writes.iter().zip(keys) {
        let table = tables.get(&write.table_name)?;
        let result = match key {
            Ok(key) => {
                let old = table.read(&key)?;
                effect(table, write, old.as_ref()).map(|effect| (key, old, effect))
            }
            Err(error) => Err(error),
        };
        let (key, old, effect) = match result {
            Ok(done) => done,
            Err(error) if error.is_about_empty_value() => return Err(error),
            Err(error) => {
                reasons.push(CancellationReason::of(error));
                continue;
            }
        };
        reasons.push(CancellationReason::NONE);
        let new = match &effect {
            Effect::Nothing => old.as_ref(),
            Effect::Write(item) => Some(item),
            Effect::Delete => None,
        };
        let capacity = Capacity::of_write(&write.table_name, table, old.as_ref(), new);
        match capacities
            .iter_mut()
            .find(|other| other.is_of(&write.table_name))
        {
            Some(other) => other.join(capacity),
            None => capacities.push(capacity),
        }
        if let Some(metrics) =
            metrics(table, write.action.item()).filter(|_| request.return_metrics)
        {
            let of_table = collections.entry(write.table_name.clone());
            if let Value::Array(all) = of_table.or_insert_with(|| Value::Array(Vec::new()))
                && !all.contains(&metrics)
            {
                all.push(metrics);
            }
        }
        effects.push((&write.table_name, key, effect));
    }
    if reasons
        .iter()
        .any(|reason| *reason != CancellationReason::NONE)
    {
        return Err(Error::transaction_canceled(reasons));
    }
    for (table_name, key, effect) in effects {
        let table = tables.get_mut(table_name)?;
        match effect {
            Effect::Nothing => {}
            Effect::Write(item) => table.write(key, item)?,
            Effect::Delete => table.delete(key)?,
        }
    }

    let mut answer = Map::new();
    let consumed: Option<Vec<Value>> = capacities
        .iter()
        .map(|capacity| {
            capacity.of_transaction(request.return_consumed_capacity, "WriteCapacityUnits")
        })
        .collect();
    if let Some(consumed) = consumed {
        answer.insert("ConsumedCapacity".to_owned(), Value::Array(consumed));
    }
    if !collections.is_empty() {
        answer.insert(
            "ItemCollectionMetrics".to_owned(),
            Value::Object(collections),
        );
    }
    Ok(answer)
}

/// The key of an action's item.
fn key<S: Storage>(table: &Table<S>, write: &TransactWrite) -> Result<Key, Error> {
    match &write.action {
        WriteAction::Put(item) => table.key_of_item(item),
        WriteAction::ConditionCheck(key)
        | WriteAction::Delete(key)
        | WriteAction::Update(key, _) => table.key.key_of_request(key),
    }
}

fn effect<S: Storage>(
    table: &Table<S>,
    write: &TransactWrite,
    old: Option<&Item>,
) -> Result<Effect, Error> {
    if let WriteAction::Update(_, update) = &write.action {
        check_update(table, update)?;
    }
    check(write.condition.as_ref(), old, write.shows_item_on_failure)?;
    Ok(match &write.action {
        WriteAction::ConditionCheck(_) => Effect::Nothing,
        WriteAction::Delete(_) if old.is_none() => Effect::Nothing,
        WriteAction::Delete(_) => Effect::Delete,
        WriteAction::Put(item) => Effect::Write(item.clone()),
        WriteAction::Update(key, update) => match updated(table, key, old, Some(update))? {
            Some(item) => Effect::Write(item),
            None => Effect::Nothing,
        },
    })
}
