//! The cases of `tests/cases`: what Apache Velocity 1.7 made of small templates, in both dialects.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use vtl::{Context, Dialect, Limits, Template};

use testkit::sections::sections;
use testkit::values::value_of;

/// Renders a template: its text, or `error parse` or `error runtime` with the text before it.
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut count = 0;
    let mut wrong = String::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let sections = sections(&text);
        let [("template", template), ("context", context), answers @ ..] = sections.as_slice()
        else {
            panic!("{}: a template and a context come first", path.display());
        };
        let context: Json = serde_json::from_str(context).unwrap();
        assert_eq!(
            answers.len(),
            2,
            "{}: an answer for each dialect",
            path.display()
        );
        for ((name, expected), (dialect, word)) in answers.iter().zip([
            (Dialect::Velocity, "velocity"),
            (Dialect::Gateway, "gateway"),
        ]) {
            count += 1;
            let (how, text) = run(template, &context, dialect);
            // Velocity tells some errors of parsing only while it starts to render: no text is
            // lost by that.
            let failed = name.contains(" error ") && how.contains(" error ") && text.is_empty();
            if (*name != format!("{word}{how}") && !failed) || *expected != text {
                let file = path.file_name().unwrap().to_string_lossy();
                wrong += &format!("{file}, {name}:\n  {expected:?}\n  {how} {text:?}\n");
            }
        }
    }
    assert!(count > 50, "the cases were not found");
    assert!(wrong.is_empty(), "{wrong}");
}
