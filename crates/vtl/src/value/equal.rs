//! Java's `equals`, `hashCode` and the order of hash maps.

use std::rc::Rc;

use super::{Map, Order, Value};
use crate::java::number::as_decimal;
use crate::methods::{Seen, seen};

/// How deep values are compared and hashed inside one another: Java's stack overflows there.
const MAX_DEPTH: usize = 200;

/// How many values are looked at: values that hold one another often could take forever.
const MAX_VALUES: usize = 1_000_000;

impl Value {
    /// Java's `equals`: numbers of different classes differ.
    pub fn java_equals(&self, other: &Value) -> bool {
        equals(self, other, 0, &mut { MAX_VALUES })
    }

    /// Java's `hashCode`. Objects of the host hash to 0.
    pub fn java_hash(&self) -> i32 {
        hash(self, 0, &mut { MAX_VALUES })
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

fn equals(one: &Value, two: &Value, depth: usize, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    if depth > MAX_DEPTH || *left == 0 {
        return false;
    }
    match (one, two) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(two)) => one == two,
        (Value::Integer(one), Value::Integer(two)) => one == two,
        (Value::Long(one), Value::Long(two)) => one == two,
        (Value::Double(one), Value::Double(two)) => {
            one.to_bits() == two.to_bits() || (one.is_nan() && two.is_nan())
        }
        (Value::BigInteger(one), Value::BigInteger(two)) => one == two,
        (Value::String(one), Value::String(two)) => one == two,
        (Value::Character(one), Value::Character(two)) => one == two,
        (Value::List(one), Value::List(two)) => {
            if Rc::ptr_eq(one, two) {
                return true;
            }
            if one.array_of().is_some() || two.array_of().is_some() {
                return false;
            }
            let (one, two) = (one.items(), two.items());
            one.len() == two.len()
                && one
                    .iter()
                    .zip(two.iter())
                    .all(|(one, two)| equals(one, two, depth + 1, left))
        }
        (Value::Map(one), Value::Map(two)) => {
            Rc::ptr_eq(one, two)
                || one.entries().len() == two.entries().len()
                    && one.entries().iter().all(|(key, one)| {
                        let found = two.entries().iter().find_map(|(k, value)| {
                            equals(k, key, depth + 1, left).then(|| value.clone())
                        });
                        found.is_some_and(|two| equals(one, &two, depth + 1, left))
                    })
        }
        (Value::Object(same), Value::Object(other)) => {
            if Rc::ptr_eq(same, other) {
                return true;
            }
            if let Some(one) = as_decimal(one) {
                return as_decimal(two) == Some(one);
            }
            match (seen(&**same), seen(&**other)) {
                (Some(Seen::Set(one)), Some(Seen::Set(two))) => {
                    one.len() == two.len()
                        && one.iter().all(|item| {
                            two.iter().any(|other| equals(item, other, depth + 1, left))
                        })
                }
                (Some(Seen::Entry(key, value)), Some(Seen::Entry(other_key, other))) => {
                    equals(&key, &other_key, depth + 1, left)
                        && equals(&value, &other, depth + 1, left)
                }
                _ => false,
            }
        }
        _ => false,
    }
}

fn hash(value: &Value, depth: usize, left: &mut usize) -> i32 {
    *left = left.saturating_sub(1);
    if depth > MAX_DEPTH || *left == 0 {
        return 0;
    }
    match value {
        Value::Null => 0,
        Value::Object(object) => match (as_decimal(value), seen(&**object)) {
            (Some(decimal), _) => decimal.hash(),
            (None, Some(Seen::Entry(key, value))) => {
                hash(&key, depth + 1, left) ^ hash(&value, depth + 1, left)
            }
            (None, Some(Seen::Set(items))) => items.iter().fold(0_i32, |sum, item| {
                sum.wrapping_add(hash(item, depth + 1, left))
            }),
            (None, None) => 0,
        },
        Value::Bool(value) => {
            if *value {
                1231
            } else {
                1237
            }
        }
        Value::Integer(value) => *value,
        Value::Long(value) => long(*value),
        Value::Double(value) => long(if value.is_nan() {
            0x7ff8_0000_0000_0000
        } else {
            value.to_bits() as i64
        }),
        Value::BigInteger(digits) => crate::java::bigint::hash(digits),
        Value::String(text) => string_hash(text),
        Value::Character(unit) => i32::from(*unit),
        Value::List(list) => list.items().iter().fold(1_i32, |sum, item| {
            sum.wrapping_mul(31)
                .wrapping_add(hash(item, depth + 1, left))
        }),
        Value::Map(map) => map.entries().iter().fold(0_i32, |sum, (key, value)| {
            sum.wrapping_add(hash(key, depth + 1, left) ^ hash(value, depth + 1, left))
        }),
    }
}

fn long(value: i64) -> i32 {
    (value ^ ((value as u64) >> 32) as i64) as i32
}

/// `String.hashCode`.
pub(crate) fn string_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |sum, unit| {
        sum.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

impl Map {
    /// The entries in the order in which Java walks them.
    pub fn walk(&self) -> Vec<(Value, Value)> {
        let mut entries: Vec<(Value, Value)> = self.entries().to_vec();
        if self.order() == Order::JavaHash {
            let mut buckets = 16_usize;
            while entries.len() > buckets / 4 * 3 {
                buckets *= 2;
            }
            // The sort is stable, as the chain in a bucket is.
            entries.sort_by_cached_key(|(key, _)| {
                let hash = key.java_hash() as u32;
                (hash ^ (hash >> 16)) as usize & (buckets - 1)
            });
        }
        entries
    }

    /// The value under `key`, which may be of any kind.
    pub fn get_value(&self, key: &Value) -> Option<Value> {
        if let Value::String(key) = key {
            return self.get_str(key);
        }
        self.entries()
            .iter()
            .find(|(k, _)| k.java_equals(key))
            .map(|(_, value)| value.clone())
    }

    /// Puts `value` under `key`, which may be of any kind; the value that was there comes back.
    pub fn insert_value(&self, key: Value, value: Value) -> Option<Value> {
        let mut entries = self.entries_mut();
        let old = match entries.iter().position(|(k, _)| k.java_equals(&key)) {
            Some(at) => entries.get_mut(at),
            None => {
                entries.push((key, value));
                return None;
            }
        };
        old.map(|(_, old)| std::mem::replace(old, value))
    }

    /// Takes the entry of `key` away.
    pub fn remove_value(&self, key: &Value) -> Option<Value> {
        let at = self
            .entries()
            .iter()
            .position(|(k, _)| k.java_equals(key))?;
        Some(self.entries_mut().remove(at).1)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }
}
