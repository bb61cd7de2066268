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
    /// The legacy member that the filter comes from; empty for `FilterExpression`.
    pub(crate) filter_member: &'static str,
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
        has_projection: bool,
        index_name: Option<&str>,
    ) -> Result<Self, Error> {
        let legacy = members.which(&["AttributesToGet"]);
        let member = legacy.first().unwrap_or(&"ProjectionExpression");
        let rejected = |message: &str| {
            let message = message.replace("the ProjectionExpression", &format!("the {member}"));
            Err(members.rejected("Select", &message))
        };
        match (select, has_projection) {
            (Some("ALL_ATTRIBUTES"), true) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
            )?,
            (Some("ALL_PROJECTED_ATTRIBUTES"), true) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get \
                 ALL_PROJECTED_ATTRIBUTES",
            )?,
            (Some("COUNT"), true) => rejected(
                "Cannot specify the ProjectionExpression when choosing to get only the Count",
            )?,
            (Some("SPECIFIC_ATTRIBUTES"), false) => rejected(
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get \
                 SPECIFIC_ATTRIBUTES",
            )?,
            (Some("ALL_PROJECTED_ATTRIBUTES"), false) if index_name.is_none() => rejected(
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

    /// Legacy members, where there are no expressions. `filter_member` is the filter's.
    pub(super) fn set_legacy(
        &mut self,
        filter: Option<Condition>,
        projection: Option<Vec<DocumentPath>>,
        filter_member: &'static str,
    ) {
        if filter.is_some() {
            self.filter = filter;
            self.filter_member = filter_member;
        }
        if projection.is_some() {
            self.projection = projection;
        }
    }

    pub(super) fn set_paging(&mut self, limit: Option<i64>, start_key: Option<Item>) {
        self.limit = limit.and_then(|limit| usize::try_from(limit).ok());
        self.start_key = start_key;
    }
}
