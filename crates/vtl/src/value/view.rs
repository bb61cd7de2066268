//! The views of a map (`keySet()`, `values()`, `entrySet()`) and its entries.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Class, List, Map, Object, Order, Printed, Thrown, Value, Walk};
use super::{foreach, freed, put_into_list};
use crate::budget::Budget;
use crate::memory::Held;

/// The set of a map's keys (`keySet()`): a live view of the map.
pub fn key_set(map: &Rc<Map>) -> Value {
    View::of(map, ViewKind::Keys)
}

/// Which part of its map's entries a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ViewKind {
    Keys,
    Values,
    Entries,
}

/// `keySet()`, `values()` or `entrySet()`: a live view of the map.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) map: Rc<Map>,
    pub(crate) kind: ViewKind,
}

impl View {
    pub(crate) fn of(map: &Rc<Map>, kind: ViewKind) -> Value {
        Value::Object(Rc::new(View {
            map: Rc::clone(map),
            kind,
        }))
    }
}

impl ViewKind {
    /// Charges for all items of a view.
    pub(crate) fn charge(self, map: &Map, budget: &Budget) -> Result<(), Thrown> {
        // Each entry is a separate object.
        budget.charge(map.len() / if self == ViewKind::Entries { 1 } else { 4 })?;
        budget.charge(if self == ViewKind::Entries {
            map.len().saturating_mul(2)
        } else {
            0
        })
    }

    /// The item of a view for an entry of its map.
    pub(crate) fn item(self, map: &Rc<Map>, key: Value, value: Value) -> Value {
        match self {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Entries => entry(map, key, value),
        }
    }
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

/// `java.util.Map.Entry`.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) map: Rc<Map>,
    pub(crate) key: Value,
    /// Its value, for when the map no longer has it.
    pub(crate) last: RefCell<Last>,
    _held: Held,
}

/// The last known value of an entry.
#[derive(Debug)]
pub(crate) enum Last {
    Own(Value),
    /// A value that holds others and was set later: perhaps this very entry. In a separate list it is
    /// freed like a value in any list.
    Set(Rc<List>),
}

impl Last {
    fn value(&self) -> Value {
        match self {
            Last::Own(value) => value.clone(),
            Last::Set(list) => list.items().first().cloned().unwrap_or_default(),
        }
    }

    pub(crate) fn held(&self) -> Value {
        match self {
            Last::Own(value) => value.clone(),
            Last::Set(list) => Value::List(Rc::clone(list)),
        }
    }

