//! `Query`.

use serde_json::{Map, Value};

use super::page::answer;
use super::source::{Position, Source};
use crate::error::Error;
use crate::expression::{KeyComparison, KeyTest};
use crate::request::Query;
use crate::table::{KeySchema, Storage, Tables};
use crate::value::{AttributeValue, Item};

#[inline(never)]
pub(super) fn run<S: Storage>(tables: &Tables<S>, body: &str) -> Result<Map<String, Value>, Error> {
    let Query {
        read,
        key_condition,
        forward,
    } = Query::parse(body)?;
    let table = tables.get(&read.table_name)?;
    let mut source = Source::new(table, &read)?;
    if let Some(start) = &read.start_key {
        check_start_key(&source, start)?;
    }
    let (partition, sort) = conditions(source.key(), &key_condition)?;
    let start = match &read.start_key {
        Some(start) => Some(start_position(&source, start, partition, sort)?),
        None => None,
    };
    let paths = read.projection.iter().flatten();
    table.check_paths(paths, "ProjectionExpression")?;
    check_filter(source.key(), &read)?;
    source.select(&read)?;
    let paths = read.filter.iter().flat_map(|filter| filter.paths());
    table.check_paths(paths, "FilterExpression")?;

    let key = source.key();
    let matches = |item: &Item| {
        item.get(&key.partition.name) == Some(partition)
            && sort.is_none_or(|test| {
                let value = key.sort.as_ref().and_then(|sort| item.get(&sort.name));
                value.is_some_and(|value| test.holds(value))
            })
    };
    let mut items = source.items()?;
    items.retain(|(position, item)| {
        let is_after = |start: &Position| match forward {
            true => position > start,
            false => position < start,
        };
        matches(item) && start.as_ref().is_none_or(is_after)
    });
    items.sort_by(|(one, _), (two, _)| one.cmp(two));
    if !forward {
        items.reverse();
    }
    answer(
        &source,
        &read,
        items.into_iter().map(|(_, item)| item).collect(),
    )
}

/// The value of the partition key, and the test of the sort key.
fn conditions<'a>(
    schema: &KeySchema,
    conditions: &'a [KeyComparison],
) -> Result<(&'a AttributeValue, Option<&'a KeyTest>), Error> {
    let rejected = |message: String| Error::validation(message).at_path("KeyConditionExpression");
    let keys = schema.attributes().count();
    if conditions.len() > keys {
        return Err(rejected(format!(
            "The number of query conditions ({}) exceeds the number of key attributes defined in \
             the schema ({keys})",
            conditions.len()
        )));
    }
    let mut partition = None;
    let mut sort = None;
    for (attribute, is_partition) in schema.attributes() {
        let condition = conditions.iter().find(|c| c.attribute == attribute.name);
        let Some(KeyComparison { test, .. }) = condition else {
            if is_partition || conditions.len() > 1 {
                return Err(rejected(format!(
                    "Query condition missed key schema element: {}",
                    attribute.name
                )));
            }
            continue;
        };
        let kind = attribute.kind.name();
        if test.values().any(|value| value.type_name() != kind) {
            return Err(rejected(
                "One or more parameter values were invalid: Condition parameter type does not \
                 match schema type"
                    .to_owned(),
            ));
        }
        match test {
            KeyTest::Equal(value) if is_partition => partition = Some(value),
            _ if is_partition => {
                return Err(rejected("Query key condition not supported".to_owned()));
            }
            test => sort = Some(test),
        }
        if let Some(what) = test.values().find_map(AttributeValue::emptiness) {
            return Err(rejected(format!(
                "One or more parameter values are not valid. The AttributeValue for a key attribute \
                 cannot contain an empty {what} value. Key: {}",
                attribute.name
            )));
        }
    }
    let missed = || rejected("Query key condition not supported".to_owned());
    Ok((partition.ok_or_else(missed)?, sort))
}

/// A start key has the attributes of the keys and no others.
fn check_start_key<S: Storage>(source: &Source<'_, S>, start: &Item) -> Result<(), Error> {
    let invalid =
        || Error::validation("The provided starting key is invalid").at_path("ExclusiveStartKey");
    let expected = source.start_key_attributes();
    if start.len() != expected.len() {
        return Err(invalid());
    }
    for (attribute, is_partition) in source.key().attributes() {
        let value = start.get(&attribute.name).ok_or_else(invalid)?;
        attribute.check(value, is_partition)?;
    }
    Ok(())
}

/// The position of a start key within the conditions.
fn start_position<S: Storage>(
    source: &Source<'_, S>,
    start: &Item,
    partition: &AttributeValue,
    sort: Option<&KeyTest>,
) -> Result<Position, Error> {
    let rejected = |message: &str| Error::validation(message).at_path("ExclusiveStartKey");
    let key = source.table.key.key_of_start(start)?;
    let schema = source.key();
    let is_inside = start.get(&schema.partition.name) == Some(partition);
    if let (Some(test), Some(attribute)) = (sort, &schema.sort) {
        if !start
            .get(&attribute.name)
            .is_some_and(|value| test.holds(value))
        {
            return Err(rejected(
                "The provided starting key does not match the range key predicate",
            ));
        }
        if !is_inside {
            return Err(rejected(
                "The query can return at most one row and cannot be restarted",
            ));
        }
    }
    if !is_inside {
        return Err(rejected(
            "The provided starting key is outside query boundaries based on provided conditions",
        ));
    }
    let position = source.position(key, start);
    position.ok_or_else(|| rejected("The provided starting key is invalid"))
}

/// A filter is no second key condition.
fn check_filter(schema: &KeySchema, read: &crate::request::Read) -> Result<(), Error> {
    let paths = read.filter.iter().flat_map(|filter| filter.paths());
    let heads: Vec<&str> = paths.map(|path| path.head()).collect();
    for (attribute, _) in schema.attributes() {
        if heads.contains(&attribute.name.as_str()) {
            let member = match read.filter_member {
                "" => "Filter Expression",
                legacy => legacy,
            };
            return Err(Error::validation(format!(
                "{member} can only contain non-primary key attributes: Primary key \
                 attribute: {}",
                attribute.name
            ))
            .at_path("FilterExpression"));
        }
    }
    Ok(())
}
