//! Parser of `TransactGetItems` requests.

use super::constraints::Constraints;
use super::members::Members;
use super::{CAPACITY, ReturnConsumedCapacity, capacity};
use crate::error::Error;
use crate::expression::{DocumentPath, Placeholders, parse_projection};
use crate::path::PathSegment;
use crate::value::Item;
use crate::value::read::parse_json;

/// The most actions of a transaction, by the documentation.
const MAX_ACTIONS: usize = 100;

/// A `TransactGetItems` request.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactGetItems {
    /// `TransactItems`.
    pub gets: Vec<TransactGet>,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// A `Get` of a transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactGet {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `Key`.
    pub key: Item,
    /// `ProjectionExpression`, with its placeholders filled in.
    pub projection: Option<Vec<DocumentPath>>,
}

/// A `Get` before its expression is parsed.
struct Raw<'a> {
    members: Members<'a>,
    table_name: Option<&'a str>,
    key: Option<Item>,
    violation: Option<Error>,
    projection: Option<&'a str>,
    placeholders: Placeholders,
}

impl TransactGetItems {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let elements = members.list("TransactItems")?;
        let mut raws = Vec::new();
        for (number, element) in elements.into_iter().flatten().enumerate() {
            let steps = [
                PathSegment::Member("TransactItems"),
                PathSegment::Element(number),
            ];
            let action = members.inner(element, &steps, "TransactGetItem")?;
            action.only(&["Get"])?;
            raws.push(match action.json("Get") {
                None => None,
                Some(json) => {
                    let steps = [PathSegment::Member("Get")];
                    Some(Raw::read(action.inner(json, &steps, "Get")?)?)
                }
            });
        }
        members.only(&["TransactItems", "ReturnConsumedCapacity"])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.not_null("TransactItems", elements.is_some());
        if let Some(json) = members.json("TransactItems") {
            constraints.length("TransactItems", json, 1, Some(MAX_ACTIONS));
        }
        for (number, raw) in raws.iter().enumerate() {
            constraints.within(format!("transactItems.{}.member.", number + 1));
            match raw {
                None => constraints.not_null("Get", false),
                Some(raw) => {
                    constraints.within(format!("transactItems.{}.member.get.", number + 1));
                    constraints.not_null("Key", raw.key.is_some());
                    constraints.table_name(raw.table_name);
                }
            }
        }
        constraints.finish()?;
        let gets = raws.into_iter().flatten().map(Raw::finish);
        Ok(Self {
            gets: gets.collect::<Result<_, _>>()?,
            return_consumed_capacity: capacity(consumed),
        })
    }
}

impl<'a> Raw<'a> {
    fn read(mut members: Members<'a>) -> Result<Self, Error> {
        let (key, violation) = members.item("Key")?;
        let table_name = members.string("TableName")?;
        let projection = members.string("ProjectionExpression")?;
        let placeholders = Placeholders::new(members.names()?, None);
        members.only(&[
            "Key",
            "TableName",
            "ProjectionExpression",
            "ExpressionAttributeNames",
        ])?;
        Ok(Self {
            members,
            table_name,
            key,
            violation,
            projection,
            placeholders,
        })
    }

    fn finish(self) -> Result<TransactGet, Error> {
        let placed = |error| self.members.placed(error);
        self.placeholders
            .check_presence(&[("ProjectionExpression", self.projection.is_some())])
            .map_err(placed)?;
        if let Some(error) = self.violation {
            return Err(error);
        }
        self.placeholders.check().map_err(placed)?;
        let projection = match self.projection {
            Some(text) => Some(parse_projection(text, &self.placeholders).map_err(placed)?),
            None => None,
        };
        self.placeholders.check_all_used().map_err(placed)?;
        Ok(TransactGet {
            table_name: self.table_name.unwrap_or_default().to_owned(),
            key: self.key.unwrap_or_default(),
            projection,
        })
    }
}
