//! Legacy members: `Expected`, `QueryFilter`, `ScanFilter`, `KeyConditions`, `AttributeUpdates`, `AttributesToGet`. The words
//! of their rules are dynalite's.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::constraints::Constraints;
use super::members::Members;
use crate::error::Error;
use crate::expression::{Condition, DocumentPath, KeyComparison, Update, order};
use crate::path::PathSegment;
use crate::value::AttributeValue;

const OPERATORS: [&str; 13] = [
    "IN",
    "NULL",
    "BETWEEN",
    "LT",
    "NOT_CONTAINS",
    "EQ",
    "GT",
    "NOT_NULL",
    "NE",
    "LE",
    "BEGINS_WITH",
    "GE",
    "CONTAINS",
];
pub(super) const CONDITIONAL_OPERATORS: [&str; 2] = ["OR", "AND"];

/// A map of conditions by attribute.
pub(super) struct Conditions<'a> {
    member: &'static str,
    all: Vec<LegacyCondition<'a>>,
}

struct LegacyCondition<'a> {
    attribute: &'a str,
    operator: Option<&'a str>,
    values: Option<Vec<AttributeValue>>,
    value: Option<AttributeValue>,
    exists: Option<bool>,
    violation: Option<Error>,
}

fn invalid(message: &str) -> Error {
    Error::validation(format!(
        "One or more parameter values were invalid: {message}"
    ))
}

impl<'a> Conditions<'a> {
    /// Reads the conditions of a member; `None` for null. `Expected` has members of its own.
    pub(super) fn read(
        members: &mut Members<'a>,
        member: &'static str,
    ) -> Result<Option<Self>, Error> {
        let is_expected = member == "Expected";
        let class = match is_expected {
            true => "ExpectedAttributeValue",
            false => "Condition",
        };
        let Some(map) = members.map(member, class)? else {
            return Ok(None);
        };
        let mut all = Vec::new();
        for (attribute, json) in map {
            let steps = [PathSegment::Member(member), PathSegment::Member(attribute)];
            let mut inner = members.inner(json, &steps, class)?;
            let values = inner.attribute_values("AttributeValueList")?;
            let operator = inner.string("ComparisonOperator")?;
            let (exists, value) = match is_expected {
                true => (inner.boolean("Exists")?, inner.attribute_value("Value")?),
                false => (None, None),
            };
            all.push(LegacyCondition {
                attribute,
                operator,
                values,
                value,
                exists,
                violation: inner.violation(),
            });
        }
        Ok(Some(Self { member, all }))
    }

    pub(super) fn constrain(&self, constraints: &mut Constraints<'_>) {
        let mut member = self.member.to_owned();
        if let Some(head) = member.get_mut(..1) {
            head.make_ascii_lowercase();
        }
        for condition in &self.all {
            constraints.within(format!("{member}.{}.member.", condition.attribute));
            if self.member != "Expected" {
                constraints.not_null("ComparisonOperator", condition.operator.is_some());
            }
            constraints.one_of("ComparisonOperator", condition.operator, &OPERATORS);
        }
        constraints.within(String::new());
    }

    /// The filter, or all conditions on keys as a filter.
    pub(super) fn filter(&self, any: bool) -> Result<Option<Condition>, Error> {
        self.check()?;
        let conditions = self.all.iter().filter_map(|condition| {
            let values = condition.values.as_deref().unwrap_or_default();
            Condition::of_operator(condition.attribute, condition.operator?, values)
        });
        Ok(Condition::joined(conditions.collect(), any))
    }

    /// The key conditions.
    pub(super) fn keys(&self) -> Result<Vec<KeyComparison>, Error> {
        self.check()?;
        if !(1..=2).contains(&self.all.len()) {
            return Err(Error::validation("Conditions can be of length 1 or 2 only"));
        }
        let keys = self.all.iter().map(|condition| {
            let values = condition.values.as_deref().unwrap_or_default();
            let operator = condition.operator.unwrap_or_default();
            KeyComparison::of_operator(condition.attribute, operator, values).ok_or_else(|| {
                Error::validation("Attempted conditional constraint is not an indexable operation")
            })
        });
        keys.collect()
    }

