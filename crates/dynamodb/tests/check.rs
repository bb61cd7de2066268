//! The preview's check of a `PutItem` body.

use dynamodb::{PutItemCheck, check_put_item};

fn refused(body: &str) -> (String, String, Option<(usize, usize)>) {
    match check_put_item(body, "id") {
        PutItemCheck::Rejected(error) => {
            let position = error.position.map(|p| (p.line, p.column));
            (error.kind().to_owned(), error.path, position)
        }
        other => panic!("{body} gives {other:?}"),
    }
}

#[test]
fn fine() {
    let body = r#"{"TableName":"resume","Item":{"id":{"S":"a"},"n":{"L":[{"S":"b"}]}}}"#;
    match check_put_item(body, "id") {
        PutItemCheck::Accepted {
            table_name,
            item,
            size_bytes,
            write_units,
        } => {
            assert_eq!(table_name, "resume");
            assert_eq!(item.get("id").unwrap().as_s(), Some("a"));
            assert_eq!((size_bytes, write_units), (3 + 1 + 3 + 1 + 1, 1));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn not_json() {
    for (body, line, column, offset) in [
        ("", 1, 1, 0),
        ("{", 1, 2, 1),
        ("{\"a\": }", 1, 7, 6),
        ("{\n\"é\": \"x\",\n}", 3, 1, 13),
        ("{\n  \"Item\": {\"a\": \"é\u{1}\"}}", 2, 19, 21),
        ("{\"a\":\"b\"c\"}", 1, 9, 8),
        ("{} x", 1, 4, 3),
    ] {
        match check_put_item(body, "id") {
            PutItemCheck::NotJson { message, position } => {
                assert_eq!(
                    (position.line, position.column, position.offset),
                    (line, column, offset),
                    "{body:?}"
                );
                assert!(
                    !message.is_empty() && !message.contains(" at line "),
                    "{message}"
                );
            }
            other => panic!("{body:?} gives {other:?}"),
        }
    }
}

#[test]
fn names_the_path_and_the_place() {
    let body = "{\"TableName\": \"resume\", \"Item\": {\n  \"id\": {\"S\": \"a\"},\n  \"skills\": {\"L\": [\n    \
                {\"M\": {\"title\": {\"S\": \"x\"}}},\n    {\"M\": {\"title\": {\"S\": 5}}}]}}}";
    assert_eq!(
        refused(body),
        (
            "SerializationException".into(),
            "Item.skills.L[1].M.title.S".into(),
            Some((5, 27))
        )
    );
    let validation =
        |path: &str, position| ("ValidationException".into(), path.into(), Some(position));
    assert_eq!(
        refused("{\"TableName\":\"resume\",\n\"Item\":{\"id\":{\"S\":\"\"}}}"),
        validation("Item.id", (2, 14))
    );
    assert_eq!(
        refused("{\"TableName\":\"resume\",\n\"Item\":{\"n\":{\"S\":\"\"}}}"),
        validation("Item", (2, 8))
    );
    assert_eq!(
        refused(r#"{"TableName":"","Item":{"id":{"S":"a"}}}"#),
        validation("TableName", (1, 14))
    );
    assert_eq!(
        refused(r#"{"TableName":"resume","Item":{"id":{"S":"a"},"n":{"L":[{},{"N":"x"}]}}}"#),
        validation("Item.n.L[0]", (1, 56))
    );
    assert_eq!(
        refused(r#"{"TableName":"resume","Item":{"id":{"S":"a"}},"Surprise":1}"#),
        validation("Surprise", (1, 58))
    );
    assert_eq!(
        refused(r#"{"TableName":"resume","Item":{"id":{"S":"a"},"m":{"M":{"":{"S":"x"}}}}}"#),
        validation("Item.m.M.", (1, 59))
    );
}

#[test]
fn nesting() {
    let nested = |levels: usize| {
        format!(
            r#"{{"TableName":"resume","Item":{{"id":{{"S":"a"}},"v":{}{{"S":"leaf"}}{}}}}}"#,
            r#"{"M":{"n":"#.repeat(levels),
            "}}".repeat(levels)
        )
    };
    assert!(matches!(
        check_put_item(&nested(31), "id"),
        PutItemCheck::Accepted { .. }
    ));
    // Also far deeper than JSON is read at all.
    for levels in [32, 40, 60, 70, 5000] {
        let (kind, _, position) = refused(&nested(levels));
        assert_eq!(kind, "ValidationException", "{levels}");
        assert!(position.is_some());
    }
}
