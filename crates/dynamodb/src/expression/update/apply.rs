//! Evaluator of update expressions.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::ast::{Action, Clause, Operand};
use crate::error::Error;
use crate::expression::ast::PathStep;
use crate::expression::evaluate::find;
use crate::value::{AttributeValue, Item, NumberError};

/// What becomes of the value at a path; `None`: it is removed.
type Edit<'a> = (&'a [PathStep], Option<AttributeValue>);

pub(super) fn apply(clauses: &[Clause], item: &Item) -> Result<Item, Error> {
    // DynamoDB evaluates all operands of SET before it looks at the paths.
    let mut set = Vec::new();
    for clause in clauses {
        set.push(match &clause.action {
            Action::Set(operand) => Some(resolve(operand, item)?.into_owned()),
            _ => None,
        });
    }
    let mut edits: Vec<Edit<'_>> = Vec::new();
    for (clause, set) in clauses.iter().zip(set) {
        let steps = clause.path.steps.as_slice();
        check_parent(steps, item)?;
        let old = || find(&clause.path, item);
        match &clause.action {
            Action::Set(_) => edits.push((steps, set)),
            Action::Remove => edits.push((steps, None)),
            Action::Add(value) => edits.push((steps, Some(add(old(), value)?))),
            Action::Delete(value) => {
                if let Some(old) = old() {
                    edits.push((steps, delete(old, value)?));
                }
            }
        }
    }
    let mut updated = item.clone();
    edit_map(&mut updated, edits)?;
    Ok(updated)
}

/// The message for an operand of a wrong type.
pub(super) const WRONG_TYPE: &str =
    "An operand in the update expression has an incorrect data type";

fn wrong_type() -> Error {
    Error::validation(WRONG_TYPE)
}

fn invalid_path() -> Error {
    Error::validation("The document path provided in the update expression is invalid for update")
}

fn number(error: NumberError) -> Error {
    Error::validation(error.to_string())
}

/// An operand's value before the update.
fn resolve<'a>(operand: &'a Operand, item: &'a Item) -> Result<Cow<'a, AttributeValue>, Error> {
    Ok(match operand {
        Operand::Value(value) => Cow::Borrowed(value),
        Operand::Path(path) => Cow::Borrowed(find(path, item).ok_or_else(|| {
            Error::validation(
                "The provided expression refers to an attribute that does not exist in the item",
            )
        })?),
        Operand::IfNotExists(path, otherwise) => match find(path, item) {
            Some(value) => Cow::Borrowed(value),
            None => resolve(otherwise, item)?,
        },
        Operand::Plus(left, right) | Operand::Minus(left, right) => {
            // The left one's type is checked before the right one is looked up.
            let left = resolve(left, item)?;
            let AttributeValue::N(left) = left.as_ref() else {
                return Err(wrong_type());
            };
            let right = resolve(right, item)?;
            let AttributeValue::N(right) = right.as_ref() else {
                return Err(wrong_type());
            };
            let result = match operand {
                Operand::Minus(..) => left.minus(right),
                _ => left.plus(right),
            };
            Cow::Owned(AttributeValue::N(result.map_err(number)?))
        }
        Operand::ListAppend(left, right) => {
            let left = resolve(left, item)?;
            let AttributeValue::L(left) = left.as_ref() else {
                return Err(wrong_type());
            };
            let right = resolve(right, item)?;
            let AttributeValue::L(right) = right.as_ref() else {
                return Err(wrong_type());
            };
            Cow::Owned(AttributeValue::L([left.as_slice(), right].concat()))
        }
    })
}

/// A path's last step must lead out of a map or a list that the item has.
fn check_parent(steps: &[PathStep], item: &Item) -> Result<(), Error> {
    let Some((last, [first, before @ ..])) = steps.split_last() else {
        return Ok(());
    };
    let mut parent = match first {
        PathStep::Attribute(name) => item.get(name),
        PathStep::Index(_) => None,
    };
    for step in before {
        parent = match (step, parent) {
            (PathStep::Attribute(name), Some(AttributeValue::M(map))) => map.get(name),
            (PathStep::Index(index), Some(AttributeValue::L(list))) => list.get(*index),
            _ => None,
        };
    }
    match (last, parent) {
        (PathStep::Attribute(_), Some(AttributeValue::M(_)))
        | (PathStep::Index(_), Some(AttributeValue::L(_))) => Ok(()),
        _ => Err(invalid_path()),
    }
}

