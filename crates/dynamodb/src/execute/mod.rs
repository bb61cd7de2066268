//! DynamoDB's HTTP endpoint: a request body in, a response body out.
//!
//! No action is inlined: a page loads those that it does not run at first beside it (crates/split), function by function.

mod batch_get_item;
mod batch_write_item;
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
mod transact_get_items;
mod transact_write_items;
mod update_item;

use serde_json::{Map, Value};

use crate::actions::{ActionSupport, action_support};
use crate::error::Error;
use crate::table::{Storage, Tables};

/// Executes a request.
///
/// `action` is the part of `X-Amz-Target` behind the dot, one of [`crate::ACTIONS`]. Returns the body of the 200: `{}` for
/// a plain `PutItem`, `{"Item":…}` or `{}` for a `GetItem`.
///
/// # Errors
/// DynamoDB's error: status and [`Error::body`]. An action that DynamoDB has and this crate does not run is an
/// `InternalServerError`: it is no fault of the caller.
pub fn execute<S: Storage>(
    tables: &mut Tables<S>,
    action: &str,
    body: &str,
) -> Result<String, Error> {
    let answer = match action {
        "BatchGetItem" => batch_get_item::run(tables, body),
        "BatchWriteItem" => batch_write_item::run(tables, body),
        "DeleteItem" => delete_item::run(tables, body),
        "GetItem" => get_item::run(tables, body),
        "PutItem" => put_item::run(tables, body),
        "Query" => query::run(tables, body),
        "Scan" => scan::run(tables, body),
        "TransactGetItems" => transact_get_items::run(tables, body),
        "TransactWriteItems" => transact_write_items::run(tables, body),
        "UpdateItem" => update_item::run(tables, body),
        _ if action_support(action) == ActionSupport::NotRun => Err(Error::internal(format!(
            "The action {action} is not run here"
        ))),
        _ => Err(Error::unknown_operation()),
    };
    answer.map(text)
}

/// The response's text. DEL is escaped like all control characters: API Gateway's JSON reader drops a raw one from
/// strings with escapes.
fn text(answer: Map<String, Value>) -> String {
    Value::Object(answer)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
