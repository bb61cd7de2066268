//! Properties that hold for any input.

use std::collections::BTreeSet;

use dynamodb::{
    ACTIONS, AttributeValue, Item, KeyKind, KeySchema, Number, PutItemCheck, Table, Tables,
    check_put_item, execute, item_from_json, item_size,
};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = Number> {
    ("-?[0-9]{1,38}", -120_i32..80).prop_filter_map("out of range", |(digits, exponent)| {
        Number::parse(&format!("{digits}e{exponent}")).ok()
    })
}

/// Quotes, backslashes, line ends, control characters, emoji, and anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "[\"\\\\\n\r\t\u{0}\u{1f}\u{2028}'$#{}/é😀]{0,8}",
        Just(String::new())
    ]
}

fn value() -> impl Strategy<Value = AttributeValue> {
    let scalar = prop_oneof![
        text().prop_map(AttributeValue::S),
        number().prop_map(AttributeValue::N),
        vec(any::<u8>(), 0..9).prop_map(AttributeValue::B),
        btree_set(text(), 1..4).prop_map(AttributeValue::SS),
        btree_set(number(), 1..4).prop_map(AttributeValue::NS),
        btree_set(vec(any::<u8>(), 0..5), 1..4).prop_map(AttributeValue::BS),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null),
    ];
    scalar.prop_recursive(6, 48, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(AttributeValue::L),
            attributes(inner).prop_map(AttributeValue::M),
        ]
    })
}

fn attributes(value: impl Strategy<Value = AttributeValue>) -> impl Strategy<Value = Item> {
    let name = text().prop_filter("empty", |name| !name.is_empty());
    vec((name, value), 0..5).prop_map(|pairs| pairs.into_iter().collect())
}

fn item() -> impl Strategy<Value = Item> {
    attributes(value())
}

/// Texts that come close to a request.
fn near_request() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just(","),
        Just("\"S\""),
        Just("\"N\""),
        Just("\"L\""),
        Just("\"M\""),
        Just("\"SS\""),
        Just("\"B\""),
        Just("\"NULL\""),
        Just("\"TableName\""),
        Just("\"resume\""),
        Just("\"Item\""),
        Just("\"Key\""),
        Just("\"id\""),
        Just("\"x\""),
        Just("1"),
        Just("-1.5e400"),
        Just("null"),
        Just("true"),
        Just("\"\\ud800\""),
        Just("\u{1}"),
        Just("\n"),
        Just("é"),
    ];
    prop_oneof![
        any::<String>(),
        vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    ]
}

fn near_expression() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("("),
        Just(")"),
        Just("["),
        Just("]"),
        Just("0"),
        Just("."),
        Just(","),
        Just("a"),
        Just("id"),
        Just("name"),
        Just("#n"),
        Just(":v"),
        Just(":w"),
        Just(" "),
        Just("="),
        Just("<"),
        Just(">"),
        Just(" AND "),
        Just(" OR "),
        Just("NOT "),
        Just(" BETWEEN "),
        Just(" IN "),
        Just("size"),
        Just("contains"),
        Just("attribute_exists"),
        Just("attribute_type"),
        Just("begins_with"),
        Just("é"),
        Just("#"),
        Just("99999999999999"),
    ];
    prop_oneof![
        any::<String>(),
        vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    ]
}

