//! Legacy conditions and updates, as the expressions that they stand for.
//!
//! Source: "Legacy DynamoDB conditional parameters", Amazon DynamoDB Developer Guide.

use super::Condition;
use super::ast::{Comparator, DocumentPath, Expression, Operand, PathStep};
use super::key_condition::{KeyComparison, KeyTest};
use crate::value::AttributeValue;

impl DocumentPath {
    /// The path of an attribute, whatever its name.
    pub(crate) fn of_attribute(name: &str) -> Self {
        Self {
            steps: vec![PathStep::Attribute(name.to_owned())],
        }
    }
}

impl Condition {
    /// The condition of a `ComparisonOperator`; `None` if the operator has not as many values.
    pub(crate) fn of_operator(
        attribute: &str,
        operator: &str,
        values: &[AttributeValue],
    ) -> Option<Self> {
        let path = || DocumentPath::of_attribute(attribute);
        let operand = || Operand::Path(path());
        let value = |index: usize| values.get(index).cloned().map(Operand::Value);
        let compare = |comparator| Some(Expression::Compare(operand(), comparator, value(0)?));
        let expression = match operator {
            "EQ" => compare(Comparator::Equal)?,
            "NE" => compare(Comparator::NotEqual)?,
            "LE" => compare(Comparator::LessOrEqual)?,
            "LT" => compare(Comparator::Less)?,
            "GE" => compare(Comparator::GreaterOrEqual)?,
            "GT" => compare(Comparator::Greater)?,
            "NOT_NULL" => Expression::Exists(path()),
            "NULL" => Expression::NotExists(path()),
            "CONTAINS" => Expression::Contains(operand(), value(0)?),
            "NOT_CONTAINS" => Expression::Not(Box::new(Expression::Contains(operand(), value(0)?))),
            "BEGINS_WITH" => Expression::BeginsWith(operand(), value(0)?),
            "BETWEEN" => Expression::Between(operand(), value(0)?, value(1)?),
            "IN" => {
                let values = values.iter().cloned().map(Operand::Value);
                Expression::In(operand(), values.collect())
            }
            _ => return None,
        };
        Some(Self(expression))
    }

    /// All conditions, or `any` of them; `None` if there are none. The tree is balanced, so that its depth stays small.
    pub(crate) fn joined(mut conditions: Vec<Self>, any: bool) -> Option<Self> {
        let rest = conditions.split_off(conditions.len().div_ceil(2));
        if rest.is_empty() {
            return conditions.pop();
        }
        let left = Box::new(Self::joined(conditions, any)?.0);
        let right = Box::new(Self::joined(rest, any)?.0);
        Some(Self(match any {
            true => Expression::Or(left, right),
            false => Expression::And(left, right),
        }))
    }
}

impl KeyComparison {
    /// The key condition of a `ComparisonOperator`; `None` if it is none of keys.
    pub(crate) fn of_operator(
        attribute: &str,
        operator: &str,
        values: &[AttributeValue],
    ) -> Option<Self> {
        let value = |index: usize| values.get(index).cloned();
        let test = match operator {
            "EQ" => KeyTest::Equal(value(0)?),
            "LE" => KeyTest::LessOrEqual(value(0)?),
            "LT" => KeyTest::Less(value(0)?),
            "GE" => KeyTest::GreaterOrEqual(value(0)?),
            "GT" => KeyTest::Greater(value(0)?),
            "BEGINS_WITH" => KeyTest::BeginsWith(value(0)?),
            "BETWEEN" => KeyTest::Between(value(0)?, value(1)?),
            _ => return None,
        };
        Some(Self {
            attribute: attribute.to_owned(),
            test,
        })
    }
}
