//! Parser of `Query` requests.

use super::constraints::Constraints;
use super::members::Members;
use super::read::{Read, SELECT};
use super::{CAPACITY, check_legacy, placed};
use crate::error::Error;
use crate::expression::{KeyComparison, Placeholders, parse_key_condition};
use crate::value::read::parse_json;

/// A `Query` request.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What `Query` and `Scan` have in common.
    pub read: Read,
    /// `KeyConditionExpression`, with its placeholders filled in.
    pub key_condition: Vec<KeyComparison>,
    /// `ScanIndexForward`: whether the items come in ascending order of the sort key.
    pub forward: bool,
}

impl Query {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let select = members.string("Select")?;
        let index_name = members.string("IndexName")?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let limit = members.integer("Limit")?;
        let start_key = members.start_key()?;
        let consistent_read = members.boolean("ConsistentRead")?;
        let forward = members.boolean("ScanIndexForward")?;
        let key_condition = members.string("KeyConditionExpression")?;
        let filter = members.string("FilterExpression")?;
        let projection = members.string("ProjectionExpression")?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        members.only(&[
            "TableName",
            "IndexName",
            "Select",
            "Limit",
            "ExclusiveStartKey",
            "ConsistentRead",
            "ScanIndexForward",
            "KeyConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "AttributesToGet",
            "QueryFilter",
            "ConditionalOperator",
            "KeyConditions",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("Select", select, &SELECT);
        constraints.name("IndexName", index_name);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.at_least("Limit", limit, 1);
        constraints.finish()?;

        let placed = |error| placed(body, error);
        check_legacy(
            &members,
            &[
                "AttributesToGet",
                "QueryFilter",
                "ConditionalOperator",
                "KeyConditions",
            ],
            &[
                "ProjectionExpression",
                "FilterExpression",
                "KeyConditionExpression",
            ],
        )?;
        placeholders
            .check_presence(&[
                ("ProjectionExpression", projection.is_some()),
                ("FilterExpression", filter.is_some()),
                ("KeyConditionExpression", key_condition.is_some()),
            ])
            .map_err(placed)?;
        let start_key = start_key.checked()?;
        let Some(key_condition) = key_condition else {
            return Err(Error::validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in \
                 the request.",
            ));
        };
        let mut read = Read::new(&members, select, projection, index_name)?;
        placeholders.check().map_err(placed)?;
        let key_condition = parse_key_condition(key_condition, &placeholders).map_err(placed)?;
        read.parse_expressions(filter, projection, &placeholders)
            .map_err(placed)?;
        placeholders.check_all_used().map_err(placed)?;
        let key_condition = key_condition.comparisons().map_err(placed)?;
        read.table_name = table_name.unwrap_or_default().to_owned();
        read.set_paging(limit, start_key);
        read.consistent_read = consistent_read.unwrap_or(false);
        read.return_consumed_capacity = super::capacity(consumed);
        Ok(Self {
            read,
            key_condition,
            forward: forward.unwrap_or(true),
        })
    }
}
