//! `java.util.ArrayList`.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::budget::Budget;
use crate::number;
use crate::value::{Array, List, Printed, Thrown, Value, collection, put_into_list};

use super::iter::Iter;
use super::to_array::to_array;
use super::view::has;
use super::{Called, VOID, int, new_list, thrown, truth};

/// Calls `name` on `list`.
#[inline(never)]
pub(super) fn call(list: &Rc<List>, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    let length = list.items().len();
    if fixed(list)
        && let Some(answer) = array(list, name, arguments, budget)?
    {
        return Ok(answer);
    }
    match (name, arguments) {
        ("size", []) => int(length),
        ("addAll" | "removeAll" | "retainAll" | "containsAll" | "toArray", [Value::Null]) => {
            Err(thrown("null is no collection"))
        }
        ("isEmpty", []) => truth(length == 0),
        ("get", [Value::Integer(at)]) => {
            let at = index(*at, length)?;
            Ok(Some(list.items().get(at).cloned().unwrap_or_default()))
        }
        ("set", [Value::Integer(at), value]) => {
            let at = index(*at, length)?;
            put_into_list(list, value);
            let mut items = list.items_mut();
            Ok(items
                .get_mut(at)
                .map(|slot| std::mem::replace(slot, value.clone())))
        }
        ("add", [value]) => {
            budget.items(length + 1, 1)?;
            put_into_list(list, value);
            list.items_mut().push(value.clone());
            list.recount();
            truth(true)
        }
        ("add", [Value::Integer(at), value]) => {
            let at = index(*at, length + 1)?;
            budget.items(length + 1, 1)?;
            budget.charge(length / 16)?;
            put_into_list(list, value);
            list.items_mut().insert(at, value.clone());
            list.recount();
            VOID
        }
        ("addAll", [items]) => {
            let Some(items) = collection(items, budget)? else {
                return Ok(None);
            };
            let changes = !items.is_empty();
            budget.items(length + items.len(), items.len())?;
            items.iter().for_each(|item| put_into_list(list, item));
            list.items_mut().extend(items);
            list.recount();
            truth(changes)
        }
        ("addAll", [Value::Integer(at), items]) => {
            let Some(items) = collection(items, budget)? else {
                return Ok(None);
            };
            let at = index(*at, length + 1)?;
            let changes = !items.is_empty();
            budget.items(length + items.len(), length + items.len())?;
            items.iter().for_each(|item| put_into_list(list, item));
            list.items_mut().splice(at..at, items);
            list.recount();
            truth(changes)
        }
        ("remove", [Value::Integer(at)]) => {
            let at = index(*at, length)?;
            budget.charge(length / 16)?;
            Ok(Some(list.items_mut().remove(at)))
        }
        ("remove", [value]) => {
            let at = position(list, value, false, budget)?;
            if let Some(at) = at {
                list.items_mut().remove(at);
            }
            truth(at.is_some())
        }
        ("removeAll" | "retainAll", [items]) => {
            let Some(items) = collection(items, budget)? else {
                return Ok(None);
            };
            let mut keep = Vec::with_capacity(length);
            for at in 0..length {
                let item = list.items().get(at).cloned().unwrap_or_default();
                keep.push(has(&items, &item, budget)? == (name == "retainAll"));
            }
            let mut keep = keep.into_iter();
            list.items_mut().retain(|_| keep.next().unwrap_or(true));
            truth(list.items().len() != length)
        }
        ("clear", []) => {
            drop(list.items_mut().drain(..).collect::<Vec<_>>());
            VOID
        }
        ("contains", [value]) => truth(position(list, value, false, budget)?.is_some()),
        ("containsAll", [items]) => {
            let Some(items) = collection(items, budget)? else {
                return Ok(None);
            };
            for item in items {
                if position(list, &item, false, budget)?.is_none() {
                    return truth(false);
                }
            }
            truth(true)
        }
        ("indexOf" | "lastIndexOf", [value]) => {
            let at = position(list, value, name == "lastIndexOf", budget)?;
            let at = at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
            Ok(Some(Value::Integer(at)))
        }
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let range = usize::try_from(*from).ok().zip(usize::try_from(*to).ok());
            let count = range.map_or(0, |(from, to)| to.min(length).saturating_sub(from));
            budget.items(count, count)?;
            let slice =
                range.and_then(|(from, to)| list.items().get(from..to).map(<[Value]>::to_vec));
            match slice {
                Some(items) => Ok(Some(new_list(items))),
                None => Err(thrown(format!(
                    "{from} to {to} is no part of a list of length {length}"
                ))),
            }
        }
        ("iterator", []) => Ok(Some(Iter::over(list, 0, false))),
        ("listIterator", []) => Ok(Some(Iter::over(list, 0, true))),
        ("listIterator", [Value::Integer(at)]) => {
            let at = index(*at, length + 1)?;
            Ok(Some(Iter::over(list, at, true)))
        }
        ("toArray", _) => {
            budget.items(length, length)?;
            let items = list.items().clone();
            to_array(items, arguments, budget)
        }
        ("clone", []) => {
            budget.items(length, length)?;
            Ok(Some(Value::List(Rc::new(List::new(
                list.printed(),
                list.items().clone(),
            )))))
        }
        ("sort", [Value::Null]) => {
            sort(list, budget)?;
            VOID
        }
        // json-smart's `JSONArray`.
        ("toJSONString", []) if list.printed() == Printed::Json => {
            let own = Value::List(Rc::clone(list));
            Ok(Some(Value::String(own.print_within(budget)?)))
        }
        ("toJSONString", [Value::List(other)])
            if list.printed() == Printed::Json && !fixed(other) =>
        {
            let items = other.items().clone();
            budget.items(items.len(), 0)?;
            let other = Value::List(Rc::new(List::new(Printed::Json, items)));
            Ok(Some(Value::String(other.print_within(budget)?)))
        }
        ("ensureCapacity", [Value::Integer(_)]) | ("trimToSize", []) => VOID,
        _ => Ok(None),
    }
}

