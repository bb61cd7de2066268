//! Java's `equals`.
//!
//! Nested values are compared with an explicit stack, since a template can nest them arbitrarily deep and put one
//! into itself.

use std::rc::Rc;

use super::as_decimal;
use super::view::{Shape, shape};
use super::{List, Map, Object, Value};
use crate::budget::{Budget, MAX_KEYS};
use crate::value::Thrown;

impl Value {
    /// Java's `equals`: numbers of different classes differ.
    ///
    /// # Errors
    /// A limit of `budget`: the values nest too deep, since they hold themselves, or are too large.
    pub fn java_equals(&self, other: &Value, budget: &Budget) -> Result<bool, Thrown> {
        match (quick(self, other), self, other) {
            (Some(equal), ..) => Ok(equal),
            (None, Value::String(one), Value::String(two)) => {
                budget.charge_bytes(one.len())?;
                Ok(one == two)
            }
            _ => Search::new(budget).equals(self, other),
        }
    }

    /// The name of the Java class, without its package.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "Boolean",
            Value::Integer(_) => "Integer",
            Value::Long(_) => "Long",
            Value::Double(_) => "Double",
            Value::BigInteger(_) => "BigInteger",
            Value::String(_) => "String",
            Value::Character(_) => "Character",
            Value::List(_) => "List",
            Value::Map(_) => "Map",
            Value::Object(_) if as_decimal(self).is_some() => "BigDecimal",
            Value::Object(_) => "Object",
        }
    }
}

/// Whether two values are equal; `None` if what they hold decides it.
pub(super) fn quick(one: &Value, two: &Value) -> Option<bool> {
    Some(match (one, two) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(two)) => one == two,
        (Value::Integer(one), Value::Integer(two)) => one == two,
        (Value::Long(one), Value::Long(two)) => one == two,
        (Value::Double(one), Value::Double(two)) => {
            one.to_bits() == two.to_bits() || (one.is_nan() && two.is_nan())
        }
        (Value::Character(one), Value::Character(two)) => one == two,
        (Value::String(one), Value::String(two)) if one.len() != two.len() => false,
        (Value::BigInteger(_), Value::BigInteger(_)) | (Value::String(_), Value::String(_)) => {
            return None;
        }
        (Value::List(one), Value::List(two)) => {
            if Rc::ptr_eq(one, two) {
                return Some(true);
            }
            if one.array_of().is_some() || two.array_of().is_some() {
                return Some(false);
            }
            return None;
        }
        (Value::Map(one), Value::Map(two)) if Rc::ptr_eq(one, two) => true,
        (Value::Object(one), Value::Object(two)) if same_object(one, two) => true,
        (Value::Map(_), Value::Map(_)) | (Value::Object(_), Value::Object(_)) => return None,
        _ => false,
    })
}

/// Whether two objects are the same in Java, where a map has one view of each kind, and a class one object.
fn same_object(one: &Rc<dyn Object>, two: &Rc<dyn Object>) -> bool {
    if Rc::ptr_eq(one, two) {
        return true;
    }
    match (shape(&**one), shape(&**two)) {
        (Shape::Keys(one), Shape::Keys(two))
        | (Shape::Values(one), Shape::Values(two))
        | (Shape::Entries(one), Shape::Entries(two)) => Rc::ptr_eq(one, two),
        (Shape::Class(one), Shape::Class(two)) => one == two,
        _ => false,
    }
}

/// A comparison item by item, with its position.
enum Pairs {
    Lists(Rc<List>, Rc<List>, usize),
    Maps(Rc<Map>, Rc<Map>, usize),
    /// Whether the first set, a view of a map, has all items of the second one.
    Sets(Value, Value, usize),
    /// Of two entries, the keys were equal; these are the values.
    Values(Value, Value),
}

/// A search for equal values.
pub(super) struct Search<'b> {
    pub(super) budget: &'b Budget,
    /// How many keys the search is nested in.
    keys: usize,
}

impl<'b> Search<'b> {
    pub(super) fn new(budget: &'b Budget) -> Search<'b> {
        Search { budget, keys: 0 }
    }

    /// The search for a key, nested in this one.
    fn of_key(&self) -> Result<Search<'b>, Thrown> {
        if self.keys >= MAX_KEYS {
            return Err(self.budget.reach(crate::budget::Reached::Keys));
        }
        Ok(Search {
            budget: self.budget,
            keys: self.keys + 1,
        })
    }

    /// Whether a key equals one of a map with the same hash.
    pub(super) fn same(&self, key: &Value, own: &Value) -> Result<bool, Thrown> {
        match quick(key, own) {
            Some(equal) => Ok(equal),
            None => self.of_key()?.equals(key, own),
        }
    }

