//! A page of the items of a `Query` or a `Scan`.

use serde_json::{Map, Value};

use super::capacity::Capacity;
use super::source::Source;
use crate::error::Error;
use crate::expression::project;
use crate::request::{Read, Select};
use crate::table::Storage;
use crate::value::{Item, item_size, page_size, read_units};

/// The size of a page, in bytes: the item that reaches it is the last one.
const MAX_PAGE: usize = 1024 * 1024;

/// Answers a read of `items`, which come in the order of the read, without those before its start key.
pub(super) fn answer<S: Storage>(
    source: &Source<'_, S>,
    read: &Read,
    items: Vec<Item>,
) -> Result<Map<String, Value>, Error> {
    let mut size = 0;
    let mut scanned = 0;
    let mut index_bytes = 0;
    let mut table_bytes = 0;
    let mut fetched_units = 0.0;
    let mut last = None;
    let mut found = Vec::new();
    let sort_key = source.table.key.sort.as_ref().map(|key| key.name.as_str());
    let is_full = |scanned, size| read.limit == Some(scanned) || size >= MAX_PAGE;
    for item in items {
        if is_full(scanned, size) {
            break;
        }
        scanned += 1;
        let entry = source
            .index
            .map(|index| index.entry(&source.table.key, &item));
        size += page_size(entry.as_ref().unwrap_or(&item), sort_key);
        match &entry {
            Some(entry) => index_bytes += item_size(entry),
            None => table_bytes += item_size(&item),
        }
        if source.fetches {
            fetched_units += read_units(item_size(&item), read.consistent_read);
        }
        last = Some(start_key(source, &item));
        let shown = match entry {
            Some(entry) if !source.fetches => entry,
            _ => item,
        };
        if read
            .filter
            .as_ref()
            .is_none_or(|filter| filter.holds(&shown))
        {
            found.push(shown);
        }
    }

    let mut capacity = match source.index {
        None => {
            let units = read_units(table_bytes, read.consistent_read);
            Capacity::of_table(&read.table_name, units)
        }
        Some(_) => Capacity::of_table(&read.table_name, fetched_units),
    };
    if let Some(index) = source.index {
        capacity.add(index, read_units(index_bytes, read.consistent_read));
    }
    let mut answer = Map::new();
    capacity.put_into(&mut answer, read.return_consumed_capacity);
    answer.insert("Count".to_owned(), found.len().into());
    if read.select != Select::Count {
        let shown = found.iter().map(|item| match &read.projection {
            Some(paths) => project(item, paths).to_json(),
            None => item.to_json(),
        });
        answer.insert("Items".to_owned(), shown.collect());
    }
    // DynamoDB does not look whether there are more.
    if let Some(last) = last.filter(|_| is_full(scanned, size)) {
        answer.insert("LastEvaluatedKey".to_owned(), last.to_json());
    }
    answer.insert("ScannedCount".to_owned(), scanned.into());
    Ok(answer)
}

/// The start key of the page after an item.
fn start_key<S: Storage>(source: &Source<'_, S>, item: &Item) -> Item {
    let attributes = source.start_key_attributes().into_iter();
    attributes
        .filter_map(|key| Some((key.name.clone(), item.get(&key.name)?.clone())))
        .collect()
}
