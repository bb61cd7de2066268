//! What DynamoDB would say to a `PutItem` body, without a table: for a preview.

use crate::error::Error;
use crate::path::{Place, Step, locate};
use crate::request::PutItem;
use crate::table::{KeyKind, KeySchema};
use crate::value::read::is_nesting_error;
use crate::value::{Item, item_size, write_units};

/// What DynamoDB would say to a `PutItem` body.
#[derive(Clone, Debug, PartialEq)]
pub enum PutItemCheck {
    /// The body is not JSON.
    NotJson {
        /// What is wrong with it, for a person, without the place.
        message: String,
        /// Where.
        place: Place,
    },
    /// It is JSON, and DynamoDB would refuse it. The error holds the path and the place.
    Refused(Error),
    /// DynamoDB would take it.
    Fine {
        /// The table it is for.
        table_name: String,
        /// The item that would be stored.
        item: Item,
        /// Its size in bytes, of 409,600 that an item may have.
        size_bytes: usize,
        /// What the write costs, in write capacity units, where it replaces no larger item.
        write_units: usize,
    },
}

/// Checks a `PutItem` body for a table whose partition key is the string attribute `key`.
pub fn check_put_item(body: &str, key: &str) -> PutItemCheck {
    // Into nothing: only to learn whether, and where, the text is no JSON.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(body)
        && !is_nesting_error(&error)
    {
        let text = error.to_string();
        let message = text
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        return PutItemCheck::NotJson {
            message,
            place: Place::of_json_error(body, &error),
        };
    }
    let checked = PutItem::parse(body).and_then(|request| {
        KeySchema::partition(key, KeyKind::S).key_of_item(&request.item)?;
        Ok(request)
    });
    match checked {
        Ok(request) => {
            let size_bytes = item_size(&request.item);
            PutItemCheck::Fine {
                table_name: request.table_name,
                item: request.item,
                size_bytes,
                write_units: write_units(size_bytes),
            }
        }
        Err(mut error) => {
            if error.place.is_none() && !error.path.is_empty() {
                // Faults of the key are the table's to find, and it has no text.
                let mut steps = vec![Step::Member("Item")];
                if error.path != "Item" {
                    steps.push(Step::Member(key));
                }
                error.place = Some(locate(body, &steps));
            }
            PutItemCheck::Refused(error)
        }
    }
}
