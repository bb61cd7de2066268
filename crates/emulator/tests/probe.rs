//! What is predicted for the cases of the template that checks API Gateway's behavior.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use emulator::{Emulator, predict_probe};
use stack::{probe_cases, probe_template};
use testkit::golden::Golden;

#[test]
fn predictions_are_as_before() {
    let cases = probe_cases();
    let mut text = String::new();
    for (case, response) in cases.iter().zip(predict_probe(&cases).unwrap()) {
        let _ = writeln!(
            text,
            "== {}: {}\n{}",
            case.name, case.question, response.status
        );
        for (name, value) in &response.headers {
            let _ = writeln!(text, "{name}: {value}");
        }
        let _ = writeln!(text, "{}", response.body);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/probe.txt");
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
