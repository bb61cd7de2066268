//! Functions of paths.

use std::rc::Rc;

use vtl::value::{List, Printed, key_set};
use vtl::{Thrown, Value};

use super::Evaluation;
use crate::json;
use crate::jsonpath::Error;
use crate::jsonpath::ast::Argument;

/// Jayway's functions.
const NAMES: [&str; 13] = [
    "min", "max", "avg", "sum", "stddev", "length", "size", "keys", "concat", "append", "first",
    "last", "index",
];

/// Applies the function `name` to `model`.
pub(super) fn call(
    name: &str,
    arguments: &[Argument],
    model: &Value,
    run: &Evaluation<'_>,
) -> Result<Value, Error> {
    if !NAMES.contains(&name) {
        return Err(Error::invalid(format!("there is no function '{name}'")));
    }
    // Paths are evaluated even if the function ignores their values; JSON is parsed only if it uses them.
    let mut found = Vec::with_capacity(arguments.len());
    for argument in arguments {
        found.push(match argument {
            Argument::Json(_) => None,
            Argument::Path(path) => Some(run.nested(path, run.document(), false)?),
        });
    }
    let values = || -> Result<Vec<Value>, Error> {
        let found = found.iter().zip(arguments);
        found
            .map(|(found, argument)| match (found, argument) {
                (Some(value), _) => Ok(value.clone()),
                (None, Argument::Json(text)) => {
                    let read = json::read_within(text, run.budget()).map_err(limit_error)?;
                    read.map_err(|e| Error::failed(e.to_string()))
                }
                (None, Argument::Path(_)) => Ok(Value::Null),
            })
            .collect()
    };
    if let Value::List(list) = model {
        run.charge(list.items().len() / 8)?;
    }
    match name {
        "min" | "max" | "avg" | "sum" | "stddev" => aggregate(name, &numbers(model, &values()?)),
        "length" | "size" => length_of(arguments.first(), model, run),
        "keys" => Ok(match model {
            Value::Map(map) => key_set(map),
            _ => Value::Null,
        }),
        "concat" => concat(model, &values()?, run),
        "append" => Ok(match model {
            // Jayway changes the document here; a copy leaves it unchanged for other paths.
            Value::List(list) if !arguments.is_empty() => {
                let length = list.items().len() + arguments.len();
                run.budget().items(length, length).map_err(limit_error)?;
                json_list(list.items().iter().chain(&values()?).cloned().collect())
            }
            _ => model.clone(),
        }),
        "first" => at(list_of(model)?, 0),
        "last" => at(list_of(model)?, -1),
        // `index`
        _ => {
            let list = list_of(model)?;
            match numbers(&Value::Null, &values()?).first() {
                Some(index) => at(list, *index as i64),
                None => Err(Error::out_of_bounds("index() needs a number")),
            }
        }
    }
}

pub(super) fn json_list(items: Vec<Value>) -> Value {
    Value::List(Rc::new(List::new(Printed::Json, items)))
}

/// The numbers of a list and of the arguments.
fn numbers(model: &Value, arguments: &[Value]) -> Vec<f64> {
    let mut numbers = Vec::new();
    if let Value::List(list) = model {
        numbers.extend(list.items().iter().filter_map(json::as_f64));
    }
    for argument in arguments {
        match argument {
            Value::List(list) => numbers.extend(list.items().iter().filter_map(json::as_f64)),
            other => numbers.extend(json::as_f64(other)),
        }
    }
    numbers
}

fn aggregate(name: &str, numbers: &[f64]) -> Result<Value, Error> {
    if numbers.is_empty() {
        return Err(Error::failed(format!("{name}() found no number")));
    }
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    Ok(Value::Double(match name {
        "min" => numbers.iter().copied().fold(f64::MAX, f64::min),
        // It starts at Java's `Double.MIN_VALUE`, the least positive number.
        "max" => numbers.iter().copied().fold(f64::from_bits(1), f64::max),
        "avg" => sum / count,
        "sum" => sum,
        _ => {
            let squares: f64 = numbers.iter().map(|n| n * n).sum();
            (squares / count - sum * sum / count / count).sqrt()
        }
    }))
}

/// The number of items or members of `model`; null for anything else, strings included. A path as the first argument is
/// applied to `model` as its document, with a wildcard appended: if that finds a list, the result is its length.
fn length_of(
    first: Option<&Argument>,
    model: &Value,
    run: &Evaluation<'_>,
) -> Result<Value, Error> {
    match first {
        None => {}
        Some(Argument::Json(_)) => return Err(Error::failed("length() takes only a path")),
        Some(Argument::Path(path)) => {
            let members = path.members();
            let inner = run.within(members.as_ref().unwrap_or(path), model)?;
            if matches!(inner, Value::List(_)) {
                return Ok(length(&inner));
            }
        }
    }
    Ok(length(model))
}

fn length(value: &Value) -> Value {
    let length = match value {
        Value::List(list) => list.items().len(),
        Value::Map(map) => map.entries().len(),
        _ => return Value::Null,
    };
    i32::try_from(length).map_or(Value::Null, Value::Integer)
}

fn concat(model: &Value, arguments: &[Value], run: &Evaluation<'_>) -> Result<Value, Error> {
    let mut text = String::new();
    let mut push = |part: &str| {
        run.charge_bytes(part.len())?;
        let length = text.len() + part.len();
        run.budget().fits(length).map_err(limit_error)?;
        text.push_str(part);
        Ok(())
    };
    if let Value::List(list) = model {
        for item in list.items().iter() {
            if let Value::String(part) = item {
                push(part)?;
            }
        }
    }
    let mut add = |value: &Value| match value {
        Value::Null => Ok(()),
        Value::String(part) => push(part),
        other => push(&other.print_within(run.budget()).map_err(limit_error)?),
    };
    for argument in arguments {
        match argument {
            Value::List(list) => {
                run.charge(list.items().len() / 8)?;
                list.items().iter().try_for_each(&mut add)?;
            }
            other => add(other)?,
        }
    }
    Ok(text.into())
}

/// A limit of the rendering as an error of the path.
fn limit_error(thrown: Thrown) -> Error {
    Error::limit(thrown.message)
}

fn list_of(model: &Value) -> Result<&List, Error> {
    match model {
        Value::List(list) => Ok(list),
        _ => Err(Error::failed("only a list has items")),
    }
}

fn at(list: &List, index: i64) -> Result<Value, Error> {
    let items = list.items();
    // Jayway's bounds check of a negative index excludes the first item.
    let first_from_end = index < 0 && index.unsigned_abs() == items.len() as u64;
    super::item(&items, index)
        .filter(|_| !first_from_end)
        .cloned()
        .ok_or_else(|| {
            let message = format!("there is no item {index}");
            if index < 0 {
                Error::failed(message)
            } else {
                Error::out_of_bounds(message)
            }
        })
}
