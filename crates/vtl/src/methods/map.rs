//! `java.util.LinkedHashMap` and `HashMap`.

use std::rc::Rc;

use crate::value::{Map, Value};

use super::view::{Kind, View};
use super::{Called, VOID, int, truth};

/// Calls `name` on `map`.
pub(crate) fn map(map: &Rc<Map>, name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("size", []) => int(map.len()),
        ("isEmpty", []) => truth(map.is_empty()),
        // Null is what a method returns here: the reference is invalid all the same.
        ("get", [key]) => Ok(Some(map.get_value(key).unwrap_or_default())),
        ("getOrDefault", [key, other]) => {
            Ok(Some(map.get_value(key).unwrap_or_else(|| other.clone())))
        }
        ("containsKey", [key]) => truth(map.get_value(key).is_some()),
        ("containsValue", [value]) => {
            truth(map.entries().iter().any(|(_, own)| own.java_equals(value)))
        }
        ("put", [key, value]) => Ok(Some(
            map.insert_value(key.clone(), value.clone())
                .unwrap_or_default(),
        )),
        ("putIfAbsent", [key, value]) => match map.get_value(key) {
            None | Some(Value::Null) => {
                map.insert_value(key.clone(), value.clone());
                Ok(Some(Value::Null))
            }
            old => Ok(old),
        },
        ("putAll", [Value::Map(other)]) => {
            for (key, value) in other.walk() {
                map.insert_value(key, value);
            }
            VOID
        }
        ("remove", [key]) => Ok(Some(map.remove_value(key).unwrap_or_default())),
        ("remove", [key, value]) => {
            let same = map.get_value(key).is_some_and(|own| own.java_equals(value));
            if same {
                map.remove_value(key);
            }
            truth(same)
        }
        ("replace", [key, value]) => match map.get_value(key) {
            None => Ok(Some(Value::Null)),
            old => {
                map.insert_value(key.clone(), value.clone());
                Ok(old)
            }
        },
        ("replace", [key, old, value]) => {
            let same = map.get_value(key).is_some_and(|own| own.java_equals(old));
            if same {
                map.insert_value(key.clone(), value.clone());
            }
            truth(same)
        }
        ("clear", []) => {
            map.entries_mut().clear();
            VOID
        }
        ("clone", []) => {
            let entries = map.entries().to_vec();
            let copy = Map::from_entries(map.printed(), map.order(), entries);
            Ok(Some(Value::Map(Rc::new(copy))))
        }
        ("keySet", []) => Ok(Some(View::of(map, Kind::Keys))),
        ("values", []) => Ok(Some(View::of(map, Kind::Values))),
        ("entrySet", []) => Ok(Some(View::of(map, Kind::Entries))),
        _ => Ok(None),
    }
}
