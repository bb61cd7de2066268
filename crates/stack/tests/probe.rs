//! The template that checks API Gateway's behavior.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use stack::{probe_cases, probe_template, probe_text};

/// What fits into a request to CloudFormation.
const MAX_DIRECT: usize = 51_200;

#[test]
fn the_template_is_small_and_has_no_finding() {
    let text = probe_text();
    assert!(text.len() <= MAX_DIRECT, "{} bytes", text.len());
    assert_eq!(stack::check(&text).unwrap(), []);
    let loaded = stack::load(&probe_template(&probe_cases()), &Default::default()).unwrap();
    assert_eq!(loaded.apis[0].methods.len(), probe_cases().len());
}

#[test]
fn cases_are_named_once_and_need_no_preflight() {
    let mut names = BTreeSet::new();
    for case in probe_cases() {
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
        let plain = case.name.replace(|c: char| c.is_ascii_digit(), "");
        assert!(plain.chars().all(is_name), "{}", case.name);
        assert!(case.question.ends_with('?'), "{}", case.name);
        assert!(names.insert(case.name.clone()), "{} twice", case.name);
        for (name, value) in &case.request.headers {
            // https://fetch.spec.whatwg.org/#cors-safelisted-request-header
            let is_safe = match name.as_str() {
                "Accept" | "Accept-Language" => value.len() <= 128,
                "Content-Type" => value.starts_with("text/plain"),
                _ => false,
            };
            assert!(is_safe, "{}: {name}", case.name);
        }
    }
}

/// Each case settles a line of the documents, which name it where they only assume the rule.
#[test]
fn the_documents_name_the_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let gateway = read("crates/gateway/COMPATIBILITY.md");
    let documents = format!("{}\n{gateway}", read("COMPATIBILITY.md"));
    let mut missing = Vec::new();
    for case in probe_cases() {
        if !documents.contains(&case.settles) {
            missing.push(format!("{}: no line has {:?}", case.name, case.settles));
        }
    }
    for line in gateway.lines().filter(|line| line.starts_with("| ")) {
        if !line.contains("assumed") && !line.contains("case `") {
            continue;
        }
        let mut cases = probe_cases().into_iter();
        let settled = cases
            .any(|case| line.contains(&case.settles) && line.contains(&format!("`{}`", case.name)));
        if !settled && !line.contains("no case") {
            missing.push(format!("no case, nor \"no case\": {line}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
