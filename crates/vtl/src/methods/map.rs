//! `java.util.LinkedHashMap` and `HashMap`.

use std::rc::Rc;

use crate::budget::Budget;
use crate::value::{Map, Thrown, Value, View, ViewKind};

use super::{Called, VOID, int, truth};

/// Calls `name` on `map`.
pub(crate) fn map(map: &Rc<Map>, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    match (name, arguments) {
        ("size", []) => int(map.len()),
        ("isEmpty", []) => truth(map.is_empty()),
        // The method returns null here: the reference is invalid anyway.
        ("get", [key]) => Ok(Some(map.get_value(key, budget)?.unwrap_or_default())),
        ("getOrDefault", [key, other]) => {
            let found = map.get_value(key, budget)?;
            Ok(Some(found.unwrap_or_else(|| other.clone())))
        }
        ("containsKey", [key]) => truth(map.get_value(key, budget)?.is_some()),
        ("containsValue", [value]) => {
            for (_, own) in map.walk(budget)? {
                budget.charge(1)?;
                if own.java_equals(value, budget)? {
                    return truth(true);
                }
            }
            truth(false)
        }
        ("put", [key, value]) => Ok(Some(
            map.put_value(key.clone(), value.clone(), budget)?
                .unwrap_or_default(),
        )),
        ("putIfAbsent", [key, value]) => match map.get_value(key, budget)? {
            None | Some(Value::Null) => {
                map.put_value(key.clone(), value.clone(), budget)?;
                Ok(Some(Value::Null))
            }
            old => Ok(old),
        },
        ("putAll", [Value::Map(other)]) => {
            budget.items(map.len(), other.len())?;
            // As many as there are now: it can be this very map.
            for (key, value) in other.walk(budget)?.take(other.len()) {
                budget.charge(1)?;
                map.put_value(key, value, budget)?;
            }
            VOID
        }
        ("remove", [key]) => Ok(Some(map.remove_value(key, budget)?.unwrap_or_default())),
        ("remove", [key, value]) => {
            let same = has(map, key, value, budget)?;
            if same {
                map.remove_value(key, budget)?;
            }
            truth(same)
        }
        ("replace", [key, value]) => match map.get_value(key, budget)? {
            None => Ok(Some(Value::Null)),
            old => {
                map.put_value(key.clone(), value.clone(), budget)?;
                Ok(old)
            }
        },
        ("replace", [key, old, value]) => {
            let same = has(map, key, old, budget)?;
            if same {
                map.put_value(key.clone(), value.clone(), budget)?;
            }
            truth(same)
        }
        ("clear", []) => {
            map.clear();
            VOID
        }
        ("clone", []) => {
            budget.items(map.len(), map.len().saturating_mul(2))?;
            let entries = map.entries().to_vec();
            let copy = Map::from_entries(map.printed(), map.order(), entries);
            Ok(Some(Value::Map(Rc::new(copy))))
        }
        ("keySet", []) => Ok(Some(View::of(map, ViewKind::Keys))),
        ("values", []) => Ok(Some(View::of(map, ViewKind::Values))),
        ("entrySet", []) => Ok(Some(View::of(map, ViewKind::Entries))),
        _ => Ok(None),
    }
}

/// Whether the map has that value under that key.
fn has(map: &Map, key: &Value, value: &Value, budget: &Budget) -> Result<bool, Thrown> {
    match map.get_value(key, budget)? {
        Some(own) => own.java_equals(value, budget),
        None => Ok(false),
    }
}
