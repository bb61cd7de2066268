//! Speaks the protocol of the conformance corpora: one JSON case a line in, one answer a line out.
//!
//! In: `{"template", "context"?, "gwrules"?}`. Out: `{"ok": true, "out"}` or `{"ok": false, "error",
//! "line", "column", "partial"}`. Without `gwrules` the template runs as Velocity, else as API
//! Gateway.
//!
//! With `"apigw": {body, params: {path, querystring, header}, context, stageVariables}` it is a
//! mapping template; the answer has also `"override": {requestOverride, responseOverride}`.
//!
//! A case with a `path` is one of JSONPath: `{"path", "json"}`, answered by `{"ok": true,
//! "expected"}` or `{"ok": false, "missing", "error"}`: `missing` distinguishes a path that finds nothing
//! from an error.

use std::io::{BufRead, Write};
use std::rc::Rc;

use gateway::jsonpath::{ErrorKind, JsonPath};
use gateway::mapping::{MappingTemplate, render};
use serde_json::{Value as Json, json};
use vtl::value::{Map, Order, Printed};
use vtl::{Context, Dialect, Limits, Template, Value};

use crate::inputs::inputs;
use crate::values::value_of;

/// Answers the cases of the standard input.
///
/// # Errors
/// The input or the output can't be used, or a case panics.
pub fn run() -> std::io::Result<()> {
    // Deep templates need a deep stack in a build without optimisation.
    let worker = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(answer_all)?;
    worker
        .join()
        .unwrap_or_else(|_| Err(std::io::Error::other("a case panicked")))
}

fn answer_all() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line?;
        // Invalid UTF-8 is answered, too.
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Json>(&line) {
            Ok(case) => answer(&case, &line),
            Err(error) => json!({"ok": false, "error": format!("no JSON: {error}")}),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

/// A case of the JSONPath corpus: `{"path", "json"}`.
fn jsonpath(case: &Json) -> Json {
    let text = |key: &str| case.get(key).and_then(Json::as_str).unwrap_or_default();
    let failed =
        |missing: bool, error: String| json!({"ok": false, "missing": missing, "error": error});
    let document = match gateway::json::read(&text("json").into()) {
        Ok(document) => document,
        Err(error) => return failed(false, error.to_string()),
    };
    let found = JsonPath::compile(text("path")).and_then(|path| path.read(&document));
    match found.map(|value| gateway::json::write(&value)) {
        Ok(Ok(expected)) => json!({"ok": true, "expected": expected}),
        Ok(Err(error)) => failed(false, error.message),
        Err(error) => failed(error.kind == ErrorKind::NotFound, error.message),
    }
}

/// The Java value of a JSON one, with the integers that only `read`, which is the same document, has
/// whole: those beyond 64 bits.
fn exactly(json: &Json, read: &Value) -> Value {
    match (json, read) {
        (Json::Number(number), Value::BigInteger(_)) if !number.is_i64() => read.clone(),
        (Json::Array(items), Value::List(list)) => {
            let list = list.items();
            Value::list(
                items
                    .iter()
                    .zip(list.iter())
                    .map(|(item, read)| exactly(item, read))
                    .collect(),
            )
        }
        (Json::Object(members), Value::Map(map)) => {
            let whole = Map::new(Printed::Java, Order::Insertion);
            for (name, member) in members {
                let value = map.get(name).unwrap_or_default();
                whole.insert(name.as_str(), exactly(member, &value));
            }
            Value::Map(Rc::new(whole))
        }
        _ => value_of(json),
    }
}

fn answer(case: &Json, line: &str) -> Json {
    if case.get("path").is_some() {
        return jsonpath(case);
    }
    let template = case
        .get("template")
        .and_then(Json::as_str)
        .unwrap_or_default();
    if let Some(apigw) = case.get("apigw").filter(|value| !value.is_null()) {
        return mapping(template, apigw);
    }
    let gateway = case.get("gwrules").and_then(Json::as_bool) == Some(true);
    let dialect = if gateway {
        Dialect::Gateway
    } else {
        Dialect::Velocity
    };
    let template = match Template::parse(template, dialect) {
        Ok(template) => template,
        Err(errors) => return failed(errors.first()),
    };
    let mut context = Context::new();
    if let Some(variables) = case.get("context") {
        let read = gateway::json::read(&line.into());
        let read = match read {
            Ok(Value::Map(case)) => case.get("context").unwrap_or_default(),
            _ => Value::Null,
        };
        for (name, value) in variables.as_object().into_iter().flatten() {
            let read = match &read {
                Value::Map(variables) => variables.get(name).unwrap_or_default(),
                _ => Value::Null,
            };
            context.set(name, exactly(value, &read));
        }
    }
    match template.render(&mut context, &Limits::default()) {
        Ok(rendered) => json!({"ok": true, "out": rendered.text}),
        Err(error) => failed(Some(&error)),
    }
}

fn failed(error: Option<&vtl::Error>) -> Json {
    json!({
        "ok": false,
        "error": error.map(ToString::to_string),
        "line": error.map(|error| error.line),
        "column": error.map(|error| error.column),
        "partial": error.map(|error| &error.partial),
    })
}

/// A mapping template, with `apigw` as its inputs.
fn mapping(template: &str, apigw: &Json) -> Json {
    let template = match MappingTemplate::parse(template) {
        Ok(template) => template,
        Err(error) => return failed(error.errors.first()),
    };
    match render(&template, &inputs(apigw)) {
        Ok(mapped) => {
            let mut overrides = serde_json::Map::new();
            for name in ["requestOverride", "responseOverride"] {
                if let Value::Map(context) = mapped.context.value()
                    && let Some(part) = context.get(name)
                    && let Ok(text) = gateway::json::write(&part)
                {
                    overrides.insert(name.to_owned(), text.parse().unwrap_or_default());
                }
            }
            json!({"ok": true, "out": mapped.text, "override": overrides})
        }
        Err(error) => failed(error.errors.first()),
    }
}
