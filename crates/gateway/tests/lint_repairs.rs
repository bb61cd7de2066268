//! The repairs that lints suggest, applied to the cases of `crates/vtl/tests/lints`.
//!
//! Where a lint has edits, they are applied; the rest of a template is repaired manually in
//! `repaired/NAME.vm`, as the lints say. A repaired template has no lints, and renders the same as
//! before for a harmless request, `repaired/NAME.json`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use gateway::json;
use gateway::mapping::{CallContext, Inputs, MappingTemplate, render};
use serde_json::Value as Json;
use testkit::golden::files;
use vtl::lint::{Lint, lint, repaired};
use vtl::{Dialect, Template};

/// Rules whose faults show for every request.
const ALWAYS_WRONG: [&str; 5] = [
    "foreach-outside",
    "looks-like-directive",
    "not-always-set",
    "not-in-api-gateway",
    "unknown-reference",
];

/// The request for templates without a file `NAME.json`.
const HARMLESS: &str = r#"{"body": {"name": "Ada", "parts": ["a", "b"], "list": ["x"], "x": 1},
    "context": {"stage": "a", "path": "b", "requestId": "r", "authorizer": {"claims": {"email": "e"}}}}"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vtl/tests/lints")
}

fn lints(source: &str) -> Vec<Lint> {
    match Template::parse(source, Dialect::Gateway) {
        Ok(template) => lint(&template),
        Err(errors) => panic!("{}", errors[0].caret(source)),
    }
}

/// The output for a request with that body and `$context`, without white space.
fn written(source: &str, request: &Json) -> String {
    let context = json::read(&request["context"].to_string().into()).unwrap();
    let inputs = Inputs {
        body: request["body"].to_string().into(),
        context: CallContext::from_value(&context),
        ..Inputs::default()
    };
    let template = MappingTemplate::parse(source).unwrap();
    let text = render(&template, &inputs).unwrap().text;
    text.split_whitespace().collect()
}

#[test]
fn what_is_repaired_has_no_lint_and_writes_the_same() {
    let mut seen = 0;
    let mut compared = 0;
    for path in files(folder(), "vm") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).unwrap();
        let found = lints(&source);
        if found.is_empty() {
            continue;
        }
        seen += 1;
        let edited = repaired(&source, &found);
        let left: Vec<Lint> = lints(&edited);
        assert!(
            left.iter().all(|lint| lint.edits.is_empty()),
            "{name}: the edits leave {left:#?} in\n{edited}"
        );
        let by_hand = fs::read_to_string(folder().join(format!("repaired/{name}.vm")));
        let repaired = by_hand.unwrap_or(edited);
        let left = lints(&repaired);
        assert!(left.is_empty(), "{name}: {left:#?}\n{repaired}");
        let request = fs::read_to_string(folder().join(format!("repaired/{name}.json")));
        let request = request.unwrap_or_else(|_| HARMLESS.to_owned());
        let request = serde_json::from_str(&request).unwrap();
        let after = written(&repaired, &request);
        let has = |codes: &[&str]| found.iter().any(|lint| codes.contains(&lint.code));
        let is_json = |text: &str| serde_json::from_str::<Json>(text).is_ok();
        assert!(
            !has(&["conditional-comma"]) || is_json(&after),
            "{name}: {after}"
        );
        if has(&ALWAYS_WRONG) {
            continue;
        }
        // Where several faults meet, no request may be without harm.
        let before = written(&source, &request);
        if !before.starts_with(['{', '[']) || is_json(&before) {
            assert_eq!(after, before, "{name}:\n{repaired}");
            compared += 1;
        }
    }
    assert!(
        seen > 12 && compared > 6,
        "{seen} templates, {compared} compared"
    );
}
