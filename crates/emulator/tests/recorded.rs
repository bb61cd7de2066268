//! The recordings of `crates/gateway/tests/recorded`: deployed mapping templates and their responses. Its README describes the files.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;

use emulator::Recording;
use testkit::golden::{Golden, files};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gateway/tests/recorded");

#[test]
fn responses_are_as_recorded() {
    let mut golden = Golden::new();
    let mut wrong = String::new();
    for path in files(FOLDER, "jsonl") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let recording = Recording::from_lines(&fs::read_to_string(&path).unwrap());
        let recording = recording.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut others = String::new();
        for recorded in &recording.cases {
            let name = &recorded.case.name;
            match recorded.differences() {
                None => {
                    let _ = writeln!(others, "{name}: no response");
                }
                Some(found) if !found.is_empty() => {
                    let parts: Vec<&str> = found.iter().map(|one| one.part.as_str()).collect();
                    let _ = writeln!(others, "{name}: {}", parts.join(", "));
                }
                Some(_) => {}
            }
        }
        match name.ends_with(".other.jsonl") {
            true => golden.check(&path.with_extension("differences"), &others),
            false if others.is_empty() => {}
            false => {
                let _ = writeln!(wrong, "{name}:\n{others}");
            }
        }
    }
    golden.finish(0);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_no_recording_is_named_with_its_line() {
    let head = r#"{"recording":"api-gateway-check","format":1,"version":"1","time":"","host":"","cases":1}"#;
    let case = r#"{"name":"a","question":"?","settles":"","request":{"method":"POST","path":"/a","headers":[],"body":""},"compared":[],"integration":{"type":"mock","requestTemplates":{"application/json":"{\"statusCode\": 200}"},"responses":{"default":{"statusCode":"200","responseTemplates":{"application/json":"a"}}}},"answered":{"status":200,"headers":[],"body":"a"}}"#;
    let recording = Recording::from_lines(&format!("{head}\n{case}\n")).unwrap();
    assert_eq!(recording.cases[0].differences(), Some(Vec::new()));
    for (text, message) in [
        (String::new(), "Line 1: the file is empty."),
        ("no JSON".to_owned(), "Line 1: it is no JSON ("),
        (
            "{\"id\": \"ada\"}".to_owned(),
            "Line 1: a recording starts with {\"recording\":\"api-gateway-check\"}.",
        ),
        (
            head.replace("\"format\":1", "\"format\":2"),
            "Line 1: the recording has the format 2, this version opens 1.",
        ),
        (
            head.to_owned(),
            "Line 1: the recording ends after 0 of 1 cases.",
        ),
        (format!("{head}\n\n{{"), "Line 3: it is no JSON ("),
        (
            format!("{head}\n{}", case.replace("\"answered\"", "\"other\"")),
            "Line 2: \"answered\" is missing.",
        ),
        (
            format!(
                "{head}\n{}",
                case.replace("\"status\":200", "\"status\":70000")
            ),
            "Line 2: \"status\", a number, is missing in \"answered\".",
        ),
        (
            format!("{head}\n{}", case.replace("\"mock\"", "\"aws\"")),
            "Line 2: \"integration\", a mock, is missing.",
        ),
        (
            format!(
                "{head}\n{}",
                case.replace("\"name\":\"a\"", "\"name\":\"a/b\"")
            ),
            "Line 2: \"a/b\" is no name of a case.",
        ),
    ] {
        let error = Recording::from_lines(&text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
