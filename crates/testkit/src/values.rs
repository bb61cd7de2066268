//! The values of a case's context.

use std::rc::Rc;

use serde_json::Value as Json;
use vtl::Value;
use vtl::value::{List, Map, Order, Printed};

/// The Java value of a JSON one.
pub fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(long) => match i32::try_from(long) {
                Ok(int) => Value::Integer(int),
                Err(_) => Value::Long(long),
            },
            None if number.is_u64() => Value::big_integer(number.to_string()),
            None => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(Rc::new(List::new(
            Printed::Java,
            items.iter().map(value_of).collect(),
        ))),
        Json::Object(entries) => Value::Map(Rc::new(Map::from_entries(
            Printed::Java,
            Order::Insertion,
            entries
                .iter()
                .map(|(key, value)| (Value::from(key.as_str()), value_of(value)))
                .collect(),
        ))),
    }
}
