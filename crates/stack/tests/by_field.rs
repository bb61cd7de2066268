//! The by-field templates: the fields of the table, as text, and nothing else.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::mapping::{get_by, put_by, run, text};
use proptest::prelude::*;
use resume::{Kind, Record, Resume, Shape};
use serde_json::{Map, Value, json};
use stack::{MappingTemplates, Options, Templates, read_options, template};

/// The payloads: whether a by-field stack accepts each, and the body.
fn payloads() -> Vec<(String, bool, String)> {
    let lines = include_str!("fixtures/payloads.jsonl").lines();
    lines
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            (text("name"), line["valid"] == true, text("body"))
        })
        .collect()
}

/// The resume after a round trip: all fields, the missing ones empty.
fn filled(body: &str) -> Value {
    let mut resume = Resume::from_json(body).unwrap();
    resume.fill();
    serde_json::from_str(&resume.to_json()).unwrap()
}

/// A value whose leaves are text, as an attribute value.
fn attribute(value: &Value) -> Value {
    match value {
        Value::Array(list) => json!({ "L": list.iter().map(attribute).collect::<Vec<_>>() }),
        Value::Object(map) => json!({ "M": attributes(map) }),
        text => json!({ "S": text }),
    }
}

fn attributes(map: &Map<String, Value>) -> Map<String, Value> {
    map.iter()
        .map(|(key, value)| (key.clone(), attribute(value)))
        .collect()
}

fn put(body: &str) -> Value {
    let text = run(
        &MappingTemplates::by_field().put_request,
        body,
        &[("tablename", "t'\"1")],
    )
    .text;
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// An item has the fields of the table, each of its kind.
fn is_of(shape: &Shape, item: &Value) -> bool {
    let item = item.as_object().unwrap();
    item.len() == shape.members.len()
        && shape.members.iter().all(|member| {
            let value = &item[member.name];
            match member.kind {
                Kind::Text(_) => value["S"].is_string(),
                Kind::Record(shape) => is_of(shape, &value["M"]),
                Kind::List { entry, .. } => {
                    let entries = value["L"].as_array().unwrap();
                    entries.iter().all(|one| is_of(entry, &one["M"]))
                }
            }
        })
}

#[test]
fn payloads_come_back() {
    let get = MappingTemplates::by_field().get_response;
    for (name, valid, body) in payloads() {
        let stored = put(&body);
        assert_eq!(stored["TableName"], "t'\"1", "{name}");
        // No body can add an attribute or leave one out.
        assert!(is_of(Resume::SHAPE, &stored["Item"]), "{name}: {stored}");
        let (status, back) = get_by(&get, &json!({ "Item": stored["Item"] }));
        assert_eq!(status, None, "{name}");
        if valid {
            let expected = filled(&body);
            assert_eq!(
                stored["Item"],
                json!(attributes(expected.as_object().unwrap())),
                "{name}"
            );
            assert_eq!(back, expected, "{name}");
        }
    }
}

/// Where nothing rejects them.
#[test]
fn numbers_and_booleans_become_text() {
    let stored = put(r#"{"id": 8, "name": true, "title": 1.5, "skills": [{"score": 90}]}"#);
    let item = &stored["Item"];
    assert_eq!(item["id"], json!({ "S": "8" }));
    assert_eq!(item["name"], json!({ "S": "true" }));
    assert_eq!(item["title"], json!({ "S": "1.5" }));
    assert_eq!(item["skills"]["L"][0]["M"]["score"], json!({ "S": "90" }));
}

/// A resume of the table's fields, each text of it present, `null` or missing.
fn known(shape: &'static Shape) -> BoxedStrategy<Value> {
    let members = shape.members.iter().map(|member| {
        let value = match member.kind {
            Kind::Text(_) => text().prop_map(Value::String).boxed(),
            Kind::Record(shape) => known(shape),
            Kind::List { entry, .. } => prop::collection::vec(known(entry), 0..3)
                .prop_map(Value::Array)
                .boxed(),
        };
        let value =
            prop_oneof![6 => value.prop_map(Some), 1 => Just(Some(Value::Null)), 1 => Just(None)];
        value.prop_map(|value| value.map(|value| (member.name.to_owned(), value)))
    });
    let members: Vec<_> = members.collect();
    members
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect()))
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_known_field_comes_back(resume in known(Resume::SHAPE), table in text()) {
        let templates = MappingTemplates::by_field();
        let body = put_by(&templates.put_request, &resume, &table);
        let expected = filled(&resume.to_string());
        let item = json!(attributes(expected.as_object().unwrap()));
        prop_assert_eq!(&body, &json!({ "TableName": table, "Item": item }));
        prop_assert_eq!(get_by(&templates.get_response, &json!({ "Item": body["Item"] })), (None, expected));
    }
}