    /// Checks the conditions of a filter or of keys.
    fn check(&self) -> Result<(), Error> {
        for condition in &self.all {
            if let Some(error) = &condition.violation {
                return Err(error.clone());
            }
            let operator = condition.operator.unwrap_or_default();
            let values = condition.values.as_deref().unwrap_or_default();
            check_values(operator, values)?;
            let fits = |kind: &str| match operator {
                "EQ" | "NE" => matches!(kind, "S" | "N" | "B" | "SS" | "NS" | "BS"),
                "BEGINS_WITH" => matches!(kind, "S" | "B"),
                _ => matches!(kind, "S" | "N" | "B"),
            };
            if let Some(value) = values.iter().find(|value| !fits(value.type_name())) {
                return Err(invalid(&format!(
                    "ComparisonOperator {operator} is not valid for {} AttributeValue type",
                    value.type_name()
                )));
            }
            check_bounds(operator, values)?;
        }
        Ok(())
    }

    /// `Expected` as a condition.
    pub(super) fn expected(&self, any: bool) -> Result<Option<Condition>, Error> {
        let mut conditions = Vec::new();
        for condition in &self.all {
            let attribute = condition.attribute;
            let LegacyCondition {
                operator,
                values,
                value,
                exists,
                ..
            } = condition;
            if values.is_some() && value.is_some() {
                return Err(invalid(&format!(
                    "Value and AttributeValueList cannot be used together for Attribute: {attribute}"
                )));
            }
            let given: Vec<AttributeValue> = match (values, value) {
                (Some(values), _) => values.clone(),
                (None, value) => value.iter().cloned().collect(),
            };
            let operator = match operator {
                Some(operator) => {
                    if exists.is_some() {
                        return Err(invalid(&format!(
                            "Exists and ComparisonOperator cannot be used together for Attribute: \
                             {attribute}"
                        )));
                    }
                    if !operator.ends_with("NULL") && values.is_none() && value.is_none() {
                        return Err(invalid(&format!(
                            "Value or AttributeValueList must be used with ComparisonOperator: \
                             {operator} for Attribute: {attribute}"
                        )));
                    }
                    check_values(operator, &given)?;
                    check_bounds(operator, &given)?;
                    operator
                }
                None if values.is_some() => {
                    return Err(invalid(&format!(
                        "AttributeValueList can only be used with a ComparisonOperator for \
                         Attribute: {attribute}"
                    )));
                }
                None => match (exists, value) {
                    (None | Some(true), None) => {
                        let exists = exists.map_or("null", |_| "true");
                        return Err(invalid(&format!(
                            "Value must be provided when Exists is {exists} for Attribute: \
                             {attribute}"
                        )));
                    }
                    (Some(false), Some(_)) => {
                        return Err(invalid(&format!(
                            "Value cannot be used when Exists is false for Attribute: {attribute}"
                        )));
                    }
                    (Some(false), None) => "NULL",
                    (_, Some(_)) => "EQ",
                },
            };
            if let Some(error) = &condition.violation {
                return Err(error.clone());
            }
            conditions.extend(Condition::of_operator(attribute, operator, &given));
        }
        Ok(Condition::joined(conditions, any))
    }
}

/// An operator has as many values as it needs, of one type.
fn check_values(operator: &str, values: &[AttributeValue]) -> Result<(), Error> {
    let fits = match operator {
        "NULL" | "NOT_NULL" => values.is_empty(),
        "BETWEEN" => values.len() == 2,
        "IN" => !values.is_empty(),
        _ => values.len() == 1,
    };
    if !fits {
        return Err(invalid(&format!(
            "Invalid number of argument(s) for the {operator} ComparisonOperator"
        )));
    }
    let mut kinds = values.iter().map(AttributeValue::type_name);
    let first = kinds.next();
    match kinds.all(|kind| Some(kind) == first) {
        true => Ok(()),
        false => Err(invalid(
            "AttributeValues inside AttributeValueList must be of same type",
        )),
    }
}