/// Whether it is an array.
pub(super) fn fixed(list: &List) -> bool {
    list.array_of().is_some()
}

/// The answer of an array where it differs from a list's: `None` if it does not. Velocity wraps it into
/// an `AbstractList` of fixed length.
fn array(
    list: &Rc<List>,
    name: &str,
    arguments: &[Value],
    budget: &Budget,
) -> Result<Option<Option<Value>>, Thrown> {
    let length = list.items().len();
    let changes = match (name, arguments) {
        ("set", [Value::Integer(_), value]) => {
            must_take(list, value)?;
            false
        }
        ("add", [_] | [Value::Integer(_), _]) => true,
        ("remove", [Value::Integer(_)]) => true,
        ("remove", [value]) => position(list, value, false, budget)?.is_some(),
        ("addAll", [items] | [Value::Integer(_), items]) => {
            collection(items, budget)?.is_some_and(|items| !items.is_empty())
        }
        ("removeAll" | "retainAll", [items]) => match collection(items, budget)? {
            Some(items) => {
                let mut changes = false;
                for at in 0..length {
                    let item = list.items().get(at).cloned().unwrap_or_default();
                    if has(&items, &item, budget)? == (name == "removeAll") {
                        changes = true;
                        break;
                    }
                }
                changes
            }
            None => false,
        },
        ("clear", []) => length > 0,
        ("clone" | "ensureCapacity" | "trimToSize", _) => return Ok(Some(None)),
        _ => false,
    };
    match changes {
        true => Err(thrown("an array can't grow or shrink")),
        false => Ok(None),
    }
}

/// Rejects what an array of that class can't hold. (Bytes are integers here.)
pub(super) fn must_take(list: &List, value: &Value) -> Result<(), Thrown> {
    let takes = match (list.array_of(), value) {
        (Some(Array::Chars), value) => matches!(value, Value::Character(_)),
        (Some(Array::Bytes), value) => matches!(value, Value::Integer(_)),
        (Some(Array::Strings), value) => matches!(value, Value::String(_) | Value::Null),
        _ => true,
    };
    match takes {
        true => Ok(()),
        false => Err(thrown(format!(
            "the array can't hold a value of the class {}",
            value.type_name()
        ))),
    }
}

fn index(at: i32, length: usize) -> Result<usize, Thrown> {
    usize::try_from(at)
        .ok()
        .filter(|at| *at < length)
        .ok_or_else(|| {
            thrown(format!(
                "index {at} is outside of a list of length {length}"
            ))
        })
}

/// The first or last index of a value.
fn position(
    list: &List,
    value: &Value,
    last: bool,
    budget: &Budget,
) -> Result<Option<usize>, Thrown> {
    let length = list.items().len();
    for count in 0..length {
        if count % 4 == 0 {
            budget.charge(1)?;
        }
        let at = if last { length - 1 - count } else { count };
        // Looked up when its turn comes: the comparison may look into this list.
        let item = list.items().get(at).cloned().unwrap_or_default();
        if item.java_equals(value, budget)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// Sorts by the natural order; values without a common order throw, as in Java.
fn sort(list: &List, budget: &Budget) -> Result<(), Thrown> {
    let mut sorted = list.items().clone();
    budget.items(sorted.len(), sorted.len())?;
    budget.charge(sorted.len().saturating_mul(8))?;
    let one = sorted.len() < 2;
    let mut failed = None;
    sorted.sort_by(|one, two| {
        if let (Value::String(one), Value::String(two)) = (one, two)
            && let Err(stopped) = budget.charge(one.len().min(two.len()) / 32)
        {
            failed = Some(stopped);
        }
        if failed.is_some() {
            return Ordering::Equal;
        }
        natural(one, two).unwrap_or_else(|| {
            failed = Some(thrown(
                "the items of the list can't be compared with one another",
            ));
            Ordering::Equal
        })
    });
    if let Some(failed) = failed
        && !one
    {
        return Err(failed);
    }
    *list.items_mut() = sorted;
    Ok(())
}

/// `compareTo`; `None` where the classes differ.
pub(super) fn natural(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::String(one), Value::String(two)) => {
            Some(one.encode_utf16().cmp(two.encode_utf16()))
        }
        (Value::Bool(one), Value::Bool(two)) => Some(one.cmp(two)),
        (Value::Character(one), Value::Character(two)) => Some(one.cmp(two)),
        (Value::Double(one), Value::Double(two)) => Some(one.total_cmp(two)),
        (Value::Integer(_), Value::Integer(_))
        | (Value::Long(_), Value::Long(_))
        | (Value::BigInteger(_), Value::BigInteger(_)) => number::compare(one, two),
        _ => None,
    }
}