#[test]
fn every_field_has_a_line() {
    fn check(shape: &Shape, put: &mut Vec<String>, get: &mut Vec<String>) {
        for member in shape.members {
            let name = member.name;
            // A property of this name is Java's.
            assert_ne!(name, "class");
            match member.kind {
                Kind::Text(_) => {
                    put.push(format!("\"{name}\": {{\"S\": #set($string = "));
                    get.push(format!("\"{name}\": #set($string = "));
                }
                Kind::Record(shape) => {
                    put.push(format!("\"{name}\": {{\"M\": {{"));
                    get.push(format!("\"{name}\": {{"));
                    check(shape, put, get);
                }
                Kind::List { entry, .. } => {
                    put.push(format!("\"{name}\": {{\"L\": [#foreach("));
                    get.push(format!("\"{name}\": [#foreach("));
                    check(entry, put, get);
                }
            }
        }
    }
    let (mut put, mut get) = (Vec::new(), Vec::new());
    check(Resume::SHAPE, &mut put, &mut get);
    let templates = MappingTemplates::by_field();
    for (template, starts) in [(templates.put_request, put), (templates.get_response, get)] {
        let lines = template.lines().filter(|line| {
            // The body around them has one more.
            line.starts_with('"') && !line.starts_with("\"Item\"")
        });
        let lines: Vec<&str> = lines.collect();
        assert_eq!(lines.len(), starts.len());
        for (line, start) in lines.iter().zip(starts) {
            assert!(line.starts_with(&start), "{line} against {start}");
        }
        // No marker is left, and every loop has its end.
        assert!(!template.contains("FIELDS"));
        println!("{} bytes", template.len());
        assert!(template.len() < 5_000);
    }
}

#[test]
fn nothing_is_found() {
    let get = MappingTemplates::by_field().get_response;
    let (status, body) = get_by(&get, &json!({}));
    assert_eq!(status, Some(404));
    assert!(body["message"].is_string());
}

/// What was stored by other templates: fields that are not text load empty, others are left out.
#[test]
fn other_items_come_back_as_far_as_they_are_known() {
    let get = MappingTemplates::by_field().get_response;
    let item =
        json!({ "id": {"S": "a"}, "name": {"N": "1"}, "skills": {"NULL": true}, "x": {"S": "y"} });
    let (_, back) = get_by(&get, &json!({ "Item": item }));
    assert_eq!(back, filled(r#"{"id": "a"}"#));
}

#[test]
fn the_option_is_read_back_from_the_texts() {
    let options = Options {
        templates: Templates::ByField,
        ..Options::recommended()
    };
    let read = read_options(&template(&options)).unwrap();
    assert_eq!((read.options, read.unexpressed), (options, vec![]));
    assert_eq!(
        Templates::from(MappingTemplates::default()),
        Templates::AnyShape
    );
    let mut other = MappingTemplates::by_field();
    other.get_request.push(' ');
    assert!(matches!(Templates::from(other), Templates::Own(_)));
}

#[test]
fn the_templates_have_no_lint() {
    let MappingTemplates {
        put_request,
        get_response,
        ..
    } = MappingTemplates::by_field();
    for source in [put_request, get_response] {
        let template = vtl::Template::parse(&source, vtl::Dialect::Gateway).unwrap();
        let lints: Vec<String> = vtl::lint::lint(&template)
            .into_iter()
            .map(|lint| format!("{} {}", lint.code, lint.span.text(&source)))
            .collect();
        assert_eq!(lints, Vec::<String>::new());
    }
}
