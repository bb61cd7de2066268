//! Speaks the protocol of the conformance corpora: one JSON case a line in, one answer a line out.
//!
//! In: `{"template", "context"?, "gwrules"?, "apigw"?}`. Out: `{"ok": true, "out"}` or
//! `{"ok": false, "error", "line", "column"}`. Without `gwrules` and `apigw` the template runs as
//! Velocity, else as API Gateway. A case with a `path` is one of JSONPath: `{"path", "json"}`.

use std::io::{BufRead, Write};
use std::rc::Rc;

use gateway::jsonpath::JsonPath;
use serde_json::{Value as Json, json};
use vtl::value::{List, Map, Order, Printed};
use vtl::{Context, Dialect, Limits, Template, Value};

fn main() -> std::io::Result<()> {
    // Deep templates need a deep stack in a build without optimisation.
    let worker = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(run)?;
    worker
        .join()
        .unwrap_or_else(|_| Err(std::io::Error::other("a case panicked")))
}

fn run() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Json>(&line) {
            Ok(case) => answer(&case),
            Err(error) => json!({"ok": false, "error": format!("no JSON: {error}")}),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

/// A case of the JSONPath corpus: `{"path", "json"}`.
fn jsonpath(case: &Json) -> Json {
    let text = |key: &str| case.get(key).and_then(Json::as_str).unwrap_or_default();
    let answer = gateway::json::read(&text("json").into())
        .map_err(|e| e.to_string())
        .and_then(|document| {
            let path = JsonPath::compile(text("path")).map_err(|e| e.to_string())?;
            let value = path.read(&document).map_err(|e| e.to_string())?;
            gateway::json::write(&value).map_err(|e| e.message)
        });
    match answer {
        Ok(expected) => json!({"ok": true, "expected": expected}),
        Err(error) => json!({"ok": false, "error": error}),
    }
}

fn answer(case: &Json) -> Json {
    if case.get("path").is_some() {
        return jsonpath(case);
    }
    let template = case
        .get("template")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let gateway = case.get("apigw").is_some_and(|value| !value.is_null())
        || case.get("gwrules").and_then(Json::as_bool) == Some(true);
    let dialect = if gateway {
        Dialect::Gateway
    } else {
        Dialect::Velocity
    };
    let template = match Template::parse(template, dialect) {
        Ok(template) => template,
        Err(errors) => {
            let first = errors.first();
            return json!({
                "ok": false,
                "error": first.map(ToString::to_string),
                "line": first.map(|error| error.line),
                "column": first.map(|error| error.column),
            });
        }
    };
    let mut context = Context::new();
    if let Some(variables) = case.get("context").and_then(Json::as_object) {
        for (name, value) in variables {
            context.set(name, value_of(value));
        }
    }
    match template.render(&mut context, &Limits::default()) {
        Ok(rendered) => json!({"ok": true, "out": rendered.text}),
        Err(error) => json!({
            "ok": false,
            "error": error.to_string(),
            "line": error.line,
            "column": error.column,
            "partial": error.partial,
        }),
    }
}

/// The Java value of a JSON one.
fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(long) => match i32::try_from(long) {
                Ok(int) => Value::Integer(int),
                Err(_) => Value::Long(long),
            },
            None if number.is_u64() => Value::BigInteger(number.to_string().into()),
            None => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(Rc::new(List::new(
            Printed::Java,
            items.iter().map(value_of).collect(),
        ))),
        Json::Object(entries) => Value::Map(Rc::new(Map::from_entries(
            Printed::Java,
            Order::Insertion,
            entries
                .iter()
                .map(|(key, value)| (Value::from(key.as_str()), value_of(value)))
                .collect(),
        ))),
    }
}
