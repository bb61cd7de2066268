//! The mapping templates lose nothing and add nothing: any resume becomes the same item, and loads unchanged.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::mapping::{get_by, put_by, run, text};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use stack::MappingTemplates;

/// The `PutItem` body of a resume.
fn put(resume: &Value, table: &str) -> Value {
    put_by(&MappingTemplates::default().put_request, resume, table)
}

/// `GET`'s response for a response of `GetItem`.
fn get(answer: &Value) -> (Option<u16>, Value) {
    get_by(&MappingTemplates::default().get_response, answer)
}

/// The attribute value of a JSON value, numbers as `serde_json` writes them.
fn attribute(value: &Value) -> Value {
    match value {
        Value::String(text) => json!({ "S": text }),
        Value::Number(number) => json!({ "N": number.to_string() }),
        Value::Bool(bool) => json!({ "BOOL": bool }),
        Value::Null => json!({ "NULL": true }),
        Value::Array(list) => json!({ "L": list.iter().map(attribute).collect::<Vec<_>>() }),
        Value::Object(map) => json!({ "M": attributes(map) }),
    }
}

fn attributes(map: &Map<String, Value>) -> Map<String, Value> {
    map.iter()
        .map(|(key, value)| (key.clone(), attribute(value)))
        .collect()
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<i16>().prop_map(|n| Value::from(f64::from(n) + 0.25))
    ]
}

/// Values that nest to the depth.
fn value(depth: u32) -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![4 => text().prop_map(Value::String), 1 => number(), 1 => any::<bool>().prop_map(Value::Bool), 1 => Just(Value::Null)];
    scalar.prop_recursive(depth, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// A resume with any value anywhere, and unknown fields.
fn resume() -> impl Strategy<Value = Value> {
    let fields = prop::sample::select(vec![
        "id",
        "name",
        "profiles",
        "skills",
        "summary",
        "experience",
        "certificates",
    ]);
    let key = prop_oneof![fields.prop_map(str::to_owned), text()];
    prop::collection::vec((key, value(8)), 0..6)
        .prop_map(|members| Value::Object(Map::from_iter(members)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_put_is_what_comes_back(resume in resume(), table in text()) {
        let body = put(&resume, &table);
        let item = resume.as_object().map(attributes).unwrap();
        prop_assert_eq!(&body, &json!({ "TableName": table, "Item": item }));
        prop_assert_eq!(get(&json!({ "Item": body["Item"] })), (None, resume));
    }

    /// The templates that recurse against those with a loop for each level, which take ten.
    #[test]
    fn recursion_gives_what_a_loop_for_each_level_gives(resume in resume(), table in text()) {
        let body = put(&resume, &table);
        prop_assert_eq!(&body, &put_by(include_str!("fixtures/unrolled/put_request.vm"), &resume, &table));
        let answer = json!({ "Item": body["Item"] });
        prop_assert_eq!(get(&answer), get_by(include_str!("fixtures/unrolled/get_response.vm"), &answer));
    }

    #[test]
    fn a_key_is_what_was_asked_for(table in text(), id in text()) {
        let body = run(&MappingTemplates::default().get_request, "", &[("tablename", &table), ("id", &id)]).text;
        let body: Value = serde_json::from_str(&body).unwrap();
        prop_assert_eq!(body, json!({ "TableName": table, "Key": { "id": { "S": id } } }));
    }
}

#[test]
fn nothing_is_found() {
    let (status, body) = get(&json!({}));
    assert_eq!(status, Some(404));
    assert!(body["message"].is_string());
}

#[test]
fn every_type_of_attribute_comes_back() {
    let item = json!({ "ss": { "SS": ["a", "b\""] }, "ns": { "NS": ["1", "2.5"] }, "bs": { "BS": ["AA=="] }, "b": { "B": "AAE=" } });
    let resume = json!({ "ss": ["a", "b\""], "ns": [1, 2.5], "bs": ["AA=="], "b": "AAE=" });
    assert_eq!(get(&json!({ "Item": item })), (None, resume));
}

/// As deep as DynamoDB accepts, and deeper: DynamoDB itself rejects what is too deep.
#[test]
fn any_depth_comes_back() {
    for depth in [1, 9, 10, 11, 31, 32, 33, 60] {
        let lists = (0..depth).fold(json!("x"), |inner, _| json!([inner, null, 1]));
        let objects = (0..depth).fold(
            json!("x"),
            |inner, _| json!({ "a": inner, "b": "", "c": {} }),
        );
        let resume = json!({ "id": "r", "lists": lists, "objects": objects, "after": "both" });
        let body = put(&resume, "t");
        assert_eq!(
            body["Item"],
            json!(attributes(resume.as_object().unwrap())),
            "{depth}"
        );
        assert_eq!(
            get(&json!({ "Item": body["Item"] })),
            (None, resume),
            "{depth}"
        );
    }
}

#[test]
fn errors_keep_what_is_not_the_callers() {
    let template = include_str!("../../../templates/error_response.vm");
    let error = |body: Value| {
        serde_json::from_str::<Value>(&run(template, &body.to_string(), &[]).text).unwrap()
    };
    assert_eq!(
        error(
            json!({ "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "no \"x\"" })
        ),
        json!({ "message": "no \"x\"", "type": "ResourceNotFoundException" })
    );
    let denied = error(
        json!({ "__type": "com.amazon.coral.service#AccessDeniedException", "Message": "User: arn:aws:sts::1:role/x is not" }),
    );
    assert_eq!(denied["type"], "AccessDeniedException");
    assert!(!denied.to_string().contains("arn:"));
    assert_eq!(error(json!({})), json!({ "message": "", "type": "" }));
}
