//! What the members of a request do, and tables as text.

use dynamodb::{
    Item, Key, KeyAttribute, KeyKind, KeySchema, Storage, Table, Tables, execute, item_from_json,
    table_name,
};

fn tables() -> Tables {
    let mut tables = Tables::new();
    tables.add(Table::new("resume", KeySchema::partition("id", KeyKind::S)));
    tables
}

fn put(tables: &mut Tables, members: &str) -> Result<String, String> {
    execute(
        tables,
        "PutItem",
        &format!(r#"{{"TableName":"resume",{members}}}"#),
    )
    .map_err(|error| error.message)
}

#[test]
fn return_values() {
    let mut tables = tables();
    let all_old = r#""Item":{"id":{"S":"a"},"n":{"N":"1.0"}},"ReturnValues":"ALL_OLD""#;
    assert_eq!(put(&mut tables, all_old).as_deref(), Ok("{}"));
    assert_eq!(
        put(&mut tables, all_old).as_deref(),
        Ok(r#"{"Attributes":{"id":{"S":"a"},"n":{"N":"1"}}}"#)
    );
    let item = r#""Item":{"id":{"S":"a"}}"#;
    assert_eq!(
        put(&mut tables, &format!(r#"{item},"ReturnValues":"ALL_NEW""#)),
        Err("ReturnValues can only be ALL_OLD or NONE".into())
    );
    assert_eq!(
        put(&mut tables, &format!(r#"{item},"ReturnValues":"X""#)),
        Err("1 validation error detected: Value 'X' at 'returnValues' failed to satisfy constraint: \
             Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
            .into())
    );
    assert_eq!(
        put(&mut tables, &format!(r#"{item},"ReturnValues":null"#)).as_deref(),
        Ok("{}")
    );
}

#[test]
fn a_failed_condition_shows_the_item() {
    let mut tables = tables();
    let once = |tables: &mut Tables, shown: &str| {
        let body = format!(
            r#"{{"TableName":"resume","Item":{{"id":{{"S":"a"}},"n":{{"S":"new"}}}},"ConditionExpression":"attribute_not_exists(id)","ReturnValuesOnConditionCheckFailure":{shown}}}"#
        );
        execute(tables, "PutItem", &body).map_err(|error| error.body())
    };
    put(&mut tables, r#""Item":{"id":{"S":"a"},"n":{"S":"old"}}"#).unwrap();
    let failed = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed""#;
    assert_eq!(
        once(&mut tables, r#""ALL_OLD""#),
        Err(format!(
            r#"{failed},"Item":{{"id":{{"S":"a"}},"n":{{"S":"old"}}}}}}"#
        ))
    );
    for shown in [r#""NONE""#, "null"] {
        assert_eq!(once(&mut tables, shown), Err(format!("{failed}}}")));
    }
    let refused = once(&mut tables, r#""ALL_NEW""#).unwrap_err();
    assert!(
        refused.contains(
            "Value 'ALL_NEW' at 'returnValuesOnConditionCheckFailure' failed to satisfy \
             constraint: Member must satisfy enum value set: [ALL_OLD, NONE]"
        ),
        "{refused}"
    );
    // A missing item has no attributes to return.
    let body = r#""Item":{"id":{"S":"b"}},"ConditionExpression":"attribute_exists(id)","ReturnValuesOnConditionCheckFailure":"ALL_OLD""#;
    let error = execute(
        &mut tables,
        "PutItem",
        &format!(r#"{{"TableName":"resume",{body}}}"#),
    );
    assert_eq!(error.unwrap_err().body(), format!("{failed}}}"));
}

#[test]
fn metrics_of_item_collections() {
    let mut tables = tables();
    let mut with = |metrics: &str| {
        let members =
            format!(r#""Item":{{"id":{{"S":"a"}}}},"ReturnItemCollectionMetrics":"{metrics}""#);
        put(&mut tables, &members)
    };
    // The table has no local secondary index, so there are none.
    assert_eq!(with("SIZE").as_deref(), Ok("{}"));
    assert_eq!(with("NONE").as_deref(), Ok("{}"));
    assert_eq!(
        with("ALL"),
        Err(
            "1 validation error detected: Value 'ALL' at 'returnItemCollectionMetrics' failed to \
             satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]"
                .into()
        )
    );
}

#[test]
fn a_table_by_its_arn() {
    let mut tables = tables();
    let mut put = |name: &str| {
        let body = format!(
            r#"{{"TableName":"{name}","Item":{{"id":{{"S":"a"}}}},"ReturnConsumedCapacity":"TOTAL"}}"#
        );
        execute(&mut tables, "PutItem", &body).map_err(|error| error.message)
    };
    let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/resume";
    assert_eq!(
        put(arn),
        Ok(format!(
            r#"{{"ConsumedCapacity":{{"TableName":"{arn}","CapacityUnits":1.0}}}}"#
        ))
    );
    let other = "arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/other";
    assert_eq!(put(other), Err("Requested resource not found".into()));
    for bad in [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/resume/index/x",
        "arn:aws:dynamodb:eu-west-1:1234:table/resume",
        "arn:aws:s3:eu-west-1:123456789012:table/resume",
        "arn:aws:dynamodb::123456789012:table/resume",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/x",
        "arn:aws:dynamodb:eu-west-1:123456789012:resume",
    ] {
        let message = put(bad).unwrap_err();
        assert!(message.contains("[a-zA-Z0-9_.-]+"), "{bad}: {message}");
    }
}

#[test]
fn consumed_capacity() {
    let mut tables = tables();
    let large = format!(
        r#""Item":{{"id":{{"S":"a"}},"v":{{"S":"{}"}}}},"ReturnConsumedCapacity":"TOTAL""#,
        "x".repeat(5000)
    );
    assert_eq!(
        put(&mut tables, &large).as_deref(),
        Ok(r#"{"ConsumedCapacity":{"TableName":"resume","CapacityUnits":5.0}}"#)
    );
    let get = |tables: &mut Tables, members: &str| {
        let body = format!(
            r#"{{"TableName":"resume","Key":{{"id":{{"S":"a"}}}},"ProjectionExpression":"id",{members}}}"#
        );
        execute(tables, "GetItem", &body).unwrap()
    };
    // A projection saves nothing, and eventual consistency half.
    assert_eq!(
        get(&mut tables, r#""ReturnConsumedCapacity":"TOTAL""#),
        r#"{"Item":{"id":{"S":"a"}},"ConsumedCapacity":{"TableName":"resume","CapacityUnits":1.0}}"#
    );
    assert_eq!(
        get(
            &mut tables,
            r#""ReturnConsumedCapacity":"INDEXES","ConsistentRead":true"#
        ),
        r#"{"Item":{"id":{"S":"a"}},"ConsumedCapacity":{"TableName":"resume","CapacityUnits":2.0,"Table":{"CapacityUnits":2.0}}}"#
    );
    // Replacing a large item with a small one costs as much as the large one.
    assert_eq!(
        put(
            &mut tables,
            r#""Item":{"id":{"S":"a"}},"ReturnConsumedCapacity":"TOTAL""#
        )
        .as_deref(),
        Ok(r#"{"ConsumedCapacity":{"TableName":"resume","CapacityUnits":5.0}}"#)
    );
}

#[test]
fn members() {
    let mut tables = tables();
    for member in ["AttributesToGet", "Anything"] {
        let message = put(
            &mut tables,
            &format!(r#""Item":{{"id":{{"S":"a"}}}},"{member}":{{}}"#),
        );
        assert!(message.unwrap_err().contains(member));
    }
    for (body, message) in [
        (
            "{}",
            "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: \
             Member must not be null; Value null at 'item' failed to satisfy constraint: Member \
             must not be null",
        ),
        (
            r#"{"TableName":"a b","Item":null}"#,
            "2 validation errors detected: Value 'a b' at 'tableName' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value \
             null at 'item' failed to satisfy constraint: Member must not be null",
        ),
        ("[]", ""),
        ("null", ""),
        ("\"x\"", ""),
        (
            r#"{"TableName":[]}"#,
            "Unrecognized collection type class java.lang.String",
        ),
        (
            r#"{"TableName":"abc","Item":[]}"#,
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
        ),
        (r#"{"TableName":"abc","Item":"x"}"#, "Unexpected field type"),
        (
            r#"{"TableName":"abc","Item":{"a":"x"}}"#,
            "Unexpected value type in payload",
        ),
        // A wrong shape wins over a broken rule before it.
        (
            r#"{"TableName":"","Item":{"a":{},"b":{"S":1.5}}}"#,
            "DECIMAL_VALUE cannot be converted to String",
        ),
    ] {
        assert_eq!(
            execute(&mut tables, "PutItem", body).unwrap_err().message,
            message,
            "{body}"
        );
    }
    let mut body_of = |action: &str| execute(&mut tables, action, "{}").unwrap_err().body();
    assert_eq!(
        body_of("Qeury"),
        r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#
    );
    assert_eq!(
        body_of("DeleteTable"),
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"The action DeleteTable is not run here"}"#
    );
}

#[test]
fn values() {
    let mut tables = tables();
    let mut value = |value: &str| {
        put(
            &mut tables,
            &format!(r#""Item":{{"id":{{"S":"a"}},"v":{value}}}"#),
        )
    };
    for good in [
        r#"{"N":"-0"}"#,
        r#"{"B":""}"#,
        r#"{"SS":[""]}"#,
        r#"{"NS":["1","1.5"]}"#,
        r#"{"BS":["AA==","AQ=="]}"#,
        r#"{"NULL":"true"}"#,
        r#"{"BOOL":"no"}"#,
        r#"{"S":"a","N":null,"X":5}"#,
    ] {
        assert_eq!(value(good).as_deref(), Ok("{}"), "{good}");
    }
    let rule = "One or more parameter values were invalid: ";
    for (bad, message) in [
        (r#"{"N":""}"#, "The parameter cannot be converted to a numeric value".into()),
        (r#"{"N":"abc"}"#, "The parameter cannot be converted to a numeric value: abc".into()),
        (r#"{"N":"1e126"}"#, "Number overflow. Attempting to store a number with magnitude larger than supported range".into()),
        (r#"{"N":"1e-131"}"#, "Number underflow. Attempting to store a number with magnitude smaller than supported range".into()),
        (r#"{"NULL":false}"#, format!("{rule}Null attribute value types must have the value of true")),
        (r#"{"SS":[]}"#, format!("{rule}An string set  may not be empty")),
        (r#"{"NS":[]}"#, format!("{rule}An number set  may not be empty")),
        (r#"{"BS":[]}"#, format!("{rule}Binary sets should not be empty")),
        (r#"{"SS":["a","b","a"]}"#, format!("{rule}Input collection [a, b, a] contains duplicates.")),
        (r#"{"NS":["1","1.0"]}"#, "Input collection contains duplicates".into()),
        (r#"{"BS":["AA==","AA=="]}"#, format!("{rule}Input collection [AA==, AA==]of type BS contains duplicates.")),
        (r#"{"B":"A"}"#, "Base64 encoded length is expected a multiple of 4 bytes but found: 1".into()),
        (r#"{"B":5}"#, "only base-64-encoded strings are convertible to bytes".into()),
        (r#"{"BOOL":"maybe"}"#, "Unexpected token received from parser".into()),
        (r#"{"M":{"":{"S":"x"}}}"#, format!("{rule}Empty attribute name")),
    ] {
        assert_eq!(value(bad), Err(message), "{bad}");
    }
}

#[test]
fn tables_as_text() {
    let mut tables = tables();
    tables.add(Table::new("other", KeySchema::partition("n", KeyKind::N)));
    put(
        &mut tables,
        r#""Item":{"id":{"S":"b"},"x":{"SS":["z","y"]}}"#,
    )
    .unwrap();
    put(&mut tables, r#""Item":{"id":{"S":"a\"\n"},"e":{"S":"😀"}}"#).unwrap();
    let text = tables.snapshot();
    assert_eq!(
        text,
        r#"{"resume":[{"id":{"S":"a\"\n"},"e":{"S":"😀"}},{"id":{"S":"b"},"x":{"SS":["y","z"]}}],"other":[]}"#
    );
    let mut empty = Tables::new();
    for table in tables.iter() {
        empty.add(Table::new(table.name.clone(), table.key.clone()));
    }
    empty.restore(&text).unwrap();
    assert_eq!(empty, tables);
    for bad in [
        "",
        "[]",
        "{",
        "null",
        r#"{"nobody":[]}"#,
        r#"{"resume":{}}"#,
        r#"{"resume":[{}]}"#,
        r#"{"other":[],"resume":[{"id":{"S":""}}]}"#,
        r#"{"resume":[{"id":{"S":5}}]}"#,
    ] {
        assert!(empty.restore(bad).is_err(), "{bad}");
        assert_eq!(empty, tables, "{bad}");
    }
    empty.restore("{}").unwrap();
    assert_eq!(empty, tables);
    tables.restore(r#"{"resume":[]}"#).unwrap();
    assert_eq!(tables.snapshot(), r#"{"resume":[],"other":[]}"#);
}

#[test]
fn a_key_of_two_attributes() {
    let mut tables = Tables::new();
    let mut key = KeySchema::partition("p", KeyKind::S);
    key.sort = Some(KeyAttribute::new("s", KeyKind::N));
    tables.add(Table::new("resume", key));
    put(
        &mut tables,
        r#""Item":{"p":{"S":"a"},"s":{"N":"1"},"v":{"S":"x"}}"#,
    )
    .unwrap();
    let get = |tables: &mut Tables, key: &str| {
        execute(
            tables,
            "GetItem",
            &format!(r#"{{"TableName":"resume","Key":{key}}}"#),
        )
        .map_err(|error| error.message)
    };
    // The same number, written otherwise.
    let found = get(&mut tables, r#"{"s":{"N":"1.0"},"p":{"S":"a"}}"#);
    assert_eq!(
        found.as_deref(),
        Ok(r#"{"Item":{"p":{"S":"a"},"s":{"N":"1"},"v":{"S":"x"}}}"#)
    );
    let mismatch = Err("The provided key element does not match the schema".to_owned());
    assert_eq!(get(&mut tables, r#"{"p":{"S":"a"}}"#), mismatch);
    assert_eq!(
        get(&mut tables, r#"{"p":{"S":"a"},"s":{"N":"1"},"x":{"S":""}}"#),
        mismatch
    );
    assert_eq!(
        put(&mut tables, r#""Item":{"p":{"S":"a"}}"#),
        Err("One or more parameter values were invalid: Missing the key s in the item".into())
    );
}

#[test]
fn a_storage_that_fails() {
    struct Full;
    impl Storage for Full {
        fn get(&self, _: &Key) -> Result<Option<Item>, String> {
            Ok(None)
        }
        fn all(&self) -> Result<Vec<(Key, Item)>, String> {
            Ok(Vec::new())
        }
        fn delete(&mut self, _: Key) -> Result<(), String> {
            Ok(())
        }
        fn put(&mut self, _: Key, _: Item) -> Result<(), String> {
            Err("the quota is exceeded".into())
        }
    }
    let mut tables = Tables::new();
    tables.add(Table::over(
        "resume",
        KeySchema::partition("id", KeyKind::S),
        Full,
    ));
    let body = r#"{"TableName":"resume","Item":{"id":{"S":"a"}}}"#;
    let error = execute(&mut tables, "PutItem", body).unwrap_err();
    assert_eq!((error.status, error.kind()), (500, "InternalServerError"));
}

#[test]
fn order_of_attributes_is_no_difference() {
    let one = item_from_json(r#"{"a":{"S":"x"},"b":{"M":{"c":{"N":"1"},"d":{"NULL":true}}}}"#);
    let two = item_from_json(r#"{"b":{"M":{"d":{"NULL":true},"c":{"N":"1.0"}}},"a":{"S":"x"}}"#);
    assert_eq!(one.unwrap(), two.unwrap());
}

#[test]
fn the_table_alone() {
    assert_eq!(
        table_name(r#"{"TableName":"resume","Item":5}"#).as_deref(),
        Ok("resume")
    );
    for (body, kind) in [
        ("{", "SerializationException"),
        ("[]", "SerializationException"),
        (r#"{"TableName":5}"#, "SerializationException"),
        (r#"{"TableName":"a/../b"}"#, "ValidationException"),
        (r#"{"Item":{}}"#, "ValidationException"),
    ] {
        assert_eq!(table_name(body).unwrap_err().kind(), kind, "{body}");
    }
}
