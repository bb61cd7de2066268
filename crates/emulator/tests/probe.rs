//! What is predicted for the cases of the template that checks API Gateway's behavior.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use emulator::{Emulator, predict_probe};
use serde_json::json;
use stack::{probe_cases, probe_template};
use testkit::golden::Golden;

#[test]
fn predictions_are_as_before() {
    let cases = probe_cases();
    let mut text = String::new();
    for (case, response) in cases.iter().zip(predict_probe(&cases).unwrap()) {
        let line = json!({
            "name": case.name,
            "question": case.question,
            "status": response.status,
            "headers": response.headers,
            "body": response.body,
        });
        let _ = writeln!(text, "{line}");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/probe.jsonl");
    let mut golden = Golden::new();
    golden.check(path.as_ref(), &text);
    golden.finish(1);
}

/// API Gateway rejects the deployment of some templates that can't be parsed.
#[test]
fn every_template_can_be_deployed() {
    let emulator = Emulator::from_template(&probe_template(&probe_cases())).unwrap();
    assert_eq!(emulator.problems(), []);
}
