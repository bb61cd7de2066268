//! The views of a map, and its entries.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::value::{Array, List, Map, Object, Order, Printed, Str, Thrown, Value, freed};

use super::iter::Iter;
use super::{Called, VOID, class, collection, int, new_list, refuse, thrown, truth};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Keys,
    Values,
    Entries,
}

/// `keySet()`, `values()` or `entrySet()`: shows the map as it is now.
#[derive(Debug)]
pub(super) struct View {
    map: Rc<Map>,
    kind: Kind,
}

impl View {
    pub(super) fn of(map: &Rc<Map>, kind: Kind) -> Value {
        Value::Object(Rc::new(View {
            map: Rc::clone(map),
            kind,
        }))
    }

    pub(super) fn map(&self) -> &Rc<Map> {
        &self.map
    }

    /// Whether the items are the map's keys.
    pub(super) fn shows_keys(&self) -> bool {
        self.kind == Kind::Keys
    }

    /// Whether the items are the keys as the map keeps them.
    pub(super) fn is_keys(&self) -> bool {
        self.kind == Kind::Keys && self.map.order() == Order::Insertion
    }

    fn items(&self) -> Vec<Value> {
        let entries = self.map.walk().into_iter();
        match self.kind {
            Kind::Keys => entries.map(|(key, _)| key).collect(),
            Kind::Values => entries.map(|(_, value)| value).collect(),
            Kind::Entries => entries
                .map(|(key, value)| {
                    Value::Object(Rc::new(Entry {
                        map: Rc::clone(&self.map),
                        key,
                        last: RefCell::new(value),
                    }))
                })
                .collect(),
        }
    }

    fn remove(&self, keep: impl Fn(&Value) -> bool) -> bool {
        let before = self.map.len();
        match self.kind {
            Kind::Keys => self.map.entries_mut().retain(|(key, _)| keep(key)),
            Kind::Values => self.map.entries_mut().retain(|(_, value)| keep(value)),
            Kind::Entries => {
                for (item, (key, _)) in self.items().iter().zip(self.map.walk()) {
                    if !keep(item) {
                        self.map.remove_value(&key);
                    }
                }
            }
        }
        self.map.len() != before
    }
}

