//! Parser of `BatchGetItem` requests.

use std::collections::BTreeSet;

use super::constraints::Constraints;
use super::legacy::{constrain_names, projection};
use super::members::Members;
use super::{CAPACITY, ReturnConsumedCapacity, capacity, check_legacy};
use crate::error::Error;
use crate::expression::{DocumentPath, Placeholders, parse_projection};
use crate::path::PathSegment;
use crate::value::Item;
use crate::value::read::parse_json;

/// The most keys of a request, by the documentation.
const MAX_KEYS: usize = 100;

/// A `BatchGetItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchGetItem {
    /// `RequestItems`: for each table its part of the request.
    pub request_items: Vec<KeysAndAttributes>,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// The keys of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct KeysAndAttributes {
    /// The table's name or ARN.
    pub table_name: String,
    /// `Keys`.
    pub keys: Vec<Item>,
    /// `ProjectionExpression`, with its placeholders filled in.
    pub projection: Option<Vec<DocumentPath>>,
    /// `ConsistentRead`.
    pub consistent_read: bool,
}

/// A table's part before its expressions are parsed.
struct Raw<'a> {
    members: Members<'a>,
    table_name: &'a str,
    keys: Option<Vec<Item>>,
    violation: Option<Error>,
    consistent_read: Option<bool>,
    projection: Option<&'a str>,
    attributes_to_get: Option<Vec<String>>,
    placeholders: Placeholders,
}

impl BatchGetItem {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let tables = members.map("RequestItems", "KeysAndAttributes")?;
        let mut raws = Vec::new();
        for (name, part) in tables.into_iter().flatten() {
            let steps = [
                PathSegment::Member("RequestItems"),
                PathSegment::Member(name),
            ];
            raws.push(Raw::read(
                name,
                members.inner(part, &steps, "KeysAndAttributes")?,
            )?);
        }
        members.only(&["RequestItems", "ReturnConsumedCapacity"])?;

        let mut constraints = Constraints::new(body);
        constraints.not_null("RequestItems", tables.is_some());
        if let Some(json) = members.json("RequestItems") {
            constraints.length("RequestItems", json, 1, None);
            constraints.table_names("RequestItems", json);
        }
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        for raw in &raws {
            constraints.within(format!("requestItems.{}.member.", raw.table_name));
            constraints.not_null("Keys", raw.keys.is_some());
            if let Some(json) = raw.members.json("Keys") {
                constraints.length("Keys", json, 1, Some(MAX_KEYS));
            }
            constrain_names(&mut constraints, &raw.members);
        }
        constraints.finish()?;

        let mut request_items = Vec::new();
        let mut count = 0;
        for raw in raws {
            let part = raw.finish()?;
            count += part.keys.len();
            if count > MAX_KEYS {
                let message = "Too many items requested for the BatchGetItem call";
                return Err(members.rejected("RequestItems", message));
            }
            request_items.push(part);
        }
        Ok(Self {
            request_items,
            return_consumed_capacity: capacity(consumed),
        })
    }
}

impl<'a> Raw<'a> {
    fn read(table_name: &'a str, mut members: Members<'a>) -> Result<Self, Error> {
        let (keys, violation) = members.keys()?;
        let attributes_to_get = members.strings("AttributesToGet")?;
        let consistent_read = members.boolean("ConsistentRead")?;
        let projection = members.string("ProjectionExpression")?;
        let placeholders = Placeholders::new(members.names()?, None);
        members.only(&[
            "Keys",
            "ConsistentRead",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "AttributesToGet",
        ])?;
        Ok(Self {
            members,
            table_name,
            keys,
            violation,
            consistent_read,
            projection,
            attributes_to_get,
            placeholders,
        })
    }

    fn finish(self) -> Result<KeysAndAttributes, Error> {
        let placed = |error| self.members.placed(error);
        check_legacy(
            &self.members,
            &["AttributesToGet"],
            &["ProjectionExpression"],
        )?;
        self.placeholders
            .check_presence(&[("ProjectionExpression", self.projection.is_some())])
            .map_err(placed)?;
        self.placeholders.check().map_err(placed)?;
        let projection = match self.projection {
            Some(text) => Some(parse_projection(text, &self.placeholders).map_err(placed)?),
            None => projection(self.attributes_to_get)?,
        };
        self.placeholders.check_all_used().map_err(placed)?;
        if let Some(error) = self.violation {
            return Err(error);
        }
        let keys = self.keys.unwrap_or_default();
        let mut seen = BTreeSet::new();
        for key in &keys {
            let mut attributes: Vec<(&str, String)> = key
                .iter()
                .map(|(name, value)| (name, value.to_json().to_string()))
                .collect();
            attributes.sort();
            if !seen.insert(attributes) {
                let message = "Provided list of item keys contains duplicates";
                return Err(self.members.rejected("Keys", message));
            }
        }
        Ok(KeysAndAttributes {
            table_name: self.table_name.to_owned(),
            keys,
            projection,
            consistent_read: self.consistent_read.unwrap_or(false),
        })
    }
}
