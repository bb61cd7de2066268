//! Parser of the requests `PutItem` and `GetItem`.

mod constraints;
mod members;

use crate::error::Error;
use crate::expression::{Condition, DocumentPath, Placeholders, parse_condition, parse_projection};
use crate::path::{PathSegment, locate};
use crate::value::read::parse_json;
use crate::value::{Item, MAX_ITEM_SIZE, item_size};
use constraints::Constraints;
pub(crate) use constraints::table_of_arn;
use members::Members;

/// `ReturnValues` of `PutItem`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnValues {
    /// No item is returned.
    #[default]
    None,
    /// The replaced item is returned.
    AllOld,
}

/// `ReturnConsumedCapacity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnConsumedCapacity {
    /// No capacity is returned.
    #[default]
    None,
    /// The total.
    Total,
    /// The total, and the parts of the table and each index.
    Indexes,
}

/// A `PutItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct PutItem {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `Item`.
    pub item: Item,
    /// `ConditionExpression`, with its placeholders filled in.
    pub condition: Option<Condition>,
    /// `ReturnValues`.
    pub return_values: ReturnValues,
    /// `ReturnValuesOnConditionCheckFailure`.
    pub return_values_on_failure: ReturnValues,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// A `GetItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct GetItem {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `Key`.
    pub key: Item,
    /// `ProjectionExpression`, with its placeholders filled in.
    pub projection: Option<Vec<DocumentPath>>,
    /// `ConsistentRead`.
    pub consistent_read: bool,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

const CAPACITY: [&str; 3] = ["INDEXES", "TOTAL", "NONE"];
const METRICS: [&str; 2] = ["SIZE", "NONE"];
const RETURN_VALUES: [&str; 5] = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"];
const RETURN_VALUES_ON_FAILURE: [&str; 2] = ["ALL_OLD", "NONE"];

fn capacity(text: Option<&str>) -> ReturnConsumedCapacity {
    match text {
        Some("TOTAL") => ReturnConsumedCapacity::Total,
        Some("INDEXES") => ReturnConsumedCapacity::Indexes,
        _ => ReturnConsumedCapacity::None,
    }
}

/// A violated rule about a whole member.
fn rejected(body: &str, member: &'static str, message: &str) -> Error {
    let mut error = Error::validation(message).at_path(member);
    error.position = Some(locate(body, &[PathSegment::Member(member)]));
    error
}

/// `TableName` alone.
pub(crate) fn table_name(body: &str) -> Result<String, Error> {
    let json = parse_json(body)?;
    let name = Members::new(body, &json)?.string("TableName")?;
    let mut constraints = Constraints::new(body);
    constraints.table_name(name);
    constraints.finish()?;
    Ok(name.unwrap_or_default().to_owned())
}

/// Adds the member's position to an error about a whole member.
fn placed(body: &str, mut error: Error) -> Error {
    if error.position.is_none() && !error.path.is_empty() {
        error.position = Some(locate(body, &[PathSegment::Member(&error.path)]));
    }
    error
}

impl PutItem {
    /// Parses a request's body and checks everything that needs no table: types, members, values, the item's size, the
    /// expression.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let (item, item_violation) = members.item("Item")?;
        let return_values = members.string("ReturnValues")?;
        let on_failure = members.string("ReturnValuesOnConditionCheckFailure")?;
        // Only tables with a local secondary index have metrics; none here has one.
        let metrics = members.string("ReturnItemCollectionMetrics")?;
        let expression = members.string("ConditionExpression")?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        members.only(&[
            "TableName",
            "Item",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnItemCollectionMetrics",
            "ReturnConsumedCapacity",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.not_null("Item", item.is_some());
        constraints.one_of("ReturnValues", return_values, &RETURN_VALUES);
        constraints.one_of("ReturnItemCollectionMetrics", metrics, &METRICS);
        constraints.one_of(
            "ReturnValuesOnConditionCheckFailure",
            on_failure,
            &RETURN_VALUES_ON_FAILURE,
        );
        constraints.finish()?;

        let placed = |error| placed(body, error);
        placeholders
            .check_presence(expression.is_some(), Some("ConditionExpression"))
            .map_err(placed)?;
        if let Some(error) = item_violation {
            return Err(error);
        }
        let return_values = match return_values {
            None | Some("NONE") => ReturnValues::None,
            Some("ALL_OLD") => ReturnValues::AllOld,
            Some(_) => {
                let message = "ReturnValues can only be ALL_OLD or NONE";
                return Err(rejected(body, "ReturnValues", message));
            }
        };
        let item = item.unwrap_or_default();
        if item_size(&item) > MAX_ITEM_SIZE {
            return Err(rejected(
                body,
                "Item",
                "Item size has exceeded the maximum allowed size",
            ));
        }
        placeholders.check().map_err(placed)?;
        let condition = match expression {
            Some(text) => Some(parse_condition(text, &placeholders).map_err(placed)?),
            None => None,
        };
        placeholders.check_all_used().map_err(placed)?;
        Ok(Self {
            table_name: table_name.unwrap_or_default().to_owned(),
            item,
            condition,
            return_values,
            return_values_on_failure: match on_failure {
                Some("ALL_OLD") => ReturnValues::AllOld,
                _ => ReturnValues::None,
            },
            return_consumed_capacity: capacity(consumed),
        })
    }
}

impl GetItem {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let (key, key_violation) = members.item("Key")?;
        let consistent_read = members.boolean("ConsistentRead")?;
        let expression = members.string("ProjectionExpression")?;
        let placeholders = Placeholders::new(members.names()?, None);
        members.only(&[
            "TableName",
            "Key",
            "ConsistentRead",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ReturnConsumedCapacity",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.not_null("Key", key.is_some());
        constraints.finish()?;

        let placed = |error| placed(body, error);
        placeholders
            .check_presence(expression.is_some(), None)
            .map_err(placed)?;
        if let Some(error) = key_violation {
            return Err(error);
        }
        placeholders.check().map_err(placed)?;
        let projection = match expression {
            Some(text) => Some(parse_projection(text, &placeholders).map_err(placed)?),
            None => None,
        };
        placeholders.check_all_used().map_err(placed)?;
        Ok(Self {
            table_name: table_name.unwrap_or_default().to_owned(),
            key: key.unwrap_or_default(),
            projection,
            consistent_read: consistent_read.unwrap_or(false),
            return_consumed_capacity: capacity(consumed),
        })
    }
}
