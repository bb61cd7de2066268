//! What a request does with which tables: for permissions, which come before all other checks.

use super::{
    BatchGetItem, BatchWriteItem, TransactGetItems, TransactWriteItems, WriteAction,
    table_and_index,
};
use crate::error::Error;

/// A permission that a request needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableAccess {
    /// The action as policies name it, without `dynamodb:`.
    pub action: String,
    /// The table's name or ARN.
    pub table: String,
    /// The index that is read.
    pub index: Option<String>,
}

/// The permissions that a request of an action needs.
///
/// # Errors
/// DynamoDB's error if the body can't be parsed so far.
pub fn accesses(action: &str, body: &str) -> Result<Vec<TableAccess>, Error> {
    match action {
        "BatchGetItem" | "BatchWriteItem" | "TransactGetItems" | "TransactWriteItems" => {
            of_several(action, body)
        }
        _ => {
            let (table, index) = table_and_index(body)?;
            Ok(vec![TableAccess {
                index: index.filter(|_| matches!(action, "Query" | "Scan")),
                ..access(action, table)
            }])
        }
    }
}

fn access(action: &str, table: String) -> TableAccess {
    TableAccess {
        action: action.to_owned(),
        table,
        index: None,
    }
}

/// Those of a request for several items.
#[inline(never)]
fn of_several(action: &str, body: &str) -> Result<Vec<TableAccess>, Error> {
    match action {
        "BatchGetItem" => {
            let tables = BatchGetItem::parse(body)?.request_items.into_iter();
            Ok(tables.map(|part| access(action, part.table_name)).collect())
        }
        "BatchWriteItem" => {
            let tables = BatchWriteItem::parse(body)?.request_items.into_iter();
            Ok(tables.map(|(table, _)| access(action, table)).collect())
        }
        "TransactGetItems" => {
            let gets = TransactGetItems::parse(body)?.gets.into_iter();
            Ok(gets.map(|get| access("GetItem", get.table_name)).collect())
        }
        _ => {
            let writes = TransactWriteItems::parse(body)?.writes.into_iter();
            let needed = writes.map(|write| {
                let action = match write.action {
                    WriteAction::ConditionCheck(_) => "ConditionCheckItem",
                    WriteAction::Delete(_) => "DeleteItem",
                    WriteAction::Put(_) => "PutItem",
                    WriteAction::Update(..) => "UpdateItem",
                };
                access(action, write.table_name)
            });
            Ok(needed.collect())
        }
    }
}
