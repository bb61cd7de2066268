//! Parsers of requests.

mod access;
mod batch_get_item;
mod batch_write_item;
mod constraints;
mod delete_item;
mod get_item;
mod legacy;
mod members;
mod put_item;
mod query;
mod read;
mod scan;
mod transact_get_items;
mod transact_write_items;
mod update_item;

use serde_json::Value;

use crate::error::Error;
use crate::path::{PathSegment, locate};
use crate::value::read::parse_json;
pub use access::{TableAccess, accesses};
pub use batch_get_item::{BatchGetItem, KeysAndAttributes};
pub use batch_write_item::{BatchWrite, BatchWriteItem};
use constraints::Constraints;
pub(crate) use constraints::table_of_arn;
pub use delete_item::DeleteItem;
pub use get_item::GetItem;
use members::Members;
pub use put_item::PutItem;
pub use query::Query;
pub use read::{Read, Select};
pub use scan::Scan;
pub use transact_get_items::{TransactGet, TransactGetItems};
pub use transact_write_items::{TransactWrite, TransactWriteItems, WriteAction};
pub use update_item::UpdateItem;

/// `ReturnValues`. `PutItem` and `DeleteItem` have the first two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnValues {
    /// No item is returned.
    #[default]
    None,
    /// The item before the write is returned.
    AllOld,
    /// The updated attributes as they were before are returned.
    UpdatedOld,
    /// The item after the update is returned.
    AllNew,
    /// The updated attributes as they are now are returned.
    UpdatedNew,
}

/// `ReturnConsumedCapacity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnConsumedCapacity {
    /// No capacity is returned.
    #[default]
    None,
    /// The total.
    Total,
    /// The total, and the parts of the table and each index.
    Indexes,
}

const CAPACITY: [&str; 3] = ["INDEXES", "TOTAL", "NONE"];
const METRICS: [&str; 2] = ["SIZE", "NONE"];
const RETURN_VALUES: [&str; 5] = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"];
const RETURN_VALUES_ON_FAILURE: [&str; 2] = ["ALL_OLD", "NONE"];

fn capacity(text: Option<&str>) -> ReturnConsumedCapacity {
    match text {
        Some("TOTAL") => ReturnConsumedCapacity::Total,
        Some("INDEXES") => ReturnConsumedCapacity::Indexes,
        _ => ReturnConsumedCapacity::None,
    }
}

/// `ReturnValuesOnConditionCheckFailure`.
fn on_failure(text: Option<&str>) -> ReturnValues {
    match text {
        Some("ALL_OLD") => ReturnValues::AllOld,
        _ => ReturnValues::None,
    }
}

/// Rejects legacy members beside expressions.
fn check_legacy(
    members: &Members<'_>,
    legacy: &[&'static str],
    expressions: &[&'static str],
) -> Result<(), Error> {
    let legacy = members.which(legacy);
    let expressions = members.which(expressions);
    let Some(first) = legacy.first().filter(|_| !expressions.is_empty()) else {
        return Ok(());
    };
    Err(members.rejected(
        first,
        &format!(
            "Can not use both expression and non-expression parameters in the same request: \
             Non-expression parameters: {{{}}} Expression parameters: {{{}}}",
            legacy.join(", "),
            expressions.join(", ")
        ),
    ))
}

/// The table name of a request body, for the permission check, which comes before all others.
///
/// # Errors
/// `SerializationException` if the body can't be parsed so far, `ValidationException` if the name is missing or
/// invalid.
pub fn table_name(body: &str) -> Result<String, Error> {
    Ok(table_and_index(body)?.0)
}

/// `TableName` and `IndexName` alone.
fn table_and_index(body: &str) -> Result<(String, Option<String>), Error> {
    let json = parse_json(body)?;
    let mut members = Members::new(body, &json)?;
    let name = members.string("TableName")?;
    let mut constraints = Constraints::new(body);
    constraints.table_name(name);
    constraints.finish()?;
    // A malformed index name is rejected later.
    let index = members.json("IndexName").and_then(Value::as_str);
    Ok((
        name.unwrap_or_default().to_owned(),
        index.map(str::to_owned),
    ))
}

/// Adds the member's position to an error about a whole member.
fn placed(body: &str, mut error: Error) -> Error {
    if error.position.is_none() && !error.path.is_empty() {
        error.position = Some(locate(body, &[PathSegment::Member(&error.path)]));
    }
    error
}
