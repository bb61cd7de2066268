//! `java.util.Set` and `Collection` as views of a map, and `java.util.Map.Entry`.

use std::any::Any;
use std::rc::Rc;

use crate::budget::Budget;
use crate::value::{
    Entry, Object, Order, Shape, Str, Thrown, Value, View, ViewKind, collection, entry, gone,
    is_collection, shape,
};

use super::iter::Iter;
use super::to_array::to_array;
use super::{Called, VOID, class, int, refuse, thrown, truth};

impl View {
    /// The items as they are now.
    fn items(&self, budget: &Budget) -> Result<Vec<Value>, Thrown> {
        budget.items(self.map.len(), self.map.len())?;
        self.kind.charge(&self.map, budget)?;
        let made = self.kind == ViewKind::Entries;
        let mut items = Vec::with_capacity(self.map.len());
        for (key, value) in self.map.walk(budget)? {
            if made {
                budget.room(items.len() * size_of::<Value>())?;
            }
            items.push(self.kind.item(&self.map, key, value));
        }
        Ok(items)
    }

    fn contains(&self, value: &Value, budget: &Budget) -> Result<bool, Thrown> {
        match self.kind {
            ViewKind::Keys => Ok(self.map.get_value(value, budget)?.is_some()),
            ViewKind::Values => Ok(self.place_of(value, budget)?.is_some()),
            ViewKind::Entries => match entry_parts(value) {
                Some((key, value)) => match self.map.get_value(&key, budget)? {
                    Some(own) => own.java_equals(&value, budget),
                    None => Ok(false),
                },
                None => Ok(false),
            },
        }
    }

