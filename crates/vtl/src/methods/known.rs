//! The methods that mapping templates call most, answered without a search by name.

use crate::eval::has_next;
use crate::value::{Str, Value};

use super::view::{Kind, View};

/// A method, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Get,
    HasNext,
    KeySet,
    Length,
    Replace,
    Size,
    Substring,
}

impl Known {
    pub(crate) fn of(name: &str) -> Option<Known> {
        Some(match name {
            "get" => Known::Get,
            "hasNext" => Known::HasNext,
            "keySet" => Known::KeySet,
            "length" => Known::Length,
            "replace" => Known::Replace,
            "size" => Known::Size,
            "substring" => Known::Substring,
            _ => return None,
        })
    }

    /// Whether it may change what it is asked of, so that it can't be asked twice: a map's `replace`.
    pub(crate) fn may_change(self) -> bool {
        self == Known::Replace
    }
}

/// What [`super::call`] would answer, in the frequent cases; `None` in all others.
pub(crate) fn at_once(known: Known, value: &Value, arguments: &[Value]) -> Option<Value> {
    Some(match (known, value, arguments) {
        (Known::Get, Value::List(list), [Value::Integer(at)]) => {
            list.items().get(usize::try_from(*at).ok()?)?.clone()
        }
        (Known::KeySet, Value::Map(map), []) => View::of(map, Kind::Keys),
        (Known::Size, Value::List(list), []) => int(list.items().len())?,
        (Known::Size, Value::Map(map), []) => int(map.len())?,
        (Known::HasNext, Value::Object(object), []) => Value::Bool(has_next(object)?),
        // They have no such method.
        (Known::KeySet | Known::Size, Value::String(_), [])
        | (Known::KeySet | Known::Length, Value::List(_), [])
        | (Known::Length, Value::Map(_), []) => Value::Null,
        _ => return None,
    })
}

/// `length()` of a string.
pub(crate) fn length(own: &Str) -> Option<Value> {
    int(java::utf16::length(own))
}

/// `substring(from)` of a string, where nothing has to be counted.
pub(crate) fn substring(own: &Str, from: i32) -> Option<Value> {
    super::units::after_ascii(own, usize::try_from(from).ok()?).map(Value::String)
}

fn int(value: usize) -> Option<Value> {
    i32::try_from(value).ok().map(Value::Integer)
}
