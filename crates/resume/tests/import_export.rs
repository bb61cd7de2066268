//! Resumes of other formats: what is read, what is written, and that the way there and back gives the same resume.

#![allow(clippy::unwrap_used)]

mod json_resume;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use json_resume::{sorted, there_and_back};
use resume::import::{self, Format, ImportError, NoteKind};
use resume::{Field, Resume, export};
use serde_json::{Value, json};
use testkit::golden::{self, Golden};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// What is read of a text, for a golden file.
fn shown(text: &str) -> String {
    match import::read(text) {
        Ok(imported) => {
            let mut shown = format!("{}\n\n", imported.format);
            for note in &imported.notes {
                let _ = writeln!(shown, "{:?}: {note}", note.kind);
            }
            let _ = writeln!(shown, "\n{}", imported.resume.to_json_pretty());
            shown
        }
        Err(error) => format!("{error}\n"),
    }
}

#[test]
fn resumes_of_many_kinds_of_people() {
    let mut golden = Golden::new();
    for path in golden::files(folder("resumes"), "json") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let resume = Resume::from_json(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(
            import::recognise(&resume.to_json()),
            Ok(Format::Resume),
            "{name}"
        );
        let text = there_and_back(&resume);
        golden.check(
            &folder("resumes/json-resume").join(name),
            &format!("{text}\n"),
        );
    }
    golden.finish(10);
}

#[test]
fn files_of_other_formats() {
    let mut golden = Golden::new();
    for path in golden::files(folder("imports"), "json") {
        let text = fs::read_to_string(&path).unwrap();
        golden.check(&path.with_extension("txt"), &shown(&text));
        if let Ok(imported) = import::read(&text) {
            there_and_back(&imported.resume);
        }
    }
    golden.finish(10);
}

#[test]
fn the_sample_and_a_new_resume() {
    let text = there_and_back(&Resume::sample());
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["work"][0]["startDate"], "2021-03");
    assert_eq!(value["work"][1]["endDate"], "2021-02");
    assert_eq!(value["basics"]["location"]["address"], "Göteborg, Sweden");
    assert_eq!(value["meta"]["x-resume"], json!({"id": "mira-okafor"}));

    let text = there_and_back(&Resume::blank());
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["basics"], json!({}));
    assert_eq!(value["work"], Value::Null);
    there_and_back(&Resume::default());
}

/// Changes a member of the sample's export, and reads it.
fn changed(pointer: &str, value: Value) -> import::Imported {
    let mut file: Value = serde_json::from_str(&export::json_resume(&Resume::sample())).unwrap();
    *file.pointer_mut(pointer).unwrap() = value;
    import::read(&file.to_string()).unwrap()
}

#[test]
fn what_another_program_changed_counts() {
    let past = |imported: &import::Imported| {
        imported.resume.experience.get().unwrap().past.entries()[0].clone()
    };
    let imported = changed("/work/1/endDate", json!("2021-04"));
    assert_eq!(past(&imported).duration, Field::from("2016-08 - 2021-04"));
    let lost = |imported: &import::Imported| {
        let lost = imported
            .notes
            .iter()
            .filter(|note| note.kind == NoteKind::Lost);
        lost.map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        lost(&imported),
        ["work[].x-duration: the dates beside it were changed since the export"]
    );

    let imported = changed("/work/1/highlights/0", json!("Changed."));
    assert_eq!(
        past(&imported).description.entries()[0].li,
        Field::from("Changed.")
    );
    assert!(lost(&imported).is_empty());

    let imported = changed("/basics/summary", json!("One.\n\nTwo."));
    let summary: Vec<_> = imported
        .resume
        .summary
        .entries()
        .iter()
        .map(|entry| entry.para.text())
        .collect();
    assert_eq!(summary, ["One.", "Two."]);

    // The job has ended.
    let mut file: Value = serde_json::from_str(&export::json_resume(&Resume::sample())).unwrap();
    file["work"][0]["endDate"] = json!("2026");
    let imported = import::read(&file.to_string()).unwrap();
    assert_eq!(past(&imported).duration, Field::from("2021-03 - 2026"));
    assert_eq!(
        imported
            .resume
            .experience
            .get()
            .unwrap()
            .current
            .get()
            .unwrap()
            .role,
        Field::from("")
    );
}

