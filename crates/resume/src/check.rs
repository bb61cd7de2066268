//! Checks before a save: what would keep a resume from being stored.

use crate::field::Field;
use crate::model::Resume;
use crate::record::{MemberRef, Record};

/// Something that keeps a resume from being stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member, such as `id`.
    pub path: &'static str,
    /// What is wrong, and what to do.
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

    /// The fields without a row in the table, and those that hold an object or a list where their row says text, such as
    /// `skills[2].color`: what an API that stores the fields of the table as text does not keep.
    pub fn fields_without_row(&self) -> Vec<String> {
        let mut found = Vec::new();
        without_row(self, "", &mut found);
        found
    }
}

fn without_row(record: &dyn Record, path: &str, found: &mut Vec<String>) {
    let of = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    for member in record.shape().members {
        let path = of(member.name);
        match record.member(member.name) {
            Some(MemberRef::Text(Field::Other(json))) if json.get().starts_with(['{', '[']) => {
                found.push(path);
            }
            Some(MemberRef::Record(Some(inner))) => without_row(inner, &path, found),
            Some(MemberRef::List(Some(list))) => {
                for index in 0..list.count() {
                    if let Some(entry) = list.entry(index) {
                        without_row(entry, &format!("{path}[{index}]"), found);
                    }
                }
            }
            _ => {}
        }
    }
    found.extend(record.extra().iter().map(|extra| of(&extra.name)));
}