impl Object for View {
    fn steps(&self, method: &str) -> usize {
        match method {
            "size" | "isEmpty" => 0,
            _ => self.map.len() / 16,
        }
    }

    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "empty" | "Empty" => Some(Value::Bool(self.map.is_empty())),
            "class" | "Class" => Some(class::named(
                match (self.map.order(), self.kind) {
                    (Order::Insertion, Kind::Keys) => "java.util.LinkedHashMap$LinkedKeySet",
                    (Order::Insertion, Kind::Values) => "java.util.LinkedHashMap$LinkedValues",
                    (Order::Insertion, Kind::Entries) => "java.util.LinkedHashMap$LinkedEntrySet",
                    (Order::JavaHash, Kind::Keys) => "java.util.HashMap$KeySet",
                    (Order::JavaHash, Kind::Values) => "java.util.HashMap$Values",
                    (Order::JavaHash, Kind::Entries) => "java.util.HashMap$EntrySet",
                },
                Value::Null,
            )),
            _ => None,
        }
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Called {
        match (method, arguments) {
            ("size", []) => int(self.map.len()),
            ("removeAll" | "retainAll" | "containsAll" | "toArray", [Value::Null]) => {
                Err(thrown("null is no collection"))
            }
            ("isEmpty", []) => truth(self.map.is_empty()),
            ("contains", [value]) => truth(self.items().iter().any(|item| item.java_equals(value))),
            ("containsAll", [values]) => {
                let Some(values) = collection(values) else {
                    return Ok(None);
                };
                let items = self.items();
                truth(
                    values
                        .iter()
                        .all(|value| items.iter().any(|item| item.java_equals(value))),
                )
            }
            ("iterator", []) => Ok(Some(Iter::over_view(&self.map, self.kind, self.items()))),
            ("toArray", []) => Ok(Some(List::array(Array::Objects, self.items()))),
            ("getClass", []) => Ok(self.get("class")),
            ("toString", []) => Ok(Some(Value::String(self.print()))),
            ("remove", [value]) => {
                if self.kind == Kind::Values {
                    let entries = self.map.walk();
                    let found = entries.iter().find(|(_, own)| own.java_equals(value));
                    if let Some((key, _)) = found {
                        self.map.remove_value(key);
                    }
                    return truth(found.is_some());
                }
                truth(self.remove(|item| !item.java_equals(value)))
            }
            ("removeAll" | "retainAll", [values]) => {
                let Some(values) = collection(values) else {
                    return Ok(None);
                };
                let keep = method == "retainAll";
                truth(
                    self.remove(|item| values.iter().any(|value| value.java_equals(item)) == keep),
                )
            }
            ("addAll", [value]) if collection(value).is_none() => Ok(None),
            ("add", [_]) | ("addAll", [_]) => {
                Err(thrown("nothing can be added to a view of a map"))
            }
            ("clear", []) => {
                self.map.entries_mut().clear();
                VOID
            }
            _ => refuse(
                &[
                    "size", "isEmpty", "iterator", "toArray", "toString", "clear", "hashCode",
                ],
                method,
                arguments,
            ),
        }
    }

    fn print(&self) -> Str {
        new_list(self.items()).print()
    }

    fn may_print_as(&self, text: &str) -> bool {
        text.starts_with('[')
    }

    fn iterate(&self) -> Option<Vec<Value>> {
        Some(self.items())
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        parts.push(Value::Map(std::mem::replace(&mut self.map, gone())));
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

/// What stands in for the map of what is taken apart.
fn gone() -> Rc<Map> {
    Rc::new(Map::new(Printed::Java, Order::Insertion))
}

/// `java.util.Map.Entry`.
#[derive(Debug)]
pub(super) struct Entry {
    map: Rc<Map>,
    key: Value,
    /// Its value, where the map has lost it meanwhile.
    last: RefCell<Value>,
}

impl Entry {
    fn value(&self) -> Value {
        let found = self.map.get_value(&self.key);
        found.unwrap_or_else(|| self.last.borrow().clone())
    }

    fn set_value(&self, value: Value) -> Value {
        let before = self.value();
        if self.map.get_value(&self.key).is_some() {
            self.map.insert_value(self.key.clone(), value.clone());
        }
        *self.last.borrow_mut() = value;
        before
    }

    /// The map that it is an entry of, and its key.
    pub(super) fn place(&self) -> (Value, Value) {
        (Value::Map(Rc::clone(&self.map)), self.key.clone())
    }
}

impl Object for Entry {
    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "key" | "Key" => Some(self.key.clone()),
            "value" | "Value" => Some(self.value()),
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

    fn call(&self, method: &str, arguments: &[Value]) -> Result<Option<Value>, Thrown> {
        Ok(match (method, arguments) {
            ("getKey", []) => Some(self.key.clone()),
            ("getValue", []) => Some(self.value()),
            ("getClass", []) => self.get("class"),
            ("setValue", [value]) => Some(self.set_value(value.clone())),
            ("toString", []) => Some(Value::String(self.print())),
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
        self.set_value(value);
        true
    }

    fn print(&self) -> Str {
        let mut text = String::new();
        self.key.print_to(&mut text);
        text.push('=');
        self.value().print_to(&mut text);
        text.into()
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        parts.push(std::mem::take(&mut self.key));
        parts.push(self.last.take());
        parts.push(Value::Map(std::mem::replace(&mut self.map, gone())));
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // The map sees to itself.
        let held = [std::mem::take(&mut self.key), self.last.take()];
        freed(held, |held, pending| pending.extend(held));
    }
}

/// What Java compares an object by.
pub(crate) enum Seen {
    /// A set: by its items.
    Set(Vec<Value>),
    /// An entry: by its key and value.
    Entry(Value, Value),
}

/// What an object is compared by, other than by itself.
pub(crate) fn seen(object: &dyn Object) -> Option<Seen> {
    let any = object.as_any()?;
    if let Some(entry) = any.downcast_ref::<Entry>() {
        return Some(Seen::Entry(entry.key.clone(), entry.value()));
    }
    let view = any.downcast_ref::<View>()?;
    (view.kind != Kind::Values).then(|| Seen::Set(view.items()))
}
