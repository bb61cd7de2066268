//! Answers requests as DynamoDB does: one a line in, one answer a line out.
//!
//! ```text
//! cargo run --release -p dynamodb --example answers < requests.jsonl
//! ```
//!
//! A line of the input is `{"action":"PutItem","body":"…"}`, the body being text, since it may not be JSON.
//! The output is `{"status":200,"body":"…"}`. There are two tables in memory, which last for the run: `resume`, whose
//! partition key is the string `id`, and `orders`, with a sort key and indexes (see `orders` below).

use std::io::{BufRead, Write};
use std::process::ExitCode;

use dynamodb::{
    IndexKind, IndexProjection, KeyAttribute, KeyKind, KeySchema, SecondaryIndex, Table, Tables,
    execute,
};
use serde_json::{Value, json};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("answers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", KeyKind::S)));
    tables.add(orders());
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
        let (status, body) = match execute(&mut tables, text("action"), text("body")) {
            Ok(body) => (200, body),
            Err(error) => (error.status, error.body()),
        };
        writeln!(output, "{}", json!({"status": status, "body": body}))?;
        output.flush()?;
    }
    Ok(())
}

/// The orders of customers, by their number; within a customer by `amount` (`byAmount`, the keys only); of all customers by
/// `weekday` (`byDay`, the keys only), by `weekday` and `amount` (`byDayAmount`, with `note`), by `place` (`byPlace`, all).
fn orders() -> Table {
    let key = |partition: &str, sort: Option<&str>| KeySchema {
        sort: sort.map(|name| KeyAttribute::new(name, KeyKind::N)),
        ..KeySchema::partition(partition, KeyKind::S)
    };
    let index = |name: &str, kind, key, projection| SecondaryIndex {
        name: name.to_owned(),
        kind,
        key,
        projection,
    };
    let with_note = IndexProjection::Include(vec!["note".to_owned()]);
    let by_amount = key("customer", Some("amount"));
    Table::new("orders", key("customer", Some("nr"))).with_indexes(vec![
        index(
            "byAmount",
            IndexKind::Local,
            by_amount,
            IndexProjection::KeysOnly,
        ),
        index(
            "byDay",
            IndexKind::Global,
            key("weekday", None),
            IndexProjection::KeysOnly,
        ),
        index(
            "byDayAmount",
            IndexKind::Global,
            key("weekday", Some("amount")),
            with_note,
        ),
        index(
            "byPlace",
            IndexKind::Global,
            key("place", None),
            IndexProjection::All,
        ),
    ])
}
