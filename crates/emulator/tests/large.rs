//! Resumes as large as DynamoDB stores them: saved and read as they are, with and without request validation. Those that are
//! larger are rejected as DynamoDB rejects them, not by the steps of a template.

#![allow(clippy::unwrap_used)]

mod common;

use common::{get, json, open, own, post};
use emulator::Emulator;
use serde_json::{Map, Value};

/// A resume with `part` as its member `more`.
fn resume(part: Value) -> Value {
    serde_json::json!({"id": "r", "name": "n", "more": part})
}

fn members(count: usize) -> Value {
    let members = (0..count).map(|n| (format!("m{n}"), Value::from("v")));
    Map::from_iter(members).into()
}

/// The stack with request validation.
fn validating() -> Emulator {
    let options = stack::Options {
        validation: true,
        ..open()
    };
    Emulator::from_template(&stack::template(&options)).unwrap()
}

#[test]
fn what_dynamodb_stores_is_saved_and_read() {
    let list = |item: &str, count| Value::from(vec![Value::from(item); count]);
    for (name, part) in [
        ("an object of 30,000 members", members(30_000)),
        ("130,000 empty texts", list("", 130_000)),
        ("60,000 numbers", Value::from(vec![1; 60_000])),
        ("60,000 nulls", Value::from(vec![Value::Null; 60_000])),
        ("a text of 390,000 bytes", Value::from("x".repeat(390_000))),
    ] {
        for (stack, mut emulator) in [("open", own()), ("validating", validating())] {
            let resume = resume(part.clone());
            let saved = post(&mut emulator, &resume.to_string());
            let status = saved.response.status;
            assert_eq!(status, 200, "{name}, {stack}: {}", saved.response.body);
            let read = get(&mut emulator, "r");
            assert_eq!(read.response.status, 200, "{name}, {stack}");
            assert!(json(&read.response.body) == resume, "{name}, {stack}");
        }
    }
}

#[test]
fn members_that_no_model_knows_are_saved_and_read() {
    let Value::Object(mut resume) = members(25_000) else {
        panic!("an object");
    };
    resume.insert("id".to_owned(), "r".into());
    let resume = Value::from(resume);
    for mut emulator in [own(), validating()] {
        let saved = post(&mut emulator, &resume.to_string());
        assert_eq!(saved.response.status, 200, "{}", saved.response.body);
        let read = get(&mut emulator, "r");
        assert!(json(&read.response.body) == resume);
    }
}

#[test]
fn what_is_larger_is_rejected_by_dynamodb() {
    let part = members(100_000);
    for mut emulator in [own(), validating()] {
        let saved = post(&mut emulator, &resume(part.clone()).to_string());
        assert_eq!(saved.response.status, 400, "{}", saved.response.body);
        let message = "Item size has exceeded the maximum allowed size";
        assert!(
            saved.response.body.contains(message),
            "{}",
            saved.response.body
        );
    }
}
