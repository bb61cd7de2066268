//! The cases of `tests/jsonpath.jsonl`, a line each: a path, a document, and what the path `finds` in
//! it, that it leads nowhere (`missing`), or that it `fails`. The answers are Jayway's own, of version
//! 2.9, mostly those of 2.4 as well.

#![allow(clippy::unwrap_used)]

use gateway::json;
use gateway::jsonpath::{ErrorKind, JsonPath};
use serde_json::Value as Json;

#[test]
fn paths_find_what_jayway_finds() {
    let mut wrong = Vec::new();
    let cases = include_str!("jsonpath.jsonl");
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let path = case["path"].as_str().unwrap();
        let document = json::read(&case["json"].to_string().into()).unwrap();
        let found = JsonPath::compile(path).and_then(|path| path.read(&document));
        let found = found.map(|value| json::write(&value).unwrap());
        let found = found.map(|text| serde_json::from_str::<Json>(&text).unwrap());
        let right = match (&found, case.get("finds")) {
            (Ok(found), Some(wanted)) => found == wanted,
            (Err(error), None) => {
                let missing = error.kind == ErrorKind::NotFound;
                missing == (case.get("missing") == Some(&Json::Bool(true)))
            }
            _ => false,
        };
        if !right {
            wrong.push(format!("{path}: {found:?} in {}", case["json"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.lines().count() > 100);
}
