//! Whatever is entered: the body stays JSON, the item is what was entered, reading gives it back,
//! and the query string reaches no other item and no other table.

#![allow(clippy::unwrap_used)]

mod common;

use common::{call, get, item_of, items, json, own, post, request};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Text of characters and words that break templates and JSON.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![
        Just("\""),
        Just("\\"),
        Just("'"),
        Just("\\'"),
        Just("\\\\'"),
        Just("\n"),
        Just("\r\n"),
        Just("\t"),
        Just("\u{0}"),
        Just("\u{1}"),
        Just("\u{1f}"),
        Just("\u{7f}"),
        Just("\u{2028}"),
        Just("\u{feff}"),
        Just("😀"),
        Just("👩‍💻"),
        Just("é"),
        Just("日本"),
        Just("/"),
        Just("</"),
        Just("$"),
        Just("#"),
        Just("$input.path('$')"),
        Just("${x}"),
        Just("#set($x = 1)"),
        Just("#end"),
        Just("##"),
        Just("#*"),
        Just("*#"),
        Just("{"),
        Just("}"),
        Just("[]"),
        Just("\"},\"x\":{\"S\":\"y"),
        Just("."),
        Just(" "),
        Just("true"),
        Just("null"),
        Just("5"),
        Just("a"),
    ];
    prop_oneof![
        vec(hostile, 0..6).prop_map(|pieces| pieces.concat()),
        ".{0,10}",
        Just(String::new()),
    ]
}

/// Attribute names: any text but the empty one, which DynamoDB rejects.
fn name() -> impl Strategy<Value = String> {
    text().prop_map(|name| {
        if name.is_empty() {
            "name".to_owned()
        } else {
            name
        }
    })
}

/// Anything that a resume can hold, five levels deep.
fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        5 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => (-1_000_000_i64..1_000_000).prop_map(|n| Value::from(n as f64 / 64.0)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            members(inner).prop_map(Value::from),
        ]
    })
}

fn members(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    vec((name(), value), 0..4).prop_map(|pairs| pairs.into_iter().collect())
}

fn id() -> impl Strategy<Value = String> {
    text().prop_map(|id| if id.is_empty() { "id".to_owned() } else { id })
}

/// A resume with an id, random names and some of the names that resumes have.
fn resume() -> impl Strategy<Value = Value> {
    let known = prop_oneof![
        Just("name"),
        Just("title"),
        Just("skills"),
        Just("summary"),
        Just("experience"),
        Just("profiles"),
        Just("Item"),
        Just("S"),
        Just("TableName"),
    ];
    let known = vec((known.prop_map(str::to_owned), value()), 0..4);
    (id(), members(value()), known).prop_map(|(id, mut members, known)| {
        members.extend(known);
        members.insert("id".to_owned(), Value::from(id));
        Value::from(members)
    })
}

/// Whether two values are equal, numbers by value: DynamoDB stores `2.0` as `2`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a == b)
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(n, a)| b.get(n).is_some_and(|b| same(a, b)))
        }
        _ => left == right,
    }
}

proptest! {
    #[test]
    fn what_is_entered_is_stored_and_read(resume in resume()) {
        let mut emulator = own();
        // As the console sends it: with every control character escaped.
        let saved = post(&mut emulator, &resume.to_string().replace('\u{7f}', "\\u007f"));
        prop_assert_eq!(saved.response.status, 200, "{:#?}", saved);
        let sent = json(&saved.endpoint.unwrap().request);
        prop_assert_eq!(sent.as_object().map(Map::len), Some(2));
        prop_assert_eq!(items(&emulator), vec![item_of(&resume)]);
        let read = get(&mut emulator, resume["id"].as_str().unwrap());
        prop_assert_eq!(read.response.status, 200, "{:#?}", read);
        let body = json(&read.response.body);
        prop_assert!(same(&body, &resume), "{} for {}", body, resume);
    }

    #[test]
    fn no_query_reaches_another_item(tablename in text(), wanted in text(), own_table in any::<bool>()) {
        let mut emulator = own();
        let table = emulator.table_name().unwrap().to_owned();
        let secret = serde_json::json!({"id": "secret-id", "name": "secret-name"});
        prop_assert_eq!(post(&mut emulator, &secret.to_string()).response.status, 200);
        let before = items(&emulator);
        let tablename = if own_table { table.clone() } else { format!("{table}{tablename}") };
        for (method, body) in [("GET", String::new()), ("POST", r#"{"id":"other"}"#.to_owned())] {
            if method == "POST" && tablename == table {
                continue;
            }
            let query = [("tablename", tablename.as_str()), ("id", wanted.as_str())];
            let answer = call(&mut emulator, request(method, &query, &body));
            if tablename == table {
                let expected = if wanted.is_empty() { 400 } else { 404 };
                prop_assert_eq!(answer.response.status, expected, "{:#?}", answer);
            } else {
                prop_assert_eq!(answer.response.status, 400, "{:#?}", answer);
            }
            json(&answer.response.body);
            prop_assert!(!answer.response.body.contains("secret"), "{}", answer.response.body);
            prop_assert!(!answer.response.body.contains("arn:aws"), "{}", answer.response.body);
            // DynamoDB received just what the caller named.
            let sent = json(&answer.endpoint.unwrap().request);
            prop_assert_eq!(sent["TableName"].as_str(), Some(tablename.as_str()));
            prop_assert_eq!(sent.as_object().map(Map::len), Some(2));
            if method == "GET" {
                prop_assert_eq!(&sent["Key"], &serde_json::json!({"id": {"S": wanted}}));
            }
        }
        prop_assert_eq!(items(&emulator), before);
    }

    #[test]
    fn no_body_breaks_the_api(body in prop_oneof![text(), any::<String>()], id in text()) {
        let mut emulator = own();
        let answer = post(&mut emulator, &body);
        json(&answer.response.body);
        prop_assert!(matches!(answer.response.status, 200 | 400), "{:#?}", answer);
        let answer = get(&mut emulator, &id);
        json(&answer.response.body);
        prop_assert!(matches!(answer.response.status, 200 | 400 | 404), "{:#?}", answer);
    }
}
