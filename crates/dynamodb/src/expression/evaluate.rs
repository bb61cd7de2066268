//! Evaluator of conditions.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::ast::{Comparator, DocumentPath, Expression, Operand, PathStep};
use crate::value::{AttributeValue, Item, Number};

pub(crate) fn holds(expression: &Expression, item: &Item) -> bool {
    match expression {
        Expression::Or(left, right) => holds(left, item) || holds(right, item),
        Expression::And(left, right) => holds(left, item) && holds(right, item),
        Expression::Not(inner) => !holds(inner, item),
        Expression::Compare(left, comparator, right) => {
            compare(&resolve(left, item), *comparator, &resolve(right, item))
        }
        Expression::Between(operand, low, high) => {
            let (value, low, high) = (
                resolve(operand, item),
                resolve(low, item),
                resolve(high, item),
            );
            compare(&value, Comparator::GreaterOrEqual, &low)
                && compare(&value, Comparator::LessOrEqual, &high)
        }
        Expression::In(operand, candidates) => {
            let value = resolve(operand, item);
            candidates
                .iter()
                .any(|c| compare(&value, Comparator::Equal, &resolve(c, item)))
        }
        Expression::Exists(path) => find(path, item).is_some(),
        Expression::NotExists(path) => find(path, item).is_none(),
        Expression::HasType(operand, kind) => {
            resolve(operand, item).is_some_and(|value| value.type_name() == kind)
        }
        Expression::BeginsWith(operand, start) => {
            match (
                resolve(operand, item).as_deref(),
                resolve(start, item).as_deref(),
            ) {
                (Some(AttributeValue::S(text)), Some(AttributeValue::S(start))) => {
                    text.starts_with(start.as_str())
                }
                (Some(AttributeValue::B(bytes)), Some(AttributeValue::B(start))) => {
                    bytes.starts_with(start)
                }
                _ => false,
            }
        }
        Expression::Contains(operand, part) => {
            match (
                resolve(operand, item).as_deref(),
                resolve(part, item).as_deref(),
            ) {
                (Some(whole), Some(part)) => contains(whole, part),
                _ => false,
            }
        }
    }
}

type Resolved<'a> = Option<Cow<'a, AttributeValue>>;

/// An operand's value; `None` if the item has none.
fn resolve<'a>(operand: &'a Operand, item: &'a Item) -> Resolved<'a> {
    match operand {
        Operand::Value(value) => Some(Cow::Borrowed(value)),
        Operand::Path(path) => find(path, item).map(Cow::Borrowed),
        Operand::Size(inner) => {
            let count = size(resolve(inner, item)?.as_ref())?;
            Some(Cow::Owned(AttributeValue::N(Number::from_count(count))))
        }
    }
}

/// The value at a path.
pub(super) fn find<'a>(path: &DocumentPath, item: &'a Item) -> Option<&'a AttributeValue> {
    let mut steps = path.steps.iter();
    let mut value = match steps.next()? {
        PathStep::Attribute(name) => item.get(name)?,
        PathStep::Index(_) => return None,
    };
    for step in steps {
        value = match (step, value) {
            (PathStep::Attribute(name), AttributeValue::M(map)) => map.get(name)?,
            (PathStep::Index(index), AttributeValue::L(list)) => list.get(*index)?,
            _ => return None,
        };
    }
    Some(value)
}

/// `size(…)`: a string's length in UTF-16 units, bytes of a binary, elements of the others.
fn size(value: &AttributeValue) -> Option<usize> {
    match value {
        AttributeValue::S(text) => Some(text.encode_utf16().count()),
        AttributeValue::B(bytes) => Some(bytes.len()),
        AttributeValue::SS(set) => Some(set.len()),
        AttributeValue::NS(set) => Some(set.len()),
        AttributeValue::BS(set) => Some(set.len()),
        AttributeValue::M(map) => Some(map.len()),
        AttributeValue::L(list) => Some(list.len()),
        AttributeValue::N(_) | AttributeValue::Null | AttributeValue::Bool(_) => None,
    }
}

/// Two values of the same scalar type in order: strings by their UTF-8 bytes.
pub(crate) fn order(left: &AttributeValue, right: &AttributeValue) -> Option<Ordering> {
    match (left, right) {
        (AttributeValue::S(a), AttributeValue::S(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        (AttributeValue::N(a), AttributeValue::N(b)) => Some(a.cmp(b)),
        (AttributeValue::B(a), AttributeValue::B(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn compare(left: &Resolved<'_>, comparator: Comparator, right: &Resolved<'_>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        // A missing value is unequal to everything, and neither less nor greater.
        return comparator == Comparator::NotEqual;
    };
    let ordered = order(left, right);
    match comparator {
        Comparator::Equal => left == right,
        Comparator::NotEqual => left != right,
        Comparator::Less => ordered == Some(Ordering::Less),
        Comparator::LessOrEqual => ordered.is_some_and(Ordering::is_le),
        Comparator::Greater => ordered == Some(Ordering::Greater),
        Comparator::GreaterOrEqual => ordered.is_some_and(Ordering::is_ge),
    }
}

fn contains(whole: &AttributeValue, part: &AttributeValue) -> bool {
    match (whole, part) {
        (AttributeValue::S(text), AttributeValue::S(part)) => text.contains(part.as_str()),
        (AttributeValue::B(bytes), AttributeValue::B(part)) => {
            part.is_empty()
                || bytes
                    .windows(part.len())
                    .any(|window| window == part.as_slice())
        }
        (AttributeValue::SS(set), AttributeValue::S(part)) => set.contains(part),
        (AttributeValue::NS(set), AttributeValue::N(part)) => set.contains(part),
        (AttributeValue::BS(set), AttributeValue::B(part)) => set.contains(part),
        (AttributeValue::L(list), part) => list.contains(part),
        _ => false,
    }
}
