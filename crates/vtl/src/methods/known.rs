//! The methods that mapping templates call most, answered without a search by name.

use crate::ast::CommonMethod;
use crate::value::{Str, Value, View, ViewKind, has_next};

/// What [`super::call`] would answer, in the frequent cases; `None` in all others.
pub(crate) fn at_once(method: CommonMethod, value: &Value, arguments: &[Value]) -> Option<Value> {
    Some(match (method, value, arguments) {
        (CommonMethod::Get, Value::List(list), [Value::Integer(at)]) => {
            list.items().get(usize::try_from(*at).ok()?)?.clone()
        }
        (CommonMethod::KeySet, Value::Map(map), []) => View::of(map, ViewKind::Keys),
        (CommonMethod::Size, Value::List(list), []) => int(list.items().len())?,
        (CommonMethod::Size, Value::Map(map), []) => int(map.len())?,
        (CommonMethod::HasNext, Value::Object(object), []) => Value::Bool(has_next(object)?),
        // They have no such method.
        (CommonMethod::KeySet | CommonMethod::Size, Value::String(_), [])
        | (CommonMethod::KeySet | CommonMethod::Length, Value::List(_), [])
        | (CommonMethod::Length, Value::Map(_), []) => Value::Null,
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
