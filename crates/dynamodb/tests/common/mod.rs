//! A table with a sort key and indexes, and requests to it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use dynamodb::{
    Error, IndexKind, IndexProjection, KeyAttribute, KeyKind, KeySchema, SecondaryIndex, Table,
    Tables, execute,
};
use serde_json::{Value, json};

pub(crate) fn key(partition: (&str, KeyKind), sort: Option<(&str, KeyKind)>) -> KeySchema {
    KeySchema {
        partition: KeyAttribute::new(partition.0, partition.1),
        sort: sort.map(|(name, kind)| KeyAttribute::new(name, kind)),
    }
}

/// `resume`, whose key is the string `id`, and `orders`: customer and number, by `weekday` (global, its keys only), by `weekday` and
/// `amount` (global, with `note`), by `amount` within a customer (local, its keys only), by `place` (global, all).
pub(crate) fn tables() -> Tables {
    use KeyKind::{N, S};
    let index = |name: &str, kind, key, projection| SecondaryIndex {
        name: name.to_owned(),
        kind,
        key,
        projection,
    };
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", S)));
    let orders = Table::new("orders", key(("customer", S), Some(("nr", N))));
    tables.add(orders.with_indexes(vec![
        index(
            "byTotal",
            IndexKind::Local,
            key(("customer", S), Some(("amount", N))),
            IndexProjection::KeysOnly,
        ),
        index(
            "byDay",
            IndexKind::Global,
            key(("weekday", S), None),
            IndexProjection::KeysOnly,
        ),
        index(
            "byDayTotal",
            IndexKind::Global,
            key(("weekday", S), Some(("amount", N))),
            IndexProjection::Include(vec!["note".to_owned()]),
        ),
        index(
            "byPlace",
            IndexKind::Global,
            key(("place", S), None),
            IndexProjection::All,
        ),
    ]));
    tables
}

/// `tables` with some orders.
pub(crate) fn with_orders() -> Tables {
    let mut tables = tables();
    for (customer, number, day, total, note) in [
        ("ada", 1, "mon", 30, "one"),
        ("ada", 2, "tue", 10, "two"),
        ("ada", 10, "tue", 20, "ten"),
        ("bob", 1, "mon", 5, "b"),
    ] {
        put(
            &mut tables,
            &json!({
                "customer": {"S": customer}, "nr": {"N": number.to_string()}, "weekday": {"S": day},
                "amount": {"N": total.to_string()}, "note": {"S": note}, "extra": {"BOOL": true},
            }),
        );
    }
    // In no index but that of its place.
    put(
        &mut tables,
        &json!({"customer": {"S": "cyd"}, "nr": {"N": "-1.5"}, "place": {"S": "here"}}),
    );
    tables
}

pub(crate) fn put(tables: &mut Tables, item: &Value) {
    let body = json!({"TableName": "orders", "Item": item});
    assert_eq!(run(tables, "PutItem", &body), Ok(json!({})));
}

/// An answer; the message of a rejection.
pub(crate) fn run(tables: &mut Tables, action: &str, body: &Value) -> Result<Value, String> {
    answer(tables, action, body).map_err(|error| error.message)
}

pub(crate) fn answer(tables: &mut Tables, action: &str, body: &Value) -> Result<Value, Error> {
    execute(tables, action, &body.to_string()).map(|text| serde_json::from_str(&text).unwrap())
}

/// `body` with the members of `more`.
pub(crate) fn with(mut body: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("{more}");
    };
    body.as_object_mut().unwrap().extend(more);
    body
}
