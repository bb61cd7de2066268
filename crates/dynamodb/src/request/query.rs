//! Parser of `Query` requests.

use super::constraints::Constraints;
use super::legacy::{
    CONDITIONAL_OPERATORS, Conditions, constrain_names, projection as projection_of,
};
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
        let query_filter = Conditions::read(&mut members, "QueryFilter")?;
        let conditional_operator = members.string("ConditionalOperator")?;
        let attributes_to_get = members.strings("AttributesToGet")?;
        let limit = members.integer("Limit")?;
        let key_conditions = Conditions::read(&mut members, "KeyConditions")?;
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
        if let Some(filter) = &query_filter {
            filter.constrain(&mut constraints);
        }
        constraints.table_name(table_name);
        constraints.one_of(
            "ConditionalOperator",
            conditional_operator,
            &CONDITIONAL_OPERATORS,
        );
        constrain_names(&mut constraints, &members);
        constraints.at_least("Limit", limit, 1);
        if let Some(conditions) = &key_conditions {
            conditions.constrain(&mut constraints);
        }
        constraints.finish()?;

        let placed = |error| placed(body, error);
        let legacy = [
            "AttributesToGet",
            "QueryFilter",
            "ConditionalOperator",
            "KeyConditions",
        ];
        // Key conditions alone may stand beside expressions.
        let checked = match key_condition {
            Some(_) => &legacy[..],
            None => &legacy[..3],
        };
        check_legacy(
            &members,
            checked,
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
        let legacy_filter = match &query_filter {
            Some(filter) => filter.filter(conditional_operator == Some("OR"))?,
            None => None,
        };
        let legacy_projection = projection_of(attributes_to_get)?;
        let start_key = start_key.checked()?;
        if key_condition.is_none() && key_conditions.is_none() {
            return Err(Error::validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in \
                 the request.",
            ));
        }
        let has_projection = projection.is_some() || legacy_projection.is_some();
        let mut read = Read::new(&members, select, has_projection, index_name)?;
        placeholders.check().map_err(placed)?;
        let key_condition = match key_condition {
            Some(text) => Some(parse_key_condition(text, &placeholders).map_err(placed)?),
            None => None,
        };
        read.parse_expressions(filter, projection, &placeholders)
            .map_err(placed)?;
        placeholders.check_all_used().map_err(placed)?;
        let key_condition = match (key_condition, key_conditions) {
            (Some(condition), _) => condition.comparisons().map_err(placed)?,
            (None, Some(conditions)) => conditions.keys()?,
            (None, None) => Vec::new(),
        };
        read.set_legacy(legacy_filter, legacy_projection, "QueryFilter");
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
