//! Check of a `PutItem` body without a table, for previews.

use crate::error::Error;
use crate::path::{PathSegment, TextPosition, locate};
use crate::request::PutItem;
use crate::table::{KeyKind, KeySchema};
use crate::value::read::is_nesting_error;
use crate::value::{Item, item_size, write_units};

/// The result of checking a `PutItem` body.
#[derive(Clone, Debug, PartialEq)]
pub enum PutItemCheck {
    /// The body is not JSON.
    NotJson {
        /// The message, without the position.
        message: String,
        /// The position of the error.
        position: TextPosition,
    },
    /// DynamoDB would reject the body. The error has the path and the position.
    Rejected(Error),
    /// DynamoDB would accept the body.
    Accepted {
        /// The table.
        table_name: String,
        /// The item that would be stored.
        item: Item,
        /// The item's size in bytes, at most 409,600.
        size_bytes: usize,
        /// The write capacity units, unless the item replaces a larger one.
        write_units: usize,
    },
}

/// Checks a `PutItem` body for a table whose partition key is the string attribute `key`.
pub fn check_put_item(body: &str, key: &str) -> PutItemCheck {
    let checked = PutItem::parse(body).and_then(|request| {
        KeySchema::partition(key, KeyKind::S).key_of_item(&request.item)?;
        Ok(request)
    });
    match checked {
        Ok(request) => {
            let size_bytes = item_size(&request.item);
            PutItemCheck::Accepted {
                table_name: request.table_name,
                item: request.item,
                size_bytes,
                write_units: write_units(size_bytes),
            }
        }
        Err(error) => not_json(body).unwrap_or_else(|| rejected(body, key, error)),
    }
}

/// The syntax error of a body, whose error as a request says nothing of it.
fn not_json(body: &str) -> Option<PutItemCheck> {
    let error = serde_json::from_str::<serde_json::Value>(body).err()?;
    if is_nesting_error(&error) {
        return None;
    }
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    Some(PutItemCheck::NotJson {
        message: message.to_owned(),
        position: TextPosition::of_json_error(body, &error),
    })
}

fn rejected(body: &str, key: &str, mut error: Error) -> PutItemCheck {
    if error.position.is_none() && !error.path.is_empty() {
        // Errors of the key come from the table, which has no text.
        let mut steps = vec![PathSegment::Member("Item")];
        if error.path != "Item" {
            steps.push(PathSegment::Member(key));
        }
        error.position = Some(locate(body, &steps));
    }
    PutItemCheck::Rejected(error)
}
