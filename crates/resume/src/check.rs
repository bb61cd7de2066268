//! What keeps a resume from being stored, before it is sent.

use crate::field::Field;
use crate::model::Resume;

/// Something that keeps a resume from being stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member, such as `id`.
    pub path: &'static str,
    /// What is wrong, and the way out.
    pub message: String,
}

/// A partition key holds at most so many bytes (DynamoDB, "Service, account, and table quotas").
const KEY_BYTES: usize = 2048;

const EMPTY: &str = "Enter an ID. The resume is stored under it.";

impl Resume {
    /// What keeps this resume from being stored: an `id` that can't be a partition key.
    pub fn problems(&self) -> Vec<Problem> {
        let message = match &self.id {
            Field::Missing | Field::Null => EMPTY,
            Field::Text(id) if id.is_empty() => EMPTY,
            Field::Text(id) if id.len() > KEY_BYTES => {
                "The ID is longer than 2,048 bytes. Shorten it."
            }
            Field::Text(_) => return Vec::new(),
            Field::Other(_) => "The ID must be text. Retype it to convert it.",
        };
        vec![Problem {
            path: "id",
            message: message.to_owned(),
        }]
    }
}
