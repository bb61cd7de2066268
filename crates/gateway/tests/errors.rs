//! The errors of `$input` and `$util`: the cases of `errors.txt`. Every error that their sources can
//! raise has one; paths are `jsonpath.jsonl`'s, and only shown here as a template reports them.
//!
//! A new case: write the template, `=== error` and an empty line into the file, run
//! `UPDATE_GOLDEN=1 cargo test -p gateway --test errors`, and read what was written.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use gateway::mapping::{Inputs, MappingTemplate, render};

use testkit::golden::Golden;
use testkit::messages;
use testkit::sections::{file, sections};

/// The body of the cases.
const BODY: &str = r#"{"a": [1, {"b": "c"}], "s": "text"}"#;

/// Texts of the sources that are not part of an error.
const NO_ERRORS: &[&str] = &["Bearer "];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The error of a template: its position, the text there, the message.
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
    let path = folder("tests/errors.txt");
    let text = fs::read_to_string(&path).unwrap();
    let mut output = String::new();
    let mut shown = Vec::new();
    for pair in sections(&text).chunks(2) {
        let [("template", template), ("error", _)] = pair else {
            panic!("a template and its error");
        };
        let error = error(template);
        output += &file(&[("template", template), ("error", &error)]);
        shown.push(error);
    }
    let mut golden = Golden::new();
    golden.check(&path, &output);
    golden.finish(1);
    let (count, missing) = messages::missing(&[folder("src/variables")], NO_ERRORS, &shown);
    assert!(count > 3, "the errors of the sources were not found");
    assert!(missing.is_empty(), "no case of errors.txt shows\n{missing}");
}
