//! DynamoDB's HTTP endpoint: a request body in, a response body out.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::expression::project;
use crate::request::{GetItem, PutItem, ReturnConsumedCapacity, ReturnValues};
use crate::table::{Storage, Tables};
use crate::value::{item_size, read_units, write_units};

/// Executes a request.
///
/// `action` is the part of `X-Amz-Target` behind the dot: `PutItem` or `GetItem`. Returns the body of the 200: `{}` for
/// a `PutItem`, `{"Item":…}` or `{}` for a `GetItem`.
///
/// # Errors
/// DynamoDB's error: status and [`Error::body`].
pub fn execute<S: Storage>(
    tables: &mut Tables<S>,
    action: &str,
    body: &str,
) -> Result<String, Error> {
    match action {
        "PutItem" => put_item(tables, body),
        "GetItem" => get_item(tables, body),
        _ => Err(Error::unknown_operation()),
    }
}

/// The table name of a request body, for the permission check, which comes before all others.
///
/// # Errors
/// `SerializationException` if the body can't be parsed so far, `ValidationException` if the name is missing or
/// invalid.
pub fn table_name(body: &str) -> Result<String, Error> {
    crate::request::table_name(body)
}

fn put_item<S: Storage>(tables: &mut Tables<S>, body: &str) -> Result<String, Error> {
    let request = PutItem::parse(body)?;
    let table = tables.get_mut(&request.table_name)?;
    let (return_values, consumed) = (request.return_values, request.return_consumed_capacity);
    let table_name = request.table_name.clone();
    let size = item_size(&request.item);
    let old = table.put(request)?;
    let old_size = old.as_ref().map_or(0, item_size);
    let mut answer = Map::new();
    if let (ReturnValues::AllOld, Some(old)) = (return_values, &old) {
        answer.insert("Attributes".to_owned(), old.to_json());
    }
    // A write costs as much as the larger of the two items.
    let units = write_units(size.max(old_size)) as f64;
    add_consumed(&mut answer, consumed, &table_name, units);
    Ok(text(answer))
}

fn get_item<S: Storage>(tables: &Tables<S>, body: &str) -> Result<String, Error> {
    let request = GetItem::parse(body)?;
    let table = tables.get(&request.table_name)?;
    let item = table.get_whole(&request)?;
    let mut answer = Map::new();
    let size = item.as_ref().map_or(0, item_size);
    if let Some(item) = item {
        let shown = match &request.projection {
            Some(paths) => project(&item, paths),
            None => item,
        };
        answer.insert("Item".to_owned(), shown.to_json());
    }
    let units = read_units(size, request.consistent_read);
    add_consumed(
        &mut answer,
        request.return_consumed_capacity,
        &request.table_name,
        units,
    );
    Ok(text(answer))
}

/// The response's text. DEL is escaped like all control characters: API Gateway's JSON reader drops a raw one from
/// strings with escapes.
fn text(answer: Map<String, Value>) -> String {
    Value::Object(answer)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

/// The response names the table as the request does: by its name or ARN.
fn add_consumed(
    answer: &mut Map<String, Value>,
    wanted: ReturnConsumedCapacity,
    table: &str,
    units: f64,
) {
    if wanted == ReturnConsumedCapacity::None {
        return;
    }
    let mut consumed = Map::new();
    consumed.insert("TableName".to_owned(), Value::from(table));
    consumed.insert("CapacityUnits".to_owned(), Value::from(units));
    if wanted == ReturnConsumedCapacity::Indexes {
        let mut of_table = Map::new();
        of_table.insert("CapacityUnits".to_owned(), Value::from(units));
        consumed.insert("Table".to_owned(), Value::Object(of_table));
    }
    answer.insert("ConsumedCapacity".to_owned(), Value::Object(consumed));
}
