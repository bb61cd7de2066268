//! Calls of the methods that mapping templates call most, without a search by name.

use crate::ast::CommonMethod;
use crate::methods;
use crate::value::{Str, Value, View, ViewKind, has_next};

/// The result of `method`, as `methods::call` gives it. `None`: use the general path.
pub(super) fn call(method: CommonMethod, value: &Value, arguments: &[Value]) -> Option<Value> {
    Some(match (method, value, arguments) {
        (CommonMethod::Get, Value::List(list), [Value::Integer(at)]) => {
            list.items().get(usize::try_from(*at).ok()?)?.clone()
        }
        (CommonMethod::KeySet, Value::Map(map), []) => View::of(map, ViewKind::Keys),
        (CommonMethod::Size, Value::List(list), []) => int(list.items().len())?,
        (CommonMethod::Size, Value::Map(map), []) => int(map.len())?,
        (CommonMethod::HasNext, Value::Object(object), []) => Value::Bool(has_next(object)?),
        // No such method: null.
        (CommonMethod::KeySet | CommonMethod::Size, Value::String(_), [])
        | (CommonMethod::KeySet | CommonMethod::Length, Value::List(_), [])
        | (CommonMethod::Length, Value::Map(_), []) => Value::Null,
        _ => return None,
    })
}

/// `length()` of a string.
pub(super) fn length(text: &Str) -> Option<Value> {
    int(java::utf16::length(text))
}

/// `substring(from)` of a string that starts with so many ASCII characters. `None`: use the general path.
pub(super) fn substring(text: &Str, from: i32) -> Option<Value> {
    methods::after_ascii(text, usize::try_from(from).ok()?).map(Value::String)
}

fn int(value: usize) -> Option<Value> {
    i32::try_from(value).ok().map(Value::Integer)
}
