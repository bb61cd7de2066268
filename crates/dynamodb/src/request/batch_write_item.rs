//! Parser of `BatchWriteItem` requests.

use serde_json::Value;

use super::constraints::Constraints;
use super::members::Members;
use super::{CAPACITY, METRICS, ReturnConsumedCapacity, capacity};
use crate::error::Error;
use crate::path::PathSegment;
use crate::value::read::parse_json;
use crate::value::{Item, MAX_ITEM_SIZE, item_size};

/// The most writes of a request, by the documentation.
const MAX_WRITES: usize = 25;

/// A `BatchWriteItem` request.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchWriteItem {
    /// `RequestItems`: the tables' names or ARNs, and the writes to each.
    pub request_items: Vec<(String, Vec<BatchWrite>)>,
    /// `ReturnConsumedCapacity`.
    pub return_consumed_capacity: ReturnConsumedCapacity,
    /// Whether `ReturnItemCollectionMetrics` asks for the sizes of the item collections.
    pub return_metrics: bool,
}

/// A write of a batch.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchWrite {
    /// `PutRequest` of an item.
    Put(Item),
    /// `DeleteRequest` of the item with a key.
    Delete(Item),
}

/// A write before its values are checked.
struct Raw {
    /// `put` or `delete`, the item or key, and the first rule that its values break; nothing for another request.
    request: Option<(&'static str, Option<Item>, Option<Error>)>,
    /// Whether it is both.
    is_both: bool,
}

impl BatchWriteItem {
    /// Parses a request's body.
    ///
    /// # Errors
    /// DynamoDB's error, with its path and position if it has one.
    pub fn parse(body: &str) -> Result<Self, Error> {
        let json = parse_json(body)?;
        let mut members = Members::new(body, &json)?;
        let consumed = members.string("ReturnConsumedCapacity")?;
        let metrics = members.string("ReturnItemCollectionMetrics")?;
        let tables = members.map("RequestItems", "WriteRequest")?;
        let mut raws = Vec::new();
        for (name, writes) in tables.into_iter().flatten() {
            let mut of_table = Vec::new();
            for (number, write) in elements(writes)?.iter().enumerate() {
                let steps = [
                    PathSegment::Member("RequestItems"),
                    PathSegment::Member(name),
                    PathSegment::Element(number),
                ];
                of_table.push(Raw::read(&members.inner(write, &steps, "WriteRequest")?)?);
            }
            raws.push((name, of_table));
        }
        members.only(&[
            "RequestItems",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
        ])?;

        let mut constraints = Constraints::new(body);
        constraints.one_of("ReturnConsumedCapacity", consumed, &CAPACITY);
        constraints.one_of("ReturnItemCollectionMetrics", metrics, &METRICS);
        constraints.not_null("RequestItems", tables.is_some());
        if let Some(json) = members.json("RequestItems") {
            constraints.length("RequestItems", json, 1, None);
            constraints.table_names("RequestItems", json);
            constraints.lengths_of_values("RequestItems", json, 1, MAX_WRITES);
        }
        for (table, writes) in &raws {
            for (number, write) in writes.iter().enumerate() {
                if let Some((kind, item, _)) = &write.request {
                    let number = number + 1;
                    constraints.within(format!(
                        "requestItems.{table}.member.{number}.member.{kind}Request."
                    ));
                    let member = if *kind == "put" { "Item" } else { "Key" };
                    constraints.not_null(member, item.is_some());
                }
            }
        }
        constraints.finish()?;

        let rejected = |message: &str| members.rejected("RequestItems", message);
        let mut count = 0;
        let mut request_items = Vec::new();
        for (table, writes) in raws {
            let mut of_table = Vec::new();
            for write in writes {
                let Some((kind, item, violation)) = write.request.filter(|_| !write.is_both) else {
                    // The words are DynamoDB's.
                    return Err(rejected(
                        "Supplied AttributeValue has more than one datatypes set, must contain \
                         exactly one of the supported datatypes",
                    ));
                };
                if let Some(error) = violation {
                    return Err(error);
                }
                let item = item.unwrap_or_default();
                if kind == "put" && item_size(&item) > MAX_ITEM_SIZE {
                    return Err(rejected("Item size has exceeded the maximum allowed size"));
                }
                count += 1;
                of_table.push(match kind {
                    "put" => BatchWrite::Put(item),
                    _ => BatchWrite::Delete(item),
                });
            }
            request_items.push((table.clone(), of_table));
        }
        if count > MAX_WRITES {
            return Err(rejected(
                "Too many items requested for the BatchWriteItem call",
            ));
        }
        Ok(Self {
            request_items,
            return_consumed_capacity: capacity(consumed),
            return_metrics: metrics == Some("SIZE"),
        })
    }
}

/// The elements of a table's list.
fn elements(writes: &Value) -> Result<&[Value], Error> {
    match writes {
        Value::Array(elements) => Ok(elements),
        Value::Null => Ok(&[]),
        Value::Object(_) => Err(Error::serialization(
            "Start of structure or map found where not expected",
        )),
        _ => Err(Error::serialization("Unexpected field type")),
    }
}

impl Raw {
    fn read(members: &Members<'_>) -> Result<Self, Error> {
        members.only(&["DeleteRequest", "PutRequest"])?;
        let mut request = None;
        let mut count = 0;
        for (name, kind, member) in [
            ("DeleteRequest", "delete", "Key"),
            ("PutRequest", "put", "Item"),
        ] {
            if let Some(json) = members.json(name) {
                let mut inner = members.inner(json, &[PathSegment::Member(name)], name)?;
                let (item, violation) = inner.item(member)?;
                inner.only(&[member])?;
                request = Some((kind, item, violation));
                count += 1;
            }
        }
        Ok(Self {
            request,
            is_both: count > 1,
        })
    }
}
