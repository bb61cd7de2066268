//! `java.util.ArrayList`.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::java::number;
use crate::value::{Array, List, Thrown, Value};

use super::iter::Iter;
use super::{Called, Host, VOID, collection, int, new_list, thrown, truth};

/// Calls `name` on `list`.
pub(super) fn call(list: &Rc<List>, name: &str, arguments: &[Value], host: &mut Host) -> Called {
    let length = list.items().len();
    if fixed(list)
        && let Some(answer) = array(list, name, arguments)?
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
            let mut items = list.items_mut();
            Ok(items
                .get_mut(at)
                .map(|slot| std::mem::replace(slot, value.clone())))
        }
        ("add", [value]) => {
            if host.fits(length + 1) {
                list.items_mut().push(value.clone());
            }
            truth(true)
        }
        ("add", [Value::Integer(at), value]) => {
            let at = index(*at, length + 1)?;
            if host.fits(length + 1) && host.work(length / 16) {
                list.items_mut().insert(at, value.clone());
            }
            VOID
        }
        ("addAll", [items]) => {
            let Some(items) = collection(items) else {
                return Ok(None);
            };
            let changes = !items.is_empty();
            if host.fits(length + items.len()) && host.work(items.len()) {
                list.items_mut().extend(items);
            }
            truth(changes)
        }
        ("addAll", [Value::Integer(at), items]) => {
            let Some(items) = collection(items) else {
                return Ok(None);
            };
            let at = index(*at, length + 1)?;
            let changes = !items.is_empty();
            if host.fits(length + items.len()) && host.work(length + items.len()) {
                list.items_mut().splice(at..at, items);
            }
            truth(changes)
        }
        ("remove", [Value::Integer(at)]) => {
            let at = index(*at, length)?;
            host.work(length / 16);
            Ok(Some(list.items_mut().remove(at)))
        }
        ("remove", [value]) => {
            host.work(length);
            let at = list.items().iter().position(|item| item.java_equals(value));
            if let Some(at) = at {
                list.items_mut().remove(at);
            }
            truth(at.is_some())
        }
        ("removeAll" | "retainAll", [items]) => {
            let Some(items) = collection(items) else {
                return Ok(None);
            };
            if host.work(length.saturating_mul(items.len())) {
                let keep = name == "retainAll";
                list.items_mut()
                    .retain(|item| items.iter().any(|other| other.java_equals(item)) == keep);
            }
            truth(list.items().len() != length)
        }
        ("clear", []) => {
            list.items_mut().clear();
            VOID
        }
        ("contains", [value]) => {
            host.work(length);
            truth(list.items().iter().any(|item| item.java_equals(value)))
        }
        ("containsAll", [items]) => {
            let Some(items) = collection(items) else {
                return Ok(None);
            };
            host.work(length.saturating_mul(items.len()));
            let own = list.items();
            truth(
                items
                    .iter()
                    .all(|item| own.iter().any(|other| other.java_equals(item))),
            )
        }
        ("indexOf" | "lastIndexOf", [value]) => {
            host.work(length);
            let items = list.items();
            let at = match name {
                "indexOf" => items.iter().position(|item| item.java_equals(value)),
                _ => items.iter().rposition(|item| item.java_equals(value)),
            };
            let at = at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1);
            Ok(Some(Value::Integer(at)))
        }
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let slice = usize::try_from(*from)
                .ok()
                .zip(usize::try_from(*to).ok())
                .and_then(|(from, to)| list.items().get(from..to).map(<[Value]>::to_vec));
            host.work(length / 16);
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
        ("toArray", []) => {
            host.work(length / 16);
            Ok(Some(List::array(Array::Objects, list.items().clone())))
        }
        ("clone", []) => {
            host.work(length / 16);
            Ok(Some(Value::List(Rc::new(List::new(
                list.printed(),
                list.items().clone(),
            )))))
        }
        ("sort", [Value::Null]) => {
            host.work(length.saturating_mul(8));
            sort(list)?;
            VOID
        }
        ("ensureCapacity", [Value::Integer(_)]) | ("trimToSize", []) => VOID,
        _ => Ok(None),
    }
}

/// Whether it is an array.
pub(super) fn fixed(list: &List) -> bool {
    list.array_of().is_some()
}

/// What an array answers otherwise than a list: `None` where it does not. Velocity wraps it into an
/// `AbstractList` without changes of its length.
fn array(
    list: &Rc<List>,
    name: &str,
    arguments: &[Value],
) -> Result<Option<Option<Value>>, Thrown> {
    let own = list.items();
    let has = |value: &Value| own.iter().any(|item| item.java_equals(value));
    let changes = match (name, arguments) {
        ("set", [Value::Integer(_), value]) => {
            must_take(list, value)?;
            false
        }
        ("add", [_] | [Value::Integer(_), _]) => true,
        ("remove", [Value::Integer(_)]) => true,
        ("remove", [value]) => has(value),
        ("addAll", [items] | [Value::Integer(_), items]) => {
            collection(items).is_some_and(|items| !items.is_empty())
        }
        ("removeAll" | "retainAll", [items]) => match collection(items) {
            Some(items) => own.iter().any(|item| {
                items.iter().any(|other| other.java_equals(item)) == (name == "removeAll")
            }),
            None => false,
        },
        ("clear", []) => !own.is_empty(),
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

/// Sorts by the natural order; what has none together throws, as in Java.
fn sort(list: &List) -> Result<(), Thrown> {
    let items = list.items().clone();
    let mut failed = false;
    let mut sorted = items;
    let one = sorted.len() < 2;
    sorted.sort_by(|one, two| {
        natural(one, two).unwrap_or_else(|| {
            failed = true;
            Ordering::Equal
        })
    });
    if failed && !one {
        return Err(thrown(
            "the items of the list can't be compared with one another",
        ));
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
