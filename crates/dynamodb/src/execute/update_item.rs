//! `UpdateItem`.

use serde_json::{Map, Value};

use super::capacity::Capacity;
use super::condition::check;
use super::metrics::put_metrics;
use crate::error::Error;
use crate::expression::{Update, project};
use crate::request::{ReturnValues, UpdateItem};
use crate::table::{Storage, Table, Tables};
use crate::value::read::{MAX_NESTING, NESTING};
use crate::value::{Item, MAX_ITEM_SIZE, item_size};

#[inline(never)]
pub(super) fn run<S: Storage>(
    tables: &mut Tables<S>,
    body: &str,
) -> Result<Map<String, Value>, Error> {
    let request = UpdateItem::parse(body)?;
    let table = tables.get_mut(&request.table_name)?;
    let key = table.key.key_of_request(&request.key)?;
    let update = request.update.as_ref();
    if let Some(update) = update {
        check_update(table, update)?;
    }
    let old = table.read(&key)?;
    let shown_on_failure = request.return_values_on_failure == ReturnValues::AllOld;
    check(request.condition.as_ref(), old.as_ref(), shown_on_failure)?;
    let new = updated(table, &request.key, old.as_ref(), update)?;
    let capacity = Capacity::of_write(&request.table_name, table, old.as_ref(), new.as_ref());

    let parts = |item: Option<&Item>| {
        let paths: Vec<_> = update
            .iter()
            .flat_map(|update| update.paths())
            .cloned()
            .collect();
        let parts = project(item?, &paths);
        (!parts.is_empty()).then(|| parts.to_json())
    };
    let attributes = match request.return_values {
        ReturnValues::None => None,
        ReturnValues::AllOld => old.as_ref().map(Item::to_json),
        ReturnValues::UpdatedOld => parts(old.as_ref()),
        ReturnValues::AllNew => new.as_ref().map(Item::to_json),
        ReturnValues::UpdatedNew => parts(new.as_ref()),
    };
    let mut answer = Map::new();
    if let Some(attributes) = attributes {
        answer.insert("Attributes".to_owned(), attributes);
    }
    capacity.put_into(&mut answer, request.return_consumed_capacity);
    if let Some(new) = new {
        table.write(key, new)?;
    }
    if request.return_metrics {
        put_metrics(&mut answer, table, &request.key);
    }
    Ok(answer)
}

/// Checks an update by the keys of its table.
///
/// # Errors
/// `ValidationException`: it updates a key attribute, or an index key's to another type.
pub(super) fn check_update<S: Storage>(table: &Table<S>, update: &Update) -> Result<(), Error> {
    for (key, _) in table.key.attributes() {
        if update.paths().any(|path| path.head() == key.name) {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Cannot update attribute {}. This \
                 attribute is part of the key",
                key.name
            ))
            .at_path("UpdateExpression"));
        }
    }
    for index in table.indexes() {
        for (key, _) in index.own_key() {
            if let Some(actual) = update.type_of(&key.name)
                && actual != key.kind.name()
            {
                return Err(index
                    .type_mismatch(&key.name, actual)
                    .at_path("UpdateExpression"));
            }
        }
    }
    let operands = update.operand_paths();
    let paths = update.paths().chain(operands.iter().copied());
    table.check_paths(paths, "UpdateExpression")
}

/// The item after an update; `None` if there was none and the update only removes.
///
/// # Errors
/// `ValidationException` if the update can't be applied, or its result can't be stored.
pub(super) fn updated<S: Storage>(
    table: &Table<S>,
    key: &Item,
    old: Option<&Item>,
    update: Option<&Update>,
) -> Result<Option<Item>, Error> {
    let Some(update) = update else {
        // Without an update, the item is created if it does not exist.
        return Ok(Some(old.unwrap_or(key).clone()));
    };
    let new = update.apply(old.unwrap_or(key))?;
    for index in table.indexes() {
        for (attribute, _) in index.own_key() {
            let Some(value) = new
                .get(&attribute.name)
                .filter(|_| update.sets(&attribute.name))
            else {
                continue;
            };
            if value.type_name() != attribute.kind.name() {
                return Err(Error::validation(
                    "The update expression attempted to update the secondary index key to \
                     unsupported type",
                ));
            }
            if let Some(what) = value.emptiness() {
                return Err(Error::validation(format!(
                    "One or more parameter values are not valid. The update expression attempted \
                     to update a secondary index key to a value that is not supported. The \
                     AttributeValue for a key attribute cannot contain an empty {what} value."
                )));
            }
        }
    }
    table.check_index_keys(&new)?;
    if new.iter().any(|(_, value)| value.levels() > MAX_NESTING) {
        return Err(Error::validation(NESTING));
    }
    if item_size(&new) > MAX_ITEM_SIZE {
        return Err(Error::validation(
            "Item size to update has exceeded the maximum allowed size",
        ));
    }
    Ok((old.is_some() || !update.only_removes()).then_some(new))
}
