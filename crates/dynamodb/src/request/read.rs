//! What `Query` and `Scan` have in common.

use super::ReturnConsumedCapacity;
use super::members::Members;
use crate::error::Error;
use crate::expression::{Condition, DocumentPath, Placeholders, parse_condition, parse_projection};
use crate::value::Item;

pub(super) const SELECT: [&str; 4] = [
    "SPECIFIC_ATTRIBUTES",
    "COUNT",
    "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES",
];

/// `Select`: what is returned of the items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Select {
    /// The projection; without one all attributes of the table, or those that the index holds.
    #[default]
    Unspecified,
    /// `ALL_ATTRIBUTES`, also those that an index does not hold.
    AllAttributes,
    /// `COUNT`: no items.
    Count,
}

/// A `Query` or a `Scan`, but for what selects the items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// `TableName`: the table's name or ARN.
    pub table_name: String,
    /// `IndexName`.
    pub index_name: Option<String>,
    /// `Select`.
    pub select: Select,
    /// `FilterExpression`, with its placeholders filled in.
    pub filter: Option<Condition>,
    /// `ProjectionExpression`, with its placeholders filled in.
    pub projection: Option<Vec<DocumentPath>>,
    /// `Limit`: the most items to read, before the filter.
    pub limit: Option<usize>,
    /// `ExclusiveStartKey`: the last key of the page before.
    pub start_key: Option<Item>,
    /// `ConsistentRead`.
    pub consistent_read: bool,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl Read {
    /// With `Select` and `IndexName`.
    ///
    /// # Errors
    /// `ValidationException` if `Select` does not fit the projection or the index.
    pub(super) fn new(
        members: &Members<'_>,
        select: Option<&str>,
        projection: Option<&str>,
        index_name: Option<&str>,
    ) -> Result<Self, Error> {
        let rejected = |message: &str| Err(members.rejected("Select", message));
        match (select, projection) {
            (Some("ALL_ATTRIBUTES"), Some(_)) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
            )?,
            (Some("ALL_PROJECTED_ATTRIBUTES"), Some(_)) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get \
                 ALL_PROJECTED_ATTRIBUTES",
            )?,
            (Some("COUNT"), Some(_)) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get only the Count",
            )?,
            (Some("SPECIFIC_ATTRIBUTES"), None) => rejected(
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get \
                 SPECIFIC_ATTRIBUTES",
            )?,
            (Some("ALL_PROJECTED_ATTRIBUTES"), None) if index_name.is_none() => rejected(
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
            )?,
            _ => {}
        }
        Ok(Self {
            index_name: index_name.map(str::to_owned),
            select: match select {
                Some("ALL_ATTRIBUTES") => Select::AllAttributes,
                Some("COUNT") => Select::Count,
                _ => Select::Unspecified,
            },
            ..Self::default()
        })
    }

    pub(super) fn parse_expressions(
        &mut self,
        filter: Option<&str>,
        projection: Option<&str>,
        placeholders: &Placeholders,
    ) -> Result<(), Error> {
        if let Some(text) = filter {
            self.filter = Some(parse_condition("FilterExpression", text, placeholders)?);
        }
        if let Some(text) = projection {
            self.projection = Some(parse_projection(text, placeholders)?);
        }
        Ok(())
    }

    pub(super) fn set_paging(&mut self, limit: Option<i64>, start_key: Option<Item>) {
        self.limit = limit.and_then(|limit| usize::try_from(limit).ok());
        self.start_key = start_key;
    }
}
