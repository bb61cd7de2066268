//! Batches and transactions.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{answer, run, with, with_orders};
use dynamodb::Cause;
use dynamodb::Tables;
use serde_json::{Value, json};

fn key(customer: &str, number: &str) -> Value {
    json!({"customer": {"S": customer}, "nr": {"N": number}})
}

fn get(tables: &mut Tables, customer: &str, number: &str) -> Value {
    let body = json!({"TableName": "orders", "Key": key(customer, number)});
    run(tables, "GetItem", &body).unwrap()["Item"].take()
}

#[test]
fn gets_from_several_tables() {
    let mut tables = with_orders();
    let put = json!({"TableName": "resume", "Item": {"id": {"S": "a"}, "name": {"S": "Ada"}}});
    run(&mut tables, "PutItem", &put).unwrap();
    let body = json!({
        "RequestItems": {
            "orders": {
                "Keys": [key("ada", "1.0"), key("no", "1"), key("bob", "1")],
                "ProjectionExpression": "note, #d", "ExpressionAttributeNames": {"#d": "weekday"},
            },
            "resume": {"Keys": [{"id": {"S": "a"}}], "ConsistentRead": true},
        },
        "ReturnConsumedCapacity": "TOTAL",
    });
    assert_eq!(
        run(&mut tables, "BatchGetItem", &body),
        Ok(json!({
            "ConsumedCapacity": [
                {"TableName": "orders", "CapacityUnits": 1.5}, {"TableName": "resume", "CapacityUnits": 1.0},
            ],
            "Responses": {
                "orders": [
                    {"weekday": {"S": "mon"}, "note": {"S": "one"}}, {"weekday": {"S": "mon"}, "note": {"S": "b"}},
                ],
                "resume": [{"id": {"S": "a"}, "name": {"S": "Ada"}}],
            },
            "UnprocessedKeys": {},
        }))
    );
}

#[test]
fn too_much_for_one_answer_is_unprocessed() {
    let mut tables = with_orders();
    let keys: Vec<Value> = (0..50)
        .map(|number| key("big", &number.to_string()))
        .collect();
    for key in &keys {
        let item = with(key.clone(), json!({"note": {"S": "x".repeat(400_000)}}));
        common::put(&mut tables, &item);
    }
    let part = json!({"Keys": keys, "ProjectionExpression": "nr"});
    let answer = run(
        &mut tables,
        "BatchGetItem",
        &json!({"RequestItems": {"orders": part}}),
    )
    .unwrap();
    // 41 of 400,0xx bytes fit into 16 MB.
    assert_eq!(answer["Responses"]["orders"].as_array().unwrap().len(), 41);
    let left = &answer["UnprocessedKeys"]["orders"];
    assert_eq!(
        (&left["Keys"][0], &left["ProjectionExpression"]),
        (&keys[41], &json!("nr"))
    );
    let again = run(
        &mut tables,
        "BatchGetItem",
        &json!({"RequestItems": answer["UnprocessedKeys"]}),
    );
    let again = again.unwrap();
    assert_eq!(again["Responses"]["orders"].as_array().unwrap().len(), 9);
    assert_eq!(again["UnprocessedKeys"], json!({}));
}