/// Clauses that mostly fit together.
fn near_update() -> impl Strategy<Value = String> {
    let path = prop_oneof![
        Just("a"),
        Just("b"),
        Just("c"),
        Just("l"),
        Just("l[0]"),
        Just("l[1].a"),
        Just("l[7]"),
        Just("l[2][0]"),
        Just("m.m"),
        Just("m.c"),
        Just("m.m.c"),
        Just("id"),
        Just("no_such.a"),
    ];
    let value = prop_oneof![
        Just(":n".to_owned()),
        Just(":l".to_owned()),
        Just(":m".to_owned()),
        path.clone().prop_map(str::to_owned),
        path.clone()
            .prop_map(|path| format!("if_not_exists({path}, :n)")),
        path.clone()
            .prop_map(|path| format!("list_append({path}, :l)")),
        path.clone().prop_map(|path| format!("{path} + :n")),
        path.clone().prop_map(|path| format!("(:n - {path})")),
    ];
    let set = (path.clone(), value).prop_map(|(path, value)| format!("{path} = {value}"));
    let sections = (
        vec(set, 0..4),
        vec(path.clone().prop_map(str::to_owned), 0..4),
        vec(path.clone().prop_map(|path| format!("{path} :n")), 0..2),
        vec(path.prop_map(|path| format!("{path} :s")), 0..2),
    );
    sections.prop_map(|(set, remove, add, delete)| {
        let sections = [
            ("SET", set),
            ("REMOVE", remove),
            ("ADD", add),
            ("delete", delete),
        ];
        let filled = sections
            .into_iter()
            .filter(|(_, clauses)| !clauses.is_empty());
        let texts = filled.map(|(name, clauses)| format!("{name} {}", clauses.join(", ")));
        texts.collect::<Vec<_>>().join(" ")
    })
}

fn tables() -> Tables {
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", KeyKind::S)));
    tables
}

