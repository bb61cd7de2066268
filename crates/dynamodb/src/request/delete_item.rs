//! Parser of `DeleteItem` requests.

use super::constraints::Constraints;
use super::legacy::{CONDITIONAL_OPERATORS, Conditions};
use super::members::Members;
use super::{
    CAPACITY, METRICS, RETURN_VALUES, RETURN_VALUES_ON_FAILURE, ReturnConsumedCapacity,
    ReturnValues, capacity, check_legacy, on_failure, placed,
};
use crate::error::Error;
use crate::expression::{Condition, Placeholders, parse_condition};
use crate::value::Item;
use crate::value::read::parse_json;

/// A `DeleteItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteItem {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `Key`.
    pub key: Item,
    /// `ConditionExpression`, with its placeholders filled in.
    pub condition: Option<Condition>,
    /// `ReturnValues`.
    pub return_values: ReturnValues,
    /// `ReturnValuesOnConditionCheckFailure`.
    pub return_values_on_failure: ReturnValues,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
    /// Whether `ReturnItemCollectionMetrics` asks for the size of the item collection.
    pub return_metrics: bool,
}

impl DeleteItem {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let return_values = members.string("ReturnValues")?;
        let metrics = members.string("ReturnItemCollectionMetrics")?;
        let (key, key_violation) = members.item("Key")?;
        let shown_on_failure = members.string("ReturnValuesOnConditionCheckFailure")?;
        let expected = Conditions::read(&mut members, "Expected")?;
        let conditional_operator = members.string("ConditionalOperator")?;
        let expression = members.string("ConditionExpression")?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        members.only(&[
            "TableName",
            "Key",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnItemCollectionMetrics",
            "ReturnConsumedCapacity",
            "Expected",
            "ConditionalOperator",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.one_of("ReturnValues", return_values, &RETURN_VALUES);
        constraints.one_of("ReturnItemCollectionMetrics", metrics, &METRICS);
        constraints.not_null("Key", key.is_some());
        constraints.one_of(
            "ReturnValuesOnConditionCheckFailure",
            shown_on_failure,
            &RETURN_VALUES_ON_FAILURE,
        );
        constraints.one_of(
            "ConditionalOperator",
            conditional_operator,
            &CONDITIONAL_OPERATORS,
        );
        if let Some(expected) = &expected {
            expected.constrain(&mut constraints);
        }
        constraints.finish()?;

        let placed = |error| placed(body, error);
        let legacy = ["Expected", "ConditionalOperator"];
        check_legacy(&members, &legacy, &["ConditionExpression"])?;
        placeholders
            .check_presence(&[("ConditionExpression", expression.is_some())])
            .map_err(placed)?;
        if let Some(error) = key_violation {
            return Err(error);
        }
        let return_values = match return_values {
            None | Some("NONE") => ReturnValues::None,
            Some("ALL_OLD") => ReturnValues::AllOld,
            Some(_) => {
                let message = "ReturnValues can only be ALL_OLD or NONE";
                return Err(members.rejected("ReturnValues", message));
            }
        };
        let any = conditional_operator == Some("OR");
        let expected = match &expected {
            Some(expected) => expected.expected(any)?,
            None => None,
        };
        placeholders.check().map_err(placed)?;
        let condition = match expression {
            Some(text) => {
                Some(parse_condition("ConditionExpression", text, &placeholders).map_err(placed)?)
            }
            None => expected,
        };
        placeholders.check_all_used().map_err(placed)?;
        Ok(Self {
            table_name: table_name.unwrap_or_default().to_owned(),
            key: key.unwrap_or_default(),
            condition,
            return_values,
            return_values_on_failure: on_failure(shown_on_failure),
            return_consumed_capacity: capacity(consumed),
            return_metrics: metrics == Some("SIZE"),
        })
    }
}
