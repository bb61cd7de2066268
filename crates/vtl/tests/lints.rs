//! The lints, on the templates of `tests/lints` and on those of this project.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use testkit::golden::{Golden, files};
use vtl::lint::lint;
use vtl::{Dialect, Template};

const CODES: [&str; 10] = [
    "unescaped-value",
    "unknown-reference",
    "conditional-comma",
    "not-in-api-gateway",
    "null-set",
    "foreach-outside",
    "long-loop",
    "not-always-set",
    "looks-like-directive",
    "unclosed-comment",
];

/// One line for each lint: the code, line and column, and the text that it is about, up to its
/// line's end.
fn found(source: &str, dialect: Dialect) -> String {
    let told = told(source, dialect);
    let lines = told.lines().filter(|line| !line.starts_with(' '));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The same, each with the reason, the fix and its edits.
fn told(source: &str, dialect: Dialect) -> String {
    let template = match Template::parse(source, dialect) {
        Ok(template) => template,
        Err(errors) => panic!("{}", errors[0].caret(source)),
    };
    let mut text = String::new();
    for lint in lint(&template) {
        let (line, column) = lint.span.line_column(source);
        let about = lint.span.text(source).lines().next().unwrap_or_default();
        assert!(
            CODES.contains(&lint.code),
            "{} is not documented",
            lint.code
        );
        assert!(!about.is_empty(), "{} is about nothing", lint.code);
        assert!(!lint.message.is_empty() && !lint.repair.is_empty());
        writeln!(text, "{} {line}:{column} {about}", lint.code).unwrap();
        writeln!(text, "  {}\n  repair: {}", lint.message, lint.repair).unwrap();
        for edit in lint.edits {
            let (line, column) = edit.span.line_column(source);
            let old = edit.span.text(source);
            writeln!(text, "  edit {line}:{column}: {old:?} to {:?}", edit.text).unwrap();
        }
    }
    text
}

#[test]
fn each_case_gives_the_lints_beside_it() {
    let mut golden = Golden::new();
    let mut seen = String::new();
    for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lints"), "vm") {
        let source = fs::read_to_string(&path).unwrap();
        let lints = told(&source, Dialect::Gateway);
        golden.check(&path.with_extension("lints"), &lints);
        seen += &lints;
    }
    golden.finish(12);
    for code in CODES {
        assert!(seen.contains(code), "no case shows {code}");
    }
}

#[test]
fn macros_are_found_where_they_would_run_too() {
    let source = "#macro(m $x)$x $y#end#m(1)#evaluate('x')";
    assert_eq!(
        found(source, Dialect::Velocity),
        "not-in-api-gateway 1:1 #macro(m $x)$x $y#end\n\
         unknown-reference 1:16 $y\n\
         not-in-api-gateway 1:22 #m(1)\n\
         not-in-api-gateway 1:27 #evaluate('x')\n"
    );
}

/// The mapping templates that this project deploys.
#[test]
fn of_our_own_templates_nothing_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let mut all = String::new();
    // Those by field are frames, which crates/stack fills and its tests look at.
    let whole = |path: &PathBuf| !path.to_string_lossy().ends_with("_by_field.vm");
    for path in files(&folder, "vm").into_iter().filter(whole) {
        let source = fs::read_to_string(&path).unwrap();
        for line in found(&source, Dialect::Gateway).lines() {
            let name = path.file_name().unwrap().to_string_lossy();
            // Without the place, which moves with every line of the template.
            let words: Vec<&str> = line.split(' ').collect();
            writeln!(all, "{name}: {} {}", words[0], words[2..].join(" ")).unwrap();
        }
    }
    assert_eq!(all, "");
}

/// Templates that write every value unescaped.
#[test]
fn careless_templates_are_told() {
    let Some(folder) = testkit::shared::path("seed") else {
        return;
    };
    for path in files(&folder, "vm") {
        let source = fs::read_to_string(&path).unwrap();
        let lints = found(&source, Dialect::Gateway);
        assert!(lints.contains("unescaped-value "), "{}", path.display());
        assert!(!lints.contains("unknown-reference "), "{lints}");
    }
}
