//! DynamoDB's HTTP endpoint: a request body in, a response body out.

mod batch_get_item;
mod capacity;
mod condition;
mod delete_item;
mod get_item;
mod metrics;
mod page;
mod put_item;
mod query;
mod scan;
mod source;
mod transact_write_items;
mod update_item;

use serde_json::{Map, Value};

use crate::error::Error;
use crate::table::{Storage, Tables};

/// The actions that [`execute`] runs.
pub const ACTIONS: [&str; 8] = [
    "BatchGetItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
    "Query",
    "Scan",
    "TransactWriteItems",
    "UpdateItem",
];

/// Executes a request.
///
/// `action` is the part of `X-Amz-Target` behind the dot, one of [`ACTIONS`]. Returns the body of the 200: `{}` for
/// a plain `PutItem`, `{"Item":…}` or `{}` for a `GetItem`.
///
/// # Errors
/// DynamoDB's error: status and [`Error::body`].
pub fn execute<S: Storage>(
    tables: &mut Tables<S>,
    action: &str,
    body: &str,
) -> Result<String, Error> {
    let answer = match action {
        "BatchGetItem" => batch_get_item::run(tables, body),
        "DeleteItem" => delete_item::run(tables, body),
        "GetItem" => get_item::run(tables, body),
        "PutItem" => put_item::run(tables, body),
        "Query" => query::run(tables, body),
        "Scan" => scan::run(tables, body),
        "TransactWriteItems" => transact_write_items::run(tables, body),
        "UpdateItem" => update_item::run(tables, body),
        _ => Err(Error::unknown_operation()),
    };
    answer.map(text)
}

/// The table name of a request body, for the permission check, which comes before all others.
///
/// # Errors
/// `SerializationException` if the body can't be parsed so far, `ValidationException` if the name is missing or
/// invalid.
pub fn table_name(body: &str) -> Result<String, Error> {
    crate::request::table_name(body)
}

/// The response's text. DEL is escaped like all control characters: API Gateway's JSON reader drops a raw one from
/// strings with escapes.
fn text(answer: Map<String, Value>) -> String {
    Value::Object(answer)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
