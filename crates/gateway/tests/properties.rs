//! Properties that hold for any input.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use gateway::json;
use gateway::jsonpath::JsonPath;
use proptest::prelude::*;
use serde_json::Value as Json;

/// Text without the one character that json-smart drops from a string with escapes.
const TEXT: &str = "[^\u{7f}]*";

/// JSON without numbers that json-smart would change (`1.0e3` becomes `1000.0`).
fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        (-1_000_000..1_000_000).prop_map(|n| Json::from(f64::from(n) / 8.0)),
        TEXT.prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((TEXT, inner), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that looks like a path.
fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("$"),
        Just("@"),
        Just("."),
        Just(".."),
        Just("*"),
        Just("["),
        Just("]"),
        Just("'"),
        Just("\""),
        Just("a"),
        Just("b"),
        Just("0"),
        Just("-1"),
        Just(":"),
        Just(","),
        Just("?("),
        Just(")"),
        Just("("),
        Just("@.a"),
        Just(" == "),
        Just(" =~ "),
        Just("/a.*/i"),
        Just("&&"),
        Just("||"),
        Just("!"),
        Just("length()"),
        Just("max()"),
        Just(" in "),
        Just("['a','b']"),
        Just("[?(@.a)]"),
        Just("[*]"),
        Just("\\"),
        Just("{"),
        Just("}"),
        Just(" "),
        Just("é"),
        Just("concat("),
        Just("null"),
        Just("[0]"),
        Just(".a"),
        Just("..a"),
        Just("9999999999"),
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_document_comes_back_as_it_was(document in document()) {
        let text = document.to_string();
        let written = json::write(&json::read(&text.as_str().into()).unwrap()).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Json>(&written).unwrap(), &document);
        // Writing is stable over a round trip.
        let again = json::write(&json::read(&written.as_str().into()).unwrap()).unwrap();
        prop_assert_eq!(again, written);
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"[\[\]{},:"'a\\u0-9.eE+\- \n]{0,40}"#) {
        if let Ok(value) = json::read(&text.as_str().into()) {
            let written = json::write(&value).unwrap();
            prop_assert!(json::read(&written.as_str().into()).is_ok());
        }
    }

    #[test]
    fn any_path_is_answered(path in path(), document in document()) {
        let document = json::read(&document.to_string().into()).unwrap();
        if let Ok(path) = JsonPath::compile(&path) {
            let _ = path.read(&document);
        }
    }

    #[test]
    fn any_text_is_a_path_or_none(path in ".{0,60}") {
        let document = json::read(&r#"{"a": [{"b": 1}]}"#.into()).unwrap();
        if let Ok(path) = JsonPath::compile(&path) {
            let _ = path.read(&document);
        }
    }
}

#[test]
fn hostile_paths_end() {
    let mut deep = String::new();
    for n in 0..190 {
        write!(deep, "{{\"a{n}\":[").unwrap();
    }
    deep.push('1');
    deep.push_str(&"]}".repeat(190));
    let document = json::read(&deep.as_str().into()).unwrap();
    for path in [
        "$..*..*..*..*..*..*".to_owned(),
        format!("${}", "..*".repeat(1_000)),
        format!("$[?({}@.a{})]", "(".repeat(5_000), ")".repeat(5_000)),
        format!("${}", "[?(@".repeat(1_000)),
        "$.a[?(@.b =~ /(a*)*b/)]".to_owned(),
        "x".repeat(1_000_000),
        format!("$[?({}@.a)]", "!".repeat(9_000)),
        format!("$.max({}1{})", "max($,".repeat(500), ")".repeat(500)),
    ] {
        if let Ok(path) = JsonPath::compile(&path) {
            let _ = path.read(&document);
        }
    }
}
