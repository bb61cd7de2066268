//! Key conditions: the conditions that a `KeyConditionExpression` may have.
//!
//! Source: "Key condition expressions for the Query operation in DynamoDB", Amazon DynamoDB Developer Guide. The words are
//! dynalite's, and AWS's own where they were recorded.

use super::ast::{Comparator, DocumentPath, Expression, Operand, PathStep};
use super::evaluate::order;
use crate::error::Error;
use crate::value::AttributeValue;

/// The member, for errors.
const MEMBER: &str = "KeyConditionExpression";

/// A condition on one key attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyComparison {
    /// The attribute.
    pub(crate) attribute: String,
    pub(crate) test: KeyTest,
}

/// What a key attribute's value must be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum KeyTest {
    Equal(AttributeValue),
    Less(AttributeValue),
    LessOrEqual(AttributeValue),
    Greater(AttributeValue),
    GreaterOrEqual(AttributeValue),
    Between(AttributeValue, AttributeValue),
    BeginsWith(AttributeValue),
}

impl KeyTest {
    /// The values that it compares with.
    pub(crate) fn values(&self) -> impl Iterator<Item = &AttributeValue> {
        let (first, second) = match self {
            Self::Equal(value)
            | Self::Less(value)
            | Self::LessOrEqual(value)
            | Self::Greater(value)
            | Self::GreaterOrEqual(value)
            | Self::BeginsWith(value) => (value, None),
            Self::Between(low, high) => (low, Some(high)),
        };
        std::iter::once(first).chain(second)
    }

    /// Whether a value meets it.
    pub(crate) fn holds(&self, value: &AttributeValue) -> bool {
        let compare = |other| order(value, other);
        match self {
            Self::Equal(other) => value == other,
            Self::Less(other) => compare(other).is_some_and(|o| o.is_lt()),
            Self::LessOrEqual(other) => compare(other).is_some_and(|o| o.is_le()),
            Self::Greater(other) => compare(other).is_some_and(|o| o.is_gt()),
            Self::GreaterOrEqual(other) => compare(other).is_some_and(|o| o.is_ge()),
            Self::Between(low, high) => {
                compare(low).is_some_and(|o| o.is_ge()) && compare(high).is_some_and(|o| o.is_le())
            }
            Self::BeginsWith(start) => match (value, start) {
                (AttributeValue::S(text), AttributeValue::S(start)) => text.starts_with(&**start),
                (AttributeValue::B(bytes), AttributeValue::B(start)) => bytes.starts_with(start),
                _ => false,
            },
        }
    }
}

/// The conditions of an expression, in its order.
///
/// # Errors
/// `ValidationException` if it has other conditions than those on key attributes, joined by `AND`.
pub(super) fn comparisons(expression: Expression) -> Result<Vec<KeyComparison>, Error> {
    let mut found = Vec::new();
    collect(expression, &mut found)?;
    Ok(found)
}

fn collect(expression: Expression, found: &mut Vec<KeyComparison>) -> Result<(), Error> {
    let (path, test) = match expression {
        Expression::And(left, right) => {
            collect(*left, found)?;
            return collect(*right, found);
        }
        Expression::Or(..) => return Err(invalid_operator("OR")),
        Expression::Not(_) => return Err(invalid_operator("NOT")),
        Expression::In(..) => return Err(invalid_operator("IN")),
        Expression::Compare(_, Comparator::NotEqual, _) => return Err(invalid_operator("<>")),
        Expression::Exists(_) => return Err(invalid_operator("attribute_exists")),
        Expression::NotExists(_) => return Err(invalid_operator("attribute_not_exists")),
        Expression::HasType(..) => return Err(invalid_operator("attribute_type")),
        Expression::Contains(..) => return Err(invalid_operator("contains")),
        Expression::Compare(left, comparator, right) => compare(left, comparator, right)?,
        Expression::Between(operand, low, high) => {
            if matches!(operand, Operand::Value(_)) {
                return Err(not_first("BETWEEN"));
            }
            let [path, low, high] = [parts(operand)?, parts(low)?, parts(high)?];
            match (path, low, high) {
                (Part::Path(path), Part::Value(low), Part::Value(high)) => {
                    (path, KeyTest::Between(low, high))
                }
                _ => return Err(several_names()),
            }
        }
        Expression::BeginsWith(operand, start) => {
            if matches!(operand, Operand::Value(_)) {
                return Err(not_first("begins_with"));
            }
            match (parts(operand)?, parts(start)?) {
                (Part::Path(path), Part::Value(start)) => (path, KeyTest::BeginsWith(start)),
                _ => return Err(several_names()),
            }
        }
    };
    if found.iter().any(|other| other.attribute == path) {
        return Err(invalid("must only contain one condition per key"));
    }
    found.push(KeyComparison {
        attribute: path,
        test,
    });
    Ok(())
}

/// A comparison; with the value first it is turned around.
fn compare(
    left: Operand,
    comparator: Comparator,
    right: Operand,
) -> Result<(String, KeyTest), Error> {
    use Comparator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    let (path, value, comparator) = match (parts(left)?, parts(right)?) {
        (Part::Path(path), Part::Value(value)) => (path, value, comparator),
        (Part::Value(value), Part::Path(path)) => {
            let turned = match comparator {
                Less => Greater,
                LessOrEqual => GreaterOrEqual,
                Greater => Less,
                GreaterOrEqual => LessOrEqual,
                other => other,
            };
            (path, value, turned)
        }
        (Part::Path(_), Part::Path(_)) => return Err(several_names()),
        (Part::Value(_), Part::Value(_)) => {
            return Err(rejected(
                "Invalid condition in KeyConditionExpression: No key attribute specified",
            ));
        }
    };
    let test = match comparator {
        Equal | Comparator::NotEqual => KeyTest::Equal(value),
        Less => KeyTest::Less(value),
        LessOrEqual => KeyTest::LessOrEqual(value),
        Greater => KeyTest::Greater(value),
        GreaterOrEqual => KeyTest::GreaterOrEqual(value),
    };
    Ok((path, test))
}

/// An operand of a key condition.
enum Part {
    Path(String),
    Value(AttributeValue),
}

fn parts(operand: Operand) -> Result<Part, Error> {
    match operand {
        Operand::Value(value) => Ok(Part::Value(value)),
        Operand::Size(_) => Err(invalid("cannot contain nested operations")),
        Operand::Path(DocumentPath { steps }) => match <[PathStep; 1]>::try_from(steps) {
            Ok([PathStep::Attribute(name)]) => Ok(Part::Path(name)),
            _ => Err(invalid("cannot have conditions on nested attributes")),
        },
    }
}

fn rejected(message: impl Into<String>) -> Error {
    Error::validation(message).at_path(MEMBER)
}

fn invalid(rule: &str) -> Error {
    rejected(format!(
        "Invalid KeyConditionExpression: KeyConditionExpressions {rule}"
    ))
}

fn invalid_operator(operator: &str) -> Error {
    rejected(format!(
        "Invalid operator used in KeyConditionExpression: {operator}"
    ))
}

fn not_first(operator: &str) -> Error {
    rejected(format!(
        "Invalid condition in KeyConditionExpression: {operator} operator must have the key \
         attribute as its first operand"
    ))
}

fn several_names() -> Error {
    rejected(
        "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    )
}
