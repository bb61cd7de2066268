//! Parser of `UpdateItem` requests.

use super::constraints::Constraints;
use super::legacy::{CONDITIONAL_OPERATORS, Conditions, Updates};
use super::members::Members;
use super::{
    CAPACITY, METRICS, RETURN_VALUES, RETURN_VALUES_ON_FAILURE, ReturnConsumedCapacity,
    ReturnValues, capacity, check_legacy, on_failure, placed,
};
use crate::error::Error;
use crate::expression::{Condition, Placeholders, Update, parse_condition, parse_update};
use crate::value::Item;
use crate::value::read::parse_json;

/// An `UpdateItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateItem {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `Key`.
    pub key: Item,
    /// `UpdateExpression`, with its placeholders filled in.
    pub update: Option<Update>,
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

impl UpdateItem {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let metrics = members.string("ReturnItemCollectionMetrics")?;
        let return_values = members.string("ReturnValues")?;
        let (key, key_violation) = members.item("Key")?;
        let shown_on_failure = members.string("ReturnValuesOnConditionCheckFailure")?;
        let expected = Conditions::read(&mut members, "Expected")?;
        let conditional_operator = members.string("ConditionalOperator")?;
        let condition = members.string("ConditionExpression")?;
        let update = members.string("UpdateExpression")?;
        let attribute_updates = Updates::read(&mut members)?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        members.only(&[
            "TableName",
            "Key",
            "UpdateExpression",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnItemCollectionMetrics",
            "ReturnConsumedCapacity",
            "AttributeUpdates",
            "Expected",
            "ConditionalOperator",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.one_of("ReturnItemCollectionMetrics", metrics, &METRICS);
        constraints.one_of("ReturnValues", return_values, &RETURN_VALUES);
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
        check_legacy(
            &members,
            &["AttributeUpdates", "Expected", "ConditionalOperator"],
            &["UpdateExpression", "ConditionExpression"],
        )?;
        placeholders
            .check_presence(&[
                ("UpdateExpression", update.is_some()),
                ("ConditionExpression", condition.is_some()),
            ])
            .map_err(placed)?;
        if let Some(error) = key_violation {
            return Err(error);
        }
        let attribute_updates = match attribute_updates {
            Some(updates) => Some(updates.update()?),
            None => None,
        };
        let any = conditional_operator == Some("OR");
        let expected = match &expected {
            Some(expected) => expected.expected(any)?,
            None => None,
        };
        placeholders.check().map_err(placed)?;
        let update = match update {
            Some(text) => Some(parse_update(text, &placeholders).map_err(placed)?),
            None => attribute_updates,
        };
        let condition = match condition {
            Some(text) => {
                Some(parse_condition("ConditionExpression", text, &placeholders).map_err(placed)?)
            }
            None => expected,
        };
        placeholders.check_all_used().map_err(placed)?;
        Ok(Self {
            table_name: table_name.unwrap_or_default().to_owned(),
            key: key.unwrap_or_default(),
            update,
            condition,
            return_values: match return_values {
                Some("ALL_OLD") => ReturnValues::AllOld,
                Some("UPDATED_OLD") => ReturnValues::UpdatedOld,
                Some("ALL_NEW") => ReturnValues::AllNew,
                Some("UPDATED_NEW") => ReturnValues::UpdatedNew,
                _ => ReturnValues::None,
            },
            return_values_on_failure: on_failure(shown_on_failure),
            return_consumed_capacity: capacity(consumed),
            return_metrics: metrics == Some("SIZE"),
        })
    }
}
