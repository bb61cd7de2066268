//! A stack that others wrote, with what was recorded of it: `seed/cdk-synth.template.json`, the
//! payloads beside it, and `seed/behaviour.md` in the folder that `RESUME_SHARED` names.
//!
//! Its templates escape nothing, so much of the recording is broken output; it must break here in
//! the same way.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

use common::{get, items, json, post, request};
use dynamodb::item_from_json;
use emulator::Emulator;
use serde_json::Value;

/// A payload's record.
struct Record<'a> {
    name: &'a str,
    /// The response to POST: status and body.
    post: (u16, &'a str),
    stored: Option<&'a str>,
    /// Whether Velocity 1.7 rendered the stored item, not the recorder's own engine.
    is_velocitys: bool,
    /// The response to GET, where that was recorded: whether it was JSON, whether it was the payload
    /// again, and the body.
    get: Option<(bool, bool, &'a str)>,
}

fn records(text: &str) -> Vec<Record<'_>> {
    let sections = text.split("\n## ").skip(1);
    let numbered = sections.filter(|s| s.starts_with(|c: char| c.is_ascii_digit()));
    numbered
        .map(|section| {
            let line = |start: &str| section.lines().find_map(|line| line.strip_prefix(start));
            let post = line("POST ").unwrap();
            let (status, body) = post.split_once(" ACAO=* body: ").unwrap();
            let block = |after: &str, fence: &str| {
                let (_, rest) = section.split_once(after)?;
                let (_, rest) = rest.split_once(fence)?;
                rest.split_once("\n```").map(|(block, _)| block)
            };
            Record {
                name: section.lines().next().unwrap(),
                post: (status.parse().unwrap(), body.trim_matches('`')),
                stored: block("\nstored item:", "```json\n"),
                is_velocitys: line("Velocity 1.7 rendering: ") == Some("same as stored item"),
                get: line("GET ").and_then(|line| {
                    let has = |what| line.contains(what);
                    let body = block("\nGET ", "\n```\n")?;
                    Some((has("valid=True"), has("roundtrip equal=True"), body))
                }),
            }
        })
        .collect()
}

fn seed() -> Option<(Value, String, std::path::PathBuf)> {
    let folder = testkit::shared::path("seed")?;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    Some((
        json(&read("cdk-synth.template.json")),
        read("behaviour.md"),
        folder.join("payloads"),
    ))
}

#[test]
fn behaves_as_recorded() {
    let Some((template, behaviour, payloads)) = seed() else {
        return;
    };
    let mut compared = 0;
    for record in records(&behaviour) {
        let name = record.name;
        let mut emulator = Emulator::from_template(&template).unwrap();
        let payload = std::fs::read_to_string(payloads.join(format!("{name}.json"))).unwrap();
        let saved = post(&mut emulator, &payload);
        assert_eq!(
            saved.response.status, record.post.0,
            "{name}: {:#?}",
            saved.response
        );
        let (ours, theirs) = (json(&saved.response.body), json(record.post.1));
        match theirs["__type"].as_str() {
            None => assert_eq!(ours, theirs, "{name}"),
            // Their gateway's own message for a body that is not JSON.
            Some("InternalError") => {
                let kind = "com.amazon.coral.service#SerializationException";
                assert_eq!(ours["__type"], kind, "{name}");
            }
            Some(_) => assert_eq!(ours["message"], theirs["message"], "{name}"),
        }
        match record.stored {
            Some(stored) if record.is_velocitys => {
                assert_eq!(
                    items(&emulator),
                    [item_from_json(stored).unwrap()],
                    "{name}"
                );
            }
            Some(_) => assert_eq!(items(&emulator).len(), 1, "{name}"),
            None => {}
        }
        let Ok(sent) = serde_json::from_str::<Value>(&payload) else {
            continue;
        };
        if let (Some((is_json, is_payload, body)), true) =
            (record.get, record.is_velocitys || record.stored.is_none())
        {
            let id = match &sent["id"] {
                Value::String(id) => id.clone(),
                other => other.to_string(),
            };
            let read = get(&mut emulator, &id);
            assert_eq!(read.response.status, 200, "{name}");
            let ours = serde_json::from_str::<Value>(&read.response.body);
            assert_eq!(ours.is_ok(), is_json, "{name}: {}", read.response.body);
            if is_payload {
                assert_eq!(ours.ok().as_ref(), Some(&sent), "{name}");
            } else if is_json {
                assert_eq!(ours.ok(), Some(json(body)), "{name}");
            }
            compared += 1;
        }
    }
    assert!(
        compared >= 30,
        "only {compared} answers to GET were compared"
    );
}

#[test]
fn refuses_other_tables() {
    let Some((template, _, _)) = seed() else {
        return;
    };
    let mut emulator = Emulator::from_template(&template).unwrap();
    let query = [("tablename", "another-table"), ("id", "a")];
    let denied = common::call(&mut emulator, request("POST", &query, r#"{"id":"a"}"#));
    // The seed's API has one integration response, so the error arrives as a 200.
    assert_eq!(denied.response.status, 200);
    let answer = json(&denied.response.body);
    assert_eq!(
        answer["__type"],
        "com.amazon.coral.service#AccessDeniedException"
    );
}
