//! The methods and properties of Java's classes that templates can reach.
//!
//! A method that does not exist for the given arguments is `Ok(None)`, which makes the reference
//! invalid; one that throws is an error, which ends the rendering.

mod big;
mod character;
mod class;
mod decimal;
mod foreach;
mod format;
mod iter;
mod list;
mod map;
mod nulls;
mod number;
mod pattern;
mod prime;
mod string;
mod to_array;
mod units;
mod view;

use std::rc::Rc;

use java::BigInteger;

use crate::budget::Budget;
use crate::value::{Object, Printed, Str, Thrown, Value, is_class, put_into_list, topmost};

pub(crate) use iter::are_iterators;
pub(crate) use map::map;
pub(crate) use string::contains;
pub(crate) use units::after_ascii;

/// The result of a call.
pub(crate) type Called = Result<Option<Value>, Thrown>;

fn thrown(message: impl Into<String>) -> Thrown {
    Thrown {
        message: message.into(),
    }
}

fn text(value: &str) -> Called {
    Ok(Some(Value::from(value)))
}

fn int(value: usize) -> Called {
    Ok(Some(Value::Integer(
        i32::try_from(value).unwrap_or(i32::MAX),
    )))
}

fn truth(value: bool) -> Called {
    Ok(Some(Value::Bool(value)))
}

/// The result of a method that returns nothing: Velocity turns it into `""`.
const VOID: Called = Ok(Some(Value::String(Str::from_static(""))));

/// Calls `name` on `value`, which is `own`.
pub(crate) fn call_object(
    value: &Value,
    own: &Rc<dyn Object>,
    name: &str,
    arguments: &[Value],
    budget: &Budget,
) -> Called {
    match own.call(name, arguments, budget)? {
        Some(result) => Ok(Some(result)),
        None => call_any_object(value, own, name, arguments, budget),
    }
}

/// Calls a method `name` that all objects have, on `value`, which is `own`.
#[cold]
pub(crate) fn call_any_object(
    value: &Value,
    own: &Rc<dyn Object>,
    name: &str,
    arguments: &[Value],
    budget: &Budget,
) -> Called {
    match (name, arguments) {
        ("getTopmost", []) => Ok(topmost(own).map(Value::Object)),
        _ => object(value, name, arguments, budget),
    }
}

/// Calls `name` on `value`.
pub(crate) fn call(value: &Value, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    let own = match value {
        Value::Null => None,
        Value::Object(object) => return call_object(value, object, name, arguments, budget),
        Value::String(string) => string::call(string, name, arguments, budget)?,
        Value::Character(unit) => {
            for argument in arguments {
                // The method may split such a text into characters.
                if let Value::String(text) = argument {
                    budget.charge(text.len() / 8)?;
                    budget.room(text.len().saturating_mul(2))?;
                }
            }
            character::call(*unit, name, arguments)?
        }
        Value::List(list) => list::call(list, name, arguments, budget)?,
        Value::Map(own) => map(own, name, arguments, budget)?,
        Value::Bool(_)
        | Value::Integer(_)
        | Value::Long(_)
        | Value::Double(_)
        | Value::BigInteger(_) => {
            // At the largest number of digits, a product takes a hundred thousand steps.
            let effort = |value: &Value| match value {
                Value::BigInteger(digits) => digits.len() / 9,
                _ => 0,
            };
            let groups = effort(value);
            let most = arguments.iter().map(effort).fold(groups, usize::max);
            budget.charge(groups.saturating_mul(most + 1) / 16)?;
            number::call(value, name, arguments)?
        }
    };
    match own {
        Some(result) => Ok(Some(result)),
        None => object(value, name, arguments, budget),
    }
}

/// Velocity 1.7 finds a method without parameters for any arguments, if no other fits better;
/// Java then fails to call it.
pub(crate) fn refuse(nullary: &[&str], name: &str, arguments: &[Value]) -> Called {
    if !arguments.is_empty() && nullary.contains(&name) {
        return Err(thrown("it takes no arguments"));
    }
    Ok(None)
}

/// The methods without parameters of the classes that have no object type here.
fn nullary(value: &Value, name: &str) -> &'static [&'static str] {
    match value {
        Value::Null | Value::Object(_) => &[],
        Value::Bool(_) => &["booleanValue", "describeConstable"],
        Value::Character(_) => &character::NULLARY,
        Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_) => &[
            "intValue",
            "longValue",
            "doubleValue",
            "floatValue",
            "shortValue",
            "byteValue",
            "describeConstable",
        ],
        Value::String(_) => &[
            "length",
            "isEmpty",
            "isBlank",
            "trim",
            "strip",
            "stripLeading",
            "stripTrailing",
            "toLowerCase",
            "toUpperCase",
            "toCharArray",
            "intern",
            "chars",
            "codePoints",
            "lines",
            "getBytes",
            "stripIndent",
            "translateEscapes",
            "describeConstable",
        ],
        Value::List(list) if list.array_of().is_some() => &[
            "size",
            "isEmpty",
            "iterator",
            "listIterator",
            "clear",
            "stream",
            "parallelStream",
            "spliterator",
        ],
        Value::List(list) if list.printed() == Printed::Json && name == "toJSONString" => {
            &["toJSONString"]
        }
        Value::List(_) => &[
            "size",
            "isEmpty",
            "clear",
            "iterator",
            "listIterator",
            "clone",
            "stream",
            "parallelStream",
            "spliterator",
            "trimToSize",
        ],
        Value::Map(_) => &[
            "size", "isEmpty", "clear", "keySet", "values", "entrySet", "clone",
        ],
    }
}

