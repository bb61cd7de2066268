//! The methods that mapping templates call most, answered without a search by name.

use crate::eval::has_next;
use crate::java::utf16;
use crate::value::Value;

use super::string::contains;
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
}

/// An answer that took no search.
pub(crate) enum Answer {
    /// The string itself: nothing was to be replaced.
    Same,
    Made(Value),
}

/// What [`super::call`] would answer, in the frequent cases; `None` in all others.
#[inline]
pub(crate) fn at_once(known: Known, value: &Value, arguments: &[&Value]) -> Option<Answer> {
    let made = match (known, value, arguments) {
        (Known::Length, Value::String(own), []) => int(utf16::length(own))?,
        (Known::Replace, Value::String(own), [Value::String(one), Value::String(_)]) => {
            return (!contains(own, one)).then_some(Answer::Same);
        }
        (Known::Substring, Value::String(own), [Value::Integer(from)]) => {
            Value::String(utf16::after_ascii(own, usize::try_from(*from).ok()?)?)
        }
        (Known::Get, Value::Map(map), [Value::String(key)]) if map.len() < 16 => {
            map.get_str(key).unwrap_or_default()
        }
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
    };
    Some(Answer::Made(made))
}

fn int(value: usize) -> Option<Value> {
    i32::try_from(value).ok().map(Value::Integer)
}
