//! Parser of `GetItem` requests.

use super::constraints::Constraints;
use super::legacy::{constrain_names, projection};
use super::members::Members;
use super::{CAPACITY, ReturnConsumedCapacity, capacity, check_legacy, placed};
use crate::error::Error;
use crate::expression::{DocumentPath, Placeholders, parse_projection};
use crate::value::Item;
use crate::value::read::parse_json;

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
        let attributes_to_get = members.strings("AttributesToGet")?;
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
            "AttributesToGet",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.not_null("Key", key.is_some());
        constrain_names(&mut constraints, &members);
        constraints.finish()?;

        let placed = |error| placed(body, error);
        check_legacy(&members, &["AttributesToGet"], &["ProjectionExpression"])?;
        placeholders
            .check_presence(&[("ProjectionExpression", expression.is_some())])
            .map_err(placed)?;
        if let Some(error) = key_violation {
            return Err(error);
        }
        placeholders.check().map_err(placed)?;
        let projection = match expression {
            Some(text) => Some(parse_projection(text, &placeholders).map_err(placed)?),
            None => projection(attributes_to_get)?,
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
