//! Answers requests as DynamoDB does: one a line in, one answer a line out.
//!
//! ```text
//! cargo run --release -p dynamodb --example answers < requests.jsonl
//! ```
//!
//! A line of the input is `{"action":"PutItem","body":"…"}`, the body being text, since it may not be JSON.
//! The output is `{"status":200,"body":"…"}`. There is one table in memory, `resume`, whose partition
//! key is the string `id`; it lasts for the run.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use dynamodb::{KeyKind, KeySchema, Table, Tables, execute};
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
