//! The check of templates: a folder of small templates (`tests/check`) with their findings beside them, and the templates
//! that must have none.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};
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

/// A file `CODE.yaml`, or another form of it such as `CODE.openapi.json`, fails by that rule alone, with its findings in
/// `CODE.out`; `CODE.ok.yaml` has none.
#[test]
fn cases_have_their_findings() {
    let mut golden = Golden::new();
    let mut cases = BTreeSet::new();
    for path in ["yaml", "json"].map(|ext| files(FOLDER, ext)).concat() {
        let text = fs::read_to_string(&path).unwrap();
        let findings = check(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".ok") {
            assert_eq!(listing(&findings), "", "{name}");
        } else {
            let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
            let code = name.split('.').next().unwrap();
            assert_eq!(
                Vec::from_iter(codes),
                [code],
                "{name}: {}",
                listing(&findings)
            );
            golden.check(&path.with_extension("out"), &listing(&findings));
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
        let mut accepted = Vec::new();
        // Without the account's role, the stack relies on one that is there.
        if !options.logging.account_role {
            accepted.push(LOGS);
        }
        // The commands send it by way of a bucket then: see `size.rs`.
        if options.operations.list && options.operations.delete {
            accepted.push("template-needs-a-bucket");
        }
        let template = template(options);
        for text in [to_json(&template), to_yaml(&template)] {
            assert_none(&format!("{index}: {options:?}"), &text, &accepted);
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

/// Values of other types in every place: none panics.
#[test]
fn values_of_other_types_are_no_panic() {
    let own = template(&Options::recommended());
    let mut paths = Vec::new();
    pointers(&own["Resources"], "/Resources", &mut paths);
    assert!(paths.len() > 300);
    let others = [
        json!(null),
        json!("x"),
        json!(-1.5),
        json!([]),
        json!([[{}]]),
        json!({"Ref": "Nothing"}),
        json!({"Fn::If": ["None", 1, 2]}),
        json!({"a": {"b": null}}),
    ];
    for (index, path) in paths.iter().enumerate() {
        let mut changed = own.clone();
        *changed.pointer_mut(path).unwrap() = others[index % others.len()].clone();
        let _ = check(&changed.to_string());
    }
}

fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{path}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The published example as the CDK writes it, and this repository's other templates that can be deployed.
#[test]
fn deployed_templates_have_none() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for file in [
        "fixtures/seed.yaml",
        "others/openapi-2.json",
        "others/sam-functions.yaml",
        "../../emulator/tests/actions/orders.yaml",
    ] {
        let text = fs::read_to_string(format!("{folder}/{file}")).unwrap();
        assert_none(file, &text, &[]);
    }
    if let Some(path) = testkit::shared::path("seed/cdk-synth.template.json") {
        assert_none("the CDK's", &fs::read_to_string(path).unwrap(), &[]);
    }
}

/// Reported deployments that were rejected: the rule that each violates. The other reports have no finding.
#[test]
fn reported_rejections_are_found() {
    let Some(path) = testkit::shared::path("cases/cases.jsonl") else {
        return;
    };
    let mut found = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let stack = &case["input"]["stack"];
        if stack.is_object() {
            let findings = check(&stack.to_string()).unwrap();
            let id = case["id"].as_str().unwrap().to_owned();
            found.extend(findings.iter().map(|finding| (id.clone(), finding.code)));
        }
    }
    let found: Vec<(&str, &str)> = found.iter().map(|(id, code)| (&id[..], *code)).collect();
    assert_eq!(
        found,
        [
            ("H3-Authorization", "header-not-allowed"),
            ("B1", "mock-of-binary"),
            ("D1", "response-parameter-undeclared"),
            ("D3", "integration-without-http-method"),
            ("D4", "integration-without-role"),
            ("D6", "request-parameter-undeclared"),
            ("D7", "deployment-before-methods"),
            ("D8", "stage-named-before-it-is-made"),
            ("D9", "stage-without-deployment"),
        ]
    );
}

/// The table of `docs/DEPLOYMENT-CHECK.md` has all rules.
#[test]
fn the_document_has_the_rules() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/DEPLOYMENT-CHECK.md"
    );
    let text = fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once("<!-- rules -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of rules -->\n").unwrap();
    let by_linter = fs::read_to_string(format!("{FOLDER}/cfn-lint.txt")).unwrap();
    let mut table =
        "| rule | severity | finds | source | cfn-lint |\n|---|---|---|---|---|\n".to_owned();
    let mut codes = BTreeSet::new();
    for rule in RULES {
        assert!(codes.insert(rule.code), "{} is a duplicate", rule.code);
        let linter = by_linter.lines().filter_map(|line| line.split_once(' '));
        let mut linter = linter.filter(|(code, _)| *code == rule.code);
        writeln!(
            table,
            "| `{}` | {} | {} | {} | {} |",
            rule.code,
            rule.severity,
            rule.title,
            rule.source,
            linter.next().map_or("", |(_, id)| id)
        )
        .unwrap();
    }
    let mut golden = Golden::new();
    let text = format!("{before}<!-- rules -->\n{table}<!-- end of rules -->\n{after}");
    golden.check(path.as_ref(), &text);
    golden.finish(1);
}
