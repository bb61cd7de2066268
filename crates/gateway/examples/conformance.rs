//! Answers test cases: JSON lines in, JSON lines out.
#![allow(clippy::print_stdout)]
use std::io::{self, BufRead as _};

use gateway::json;
use gateway::jsonpath::JsonPath;
use serde_json::{Value as Json, json};

fn jsonpath(case: &Json) -> Json {
    let text = |key: &str| case.get(key).and_then(Json::as_str).unwrap_or_default();
    let answer = json::read(&text("json").into())
        .map_err(|e| e.to_string())
        .and_then(|document| {
            let path = JsonPath::compile(text("path")).map_err(|e| e.to_string())?;
            let value = path.read(&document).map_err(|e| e.to_string())?;
            json::write(&value).map_err(|e| e.message)
        });
    match answer {
        Ok(expected) => json!({"ok": true, "expected": expected}),
        Err(error) => json!({"ok": false, "error": error}),
    }
}

fn main() -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let case: Json = serde_json::from_str(&line?)?;
        println!("{}", jsonpath(&case));
    }
    Ok(())
}