/// The methods of `java.lang.Object`.
fn object(value: &Value, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    match (name, arguments) {
        ("toString", []) => Ok(Some(Value::String(value.print_within(budget)?))),
        ("equals", [other]) => truth(value.java_equals(other, budget)?),
        ("hashCode", []) => Ok(Some(Value::Integer(value.java_hash(budget)?))),
        ("getClass", []) => Ok(class::of(value)),
        ("notify" | "notifyAll" | "wait", []) => {
            Err(thrown("no template owns the lock of an object"))
        }
        _ if matches!(value, Value::Null) => Ok(None),
        _ => {
            if let Some(answer) = nulls::call(value, name, arguments) {
                return answer;
            }
            refuse(
                &["toString", "hashCode", "getClass", "notify", "notifyAll"],
                name,
                arguments,
            )?;
            let doubles = ["isNaN", "isInfinite"];
            if matches!(value, Value::Double(_)) {
                refuse(&doubles, name, arguments)?;
            }
            if matches!(value, Value::BigInteger(_)) {
                refuse(&big::NULLARY, name, arguments)?;
            }
            refuse(nullary(value, name), name, arguments)
        }
    }
}

/// The property `name` of `value`; `None` where it has none.
pub(crate) fn property(value: &Value, name: &str, budget: &Budget) -> Called {
    if is_class(name) && !matches!(value, Value::Object(_)) {
        return Ok(class::of(value));
    }
    Ok(match value {
        Value::Map(map) => {
            let found = map.get(name);
            budget.charge(map.effort())?;
            found
        }
        Value::Object(object) => match name {
            "topmost" | "Topmost" => topmost(object)
                .map(Value::Object)
                .or_else(|| object.get(name)),
            _ => object.get(name),
        },
        Value::String(string) => match name {
            "empty" | "Empty" => Some(Value::Bool(string.is_empty())),
            "blank" | "Blank" => Some(Value::Bool(
                string.trim_matches(java::utf16::is_whitespace).is_empty(),
            )),
            "bytes" | "Bytes" => return string::bytes(string, budget).map(Some),
            _ => None,
        },
        Value::List(list) => match name {
            "empty" | "Empty" if list.array_of().is_none() => {
                Some(Value::Bool(list.items().is_empty()))
            }
            _ => None,
        },
        Value::Double(number) => match name {
            "naN" | "NaN" => Some(Value::Bool(number.is_nan())),
            "infinite" | "Infinite" => Some(Value::Bool(number.is_infinite())),
            _ => None,
        },
        Value::BigInteger(digits) => match name {
            "lowestSetBit" | "LowestSetBit" => {
                BigInteger::parse_within_limit(digits).map(|number| big::lowest_set_bit(&number))
            }
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Character(_) | Value::Integer(_) | Value::Long(_) => {
            None
        }
    })
}

/// `#set($value.name = new)`; does nothing if there is no such property.
pub(crate) fn set_property(
    value: &Value,
    name: &str,
    new: Value,
    budget: &Budget,
) -> Result<(), Thrown> {
    match value {
        Value::Map(map) => {
            map.put_value(Value::from(name), new, budget)?;
        }
        Value::Object(object) => {
            object.set(name, new);
        }
        _ => {}
    }
    Ok(())
}

/// `#set($value[index] = new)`.
pub(crate) fn set_index(
    value: &Value,
    index: Value,
    new: Value,
    budget: &Budget,
) -> Result<(), Thrown> {
    match (value, &index) {
        (Value::List(list), Value::Integer(at)) => {
            list::must_take(list, &new)?;
            let length = list.items().len();
            let slot = usize::try_from(*at).ok().filter(|at| *at < length);
            put_into_list(list, &new);
            match slot.and_then(|at| list.items_mut().get_mut(at).map(|slot| *slot = new)) {
                Some(()) => Ok(()),
                None => Err(thrown(format!(
                    "index {at} is outside of a list of length {length}"
                ))),
            }
        }
        (Value::Map(map), _) => {
            map.put_value(index, new, budget)?;
            Ok(())
        }
        (Value::Object(object), Value::String(name)) => {
            object.set(name, new);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The items for `#foreach`, except of lists, maps and iterators; `None` if it has none to walk over.
pub(crate) fn iterate(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Object(object) => object.iterate(),
        _ => None,
    }
}

/// The iterator that a value is, if it is one.
pub(crate) fn iterator(value: &Value) -> Option<&iter::Iter> {
    match value {
        Value::Object(object) => object.as_any()?.downcast_ref(),
        _ => None,
    }
}

fn new_list(items: Vec<Value>) -> Value {
    Value::List(Rc::new(crate::value::List::new(Printed::Java, items)))
}