proptest! {
    #[test]
    fn items_survive_json(item in item()) {
        let json = item.to_json();
        prop_assert_eq!(&item_from_json(&json.to_string()).unwrap(), &item);
        let pretty = serde_json::to_string_pretty(&json).unwrap();
        prop_assert_eq!(item_from_json(&pretty).unwrap(), item);
    }

    #[test]
    fn numbers_survive_their_text(number in number()) {
        prop_assert_eq!(Number::parse(&number.to_string()), Ok(number));
    }

    #[test]
    fn what_was_put_comes_back(item in item(), id in "[^\u{0}]{1,20}") {
        let mut item = item;
        item.insert("id", AttributeValue::S(id.clone()));
        let put = serde_json::json!({"TableName": "resume", "Item": item.to_json()}).to_string();
        let mut tables = tables();
        prop_assert_eq!(execute(&mut tables, "PutItem", &put).unwrap(), "{}");
        let get = serde_json::json!({"TableName": "resume", "Key": {"id": {"S": id}}}).to_string();
        let answer = execute(&mut tables, "GetItem", &get).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        prop_assert_eq!(item_from_json(&answer["Item"].to_string()).unwrap(), item.clone());
        match check_put_item(&put, "id") {
            PutItemCheck::Accepted { item: checked, size_bytes, .. } => {
                prop_assert_eq!(size_bytes, item_size(&item));
                prop_assert_eq!(checked, item);
            }
            other => prop_assert!(false, "{:?}", other),
        }
        let mut copy = self::tables();
        copy.restore(&tables.snapshot()).unwrap();
        prop_assert_eq!(copy, tables);
    }

    #[test]
    fn no_body_panics(body in near_request()) {
        let mut tables = tables();
        for action in ACTIONS.into_iter().chain(["Unknown"]) {
            if let Err(error) = execute(&mut tables, action, &body) {
                prop_assert_eq!(error.status, 400);
                let body: serde_json::Value = serde_json::from_str(&error.body()).unwrap();
                prop_assert!(body["__type"].is_string());
            }
        }
        match check_put_item(&body, "id") {
            PutItemCheck::NotJson { position, .. } => prop_assert!(body.is_char_boundary(position.offset)),
            PutItemCheck::Rejected(error) => {
                prop_assert!(error.position.is_none_or(|position| body.is_char_boundary(position.offset)));
            }
            PutItemCheck::Accepted { .. } => {}
        }
        let _ = item_from_json(&body);
        let _ = tables.restore(&body);
    }

    #[test]
    fn no_expression_panics(expression in near_expression()) {
        let mut tables = tables();
        let mut body = serde_json::json!({
            "TableName": "resume", "Item": {"id": {"S": "a"}}, "ConditionExpression": expression,
        });
        let _ = execute(&mut tables, "PutItem", &body.to_string());
        body["ExpressionAttributeNames"] = serde_json::json!({"#n": "name"});
        body["ExpressionAttributeValues"] = serde_json::json!({":v": {"N": "1"}, ":w": {"S": "S"}});
        let _ = execute(&mut tables, "PutItem", &body.to_string());
        let get = serde_json::json!({
            "TableName": "resume", "Key": {"id": {"S": "a"}}, "ProjectionExpression": expression,
        });
        let _ = execute(&mut tables, "GetItem", &get.to_string());
        let query = serde_json::json!({"TableName": "resume", "KeyConditionExpression": expression});
        let _ = execute(&mut tables, "Query", &query.to_string());
        let scan = serde_json::json!({"TableName": "resume", "FilterExpression": expression});
        let _ = execute(&mut tables, "Scan", &scan.to_string());
    }

    #[test]
    fn an_update_changes_all_or_nothing(expression in near_update()) {
        let mut tables = tables();
        let item = serde_json::json!({
            "id": {"S": "a"}, "a": {"N": "5"}, "b": {"SS": ["x", "y"]},
            "l": {"L": [{"S": "0"}, {"M": {"a": {"N": "1"}}}, {"L": []}]}, "m": {"M": {"m": {"M": {}}}},
        });
        let put = serde_json::json!({"TableName": "resume", "Item": item});
        execute(&mut tables, "PutItem", &put.to_string()).unwrap();
        let before = tables.clone();
        let values = serde_json::json!({
            ":n": {"N": "1.5"}, ":s": {"SS": ["y", "z"]}, ":l": {"L": [{"S": "l"}]}, ":m": {"M": {"m": {"M": {}}}},
        });
        let values = values.as_object().unwrap().clone().into_iter();
        let used: serde_json::Map<_, _> = values.filter(|(key, _)| expression.contains(key)).collect();
        let mut update = serde_json::json!({
            "TableName": "resume", "Key": {"id": {"S": "a"}}, "UpdateExpression": expression,
            "ReturnValues": "ALL_NEW",
        });
        if !used.is_empty() {
            update["ExpressionAttributeValues"] = used.into();
        }
        match execute(&mut tables, "UpdateItem", &update.to_string()) {
            Err(error) => {
                prop_assert_eq!(error.status, 400);
                prop_assert_eq!(tables, before);
            }
            Ok(answer) => {
                let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
                let get = serde_json::json!({"TableName": "resume", "Key": {"id": {"S": "a"}}});
                let got = execute(&mut tables, "GetItem", &get.to_string()).unwrap();
                let got: serde_json::Value = serde_json::from_str(&got).unwrap();
                prop_assert_eq!(&answer["Attributes"], &got["Item"]);
                let mut copy = before;
                copy.restore(&tables.snapshot()).unwrap();
                prop_assert_eq!(copy, tables);
            }
        }
    }

    #[test]
    fn sums_and_differences_are_inverse(one in 0_u64..1 << 60, other in 0_u64..1 << 60, shift in -20_i32..20) {
        let number = |value: u64| Number::parse(&format!("{value}e{shift}")).unwrap();
        let (a, b) = (number(one), number(other));
        let sum = a.plus(&b).unwrap();
        prop_assert_eq!(&sum, &number(one + other));
        prop_assert_eq!(&sum, &b.plus(&a).unwrap());
        prop_assert_eq!(&sum.minus(&b).unwrap(), &a);
        let difference = a.minus(&b).unwrap();
        prop_assert_eq!(difference.is_negative(), one < other);
        prop_assert_eq!(&difference.plus(&b).unwrap(), &a);
    }

    #[test]
    fn any_text_is_a_number_or_not(text in "[-+0-9.eE]{0,12}") {
        if let Ok(number) = Number::parse(&text) {
            prop_assert!(number.significant_digits() <= 38);
            let set: BTreeSet<Number> = [number.clone(), Number::parse(&number.to_string()).unwrap()].into();
            prop_assert_eq!(set.len(), 1);
        }
    }
}
