//! The stack with by-field mapping templates, called.

#![allow(clippy::unwrap_used)]

mod common;

use common::{call, get, items, json, post, request};
use emulator::Emulator;
use resume::{Record, Resume};
use serde_json::{Value, json};
use stack::{Options, Protection, Templates};

/// A stack that anyone may write to.
fn by_field(change: impl FnOnce(&mut Options)) -> Emulator {
    let mut options = Options {
        templates: Templates::ByField,
        protection: Protection::None,
        throttle: None,
        ..Options::recommended()
    };
    change(&mut options);
    Emulator::from_template(&stack::template(&options)).unwrap()
}

/// The resume after a round trip: all fields, the missing ones empty.
fn filled(body: &str) -> Value {
    let mut resume = Resume::from_json(body).unwrap();
    resume.fill();
    json(&resume.to_json())
}

/// The payloads of crates/stack: name, whether a stack with validation accepts it, body.
fn payloads() -> Vec<(String, bool, String)> {
    let lines = include_str!("../../stack/tests/fixtures/payloads.jsonl").lines();
    lines
        .map(|line| {
            let line = json(line);
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            (text("name"), line["valid"] == true, text("body"))
        })
        .collect()
}

#[test]
fn what_is_valid_is_stored_and_all_else_rejected() {
    let empty = by_field(|_| ());
    assert_eq!(empty.problems(), []);
    for (name, valid, body) in payloads() {
        let mut emulator = empty.clone();
        let saved = post(&mut emulator, &body);
        if !valid {
            assert_eq!(saved.response.status, 400, "{name}");
            assert!(
                saved.endpoint.is_none() && items(&emulator).is_empty(),
                "{name}"
            );
            continue;
        }
        assert_eq!(saved.response.status, 200, "{name}: {saved:#?}");
        let id = json(&body)["id"].as_str().unwrap().to_owned();
        let loaded = get(&mut emulator, &id);
        assert_eq!(loaded.response.status, 200, "{name}");
        assert_eq!(json(&loaded.response.body), filled(&body), "{name}");
        assert_eq!(
            loaded.response.header("Access-Control-Allow-Origin"),
            Some("*")
        );
        // What was loaded is saved unchanged.
        assert_eq!(
            post(&mut emulator, &loaded.response.body).response.status,
            200,
            "{name}"
        );
    }
}

#[test]
fn the_rejection_names_the_field() {
    let mut emulator = by_field(|_| ());
    for (body, pointer, name) in [
        (json!({"id": "a", "color": "red"}), "", "color"),
        (
            json!({"id": "a", "skills": [{}, {"years": "3"}]}),
            "/skills/1",
            "years",
        ),
        (
            json!({"id": "a", "skills": [{"score": 90}]}),
            "/skills/0/score",
            "integer",
        ),
    ] {
        let rejected = post(&mut emulator, &body.to_string());
        assert_eq!(rejected.response.status, 400);
        let invalid = &rejected.invalid[0];
        assert_eq!(invalid.pointer, pointer);
        assert!(invalid.message.contains(name), "{invalid:?}");
        let log = rejected.log.join("\n");
        assert!(
            log.contains("does not match model schema") && log.contains(name),
            "{log}"
        );
    }
}

#[test]
fn without_validation_nothing_but_the_fields_is_stored() {
    let empty = by_field(|options| options.validation = false);
    for (name, _, body) in payloads() {
        let mut emulator = empty.clone();
        let saved = post(&mut emulator, &body);
        // DynamoDB accepts it, or says why not.
        assert!(
            [200, 400].contains(&saved.response.status),
            "{name}: {saved:#?}"
        );
        assert!(saved.endpoint.is_some(), "{name}");
        json(&saved.response.body);
    }
    let mut emulator = empty;
    let body =
        json!({"id": "a", "name": 7, "color": "red", "skills": [{"title": "t", "years": 3}]});
    assert_eq!(post(&mut emulator, &body.to_string()).response.status, 200);
    let expected = r#"{"id": "a", "name": "7", "skills": [{"title": "t"}]}"#;
    assert_eq!(
        json(&get(&mut emulator, "a").response.body),
        filled(expected)
    );
}

#[test]
fn a_large_resume_comes_back_and_one_too_large_is_rejected() {
    let mut emulator = by_field(|_| ());
    for (entries, status) in [(3_000, 200), (5_000, 400)] {
        let skill = json!({"title": "t".repeat(60), "score": "it's", "rating": "\"r\""});
        let body = json!({"id": "a", "skills": vec![skill; entries]}).to_string();
        let saved = post(&mut emulator, &body);
        assert_eq!(saved.response.status, status, "{}", saved.response.body);
        if status == 200 {
            assert_eq!(json(&get(&mut emulator, "a").response.body), filled(&body));
        }
    }
}

#[test]
fn errors_have_their_responses() {
    let mut emulator = by_field(|_| ());
    let missing = get(&mut emulator, "nobody");
    assert_eq!(missing.response.status, 404);
    assert!(json(&missing.response.body)["message"].is_string());
    let mut emulator = by_field(|options| options.table_name = stack::TableName::Caller);
    let query = [("tablename", "somebody-elses"), ("id", "a")];
    let denied = call(&mut emulator, request("POST", &query, r#"{"id": "a"}"#));
    assert_eq!(denied.response.status, 400);
    assert_eq!(json(&denied.response.body)["type"], "AccessDeniedException");
}

#[test]
fn versions_hold() {
    let mut emulator = by_field(|options| options.lost_update_protection = true);
    let body = r#"{"id": "a", "name": "first"}"#;
    let save = |emulator: &mut Emulator, query: &[(&str, &str)], id: &str| {
        let environment = gateway::Environment {
            request_id: id.to_owned(),
            ..gateway::Environment::default()
        };
        emulator.invoke(request("POST", query, body), &environment)
    };
    let first = save(&mut emulator, &[], "V1=");
    assert_eq!(
        (
            first.response.status,
            first.response.header("Resume-Version")
        ),
        (200, Some("V1="))
    );
    let loaded = get(&mut emulator, "a");
    assert_eq!(loaded.response.header("Resume-Version"), Some("V1="));
    assert_eq!(json(&loaded.response.body), filled(body));
    assert_eq!(save(&mut emulator, &[], "V2=").response.status, 409);
    assert_eq!(
        save(&mut emulator, &[("version", "V0=")], "V3=")
            .response
            .status,
        409
    );
    assert_eq!(
        save(&mut emulator, &[("version", "V1=")], "V4=")
            .response
            .status,
        200
    );
    assert_eq!(
        save(&mut emulator, &[("version", "*")], "V5=")
            .response
            .status,
        200
    );
    assert_eq!(
        get(&mut emulator, "a").response.header("Resume-Version"),
        Some("V5=")
    );
    // A version can't be chosen.
    let chosen = call(
        &mut emulator,
        request("POST", &[], r#"{"id": "b", "resumeVersion": "V9="}"#),
    );
    assert_eq!(chosen.response.status, 400);
}