    /// The first entry with that value.
    fn place_of(&self, value: &Value, budget: &Budget) -> Result<Option<Value>, Thrown> {
        for (key, own) in self.map.walk(budget)? {
            budget.charge(1)?;
            if own.java_equals(value, budget)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Removes one item; returns whether it was present.
    fn remove(&self, value: &Value, budget: &Budget) -> Result<bool, Thrown> {
        let key = match self.kind {
            ViewKind::Values => self.place_of(value, budget)?,
            _ if !self.contains(value, budget)? => None,
            ViewKind::Keys => Some(value.clone()),
            ViewKind::Entries => entry_parts(value).map(|(key, _)| key),
        };
        match key {
            Some(key) => {
                self.map.remove_value(&key, budget)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Keeps the items that are in `values`, or those that are not; returns whether one was removed.
    fn retain(&self, values: &[Value], among: bool, budget: &Budget) -> Result<bool, Thrown> {
        let before = self.map.len();
        let mut keep = Vec::with_capacity(before);
        for at in 0..before {
            let Some((key, value)) = self.map.entry(at) else {
                break;
            };
            let item = self.kind.item(&self.map, key, value);
            keep.push(has(values, &item, budget)? == among);
        }
        let mut keep = keep.into_iter();
        self.map
            .entries_mut()
            .retain(|_| keep.next().unwrap_or(true));
        self.map.recount();
        Ok(self.map.len() != before)
    }
}

/// Whether a value is among others.
pub(super) fn has(values: &[Value], wanted: &Value, budget: &Budget) -> Result<bool, Thrown> {
    budget.charge(values.len().div_ceil(4))?;
    for value in values {
        if value.java_equals(wanted, budget)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn entry_parts(value: &Value) -> Option<(Value, Value)> {
    match value {
        Value::Object(object) => match shape(&**object) {
            Shape::Entry(entry) => Some(entry.parts()),
            _ => None,
        },
        _ => None,
    }
}

impl Object for View {
    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "empty" | "Empty" => Some(Value::Bool(self.map.is_empty())),
            "class" | "Class" => Some(class::named(
                match (self.map.order(), self.kind) {
                    (Order::Insertion, ViewKind::Keys) => "java.util.LinkedHashMap$LinkedKeySet",
                    (Order::Insertion, ViewKind::Values) => "java.util.LinkedHashMap$LinkedValues",
                    (Order::Insertion, ViewKind::Entries) => {
                        "java.util.LinkedHashMap$LinkedEntrySet"
                    }
                    (Order::JavaHash, ViewKind::Keys) => "java.util.HashMap$KeySet",
                    (Order::JavaHash, ViewKind::Values) => "java.util.HashMap$Values",
                    (Order::JavaHash, ViewKind::Entries) => "java.util.HashMap$EntrySet",
                },
                Value::Null,
            )),
            _ => None,
        }
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        match (method, arguments) {
            ("size", []) => int(self.map.len()),
            ("removeAll" | "retainAll" | "containsAll" | "toArray", [Value::Null]) => {
                Err(thrown("null is no collection"))
            }
            ("isEmpty", []) => truth(self.map.is_empty()),
            ("contains", [value]) => truth(self.contains(value, budget)?),
            ("containsAll", [values]) => {
                let Some(values) = collection(values, budget)? else {
                    return Ok(None);
                };
                for value in values {
                    budget.charge(1)?;
                    if !self.contains(&value, budget)? {
                        return truth(false);
                    }
                }
                truth(true)
            }
            ("iterator", []) => Ok(Some(Iter::over_view(&self.map, self.kind, budget)?)),
            ("toArray", _) => to_array(self.items(budget)?, arguments, budget),
            ("getClass", []) => Ok(self.get("class")),
            ("remove", [value]) => truth(self.remove(value, budget)?),
            ("removeAll" | "retainAll", [values]) => {
                let Some(values) = collection(values, budget)? else {
                    return Ok(None);
                };
                truth(self.retain(&values, method == "retainAll", budget)?)
            }
            ("forEach" | "removeIf" | "addAll", [Value::Null]) => {
                Err(thrown("null is no value that it can take"))
            }
            ("copyOf", [Value::Null]) if self.kind != ViewKind::Values => {
                Err(thrown("null is no value that it can take"))
            }
            ("addAll", [value]) if !is_collection(value) => Ok(None),
            ("addAll", [value]) if collection(value, budget)?.is_some_and(|all| all.is_empty()) => {
                truth(false)
            }
            ("add", [_]) | ("addAll", [_]) => {
                Err(thrown("nothing can be added to a view of a map"))
            }
            ("clear", []) => {
                self.map.clear();
                VOID
            }
            _ => refuse(
                &[
                    "size",
                    "isEmpty",
                    "iterator",
                    "toString",
                    "clear",
                    "hashCode",
                    "stream",
                    "parallelStream",
                    "spliterator",
                ],
                method,
                arguments,
            ),
        }
    }

    fn print(&self, budget: &Budget) -> Result<Str, Thrown> {
        View::of(&self.map, self.kind).print_within(budget)
    }

    fn may_print_as(&self, text: &str) -> bool {
        text.starts_with('[')
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        parts.push(Value::Map(std::mem::replace(&mut self.map, gone())));
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        see(&Value::Map(Rc::clone(&self.map)));
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Object for Entry {
    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "key" | "Key" => Some(self.key.clone()),
            "value" | "Value" => self.value(&Budget::default()).ok(),
            "class" | "Class" => Some(class::named(
                match self.map.order() {
                    Order::Insertion => "java.util.LinkedHashMap$Entry",
                    Order::JavaHash => "java.util.HashMap$Node",
                },
                Value::Null,
            )),
            _ => None,
        }
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        Ok(match (method, arguments) {
            ("getKey", []) => Some(self.key.clone()),
            ("getValue", []) => Some(self.value(budget)?),
            ("getClass", []) => self.get("class"),
            // They need a comparator, and `copyOf` an entry.
            ("comparingByKey" | "comparingByValue", [_, ..]) => {
                return Err(thrown("it takes no arguments"));
            }
            ("copyOf", [Value::Null]) => return Err(thrown("null is no value that it can take")),
            ("setValue", [value]) => Some(self.set_value(value.clone(), budget)?),
            _ => refuse(
                &["getKey", "getValue", "toString", "hashCode"],
                method,
                arguments,
            )?,
        })
    }

    fn set(&self, property: &str, value: Value) -> bool {
        if property != "value" {
            return false;
        }
        self.set_value(value, &Budget::default()).is_ok()
    }

    fn print(&self, budget: &Budget) -> Result<Str, Thrown> {
        let (key, value) = self.parts();
        entry(&self.map, key, value).print_within(budget)
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        parts.push(std::mem::take(&mut self.key));
        parts.push(self.last.get_mut().take());
        parts.push(Value::Map(std::mem::replace(&mut self.map, gone())));
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        see(&self.key);
        see(&self.last.borrow().held());
        see(&Value::Map(Rc::clone(&self.map)));
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}
