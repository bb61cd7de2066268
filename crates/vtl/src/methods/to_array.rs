//! `toArray` of lists, arrays and the views of maps.

use std::rc::Rc;

use crate::budget::Budget;
use crate::value::{Array, List, Value, put_into_list};

use super::{Called, thrown};

/// The array of `items`. Velocity passes an array of objects to `toArray(T[])` as it is, which is filled if it is long
/// enough, and any other arguments as an array of their own; an array of bytes or characters fits no such method.
pub(super) fn to_array(items: Vec<Value>, arguments: &[Value], budget: &Budget) -> Called {
    let (kind, target) = match arguments {
        [] => return Ok(Some(List::array(Array::Objects, items))),
        [Value::List(array)] if array.array_of().is_some() => match array.array_of() {
            Some(kind @ (Array::Strings | Array::Objects)) => (kind, Value::List(Rc::clone(array))),
            _ => return Err(thrown("it takes no arguments")),
        },
        _ => {
            budget.items(arguments.len(), arguments.len())?;
            let own = List::array(Array::Objects, arguments.to_vec());
            (Array::Objects, own)
        }
    };
    let fits = |item: &Value| matches!(item, Value::String(_) | Value::Null);
    if kind == Array::Strings && !items.iter().all(fits) {
        return Err(thrown("an array of strings takes nothing else"));
    }
    let Value::List(list) = &target else {
        return Ok(None);
    };
    if list.items().len() < items.len() {
        return Ok(Some(List::array(kind, items)));
    }
    // The item behind the last one is null, and those after it stay.
    let end = (list.items().len() > items.len()).then_some(Value::Null);
    for (at, item) in items.into_iter().chain(end).enumerate() {
        put_into_list(list, &item);
        if let Some(slot) = list.items_mut().get_mut(at) {
            *slot = item;
        }
    }
    Ok(Some(target))
}
