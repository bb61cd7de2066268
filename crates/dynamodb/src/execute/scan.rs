//! `Scan`.

use serde_json::{Map, Value};

use super::page::answer;
use super::source::{Position, Source};
use crate::error::Error;
use crate::request::Scan;
use crate::table::{Storage, Tables};
use crate::value::Item;

#[inline(never)]
pub(super) fn run<S: Storage>(tables: &Tables<S>, body: &str) -> Result<Map<String, Value>, Error> {
    let Scan { read, segment } = Scan::parse(body)?;
    let table = tables.get(&read.table_name)?;
    let mut source = Source::new(table, &read)?;
    if let Some(start) = &read.start_key {
        check_start_key(&source, start)?;
    }
    source.select(&read)?;
    let start = match &read.start_key {
        Some(start) => Some(start_position(&source, start, segment)?),
        None => None,
    };
    let paths = read.projection.iter().flatten();
    table.check_paths(paths, "ProjectionExpression")?;
    let paths = read.filter.iter().flat_map(|filter| filter.paths());
    table.check_paths(paths, "FilterExpression")?;

    let mut items = source.items()?;
    items.retain(|(position, _)| {
        is_in_segment(position, segment) && start.as_ref().is_none_or(|start| position > start)
    });
    items.sort_by(|(one, _), (two, _)| one.cmp(two));
    answer(
        &source,
        &read,
        items.into_iter().map(|(_, item)| item).collect(),
    )
}

/// Whether a position is in a segment: they divide the range of hashes.
fn is_in_segment(position: &Position, segment: Option<(u64, u64)>) -> bool {
    segment.is_none_or(|(segment, total)| {
        let scaled = (u128::from(position.hash) * u128::from(total)) >> 64;
        scaled == u128::from(segment)
    })
}

/// A start key has the attributes of the keys and no others.
fn check_start_key<S: Storage>(source: &Source<'_, S>, start: &Item) -> Result<(), Error> {
    let rejected = |message: &str| Error::validation(message).at_path("ExclusiveStartKey");
    let is_index = source.index.is_some();
    if start.len() != source.start_key_attributes().len() {
        return Err(rejected(match is_index {
            true => "The provided starting key is invalid",
            false => {
                "The provided starting key is invalid: The provided key element does not match the \
                 schema"
            }
        }));
    }
    if !is_index {
        return Ok(());
    }
    for (attribute, is_partition) in source.key().attributes() {
        let value = start.get(&attribute.name);
        let value = value.ok_or_else(|| rejected("The provided starting key is invalid"))?;
        attribute.check(value, is_partition)?;
    }
    Ok(())
}

fn start_position<S: Storage>(
    source: &Source<'_, S>,
    start: &Item,
    segment: Option<(u64, u64)>,
) -> Result<Position, Error> {
    let rejected = |message: String| Error::validation(message).at_path("ExclusiveStartKey");
    let key = source.table.key.key_of_start(start)?;
    let invalid = || rejected("The provided starting key is invalid".to_owned());
    let position = source.position(key, start).ok_or_else(invalid)?;
    match segment {
        Some((segment, total)) if !is_in_segment(&position, Some((segment, total))) => {
            Err(rejected(format!(
                "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use \
                 ExclusiveStartKey with correct Segment. TotalSegments: {total} Segment: {segment}"
            )))
        }
        _ => Ok(position),
    }
}
