//! Records that the page could not read, or must not read again: stored separately, and offered as files.

use serde_json::{Value, json};

use super::storage::{self, Area, StorageError};
use super::{keys, page};

/// The version of the records that this page writes.
const VERSION: u32 = 1;

/// A text that was set aside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aside {
    /// Its key in storage.
    key: String,
    /// A short description.
    pub(crate) what: String,
    /// When it was set aside, in milliseconds since 1970; 0 if unknown.
    pub(crate) time: f64,
    /// The text.
    pub(crate) text: String,
}

/// Sets a text aside. A text that is there already is not stored twice.
///
/// # Errors
/// It can't be stored. Then it must stay where it is.
pub(crate) fn put(what: &str, text: &str) -> Result<(), StorageError> {
    let is_same = |aside: &Aside| aside.what == what && aside.text == text;
    if all().iter().any(is_same) {
        return Ok(());
    }
    let time = page::epoch_milliseconds();
    let record = json!({ "version": VERSION, "what": what, "time": time, "text": text });
    let key = format!("{}{}", keys::ASIDE, page::random_id());
    storage::write(Area::Origin, &key, &record.to_string())
}

/// What `of` makes of a stored text; `None` if there is none. One that it can't read is set aside as `what` and removed from its
/// key, where another may be stored.
///
/// # Errors
/// It can't be set aside. Then it stays where it is.
pub(crate) fn read_or_put<T>(
    what: &str,
    area: Area,
    key: &str,
    of: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, StorageError> {
    let Some(text) = storage::read(area, key) else {
        return Ok(None);
    };
    let read = of(&text);
    if read.is_none() {
        put(what, &text)?;
        storage::remove(area, key);
    }
    Ok(read)
}

/// All that was set aside, the latest first.
pub(crate) fn all() -> Vec<Aside> {
    let keys = storage::keys(Area::Origin, keys::ASIDE);
    let mut all: Vec<Aside> = keys
        .into_iter()
        .filter_map(|key| {
            let text = storage::read(Area::Origin, &key)?;
            Some(of_text(key, text))
        })
        .collect();
    all.sort_by(|one, other| other.time.total_cmp(&one.time));
    all
}

fn of_text(key: String, text: String) -> Aside {
    let value: Option<Value> = serde_json::from_str(&text).ok();
    let read = || {
        let value = value?;
        Some((
            value.get("what")?.as_str()?.to_owned(),
            value.get("time")?.as_f64()?,
            value.get("text")?.as_str()?.to_owned(),
        ))
    };
    let (what, time, text) = read().unwrap_or_else(|| ("A damaged record".to_owned(), 0.0, text));
    Aside {
        key,
        what,
        time,
        text,
    }
}

/// Removes a record that was set aside.
pub(crate) fn remove(aside: &Aside) {
    storage::remove(Area::Origin, &aside.key);
}
