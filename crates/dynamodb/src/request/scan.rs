//! Parser of `Scan` requests.

use super::constraints::Constraints;
use super::legacy::{
    CONDITIONAL_OPERATORS, Conditions, constrain_names, projection as projection_of,
};
use super::members::Members;
use super::read::{Read, SELECT};
use super::{CAPACITY, check_legacy, placed};
use crate::error::Error;
use crate::expression::Placeholders;
use crate::value::read::parse_json;

/// A `Scan` request.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// What `Query` and `Scan` have in common.
    pub read: Read,
    /// `Segment` and `TotalSegments`: the part of the table to scan, from 0.
    pub segment: Option<(u64, u64)>,
}

impl Scan {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let select = members.string("Select")?;
        let index_name = members.string("IndexName")?;
        let total_segments = members.integer("TotalSegments")?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let table_name = members.string("TableName")?;
        let conditional_operator = members.string("ConditionalOperator")?;
        let scan_filter = Conditions::read(&mut members, "ScanFilter")?;
        let segment = members.integer("Segment")?;
        let limit = members.integer("Limit")?;
        let attributes_to_get = members.strings("AttributesToGet")?;
        let start_key = members.start_key()?;
        let filter = members.string("FilterExpression")?;
        let projection = members.string("ProjectionExpression")?;
        let values = members.values()?;
        let placeholders = Placeholders::new(members.names()?, values);
        let consistent_read = members.boolean("ConsistentRead")?;
        members.only(&[
            "TableName",
            "IndexName",
            "Select",
            "Limit",
            "ExclusiveStartKey",
            "ConsistentRead",
            "FilterExpression",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Segment",
            "TotalSegments",
            "ReturnConsumedCapacity",
            "AttributesToGet",
            "ScanFilter",
            "ConditionalOperator",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("Select", select, &SELECT);
        constraints.name("IndexName", index_name);
        constraints.at_least("TotalSegments", total_segments, 1);
        constraints.at_most("TotalSegments", total_segments, 1_000_000);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.table_name(table_name);
        constraints.one_of(
            "ConditionalOperator",
            conditional_operator,
            &CONDITIONAL_OPERATORS,
        );
        if let Some(filter) = &scan_filter {
            filter.constrain(&mut constraints);
        }
        constraints.at_least("Segment", segment, 0);
        constraints.at_most("Segment", segment, 999_999);
        constraints.at_least("Limit", limit, 1);
        constrain_names(&mut constraints, &members);
        constraints.finish()?;

        let placed = |error| placed(body, error);
        check_legacy(
            &members,
            &["AttributesToGet", "ScanFilter", "ConditionalOperator"],
            &["ProjectionExpression", "FilterExpression"],
        )?;
        placeholders
            .check_presence(&[
                ("ProjectionExpression", projection.is_some()),
                ("FilterExpression", filter.is_some()),
            ])
            .map_err(placed)?;
        let legacy_projection = projection_of(attributes_to_get)?;
        let legacy_filter = match &scan_filter {
            Some(filter) => filter.filter(conditional_operator == Some("OR"))?,
            None => None,
        };
        let start_key = start_key.checked()?;
        let segment = segments(&members, segment, total_segments)?;
        let has_projection = projection.is_some() || legacy_projection.is_some();
        let mut read = Read::new(&members, select, has_projection, index_name)?;
        placeholders.check().map_err(placed)?;
        read.parse_expressions(filter, projection, &placeholders)
            .map_err(placed)?;
        placeholders.check_all_used().map_err(placed)?;
        read.set_legacy(legacy_filter, legacy_projection, "ScanFilter");
        read.table_name = table_name.unwrap_or_default().to_owned();
        read.set_paging(limit, start_key);
        read.consistent_read = consistent_read.unwrap_or(false);
        read.return_consumed_capacity = super::capacity(consumed);
        Ok(Self { read, segment })
    }
}

/// `Segment` and `TotalSegments`, which only come together.
fn segments(
    members: &Members<'_>,
    segment: Option<i64>,
    total: Option<i64>,
) -> Result<Option<(u64, u64)>, Error> {
    let missing = |name: &str, other: &str| {
        format!(
            "The {name} parameter is required but was not present in the request when {other} is \
             present"
        )
    };
    match (segment, total) {
        (None, None) => Ok(None),
        (Some(_), None) => {
            let message = missing("TotalSegments", "Segment parameter");
            Err(members.rejected("Segment", &message))
        }
        (None, Some(_)) => {
            let message = missing("Segment", "parameter TotalSegments");
            Err(members.rejected("TotalSegments", &message))
        }
        (Some(segment), Some(total)) if segment >= total => {
            let message = format!(
                "The Segment parameter is zero-based and must be less than parameter \
                 TotalSegments: Segment: {segment} is not less than TotalSegments: {total}"
            );
            Err(members.rejected("Segment", &message))
        }
        (Some(segment), Some(total)) => Ok(Some((segment.unsigned_abs(), total.unsigned_abs()))),
    }
}
