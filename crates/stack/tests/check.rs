//! The check of templates: a folder of small templates (`tests/check`) with their findings beside them, and the templates
//! that must have none.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use stack::{Finding, Options, RULES, check, template, to_json, to_yaml};
use testkit::golden::{Golden, files};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check");

/// What a template without the role for logs has.
const LOGS: &str = "logs-need-a-role";

fn listing(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let (line, column) = (finding.line.unwrap(), finding.column.unwrap());
        writeln!(
            out,
            "{line}:{column}: {}: {}\n  {finding}",
            finding.severity, finding.path
        )
        .unwrap();
    }
    out
}

/// A file `CODE.yaml` or `CODE.json` fails by that rule alone, with its finding in `CODE.out`; `CODE.ok.yaml` has none.
#[test]
fn cases_have_their_findings() {
    let mut golden = Golden::new();
    let mut cases = BTreeSet::new();
    for path in ["yaml", "json"].map(|ext| files(FOLDER, ext)).concat() {
        let text = fs::read_to_string(&path).unwrap();
        let findings = check(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        match name.strip_suffix(".ok") {
            Some(_) => assert_eq!(listing(&findings), "", "{name}"),
            None => {
                let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
                assert_eq!(
                    Vec::from_iter(codes),
                    [name.as_str()],
                    "{}",
                    listing(&findings)
                );
                golden.check(&path.with_extension("out"), &listing(&findings));
            }
        }
        cases.insert(name);
    }
    golden.finish(RULES.len() - TOO_LARGE.len());
    for rule in RULES.iter().filter(|rule| !TOO_LARGE.contains(&rule.code)) {
        assert!(cases.contains(rule.code), "no case of {}", rule.code);
        assert!(
            cases.contains(&format!("{}.ok", rule.code)),
            "no passing case of {}",
            rule.code
        );
    }
}

/// The rules whose cases would be large files: see `sizes_are_limited`.
const TOO_LARGE: &[&str] = &[
    "mapping-template-too-large",
    "template-needs-a-bucket",
    "template-too-large",
];

fn assert_none(what: &str, text: &str, accepted: &[&str]) {
    let findings = check(text).unwrap_or_else(|error| panic!("{what}: {error}"));
    let other = findings
        .into_iter()
        .filter(|finding| !accepted.contains(&finding.code));
    assert_eq!(listing(&Vec::from_iter(other)), "", "{what}");
}

#[test]
fn own_templates_have_none() {
    let mut all = common::pairs::all_pairs();
    assert!(all.len() > 20);
    all.extend([
        Options::default(),
        Options::recommended(),
        Options::example(),
    ]);
    for (index, options) in all.iter().enumerate() {
        // Without the account's role, the stack relies on one that is there.
        let accepted: &[&str] = match options.logging.account_role {
            true => &[],
            false => &[LOGS],
        };
        let template = template(options);
        for text in [to_json(&template), to_yaml(&template)] {
            assert_none(&format!("{index}: {options:?}"), &text, accepted);
        }
    }
}

#[test]
fn sizes_are_limited() {
    // A template with so many bytes more.
    let with = |bytes: usize| {
        let mut template = template(&Options::recommended());
        let text = to_json(&template).len();
        let more = bytes.saturating_sub(text + 20);
        template["Metadata"]["More"] = "x".repeat(more).into();
        let text = to_json(&template);
        text.clone() + &" ".repeat(bytes.saturating_sub(text.len()))
    };
    for (bytes, expected) in [
        (51_200, &[][..]),
        (51_201, &["template-needs-a-bucket"]),
        (1_048_576, &["template-needs-a-bucket"]),
        (1_048_577, &["template-too-large"]),
    ] {
        let text = with(bytes);
        assert_eq!(text.len(), bytes);
        let codes: Vec<_> = check(&text).unwrap().iter().map(|f| f.code).collect();
        assert_eq!(codes, expected, "{bytes}");
    }
    for (bytes, expected) in [(300 * 1024, 0), (300 * 1024 + 1, 1)] {
        let mut template = template(&Options::recommended());
        let integration = &mut template["Resources"]["Get"]["Properties"]["Integration"];
        integration["RequestTemplates"]["application/json"] = "x".repeat(bytes).into();
        let findings = check(&to_json(&template)).unwrap();
        let count = findings
            .iter()
            .filter(|f| f.code == "mapping-template-too-large");
        assert_eq!(count.count(), expected, "{bytes}");
    }
}
