//! Parts of strings by positions in UTF-16 units.

use java::utf16::{self, Part};

use crate::value::{Str, Value};

/// The units `from` up to `to`, as far as there are such. Half of a character becomes `U+FFFD`.
pub(super) fn part(text: &Str, from: usize, to: usize) -> Str {
    match utf16::part(text, from, to) {
        Part::Bytes(range) => text.slice(range).unwrap_or_default(),
        Part::Halved(text) => text.into(),
    }
}

/// What follows the first `units` units where these are ASCII: the frequent case, in which nothing
/// has to be counted.
pub(crate) fn after_ascii(text: &Str, units: usize) -> Option<Str> {
    let head = text.as_bytes().get(..units)?;
    match head.is_ascii() {
        true => text.slice(units..text.len()),
        false => None,
    }
}

/// The units among values that are characters.
pub(super) fn of_characters(values: &[Value]) -> Vec<u16> {
    let unit = |value: &Value| match value {
        Value::Character(unit) => Some(*unit),
        _ => None,
    };
    values.iter().filter_map(unit).collect()
}
