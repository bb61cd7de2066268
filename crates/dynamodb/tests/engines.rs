//! The answers to well-formed, malformed and hostile requests, compared with those of other engines.
//!
//! Each case has our answer beside it. Where the recordings of other engines are available
//! (`dynamodb/engines.json` in the folder that `RESUME_SHARED` names, or in `../shared` beside the
//! repository), our answer must also be that of one of them.

#![allow(clippy::expect_used)]

use dynamodb::{KeyKind, KeySchema, Table, Tables, execute};
use serde_json::Value;

const SERIALIZATION: &str = r#"{"__type":"com.amazon.coral.service#SerializationException"}"#;
const NOT_FOUND: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#;

struct Case {
    name: &'static str,
    action: &'static str,
    body: String,
    status: u16,
    answer: String,
}

fn serialization(message: &str) -> String {
    format!(
        r#"{{"__type":"com.amazon.coral.service#SerializationException","Message":"{message}"}}"#
    )
}

fn validation(message: &str) -> String {
    format!(r#"{{"__type":"com.amazon.coral.validate#ValidationException","message":"{message}"}}"#)
}

fn item(attributes: &str) -> String {
    format!(r#"{{"TableName":"resume","Item":{{{attributes}}}}}"#)
}

/// A body whose item has that size: the names `id` and `v`, the key's one byte, and the filling.
fn item_of_size(bytes: usize) -> String {
    item(&format!(
        r#""id":{{"S":"a"}},"v":{{"S":"{}"}}"#,
        "x".repeat(bytes - 4)
    ))
}

fn nested(levels: usize) -> String {
    let mut value = r#"{"S":"leaf"}"#.to_owned();
    for _ in 0..levels {
        value = format!(r#"{{"L":[{value}]}}"#);
    }
    item(&format!(r#""id":{{"S":"a"}},"v":{value}"#))
}

fn cases() -> Vec<Case> {
    const EMPTY: &str =
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    const INVALID: &str = "One or more parameter values were invalid:";
    let id = r#""id":{"S":"a"}"#;
    let with = |attributes: &str| item(&format!("{id},{attributes}"));
    let ok = || "{}".to_owned();
    let too_big = || validation("Item size has exceeded the maximum allowed size");
    let put = |name, body, status, answer| Case {
        name,
        action: "PutItem",
        body,
        status,
        answer,
    };
    let get = |name, body: &str, status, answer| Case {
        name,
        action: "GetItem",
        body: body.to_owned(),
        status,
        answer,
    };
    vec![
        put("ok item", with(r#""n":{"S":"v"}"#), 200, ok()),
        put(
            "invalid JSON",
            "{not json".into(),
            400,
            SERIALIZATION.into(),
        ),
        put(
            "trailing comma",
            item(r#""id":{"S":"a"},"#),
            400,
            SERIALIZATION.into(),
        ),
        put(
            "missing key",
            item(r#""n":{"S":"v"}"#),
            400,
            validation(&format!("{INVALID} Missing the key id in the item")),
        ),
        put(
            "empty string key",
            item(r#""id":{"S":""}"#),
            400,
            validation(
                "One or more parameter values are not valid. The AttributeValue for a key \
                 attribute cannot contain an empty string value. Key: id",
            ),
        ),
        put("empty string non-key", with(r#""n":{"S":""}"#), 200, ok()),
        put(
            "empty string nested",
            with(r#""n":{"L":[{"M":{"k":{"S":""}}}]}"#),
            200,
            ok(),
        ),
        put(
            "key wrong type N",
            item(r#""id":{"N":"1"}"#),
            400,
            validation(&format!(
                "{INVALID} Type mismatch for key id expected: S actual: N"
            )),
        ),
        put(
            "S is number",
            with(r#""n":{"S":1}"#),
            400,
            serialization("NUMBER_VALUE cannot be converted to String"),
        ),
        put(
            "S is null",
            with(r#""n":{"S":null}"#),
            400,
            validation(EMPTY),
        ),
        put(
            "S is bool",
            with(r#""n":{"S":true}"#),
            400,
            serialization("TRUE_VALUE cannot be converted to String"),
        ),
        put(
            "unknown type tag",
            with(r#""n":{"X":"a"}"#),
            400,
            validation(EMPTY),
        ),
        put(
            "two tags",
            with(r#""n":{"S":"a","N":"1"}"#),
            400,
            validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly \
                 one of the supported datatypes",
            ),
        ),
        put("empty tag", with(r#""n":{}"#), 400, validation(EMPTY)),
        put(
            "L is object",
            with(r#""n":{"L":{"S":"a"}}"#),
            400,
            serialization("Start of structure or map found where not expected"),
        ),
        put(
            "empty list/map",
            with(r#""l":{"L":[]},"m":{"M":{}}"#),
            200,
            ok(),
        ),
        put("409600B item exact", item_of_size(409_600), 200, ok()),
        put("409601B item", item_of_size(409_601), 400, too_big()),
        put("500KB item", item_of_size(500 * 1024), 400, too_big()),
        put(
            "key 2049 B",
            item(&format!(r#""id":{{"S":"{}"}}"#, "k".repeat(2049))),
            400,
            validation(&format!(
                "{INVALID} Size of hashkey has exceeded the maximum size limit of2048 bytes"
            )),
        ),
        put(
            "depth 33+",
            nested(33),
            400,
            validation(
                "Nesting Levels have exceeded supported limits: Attributes in the item have \
                 nested levels beyond supported limit",
            ),
        ),
        put(
            "no table",
            r#"{"TableName":"no-such-table","Item":{"id":{"S":"a"}}}"#.into(),
            400,
            NOT_FOUND.into(),
        ),
        put(
            "empty table name",
            r#"{"TableName":"","Item":{"id":{"S":"a"}}}"#.into(),
            400,
            validation(
                "2 validation errors detected: Value '' at 'tableName' failed to satisfy \
                 constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; \
                 Value '' at 'tableName' failed to satisfy constraint: Member must have length \
                 greater than or equal to 3",
            ),
        ),
        put(
            "dup JSON key",
            with(r#""n":{"S":"a"},"n":{"S":"b"}"#),
            200,
            ok(),
        ),
        put(
            "control char raw",
            with("\"n\":{\"S\":\"a\u{1}b\"}"),
            400,
            SERIALIZATION.into(),
        ),
        put("ok item", with(r#""n":{"S":"v"}"#), 200, ok()),
        get(
            "Get ok",
            r#"{"TableName":"resume","Key":{"id":{"S":"a"}}}"#,
            200,
            r#"{"Item":{"id":{"S":"a"},"n":{"S":"v"}}}"#.into(),
        ),
        get(
            "Get missing",
            r#"{"TableName":"resume","Key":{"id":{"S":"z"}}}"#,
            200,
            ok(),
        ),
        get(
            "Get empty key",
            r#"{"TableName":"resume","Key":{"id":{"S":""}}}"#,
            400,
            validation(
                "One or more parameter values are not valid. The AttributeValue for a key \
                 attribute cannot contain an empty string value. Key: id",
            ),
        ),
        get(
            "Get wrong key name",
            r#"{"TableName":"resume","Key":{"key":{"S":"a"}}}"#,
            400,
            validation("The provided key element does not match the schema"),
        ),
        get(
            "Get no table",
            r#"{"TableName":"no-such-table","Key":{"id":{"S":"a"}}}"#,
            400,
            NOT_FOUND.into(),
        ),
    ]
}

fn recordings() -> Option<Value> {
    let path = testkit::shared::path("dynamodb/engines.json")?;
    let text = std::fs::read_to_string(path).expect("engines.json is text");
    Some(serde_json::from_str(&text).expect("engines.json is JSON"))
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

#[test]
fn answers() {
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", KeyKind::S)));
    for case in cases() {
        let (status, answer) = match execute(&mut tables, case.action, &case.body) {
            Ok(answer) => (200, answer),
            Err(error) => (error.status, error.body()),
        };
        assert_eq!(
            (status, parsed(&answer)),
            (case.status, parsed(&case.answer)),
            "{}",
            case.name
        );
    }
}

#[test]
fn an_engine_agrees() {
    let Some(recordings) = recordings() else {
        return;
    };
    // About headers, which the caller of `execute` deals with.
    let not_bodies = [
        "no X-Amz-Date",
        "no Content-Type",
        "Content-Type application/json",
    ];
    let engines = recordings.as_object().expect("an object");
    let cases = cases();
    for name in engines
        .keys()
        .filter(|name| !not_bodies.contains(&name.as_str()))
    {
        assert!(
            cases.iter().any(|case| case.name == name),
            "no case for {name}"
        );
    }
    // AWS itself was recorded since: for a key in a request it has got the words that it has for one in an item.
    let recorded_since = ["Get empty key"];
    for case in &cases {
        if recorded_since.contains(&case.name) {
            continue;
        }
        let answers = engines
            .get(case.name)
            .and_then(Value::as_object)
            .expect(case.name);
        let agrees = answers.values().any(|answer| {
            answer.get(0).and_then(Value::as_u64) == Some(case.status.into())
                && answer
                    .get(1)
                    .and_then(Value::as_str)
                    .is_some_and(|b| parsed(b) == parsed(&case.answer))
        });
        assert!(
            agrees,
            "{}: {} is no engine's answer",
            case.name, case.answer
        );
    }
}