    fn equals(&self, one: &Value, two: &Value) -> Result<bool, Thrown> {
        let mut pending = Vec::new();
        if !self.compare(one.clone(), two.clone(), &mut pending)? {
            return Ok(false);
        }
        while let Some(last) = pending.last_mut() {
            self.budget.charge(1)?;
            let (one, two) = match last {
                Pairs::Values(..) => match pending.pop() {
                    Some(Pairs::Values(one, two)) => (one, two),
                    _ => continue,
                },
                Pairs::Lists(one, two, at) => {
                    let pair = (one.items().get(*at).cloned(), two.items().get(*at).cloned());
                    *at += 1;
                    match pair {
                        (Some(one), Some(two)) => (one, two),
                        (None, None) => {
                            pending.pop();
                            continue;
                        }
                        _ => return Ok(false),
                    }
                }
                Pairs::Maps(one, two, at) => {
                    let Some((key, value)) = one.entry(*at) else {
                        pending.pop();
                        continue;
                    };
                    *at += 1;
                    let two = Rc::clone(two);
                    match self.value_in(&two, &key)? {
                        Some(other) => (value, other),
                        None => return Ok(false),
                    }
                }
                Pairs::Sets(set, other, at) => {
                    let (Some(set), Some((map, as_entry))) = (view(set), view(other)) else {
                        return Ok(false);
                    };
                    let Some((key, value)) = map.entry(*at) else {
                        pending.pop();
                        continue;
                    };
                    *at += 1;
                    let set = (Rc::clone(set.0), set.1);
                    let found = match (set.1, as_entry) {
                        (false, false) => self.place(&set.0, &key)?.is_some(),
                        (false, true) => {
                            let entry = super::view::entry(map, key, value);
                            self.place(&set.0, &entry)?.is_some()
                        }
                        // The values of two entries are compared after their keys.
                        (true, true) => match self.value_in(&set.0, &key)? {
                            Some(own) => {
                                if !self.compare(own, value, &mut pending)? {
                                    return Ok(false);
                                }
                                true
                            }
                            None => false,
                        },
                        // A key can be an entry.
                        (true, false) => match entry_of(&key) {
                            Some((key, value)) => match self.value_in(&set.0, &key)? {
                                Some(own) => {
                                    if !self.compare(own, value, &mut pending)? {
                                        return Ok(false);
                                    }
                                    true
                                }
                                None => false,
                            },
                            None => false,
                        },
                    };
                    if !found {
                        return Ok(false);
                    }
                    continue;
                }
            };
            if !self.compare(one, two, &mut pending)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Compares two values; collections are added to `pending`.
    fn compare(&self, one: Value, two: Value, pending: &mut Vec<Pairs>) -> Result<bool, Thrown> {
        if let Some(equal) = quick(&one, &two) {
            return Ok(equal);
        }
        let pairs = match (&one, &two) {
            (Value::String(one), Value::String(two)) => {
                self.budget.charge_bytes(one.len())?;
                return Ok(one == two);
            }
            (Value::BigInteger(one), Value::BigInteger(two)) => {
                self.budget.charge_bytes(one.len())?;
                return Ok(one == two);
            }
            (Value::List(one), Value::List(two)) => {
                if one.items().len() != two.items().len() {
                    return Ok(false);
                }
                Pairs::Lists(Rc::clone(one), Rc::clone(two), 0)
            }
            (Value::Map(one), Value::Map(two)) => {
                if one.len() != two.len() {
                    return Ok(false);
                }
                Pairs::Maps(Rc::clone(one), Rc::clone(two), 0)
            }
            (Value::Object(same), Value::Object(other)) => {
                if let Some(one) = as_decimal(&one) {
                    return Ok(as_decimal(&two) == Some(one));
                }
                match (shape(&**same), shape(&**other)) {
                    (Shape::Entry(entry), Shape::Entry(other)) => {
                        let ((key, value), (other_key, other)) = (entry.parts(), other.parts());
                        pending.push(Pairs::Values(value, other));
                        self.budget.nest(pending.len())?;
                        // An entry in an entry's key, and so on: each is one deeper.
                        return self.same_key_of_entry(key, other_key, pending);
                    }
                    (
                        Shape::Keys(one_map) | Shape::Entries(one_map),
                        Shape::Keys(two_map) | Shape::Entries(two_map),
                    ) => {
                        if one_map.len() != two_map.len() {
                            return Ok(false);
                        }
                        Pairs::Sets(one.clone(), two.clone(), 0)
                    }
                    _ => return Ok(false),
                }
            }
            _ => return Ok(false),
        };
        pending.push(pairs);
        self.budget.nest(pending.len())?;
        Ok(true)
    }

    /// The keys of two entries, before their values.
    fn same_key_of_entry(
        &self,
        key: Value,
        other: Value,
        pending: &mut Vec<Pairs>,
    ) -> Result<bool, Thrown> {
        match quick(&key, &other) {
            Some(equal) => Ok(equal),
            None => {
                pending.push(Pairs::Values(key, other));
                self.budget.nest(pending.len())?;
                Ok(true)
            }
        }
    }

    /// The position of a key in a map, which may be one of those that are compared.
    pub(super) fn place(&self, map: &Map, key: &Value) -> Result<Option<usize>, Thrown> {
        let place = map.place(key, self)?;
        self.budget.charge(map.effort())?;
        Ok(place)
    }

    pub(super) fn value_in(&self, map: &Map, key: &Value) -> Result<Option<Value>, Thrown> {
        let place = self.place(map, key)?;
        Ok(place.and_then(|at| map.entry(at)).map(|(_, value)| value))
    }
}

/// The map of a set of keys or entries, and whether it is one of entries.
fn view(set: &Value) -> Option<(&Rc<Map>, bool)> {
    match set {
        Value::Object(object) => match shape(&**object) {
            Shape::Keys(map) => Some((map, false)),
            Shape::Entries(map) => Some((map, true)),
            _ => None,
        },
        _ => None,
    }
}

/// The key and the value of an entry.
fn entry_of(value: &Value) -> Option<(Value, Value)> {
    match value {
        Value::Object(object) => match shape(&**object) {
            Shape::Entry(entry) => Some(entry.parts()),
            _ => None,
        },
        _ => None,
    }
}
