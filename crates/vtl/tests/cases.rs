//! The cases of `tests/cases`: small templates with the outputs of Apache Velocity 1.7, in both dialects.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs;

use serde_json::Value as Json;
use vtl::{Context, Dialect, Limits, Template};

use testkit::golden::{Golden, files};
use testkit::sections::{file, sections};
use testkit::values::value_of;

/// Renders a template: its output, or ` error parse` or ` error runtime` with the output before the error.
fn run(template: &str, context: &Json, dialect: Dialect) -> (&'static str, String) {
    let template = match Template::parse(template, dialect) {
        Ok(template) => template,
        Err(errors) => {
            assert!(!errors.is_empty());
            return (" error parse", String::new());
        }
    };
    let mut variables = Context::new();
    for (name, json) in context.as_object().expect("a context is an object") {
        variables.set(name, value_of(json));
    }
    match template.render(&mut variables, &Limits::default()) {
        Ok(rendered) => ("", rendered.text),
        Err(error) => (" error runtime", error.partial),
    }
}

#[test]
fn every_case_renders_as_velocity_does() {
    let mut golden = Golden::new();
    for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let cases = sections(&text);
        let [
            ("template", template),
            ("context", json),
            (velocity, _),
            (gateway, _),
        ] = cases[..]
        else {
            panic!("{}: a template, a context and two outputs", path.display());
        };
        let context: Json = serde_json::from_str(json).unwrap();
        let answer = |dialect, word: &str, expected: &str| {
            let (failure, output) = run(template, &context, dialect);
            // Velocity finds some syntax errors only when it starts to render, with the same effect: no output.
            let failed = expected.starts_with(&format!("{word} error "))
                && !failure.is_empty()
                && output.is_empty();
            match failed {
                true => (expected.to_owned(), output),
                false => (format!("{word}{failure}"), output),
            }
        };
        let velocity = answer(Dialect::Velocity, "velocity", velocity);
        let gateway = answer(Dialect::Gateway, "gateway", gateway);
        let actual = file(&[
            ("template", template),
            ("context", json),
            (&velocity.0, &velocity.1),
            (&gateway.0, &gateway.1),
        ]);
        golden.check(&path, &actual);
    }
    golden.finish(50);
}
