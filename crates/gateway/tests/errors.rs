//! The errors of `$input` and `$util`: the cases of `errors.txt`. Every error that their sources can
//! raise has one; paths are `jsonpath.jsonl`'s, and only shown here as a template tells of them.
//!
//! A new case: write the template, `=== error` and an empty line into the file, run
//! `UPDATE_ERRORS=1 cargo test -p gateway --test errors`, and read what was written.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gateway::mapping::{Inputs, MappingTemplate, render};

use testkit::{messages as told, sections};

/// The body that the cases ask.
const BODY: &str = r#"{"a": [1, {"b": "c"}], "s": "text"}"#;

/// Texts of the sources that are no part of an error.
const NO_ERRORS: &[&str] = &[];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The error of a template: its place, what stands there, the message.
fn error(source: &str) -> String {
    let inputs = Inputs {
        body: BODY.into(),
        ..Inputs::default()
    };
    let rendered = MappingTemplate::parse(source).and_then(|template| render(&template, &inputs));
    match rendered {
        Ok(mapped) => panic!("{source} writes {:?}", mapped.text),
        Err(error) => {
            let error = &error.errors[0];
            let place = error.span.text(source);
            assert!(!place.is_empty(), "{source}: {error}");
            format!(
                "{:?} {}:{} {place}\n{}",
                error.kind, error.line, error.column, error.message
            )
        }
    }
}

#[test]
fn every_error_has_a_case() {
    let text = fs::read_to_string(folder("tests/errors.txt")).unwrap();
    let mut written = String::new();
    let mut messages = Vec::new();
    let mut wrong = String::new();
    for pair in sections::sections(&text).chunks(2) {
        let [("template", template), ("error", expected)] = pair else {
            panic!("a template and its error");
        };
        let found = error(template);
        writeln!(written, "=== template\n{template}\n=== error\n{found}").unwrap();
        if found != *expected {
            let _ = writeln!(wrong, "{template}\n{found}\n");
        }
        messages.push(found);
    }
    if std::env::var_os("UPDATE_ERRORS").is_some() {
        fs::write(folder("tests/errors.txt"), written).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong}");
    }
    let (count, missing) = told::missing(&[folder("src/variables")], NO_ERRORS, &messages);
    assert!(count > 3, "the errors of the sources were not found");
    assert!(missing.is_empty(), "no case of errors.txt shows\n{missing}");
}