fn check_bounds(operator: &str, values: &[AttributeValue]) -> Result<(), Error> {
    match values {
        [low, high] if operator == "BETWEEN" && order(low, high) == Some(Ordering::Greater) => {
            Err(Error::validation(
                "The BETWEEN condition was provided a range where the lower bound is greater than \
                 the upper bound",
            ))
        }
        _ => Ok(()),
    }
}

/// Constrains `AttributesToGet`.
pub(super) fn constrain_names(constraints: &mut Constraints<'_>, members: &Members<'_>) {
    const NAME: &str = "AttributesToGet";
    if let Some(json) = members.json(NAME) {
        constraints.length(NAME, json, 1, Some(255));
    }
}

/// The projection of `AttributesToGet`.
pub(super) fn projection(names: Option<Vec<String>>) -> Result<Option<Vec<DocumentPath>>, Error> {
    let Some(names) = names else {
        return Ok(None);
    };
    let mut seen = BTreeSet::new();
    for name in &names {
        if !seen.insert(name) {
            let message = format!("Duplicate value in attribute name: {name}");
            return Err(invalid(&message).at_path("AttributesToGet"));
        }
    }
    let paths = names.iter().map(|name| DocumentPath::of_attribute(name));
    Ok(Some(paths.collect()))
}

/// `AttributeUpdates`.
pub(super) struct Updates<'a>(Vec<LegacyUpdate<'a>>);

struct LegacyUpdate<'a> {
    attribute: &'a str,
    action: Option<&'a str>,
    value: Option<AttributeValue>,
    violation: Option<Error>,
}

impl<'a> Updates<'a> {
    pub(super) fn read(members: &mut Members<'a>) -> Result<Option<Self>, Error> {
        const MEMBER: &str = "AttributeUpdates";
        const CLASS: &str = "AttributeValueUpdate";
        let Some(map) = members.map(MEMBER, CLASS)? else {
            return Ok(None);
        };
        let mut all = Vec::new();
        for (attribute, json) in map {
            let steps = [PathSegment::Member(MEMBER), PathSegment::Member(attribute)];
            let mut inner = members.inner(json, &steps, CLASS)?;
            all.push(LegacyUpdate {
                attribute,
                action: inner.string("Action")?,
                value: inner.attribute_value("Value")?,
                violation: inner.violation(),
            });
        }
        Ok(Some(Self(all)))
    }

    /// The update expression that it stands for.
    pub(super) fn update(self) -> Result<Update, Error> {
        let mut changes = Vec::new();
        for LegacyUpdate {
            attribute,
            action,
            value,
            violation,
        } in self.0
        {
            if let Some(error) = violation {
                return Err(error);
            }
            match (action, &value) {
                (Some("DELETE"), None) => {}
                (_, None) => {
                    return Err(invalid(
                        "Only DELETE action is allowed when no attribute value is specified",
                    ));
                }
                (Some("DELETE"), Some(value)) if !value.is_set() => {
                    return Err(invalid(&format!(
                        "DELETE action with value is not supported for the type {}",
                        value.type_name()
                    )));
                }
                (Some("ADD"), Some(value))
                    if !value.is_set() && !matches!(value.type_name(), "L" | "N") =>
                {
                    return Err(invalid(&format!(
                        "ADD action is not supported for the type {}",
                        value.type_name()
                    )));
                }
                _ => {}
            }
            changes.push((attribute.to_owned(), action.map(str::to_owned), value));
        }
        Ok(Update::of_attributes(changes))
    }
}
