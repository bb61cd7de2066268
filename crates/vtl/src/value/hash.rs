//! Java's `hashCode`, and the order in which a `HashMap` is walked.
//!
//! With an explicit stack, as in `equal`.

use std::rc::Rc;

use java::BigInteger;

use super::as_decimal;
use super::equal::Search;
use super::view::{Shape, shape};
use super::{List, Map, Order, Value, Walk};
use crate::budget::Budget;
use crate::value::Thrown;

impl Value {
    /// Java's `hashCode`. Objects of the host hash to 0.
    ///
    /// # Errors
    /// Those of [`Value::java_equals`].
    pub fn java_hash(&self, budget: &Budget) -> Result<i32, Thrown> {
        Search::new(budget).hash(self)
    }
}

impl Search<'_> {
    /// Java's `hashCode`.
    pub(super) fn hash(&self, value: &Value) -> Result<i32, Thrown> {
        let mut pending: Vec<Sum> = Vec::new();
        let mut next = value.clone();
        loop {
            self.charge_hash(&next)?;
            let mut done = match Sum::of(&next) {
                Ok(sum) => {
                    pending.push(sum);
                    self.budget.nest(pending.len())?;
                    None
                }
                Err(hash) => Some(hash),
            };
            // Adds the finished hash to the sum around it, for as long as that completes one.
            loop {
                let Some(sum) = pending.last_mut() else {
                    return Ok(done.unwrap_or_default());
                };
                self.budget.charge(2)?;
                if let Some(hash) = done.take() {
                    sum.add(hash);
                }
                match sum.next() {
                    Some(item) => {
                        next = item;
                        break;
                    }
                    None => {
                        done = Some(sum.total);
                        pending.pop();
                    }
                }
            }
        }
    }

    /// Charges for the hash of a value that holds no others, before it is calculated.
    fn charge_hash(&self, value: &Value) -> Result<(), Thrown> {
        // The words of a number take time proportional to the square of its length.
        let number = |digits: usize| self.budget.charge((digits / 9).saturating_pow(2) / 16);
        match value {
            Value::String(text) => self.budget.charge_bytes(text.len()),
            Value::BigInteger(digits) => number(digits.len()),
            Value::Object(_) => as_decimal(value).map_or(Ok(()), |own| number(own.precision())),
            _ => Ok(()),
        }
    }
}

/// A hash that is calculated from others.
struct Sum {
    of: Summed,
    at: usize,
    /// The key's, where the value's comes next.
    key: Option<i32>,
    total: i32,
}

enum Summed {
    List(Rc<List>),
    /// Key and value of each entry.
    Entries(Rc<Map>),
    Keys(Rc<Map>),
    Entry(Value, Value),
}

impl Sum {
    /// The calculation for `value`, or its hash if it holds no others.
    fn of(value: &Value) -> Result<Sum, i32> {
        let of = match value {
            Value::Null => return Err(0),
            Value::Bool(true) => return Err(1231),
            Value::Bool(false) => return Err(1237),
            Value::Integer(value) => return Err(*value),
            Value::Long(value) => return Err(long(*value)),
            Value::Double(value) if value.is_nan() => return Err(long(0x7ff8_0000_0000_0000)),
            Value::Double(value) => return Err(long(value.to_bits() as i64)),
            Value::BigInteger(digits) => {
                return Err(BigInteger::parse(digits).map_or(0, |number| number.hash()));
            }
            Value::String(text) => return Err(string_hash(text)),
            Value::Character(unit) => return Err(i32::from(*unit)),
            Value::List(list) => Summed::List(Rc::clone(list)),
            Value::Map(map) => Summed::Entries(Rc::clone(map)),
            Value::Object(object) => match (as_decimal(value), shape(&**object)) {
                (Some(decimal), _) => return Err(decimal.hash()),
                (None, Shape::Entry(entry)) => {
                    let (key, value) = entry.parts();
                    Summed::Entry(key, value)
                }
                (None, Shape::Keys(map)) => Summed::Keys(Rc::clone(map)),
                (None, Shape::Entries(map)) => Summed::Entries(Rc::clone(map)),
                // By their addresses, in Java.
                (None, Shape::Values(_) | Shape::Foreach(_) | Shape::Class(_) | Shape::Other) => {
                    return Err(0);
                }
            },
        };
        let total = match of {
            Summed::List(_) => 1,
            _ => 0,
        };
        Ok(Sum {
            of,
            at: 0,
            key: None,
            total,
        })
    }

    /// The next value whose hash is needed.
    fn next(&mut self) -> Option<Value> {
        let of_value = self.key.is_some();
        if let (Summed::Entry(key, value), 0) = (&self.of, self.at) {
            return match of_value {
                true => Some(value.clone()),
                false => Some(key.clone()),
            };
        }
        match &self.of {
            Summed::List(list) => list.items().get(self.at).cloned(),
            Summed::Keys(map) => map.entry(self.at).map(|(key, _)| key),
            Summed::Entries(map) => {
                let (key, value) = map.entry(self.at)?;
                Some(if of_value { value } else { key })
            }
            Summed::Entry(..) => None,
        }
    }

    /// Adds the hash of the value that was the next one.
    fn add(&mut self, hash: i32) {
        match &self.of {
            Summed::List(_) => self.total = self.total.wrapping_mul(31).wrapping_add(hash),
            Summed::Keys(_) => self.total = self.total.wrapping_add(hash),
            Summed::Entries(_) | Summed::Entry(..) => match self.key.take() {
                None => {
                    self.key = Some(hash);
                    return;
                }
                Some(key) => self.total = self.total.wrapping_add(key ^ hash),
            },
        }
        self.at += 1;
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
    ///
    /// # Errors
    /// A limit of `budget`.
    pub fn walk(self: &Rc<Map>, budget: &Budget) -> Result<Walk, Thrown> {
        if self.order() == Order::Insertion {
            return Ok(Walk::in_order(self));
        }
        budget.items(self.len(), self.len().saturating_mul(4))?;
        let mut entries: Vec<(Value, Value)> = self.entries().to_vec();
        let mut buckets = 16_usize;
        while entries.len() > buckets / 4 * 3 {
            buckets *= 2;
        }
        let mut failed = None;
        // The sort is stable, as the chain in a bucket is.
        entries.sort_by_cached_key(|(key, _)| {
            let hash = key.java_hash(budget).unwrap_or_else(|thrown| {
                failed = Some(thrown);
                0
            }) as u32;
            (hash ^ (hash >> 16)) as usize & (buckets - 1)
        });
        match failed {
            Some(thrown) => Err(thrown),
            None => Ok(Walk::over(entries)),
        }
    }
}
