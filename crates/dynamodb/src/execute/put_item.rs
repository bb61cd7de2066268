//! `PutItem`.

use serde_json::{Map, Value};

use super::capacity::Capacity;
use super::condition::check;
use super::metrics::put_metrics;
use crate::error::Error;
use crate::request::{PutItem, ReturnValues};
use crate::table::{Storage, Tables};

#[inline(never)]
pub(super) fn run<S: Storage>(
    tables: &mut Tables<S>,
    body: &str,
) -> Result<Map<String, Value>, Error> {
    let request = PutItem::parse(body)?;
    let table = tables.get_mut(&request.table_name)?;
    let key = table.key_of_item(&request.item)?;
    let old = table.read(&key)?;
    let shown_on_failure = request.return_values_on_failure == ReturnValues::AllOld;
    check(request.condition.as_ref(), old.as_ref(), shown_on_failure)?;
    let capacity = Capacity::of_write(
        &request.table_name,
        table,
        old.as_ref(),
        Some(&request.item),
    );
    let mut answer = Map::new();
    if let (ReturnValues::AllOld, Some(old)) = (request.return_values, &old) {
        answer.insert("Attributes".to_owned(), old.to_json());
    }
    capacity.put_into(&mut answer, request.return_consumed_capacity);
    if request.return_metrics {
        put_metrics(&mut answer, table, &request.item);
    }
    table.write(key, request.item)?;
    Ok(answer)
}