/// The value after `ADD`.
fn add(old: Option<&AttributeValue>, added: &AttributeValue) -> Result<AttributeValue, Error> {
    fn union<T: Clone + Ord>(old: &BTreeSet<T>, added: &BTreeSet<T>) -> BTreeSet<T> {
        old.union(added).cloned().collect()
    }
    use AttributeValue::{BS, N, NS, SS};
    Ok(match (old, added) {
        (None, added) => added.clone(),
        (Some(N(old)), N(added)) => N(old.plus(added).map_err(number)?),
        (Some(SS(old)), SS(added)) => SS(union(old, added)),
        (Some(NS(old)), NS(added)) => NS(union(old, added)),
        (Some(BS(old)), BS(added)) => BS(union(old, added)),
        _ => return Err(wrong_type()),
    })
}

/// The value after `DELETE`; `None` if no member is left.
fn delete(old: &AttributeValue, deleted: &AttributeValue) -> Result<Option<AttributeValue>, Error> {
    fn rest<T: Clone + Ord>(old: &BTreeSet<T>, deleted: &BTreeSet<T>) -> Option<BTreeSet<T>> {
        let rest: BTreeSet<T> = old.difference(deleted).cloned().collect();
        (!rest.is_empty()).then_some(rest)
    }
    use AttributeValue::{BS, NS, SS};
    Ok(match (old, deleted) {
        (SS(old), SS(deleted)) => rest(old, deleted).map(SS),
        (NS(old), NS(deleted)) => rest(old, deleted).map(NS),
        (BS(old), BS(deleted)) => rest(old, deleted).map(BS),
        _ => return Err(wrong_type()),
    })
}

fn edit_value(value: &mut AttributeValue, edits: Vec<Edit<'_>>) -> Result<(), Error> {
    match value {
        AttributeValue::M(map) => edit_map(map, edits),
        AttributeValue::L(list) => edit_list(list, edits),
        _ => Err(invalid_path()),
    }
}

fn edit_map(map: &mut Item, edits: Vec<Edit<'_>>) -> Result<(), Error> {
    // The edits of one member stay together; paths do not overlap.
    let mut inner: BTreeMap<&str, Vec<Edit<'_>>> = BTreeMap::new();
    for (steps, new) in edits {
        match (steps, new) {
            ([PathStep::Attribute(name)], Some(value)) => drop(map.insert(name.as_str(), value)),
            ([PathStep::Attribute(name)], None) => drop(map.remove(name)),
            ([PathStep::Attribute(name), rest @ ..], new) => {
                inner.entry(name).or_default().push((rest, new));
            }
            _ => return Err(invalid_path()),
        }
    }
    for (name, edits) in inner {
        edit_value(map.get_mut(name).ok_or_else(invalid_path)?, edits)?;
    }
    Ok(())
}

/// Indexes are those of the list before the update. An index beyond its end appends; new elements keep the order of
/// their indexes.
fn edit_list(list: &mut Vec<AttributeValue>, edits: Vec<Edit<'_>>) -> Result<(), Error> {
    let old = std::mem::take(list).into_iter().enumerate();
    let mut elements: BTreeMap<usize, AttributeValue> = old.collect();
    let mut inner: BTreeMap<usize, Vec<Edit<'_>>> = BTreeMap::new();
    for (steps, new) in edits {
        match (steps, new) {
            ([PathStep::Index(index)], Some(value)) => drop(elements.insert(*index, value)),
            ([PathStep::Index(index)], None) => drop(elements.remove(index)),
            ([PathStep::Index(index), rest @ ..], new) => {
                inner.entry(*index).or_default().push((rest, new));
            }
            _ => return Err(invalid_path()),
        }
    }
    for (index, edits) in inner {
        edit_value(elements.get_mut(&index).ok_or_else(invalid_path)?, edits)?;
    }
    list.extend(elements.into_values());
    Ok(())
}