#[test]
fn rejected_batches() {
    let mut tables = with_orders();
    let one = key("ada", "1");
    let many: Vec<Value> = (0..101)
        .map(|number| key("ada", &number.to_string()))
        .collect();
    for (items, message) in [
        (
            json!(null),
            "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!({}),
            "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!([]),
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.KeysAndAttributes>",
        ),
        (json!({"orders": 5}), "Unexpected value type in payload"),
        (
            json!({"orders": {}}),
            "1 validation error detected: Value null at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!({"orders": {"Keys": []}}),
            "1 validation error detected: Value '[]' at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!({"bad!name": {"Keys": [{"pk": {"S": "a"}}]}}),
            "1 validation error detected: Value '{\"bad!name\":{\"Keys\":[{\"pk\":{\"S\":\"a\"}}]}}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
        ),
        (
            json!({"orders": {"Keys": [one, one]}}),
            "Provided list of item keys contains duplicates",
        ),
        (
            json!({"orders": {"Keys": [one, key("ada", "1.0")]}}),
            "Provided list of item keys contains duplicates",
        ),
        (
            json!({"orders": {"Keys": [{"customer": {"S": "ada"}}]}}),
            "The provided key element does not match the schema",
        ),
        (
            json!({"orders": {"Keys": [key("", "1")]}}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: customer",
        ),
        (
            json!({"orders": {"Keys": [one], "ProjectionExpression": "a, a"}}),
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
        ),
        (
            json!({"orders": {"Keys": [one], "ProjectionExpression": "a", "AttributesToGet": ["a"]}}),
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
        ),
        (
            json!({"orders": {"Keys": [one]}, "nothing": {"Keys": [one]}}),
            "Requested resource not found",
        ),
        (
            json!({"orders": {"Keys": many[..60]}, "resume": {"Keys": many[60..]}}),
            "Too many items requested for the BatchGetItem call",
        ),
    ] {
        let body = json!({"RequestItems": items});
        assert_eq!(
            run(&mut tables, "BatchGetItem", &body),
            Err(message.to_owned()),
            "{body}"
        );
    }
    let error = run(
        &mut tables,
        "BatchGetItem",
        &json!({"RequestItems": {"orders": {"Keys": many}}}),
    );
    let error = error.unwrap_err();
    assert!(error.ends_with("at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must have length less than or equal to 100"), "{error}");
}

#[test]
fn a_transaction_writes_all_or_nothing() {
    let mut tables = with_orders();
    let transaction = json!({
        "TransactItems": [
            {"ConditionCheck": {"TableName": "orders", "Key": key("bob", "1"), "ConditionExpression": "attribute_exists(note)"}},
            {"Put": {"TableName": "resume", "Item": {"id": {"S": "a"}}, "ConditionExpression": "attribute_not_exists(id)"}},
            {"Update": {
                "TableName": "orders", "Key": key("ada", "1"), "UpdateExpression": "SET amount = amount + :v",
                "ExpressionAttributeValues": {":v": {"N": "1"}},
            }},
            {"Delete": {"TableName": "orders", "Key": key("ada", "2")}},
        ],
        "ReturnConsumedCapacity": "TOTAL", "ReturnItemCollectionMetrics": "SIZE",
    });
    let collection = |customer: &str| json!({"ItemCollectionKey": {"customer": {"S": customer}}, "SizeEstimateRangeGB": [0.0, 1.0]});
    // A check: 1. An update that moves entries of two indexes: 1 + 2 + 2. A deletion with its entries: 1 + 3. All twice.
    assert_eq!(
        run(&mut tables, "TransactWriteItems", &transaction),
        Ok(json!({
            "ConsumedCapacity": [
                {"TableName": "orders", "CapacityUnits": 20.0, "WriteCapacityUnits": 20.0},
                {"TableName": "resume", "CapacityUnits": 2.0, "WriteCapacityUnits": 2.0},
            ],
            "ItemCollectionMetrics": {"orders": [collection("bob"), collection("ada")]},
        }))
    );
    assert_eq!(get(&mut tables, "ada", "1")["amount"], json!({"N": "31"}));
    assert_eq!(get(&mut tables, "ada", "2"), Value::Null);

    // Now the second condition fails, and the deletion changes nothing.
    let before = tables.clone();
    let mut again = transaction;
    again["TransactItems"][1]["Put"]["ReturnValuesOnConditionCheckFailure"] = json!("ALL_OLD");
    again["TransactItems"][2]["Update"]["UpdateExpression"] = json!("SET amount = nothing + :v");
    let error = answer(&mut tables, "TransactWriteItems", &again).unwrap_err();
    assert_eq!(
        serde_json::from_str::<Value>(&error.body()).unwrap(),
        json!({
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "CancellationReasons": [
                {"Code": "None"},
                {"Code": "ConditionalCheckFailed", "Item": {"id": {"S": "a"}}, "Message": "The conditional request failed"},
                {"Code": "ValidationError", "Message": "The provided expression refers to an attribute that does not exist in the item"},
                {"Code": "None"},
            ],
            "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError, None]",
        })
    );
    assert_eq!(tables, before);
}

#[test]
fn cancelled_transactions() {
    let mut tables = with_orders();
    let before = tables.clone();
    let update = |key: Value, expression: &str, value: Value| {
        json!({"Update": {
            "TableName": "orders", "Key": key, "UpdateExpression": expression,
            "ExpressionAttributeValues": {":v": value},
        }})
    };
    for (action, message) in [
        (
            json!({"Put": {"TableName": "resume", "Item": {"id": {"N": "5"}}}}),
            "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
        ),
        (
            json!({"Delete": {"TableName": "resume", "Key": {"id": {"L": []}}}}),
            "The provided key element does not match the schema",
        ),
        (
            json!({"Put": {"TableName": "orders", "Item": with(key("a", "1"), json!({"weekday": {"N": "5"}}))}}),
            "One or more parameter values were invalid: Type mismatch for Index Key weekday Expected: S Actual: N IndexName: byDay",
        ),
        (
            update(key("a", "1"), "SET weekday = :v", json!({"N": "5"})),
            "One or more parameter values were invalid: Type mismatch for Index Key weekday Expected: S Actual: N IndexName: byDay",
        ),
        (
            update(
                json!({"customer": {"S": "a"}}),
                "SET a = :v",
                json!({"N": "5"}),
            ),
            "The provided key element does not match the schema",
        ),
        (
            update(key("ada", "1"), "SET a.b = :v", json!({"N": "5"})),
            "The document path provided in the update expression is invalid for update",
        ),
        (
            update(
                key("ada", "1"),
                "SET a = :v",
                json!({"S": "x".repeat(409_600)}),
            ),
            "Item size to update has exceeded the maximum allowed size",
        ),
    ] {
        let body = json!({"TransactItems": [action]});
        let error = answer(&mut tables, "TransactWriteItems", &body).unwrap_err();
        let Some(Cause::Cancellation(reasons)) = error.cause.as_deref() else {
            panic!("{error}");
        };
        let reason = &reasons[0];
        assert_eq!(
            (reason.code, reason.message.as_str()),
            ("ValidationError", message)
        );
        assert_eq!(
            error.message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [ValidationError]"
        );
    }
    assert_eq!(tables, before);
}

#[test]
fn rejected_transactions() {
    let mut tables = with_orders();
    let put = |id: &str| json!({"Put": {"TableName": "resume", "Item": {"id": {"S": id}}}});
    let check = |more: Value| {
        let body = json!({"TableName": "resume", "Key": {"id": {"S": "a"}}, "ConditionExpression": "attribute_exists(id)"});
        json!({"ConditionCheck": with(body, more)})
    };
    let elsewhere = json!({"Put": {"TableName": "nothing", "Item": {"id": {"S": "a"}}}});
    let empty_index = "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.";
    for (items, message) in [
        (
            json!(null),
            "1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!([]),
            "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!([{}]),
            "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
        ),
        (
            json!([with(put("a"), check(json!({})))]),
            "TransactItems can only contain one of Check, Put, Update or Delete",
        ),
        (
            json!([{"Update": {"TableName": "resume", "Key": {"id": {"S": "a"}}}}]),
            "1 validation error detected: Value null at 'transactItems.1.member.update.updateExpression' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!([put("a"), {"Delete": {"TableName": "a b"}}]),
            "2 validation errors detected: Value null at 'transactItems.2.member.delete.key' failed to satisfy constraint: Member must not be null; Value 'a b' at 'transactItems.2.member.delete.tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        ),
        (
            json!([put("a"), check(json!({}))]),
            "Transaction request cannot include multiple operations on one item",
        ),
        (
            json!([put("")]),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
        ),
        (
            json!([check(json!({"Key": {"id": {"S": ""}}}))]),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
        ),
        (
            json!([{"Update": {"TableName": "orders", "Key": key("a", "1"), "UpdateExpression": "SET weekday = :v", "ExpressionAttributeValues": {":v": {"S": ""}}}}]),
            empty_index,
        ),
        (json!([elsewhere]), "Requested resource not found"),
        // An expression is parsed before any table is looked up.
        (
            json!([
                elsewhere,
                check(json!({"ConditionExpression": "attribute_not_exists("}))
            ]),
            "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\"",
        ),
        (
            json!([
                elsewhere,
                check(json!({"ExpressionAttributeValues": {":v": {"S": "x"}}}))
            ]),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}",
        ),
        (
            json!([{"Put": {"TableName": "resume", "Item": {"id": {"S": "x".repeat(409_600)}}}}]),
            "Item size has exceeded the maximum allowed size",
        ),
        (json!([{"Put": 5}]), "Unexpected value type in payload"),
    ] {
        let body = json!({"TransactItems": items});
        let error = answer(&mut tables, "TransactWriteItems", &body).unwrap_err();
        assert_eq!(error.message, message, "{body}");
        assert_eq!(error.cause, None);
    }
    let body = json!({
        "TransactItems": [put("a")], "ClientRequestToken": "x".repeat(37), "ReturnConsumedCapacity": "BOGUS",
    });
    assert_eq!(
        run(&mut tables, "TransactWriteItems", &body),
        Err(format!(
            "2 validation errors detected: Value '{}' at 'clientRequestToken' failed to satisfy \
             constraint: Member must have length less than or equal to 36; Value 'BOGUS' at \
             'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value \
             set: [INDEXES, TOTAL, NONE]",
            "x".repeat(37)
        ))
    );
}

#[test]
fn writes_to_several_tables() {
    let mut tables = with_orders();
    let body = json!({
        "RequestItems": {
            "orders": [
                {"DeleteRequest": {"Key": key("ada", "1")}},
                {"PutRequest": {"Item": with(key("ada", "2"), json!({"note": {"S": "new"}}))}},
                {"DeleteRequest": {"Key": key("no", "1")}},
            ],
            "resume": [{"PutRequest": {"Item": {"id": {"S": "a"}}}}],
        },
        "ReturnConsumedCapacity": "TOTAL",
    });
    // A deletion with three entries: 4. A replacement that removes three: 4. A deletion of nothing: 1.
    assert_eq!(
        run(&mut tables, "BatchWriteItem", &body),
        Ok(json!({
            "ConsumedCapacity": [
                {"TableName": "orders", "CapacityUnits": 9.0}, {"TableName": "resume", "CapacityUnits": 1.0},
            ],
            "UnprocessedItems": {},
        }))
    );
    assert_eq!(get(&mut tables, "ada", "1"), Value::Null);
    assert_eq!(get(&mut tables, "ada", "2")["note"], json!({"S": "new"}));
}

#[test]
fn rejected_batches_write_nothing() {
    let mut tables = with_orders();
    let before = tables.clone();
    let put = |item: Value| json!({"PutRequest": {"Item": item}});
    let mismatch = "The provided key element does not match the schema";
    let good = put(key("x", "1"));
    let many = |range: std::ops::Range<usize>| -> Vec<Value> {
        range
            .map(|number| put(key("x", &number.to_string())))
            .collect()
    };
    for (items, message) in [
        (
            json!({}),
            "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!({"orders": []}),
            "1 validation error detected: Value '{orders=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
        ),
        (
            json!({"orders": [{}]}),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        ),
        (
            json!({"orders": [{"PutRequest": {}}]}),
            "1 validation error detected: Value null at 'requestItems.orders.member.1.member.putRequest.item' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!({"orders": [good, {"DeleteRequest": {"Key": key("x", "1.0")}}]}),
            "Provided list of item keys contains duplicates",
        ),
        (
            json!({"orders": [good, put(json!({"customer": {"S": "x"}}))]}),
            mismatch,
        ),
        (
            json!({"orders": [good, put(key("x", "y"))]}),
            "The parameter cannot be converted to a numeric value: y",
        ),
        (
            json!({"orders": [good], "resume": [put(json!({"id": {"N": "1"}}))]}),
            mismatch,
        ),
        (
            json!({"orders": [good], "resume": [put(json!({"id": {"S": ""}}))]}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
        ),
        (
            json!({"orders": [put(with(key("x", "1"), json!({"weekday": {"N": "1"}})))]}),
            "One or more parameter values were invalid: Type mismatch for Index Key weekday Expected: S Actual: N IndexName: byDay",
        ),
        (
            json!({"orders": [good], "nothing": [good]}),
            "Requested resource not found",
        ),
        (
            json!({"orders": many(0..20), "resume": many(20..26)}),
            "Too many items requested for the BatchWriteItem call",
        ),
    ] {
        let body = json!({"RequestItems": items});
        assert_eq!(
            run(&mut tables, "BatchWriteItem", &body),
            Err(message.to_owned()),
            "{body}"
        );
    }
    assert_eq!(tables, before);
}

#[test]
fn a_transaction_gets_all_or_nothing() {
    let mut tables = with_orders();
    let of = |key: Value| json!({"Get": {"TableName": "orders", "Key": key}});
    let mut body = json!({
        "TransactItems": [of(key("bob", "1")), of(key("no", "1")), of(key("ada", "1"))],
        "ReturnConsumedCapacity": "TOTAL",
    });
    body["TransactItems"][0]["Get"]["ProjectionExpression"] = json!("note");
    let ada = get(&mut tables, "ada", "1");
    assert_eq!(
        run(&mut tables, "TransactGetItems", &body),
        Ok(json!({
            "ConsumedCapacity": [{"TableName": "orders", "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}],
            "Responses": [{"Item": {"note": {"S": "b"}}}, {}, {"Item": ada}],
        }))
    );
    let of_all = |gets: Value| json!({"TransactItems": gets});
    let body = of_all(json!([of(key("a", "1")), of(json!({}))]));
    let error = answer(&mut tables, "TransactGetItems", &body).unwrap_err();
    assert_eq!(
        error.message,
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]"
    );
    for (gets, message) in [
        (
            json!([]),
            "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            json!([{}]),
            "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!([of(key("a", "1")), of(key("a", "1.0"))]),
            "Transaction request cannot include multiple operations on one item",
        ),
        (
            json!([of(json!({})), of(key("", "1"))]),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: customer",
        ),
        (
            json!([{"Get": {"TableName": "orders", "Key": key("a", "1"), "ProjectionExpression": "!!!"}}]),
            "Invalid ProjectionExpression: Syntax error; token: \"!\", near: \"!!\"",
        ),
        (
            json!([{"Get": {"TableName": "nothing", "Key": {}}}]),
            "Requested resource not found",
        ),
    ] {
        let body = of_all(gets);
        assert_eq!(
            run(&mut tables, "TransactGetItems", &body),
            Err(message.to_owned()),
            "{body}"
        );
    }
}
