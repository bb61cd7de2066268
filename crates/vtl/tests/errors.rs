//! The errors: the cases of `tests/errors`, and properties of all of them.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use vtl::{Context, Dialect, Error, Limits, Template};

use testkit::golden::{Golden, files};
use testkit::sections::{file, sections};
use testkit::{messages, values};

/// The variables that the cases of `run-time*.txt` use.
const CONTEXT: &str =
    r#"{"s": "Ada", "n": 5, "d": 2.5, "t": true, "l": [1, 2], "m": {"k": "v"}, "mixed": [1, "a"]}"#;

/// Strings in the sources that are not part of an error.
const NO_ERRORS: &[&str] = &[
    // Written out by Velocity itself.
    "<!-- include error : error with arg {at} please see log. see error log -->",
    // What objects print as.
    " depth:{depth}",
    "#foreach[type:block{depth} template:template line:{line} column:{column}]",
    "class {}",
    // A string, as it is parsed.
    "{text} ",
    // Diagnostics: `tests/diagnostics.rs`.
    "`{}` has no value",
    "the right side has no value: nothing is assigned",
    "this `#foreach` runs more than {most} times",
    // It takes a million pieces: `tests/hostile.rs`.
    "the output has too many pieces to tell of each",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// `gateway` or `velocity`, and limits, as in `velocity iterations=3`.
fn settings(name: &str) -> (Dialect, Limits) {
    let mut words = name.split(' ');
    let dialect = match words.next() {
        Some("gateway") => Dialect::Gateway,
        Some("velocity") => Dialect::Velocity,
        other => panic!("{other:?} is no dialect"),
    };
    let mut limits = Limits::default();
    for word in words {
        let (name, number) = word.split_once('=').expect("a limit and a number");
        let number = number.parse().unwrap();
        match name {
            "iterations" => limits.iterations = Some(number),
            "steps" => limits.steps = number,
            "depth" => limits.depth = number,
            "output" => limits.output = number,
            "string" => limits.string = number,
            _ => panic!("{name} is no limit"),
        }
    }
    (dialect, limits)
}

/// The errors of parsing, or else the one of rendering.
fn errors(source: &str, settings: &(Dialect, Limits)) -> Vec<Error> {
    // Without optimisation what the limits let through takes more than a test's stack.
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(16 << 20);
        let worker = worker.spawn_scoped(scope, || errors_here(source, settings));
        worker.unwrap().join().expect("it panicked")
    })
}

fn errors_here(source: &str, (dialect, limits): &(Dialect, Limits)) -> Vec<Error> {
    match Template::parse(source, *dialect) {
        Ok(template) => {
            let json: serde_json::Value = serde_json::from_str(CONTEXT).unwrap();
            let mut context = Context::new();
            for (name, json) in json.as_object().unwrap() {
                context.set(name, values::value_of(json));
            }
            let error = template.render(&mut context, limits).err();
            error.map(|error| *error).into_iter().collect()
        }
        Err(errors) => errors,
    }
}

/// Kind, line, column and text of each error, and its drawing.
fn drawn(source: &str, errors: &[Error]) -> String {
    let mut text = String::new();
    for error in errors {
        let Error {
            kind, line, column, ..
        } = error;
        let about: String = error.span.text(source).chars().take(40).collect();
        writeln!(text, "{kind:?} {line}:{column} {about:?}").unwrap();
        text += &error.caret(source);
    }
    text.trim_end().to_owned()
}

/// Every case: its file, its settings and its template.
fn cases() -> Vec<(PathBuf, String, String)> {
    let mut cases = Vec::new();
    for path in files(folder("tests/errors"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        for pair in sections(&text).chunks(2) {
            let [(name, template), ("errors", _)] = pair else {
                panic!("{}: a template and its errors", path.display());
            };
            cases.push((path.clone(), (*name).to_owned(), (*template).to_owned()));
        }
    }
    assert!(cases.len() > 100, "the cases were not found");
    cases
}

#[test]
fn the_cases_have_the_errors_that_they_say() {
    let mut outputs: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (path, name, template) in cases() {
        let drawn = drawn(&template, &errors(&template, &settings(&name)));
        let output = outputs.entry(path).or_default();
        *output += &file(&[(&name, &template), ("errors", &drawn)]);
    }
    let mut golden = Golden::new();
    for (path, output) in outputs {
        golden.check(&path, &output);
    }
    golden.finish(4);
}

#[test]
fn every_case_has_an_error_with_a_place() {
    for (path, name, template) in cases() {
        let errors = errors(&template, &settings(&name));
        assert!(!errors.is_empty(), "{}: {template}", path.display());
        for error in errors {
            let at_end = error.span.start == template.len();
            let place = error.span.text(&template);
            assert!(at_end || !place.is_empty(), "{error} of {template:?}");
            let (line, column) = error.span.line_column(&template);
            assert_eq!((error.line, error.column), (line, column), "{template:?}");
        }
    }
}

/// The same template behind a comment and with other line ends: the same errors, at places that the
/// change moves.
#[test]
fn other_line_ends_and_what_stands_before_move_places_and_nothing_else() {
    for (path, name, template) in cases() {
        let settings = settings(&name);
        let plain = errors(&template, &settings);
        let told = |errors: &[Error], column: usize| -> Vec<_> {
            errors
                .iter()
                .map(|e| {
                    let moved = usize::from(e.line == 1) * column;
                    (e.kind, e.message.clone(), e.line, e.column - moved)
                })
                .collect()
        };
        let crlf = template.replace('\n', "\r\n");
        let name = path.display();
        assert_eq!(
            told(&errors(&crlf, &settings), 0),
            told(&plain, 0),
            "{name}: {crlf:?}"
        );
        let before = "é\t😀\u{301}";
        let moved = errors(&format!("{before}{template}"), &settings);
        assert_eq!(told(&moved, 4), told(&plain, 0), "{name}: {template:?}");
        for (one, two) in plain.iter().zip(&moved) {
            assert_eq!(one.span.start + before.len(), two.span.start, "{template}");
            assert_eq!(one.span.end + before.len(), two.span.end, "{template}");
        }
    }
}

/// Whoever writes a new error finds here that it has no case.
#[test]
fn every_error_of_the_sources_has_a_case() {
    let shown: Vec<String> = cases()
        .iter()
        .flat_map(|(_, name, template)| errors(template, &settings(name)))
        .map(|error| error.message)
        .collect();
    let sources = ["src/parse", "src/eval", "src/methods", "../java/src/regex"].map(folder);
    let (count, missing) = messages::missing(&sources, NO_ERRORS, &shown);
    assert!(count > 80, "the errors of the sources were not found");
    assert!(
        missing.is_empty(),
        "no case of tests/errors shows\n{missing}"
    );
}