#[test]
fn formats_are_recognised() {
    for (text, format) in [
        (r#"{"id": "a"}"#, Format::Resume),
        ("{}", Format::Resume),
        ("\u{feff}{\"name\": 7, \"work\": 1}", Format::Resume),
        (
            r#"{"id": "a", "experience": {"current": {"role": "r"}}, "basics": {}, "work": []}"#,
            Format::Resume,
        ),
        (r#"{"basics": {}}"#, Format::JsonResume),
        (r#"{"name": "a", "work": []}"#, Format::JsonResume),
        (
            r#"{"$schema": "https://jsonresume.org/schema"}"#,
            Format::JsonResume,
        ),
        (r#"{"id": {"S": "a"}}"#, Format::DynamoDb),
        (
            r#"{"Item": {"id": {"S": "a"}}, "ConsumedCapacity": {}}"#,
            Format::DynamoDb,
        ),
        (r#"{"skills": ["Rust"]}"#, Format::Near),
        (r#"{"summary": "text"}"#, Format::Near),
        (
            r#"{"name": "a", "skills": [{"name": "Rust"}]}"#,
            Format::Near,
        ),
        (
            r#"{"name": "a", "skills": [{"title": "Rust", "name": "r"}]}"#,
            Format::Resume,
        ),
        (
            r#"{"name": "a", "Item": {"id": {"S": "a"}}}"#,
            Format::Resume,
        ),
        (r#"{"fullName": "Ada"}"#, Format::Near),
    ] {
        assert_eq!(import::recognise(text), Ok(format), "{text}");
    }
}

#[test]
fn what_is_no_resume_is_named() {
    for (text, message) in [
        ("", "There is no text"),
        (" \n", "There is no text"),
        ("Dear Sir", "line 1, column 1: expected value"),
        ("[1]", "It is a list. "),
        ("7", "It is a number. "),
        (
            r#"{"AWSTemplateFormatVersion": "2010-09-09"}"#,
            "It is a CloudFormation template. ",
        ),
        (
            r#"{"basics": {}, "sections": {}, "metadata": {}}"#,
            "It is a Reactive Resume file. ",
        ),
        (
            r#"{"a": 1, "b": 2}"#,
            "It has no field of a resume, but `a`, `b`. ",
        ),
        (
            r#"{"name": "a", "name": "b"}"#,
            "Resume: duplicate member `name`",
        ),
        (
            r#"{"basics": []}"#,
            "JSON Resume, field `basics`: a list where an object belongs",
        ),
        (
            r#"{"basics": {}, "work": [{}, 7]}"#,
            "JSON Resume, field `work[1]`: a number where",
        ),
        (
            r#"{"basics": {}, "work": 7}"#,
            "JSON Resume, field `work`: a number where a list belongs",
        ),
        (
            r#"{"basics": {"a": 1, "a": 2}}"#,
            "JSON Resume, field `basics`: duplicate member `a`",
        ),
        (
            r#"{"basics": {"name": "\ud800"}}"#,
            "JSON Resume, field `basics.name`: ",
        ),
        (
            r#"{"name": "a", "skills": [["x"]]}"#,
            "Resume of another shape, field `skills[0]`: a list where",
        ),
        (
            r#"{"id": {"S": "a"}, "b": {"S": 7}}"#,
            "DynamoDB JSON, field `b.S`: a number does not belong here",
        ),
        (
            r#"{"id": {"S": "a"}, "b": {"X": 7}}"#,
            "DynamoDB JSON, field `b.X`: `X` is no type of DynamoDB",
        ),
        (
            r#"{"id": {"S": "a"}, "b": 7}"#,
            "DynamoDB JSON, field `b`: a number where an attribute value belongs",
        ),
        (
            r#"{"id": {"S": "a"}, "b": {"N": "1 "}}"#,
            "DynamoDB JSON, field `b.N`: `1 ` is not a number",
        ),
        (
            r#"{"Items": [{}, {}]}"#,
            "DynamoDB JSON, field `Items`: a list of 2 items",
        ),
        (
            r#"{"Items": [7]}"#,
            "DynamoDB JSON, field `Items[0]`: a number where an item belongs",
        ),
    ] {
        let error = import::read(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text}: {error}");
    }
    assert!(matches!(import::recognise("{"), Err(ImportError::NotJson(error)) if error.line == 1));
}

#[test]
fn no_depth_is_too_much() {
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let list = deep("[", "]");
    for text in [
        format!(r#"{{"basics": {list}}}"#),
        format!(r#"{{"basics": {{}}, "work": {list}}}"#),
        format!(r#"{{"basics": {{}}, "skills": [{{"keywords": {list}}}], "interests": {list}}}"#),
        format!(
            r#"{{"id": {{"S": "a"}}, "b": {}}}"#,
            deep(r#"{"L": ["#, "]}")
        ),
        format!(r#"{{"Item": {}}}"#, deep(r#"{"M": "#, "}")),
    ] {
        if let Ok(imported) = import::read(&text) {
            there_and_back_text(&imported.resume);
        }
    }
    let levels = |count: usize| {
        format!(
            r#"{{"id": {{"S": "a"}}, "b": {}{{"S": "x"}}{}}}"#,
            r#"{"L": ["#.repeat(count),
            "]}".repeat(count)
        )
    };
    assert!(import::read(&levels(32)).is_ok());
    assert!(
        import::read(&levels(33))
            .unwrap_err()
            .to_string()
            .ends_with("nested deeper than DynamoDB's 32 levels")
    );
}

/// As [`there_and_back`], for what `serde_json::Value` can't hold.
fn there_and_back_text(resume: &Resume) {
    let imported = import::read(&export::json_resume(resume)).unwrap();
    assert_eq!(sorted(imported.resume), sorted(resume.clone()));
}

#[test]
fn a_hundred_thousand_members_take_no_longer_each_than_ten() {
    let members: Vec<String> = (0..100_000).map(|n| format!("\"x{n}\":{n}")).collect();
    let text = format!("{{\"basics\":{{\"name\":\"a\"}},{}}}", members.join(","));
    let start = std::time::Instant::now();
    let imported = import::read(&text).unwrap();
    there_and_back_text(&imported.resume);
    // The bound leaves room for a busy machine: a comparison of each with each took minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert_eq!(imported.resume.extra.len(), 100_000);
}

#[test]
fn highlights_of_another_shape_are_kept_beside_exported_ones() {
    let text = r#"{"work": [{"x-description": [], "highlights": [{"x-unknown": "kept"}]}]}"#;
    let imported = import::read(text).unwrap();
    assert!(
        imported.resume.to_json().contains("kept"),
        "{}",
        imported.resume.to_json()
    );
}
