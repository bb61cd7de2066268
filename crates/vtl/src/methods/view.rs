//! The views of a map, and its entries.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::budget::Budget;
use crate::value::{
    Array, Held, List, Map, Object, Order, Printed, Str, Thrown, Value, freed, gone, put_into_list,
};

use super::iter::Iter;
use super::{Called, VOID, class, collection, int, is_collection, refuse, thrown, truth};

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

    /// The items as they are now.
    fn items(&self, budget: &Budget) -> Result<Vec<Value>, Thrown> {
        budget.items(self.map.len(), self.map.len())?;
        self.kind.charge(&self.map, budget)?;
        let made = self.kind == Kind::Entries;
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
            Kind::Keys => Ok(self.map.get_value(value, budget)?.is_some()),
            Kind::Values => Ok(self.place_of(value, budget)?.is_some()),
            Kind::Entries => match entry_parts(value) {
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

    /// Removes one item; whether it was there.
    fn remove(&self, value: &Value, budget: &Budget) -> Result<bool, Thrown> {
        let key = match self.kind {
            Kind::Values => self.place_of(value, budget)?,
            _ if !self.contains(value, budget)? => None,
            Kind::Keys => Some(value.clone()),
            Kind::Entries => entry_parts(value).map(|(key, _)| key),
        };
        match key {
            Some(key) => {
                self.map.remove_value(&key, budget)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Keeps the items that are among `values`, or those that are not; whether one was removed.
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

impl Kind {
    /// Charges for all items of a view.
    pub(super) fn charge(self, map: &Map, budget: &Budget) -> Result<(), Thrown> {
        // An entry is an object of its own.
        budget.charge(map.len() / if self == Kind::Entries { 1 } else { 4 })?;
        budget.charge(if self == Kind::Entries {
            map.len().saturating_mul(2)
        } else {
            0
        })
    }

    /// The item of a view for an entry of its map.
    pub(super) fn item(self, map: &Rc<Map>, key: Value, value: Value) -> Value {
        match self {
            Kind::Keys => key,
            Kind::Values => value,
            Kind::Entries => entry(map, key, value),
        }
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

/// The entry of a map under `key`, whose value is `value` now.
pub(crate) fn entry(map: &Rc<Map>, key: Value, value: Value) -> Value {
    const SIZE: usize = size_of::<Entry>() + 4 * size_of::<usize>();
    Value::Object(Rc::new(Entry {
        map: Rc::clone(map),
        key,
        last: RefCell::new(Last::Own(value)),
        _held: Held::new(SIZE),
    }))
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
            ("toArray", []) => Ok(Some(List::array(Array::Objects, self.items(budget)?))),
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
            ("copyOf", [Value::Null]) if self.kind != Kind::Values => {
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
                    "toArray",
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

/// `java.util.Map.Entry`.
#[derive(Debug)]
pub(crate) struct Entry {
    map: Rc<Map>,
    key: Value,
    /// Its value, where the map has lost it meanwhile.
    last: RefCell<Last>,
    _held: Held,
}

/// The value that an entry had last.
#[derive(Debug)]
enum Last {
    Own(Value),
    /// One that holds others and was set later: perhaps this very entry. In a list of its own it can be
    /// freed like what is put into any list.
    Set(Rc<List>),
}

impl Last {
    fn value(&self) -> Value {
        match self {
            Last::Own(value) => value.clone(),
            Last::Set(list) => list.items().first().cloned().unwrap_or_default(),
        }
    }

    fn held(&self) -> Value {
        match self {
            Last::Own(value) => value.clone(),
            Last::Set(list) => Value::List(Rc::clone(list)),
        }
    }

    fn take(&mut self) -> Value {
        match std::mem::replace(self, Last::Own(Value::Null)) {
            Last::Own(value) => value,
            Last::Set(list) => Value::List(list),
        }
    }

    fn set(&mut self, value: Value) {
        *self = match value {
            Value::List(_) | Value::Map(_) | Value::Object(_) => {
                let list = Rc::new(List::new(Printed::Java, vec![Value::Null]));
                put_into_list(&list, &value);
                *list.items_mut() = vec![value];
                Last::Set(list)
            }
            value => Last::Own(value),
        };
    }
}

impl Entry {
    fn value(&self, budget: &Budget) -> Result<Value, Thrown> {
        let found = match &self.key {
            // Mostly where it was found last, or right behind.
            Value::String(key) => self.map.get_str(key),
            key => self.map.get_value(key, budget)?,
        };
        budget.charge(self.map.effort())?;
        Ok(found.unwrap_or_else(|| self.last.borrow().value()))
    }

    fn set_value(&self, value: Value, budget: &Budget) -> Result<Value, Thrown> {
        let before = self.value(budget)?;
        if self.map.get_value(&self.key, budget)?.is_some() {
            self.map
                .put_value(self.key.clone(), value.clone(), budget)?;
        }
        self.last.borrow_mut().set(value);
        Ok(before)
    }

    /// Its key and value, as it was given out where the key holds others: to search for that one could
    /// take for ever.
    pub(crate) fn parts(&self) -> (Value, Value) {
        let found = match &self.key {
            Value::String(key) => self.map.get_str(key),
            _ => None,
        };
        let value = found.unwrap_or_else(|| self.last.borrow().value());
        (self.key.clone(), value)
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
            // A comparator is asked for, and `copyOf` wants an entry.
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

impl Drop for Entry {
    fn drop(&mut self) {
        // The map sees to itself.
        let held = [std::mem::take(&mut self.key), self.last.get_mut().take()];
        freed(held, |held, pending| pending.extend(held));
    }
}

/// What an object is, where Java looks into it to print, compare and hash it.
pub(crate) enum Shape<'o> {
    /// `keySet()` of a map.
    Keys(&'o Rc<Map>),
    /// `values()`.
    Values(&'o Rc<Map>),
    /// `entrySet()`.
    Entries(&'o Rc<Map>),
    Entry(&'o Entry),
    /// `$foreach`, with what was put into it.
    Foreach(Rc<Map>),
    Other,
}

/// What an object is.
pub(crate) fn shape(object: &dyn Object) -> Shape<'_> {
    let Some(any) = object.as_any() else {
        return Shape::Other;
    };
    if let Some(view) = any.downcast_ref::<View>() {
        return match view.kind {
            Kind::Keys => Shape::Keys(&view.map),
            Kind::Values => Shape::Values(&view.map),
            Kind::Entries => Shape::Entries(&view.map),
        };
    }
    match any.downcast_ref::<Entry>() {
        Some(entry) => Shape::Entry(entry),
        None => crate::eval::stored(object).map_or(Shape::Other, Shape::Foreach),
    }
}
