//! Any document survives a round trip through YAML.

use proptest::prelude::*;
use serde_json::{Map, Value};
use stack::{from_text, to_yaml};

/// Texts of characters and words with a meaning in YAML.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just(" "),
        Just("  "),
        Just("\t"),
        Just("\r"),
        Just("\r\n"),
        Just(": "),
        Just(":"),
        Just("#"),
        Just(" #"),
        Just("- "),
        Just("-"),
        Just("---"),
        Just("..."),
        Just("'"),
        Just("\""),
        Just("\\"),
        Just("|"),
        Just(">"),
        Just("&a"),
        Just("*a"),
        Just("!Ref"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just("?"),
        Just("%"),
        Just("@"),
        Just("`"),
        Just("~"),
        Just("null"),
        Just("true"),
        Just("Yes"),
        Just("0x1f"),
        Just("1e3"),
        Just("1.5"),
        Just(".5"),
        Just("2010-09-09"),
        Just("<<"),
        Just("="),
        Just("a"),
        Just("é"),
        Just("😀"),
        Just("\u{0}"),
        Just("\u{7f}"),
        Just("\u{85}"),
        Just("\u{2028}"),
        Just("\u{feff}"),
        Just("\u{fffe}"),
        Just("$x"),
        Just("${AWS::Region}"),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn document() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        4 => text().prop_map(Value::String),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<i32>().prop_map(|x| Value::from(f64::from(x) / 8.0)),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => Just(Value::Null),
    ];
    scalar.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..5)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_back(value in document()) {
        let yaml = to_yaml(&value);
        // Text that starts with a brace is parsed as JSON.
        prop_assume!(!yaml.trim_start().starts_with('{') || value == Value::Object(Map::new()));
        prop_assert_eq!(from_text(&yaml), Ok(value), "{}", yaml);
    }

    #[test]
    fn no_text_panics(text in text()) {
        let _ = from_text(&text);
    }
}
