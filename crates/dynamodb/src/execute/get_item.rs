//! `GetItem`.

use serde_json::{Map, Value};

use super::capacity::Capacity;
use crate::error::Error;
use crate::expression::project;
use crate::request::GetItem;
use crate::table::{Storage, Tables};
use crate::value::{item_size, read_units};

#[inline(never)]
pub(super) fn run<S: Storage>(tables: &Tables<S>, body: &str) -> Result<Map<String, Value>, Error> {
    let request = GetItem::parse(body)?;
    let table = tables.get(&request.table_name)?;
    let key = table.key.key_of_request(&request.key)?;
    let projection = request.projection.as_deref();
    table.check_paths(projection.iter().copied().flatten(), "ProjectionExpression")?;
    let item = table.read(&key)?;
    // The whole item determines the cost.
    let size = item.as_ref().map_or(0, item_size);
    let mut answer = Map::new();
    if let Some(item) = item {
        let shown = match projection {
            Some(paths) => project(&item, paths),
            None => item,
        };
        answer.insert("Item".to_owned(), shown.to_json());
    }
    let units = read_units(size, request.consistent_read);
    Capacity::of_table(&request.table_name, units)
        .put_into(&mut answer, request.return_consumed_capacity);
    Ok(answer)
}