    pub(crate) fn take(&mut self) -> Value {
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
    pub(crate) fn value(&self, budget: &Budget) -> Result<Value, Thrown> {
        let found = match &self.key {
            // Mostly where it was found last, or right after.
            Value::String(key) => self.map.get_str(key),
            key => self.map.get_value(key, budget)?,
        };
        budget.charge(self.map.effort())?;
        Ok(found.unwrap_or_else(|| self.last.borrow().value()))
    }

    pub(crate) fn set_value(&self, value: Value, budget: &Budget) -> Result<Value, Thrown> {
        let before = self.value(budget)?;
        if self.map.get_value(&self.key, budget)?.is_some() {
            self.map
                .put_value(self.key.clone(), value.clone(), budget)?;
        }
        self.last.borrow_mut().set(value);
        Ok(before)
    }

    /// Its key and value; the last known value if the key holds others, since searching for such a key
    /// could take unbounded time.
    pub(crate) fn parts(&self) -> (Value, Value) {
        let found = match &self.key {
            Value::String(key) => self.map.get_str(key),
            _ => None,
        };
        let value = found.unwrap_or_else(|| self.last.borrow().value());
        (self.key.clone(), value)
    }

    /// The map that it is an entry of, and its key.
    pub(crate) fn place(&self) -> (Value, Value) {
        (Value::Map(Rc::clone(&self.map)), self.key.clone())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        // The map frees its own entries.
        let held = [std::mem::take(&mut self.key), self.last.get_mut().take()];
        freed(held, |held, pending| pending.extend(held));
    }
}

/// The class of an object, where Java looks into it to print, compare and hash it.
pub(crate) enum Shape<'o> {
    /// `keySet()` of a map.
    Keys(&'o Rc<Map>),
    /// `values()`.
    Values(&'o Rc<Map>),
    /// `entrySet()`.
    Entries(&'o Rc<Map>),
    Entry(&'o Entry),
    /// `$foreach`, with its assigned properties.
    Foreach(Rc<Map>),
    /// `java.lang.Class` of the class with this name.
    Class(&'static str),
    Other,
}

/// The shape of an object.
pub(crate) fn shape(object: &dyn Object) -> Shape<'_> {
    let Some(any) = object.as_any() else {
        return Shape::Other;
    };
    if let Some(view) = any.downcast_ref::<View>() {
        return match view.kind {
            ViewKind::Keys => Shape::Keys(&view.map),
            ViewKind::Values => Shape::Values(&view.map),
            ViewKind::Entries => Shape::Entries(&view.map),
        };
    }
    if let Some(class) = any.downcast_ref::<Class>() {
        return Shape::Class(class.name);
    }
    match any.downcast_ref::<Entry>() {
        Some(entry) => Shape::Entry(entry),
        None => foreach::stored(object).map_or(Shape::Other, Shape::Foreach),
    }
}

/// The items of a map or of a view of one, as they are walked.
pub(crate) struct Items {
    pub(crate) map: Rc<Map>,
    walk: Walk,
    kind: ViewKind,
}

impl Items {
    /// The items of a value, if it is a map or a view of one.
    pub(crate) fn of(value: &Value, budget: &Budget) -> Result<Option<Items>, Thrown> {
        let (map, kind) = match value {
            Value::Map(map) => (Rc::clone(map), ViewKind::Values),
            Value::Object(object) => match shape(&**object) {
                Shape::Keys(map) => (Rc::clone(map), ViewKind::Keys),
                Shape::Values(map) => (Rc::clone(map), ViewKind::Values),
                Shape::Entries(map) => (Rc::clone(map), ViewKind::Entries),
                Shape::Foreach(map) => (map, ViewKind::Values),
                Shape::Entry(_) | Shape::Class(_) | Shape::Other => return Ok(None),
            },
            _ => return Ok(None),
        };
        let walk = map.walk(budget)?;
        Ok(Some(Items { map, walk, kind }))
    }

    /// How many were walked.
    pub(crate) fn at(&self) -> usize {
        self.walk.at()
    }

    pub(crate) fn next(&mut self) -> Option<Value> {
        let (key, value) = self.walk.next()?;
        Some(self.kind.item(&self.map, key, value))
    }
}

/// The map of a `keySet()` whose keys can be read one by one.
pub(crate) fn keys(value: &Value) -> Option<&Rc<Map>> {
    match value {
        Value::Object(object) => match shape(&**object) {
            Shape::Keys(map) if map.order() == Order::Insertion => Some(map),
            _ => None,
        },
        _ => None,
    }
}

/// The map that `#foreach` walks over when it walks over `value`: Java throws where it changes
/// meanwhile.
pub(crate) fn walked_map(value: &Value) -> Option<Rc<Map>> {
    match value {
        Value::Map(map) => Some(Rc::clone(map)),
        Value::Object(object) => match shape(&**object) {
            Shape::Keys(map) | Shape::Values(map) | Shape::Entries(map) => Some(Rc::clone(map)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether it is the view of a map's keys.
pub(crate) fn shows_keys(value: &Value) -> bool {
    matches!(value, Value::Object(object) if matches!(shape(&**object), Shape::Keys(_)))
}

/// The map and the key of an entry of a map.
pub(crate) fn entry_of(value: &Value) -> Option<(Value, Value)> {
    match value {
        Value::Object(object) => object.as_any()?.downcast_ref::<Entry>().map(Entry::place),
        _ => None,
    }
}

/// Whether Java accepts an argument as a collection.
pub(crate) fn is_collection(value: &Value) -> bool {
    match value {
        Value::List(list) => list.array_of().is_none(),
        Value::Object(object) => matches!(
            shape(&**object),
            Shape::Keys(_) | Shape::Values(_) | Shape::Entries(_)
        ),
        _ => false,
    }
}

/// The items of an argument that Java accepts as a collection.
pub(crate) fn collection(value: &Value, budget: &Budget) -> Result<Option<Vec<Value>>, Thrown> {
    if !is_collection(value) {
        return Ok(None);
    }
    let mut all = match value {
        Value::List(list) => {
            let items = list.items();
            budget.items(items.len(), items.len())?;
            return Ok(Some(items.clone()));
        }
        other => match Items::of(other, budget)? {
            Some(items) => items,
            None => return Ok(None),
        },
    };
    budget.items(all.map.len(), all.map.len())?;
    all.kind.charge(&all.map, budget)?;
    let mut items = Vec::with_capacity(all.map.len());
    while let Some(item) = all.next() {
        budget.room(items.len().saturating_mul(size_of::<Value>()))?;
        items.push(item);
    }
    Ok(Some(items))
}
