//! `UpdateItem` and `DeleteItem`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{answer, run, tables, with, with_orders};
use dynamodb::{Tables, item_from_json};
use serde_json::{Value, json};

/// The item that the expressions update.
fn stored() -> Value {
    json!({
        "id": {"S": "a"},
        "n": {"N": "5"},
        "words": {"S": "abc"},
        "tags": {"SS": ["x", "y"]},
        "scores": {"NS": ["1", "2.5"]},
        "list": {"L": [{"S": "0"}, {"S": "1"}, {"S": "2"}, {"S": "3"}]},
        "deep": {"M": {"list": {"L": [{"M": {"k": {"N": "1"}}}]}, "m": {"M": {}}}}
    })
}

fn with_stored() -> Tables {
    let mut tables = tables();
    let body = json!({"TableName": "resume", "Item": stored()});
    run(&mut tables, "PutItem", &body).unwrap();
    tables
}

/// Updates the stored item; only the placeholders that the expression uses are sent.
fn update(expression: &str, more: Value) -> Result<Value, String> {
    let mut body = json!({
        "TableName": "resume", "Key": {"id": {"S": "a"}}, "UpdateExpression": expression,
    });
    let names = json!({"#n": "n", "#list": "list", "#dotted": "a.b", "#id": "id"});
    let values = json!({
        ":one": {"N": "1"}, ":half": {"N": "0.5"}, ":s": {"S": "new"}, ":l": {"L": [{"S": "l"}]},
        ":empty": {"L": []}, ":set": {"SS": ["y", "z"]}, ":all": {"SS": ["x", "y"]},
        ":ns": {"NS": ["2.50", "3"]}, ":m": {"M": {"in": {"BOOL": true}}}, ":bool": {"BOOL": true},
        ":null": {"NULL": true}, ":b": {"B": "AQ=="}, ":big": {"N": "9e125"},
        ":tiny": {"N": "1e-60"},
    });
    for (member, all) in [
        ("ExpressionAttributeNames", names),
        ("ExpressionAttributeValues", values),
    ] {
        let used = |key: &str| {
            let after = |at: usize| expression[at + key.len()..].chars().next();
            let mut found = expression.match_indices(key);
            found.any(|(at, _)| !after(at).is_some_and(char::is_alphanumeric))
        };
        let all = all.as_object().unwrap().clone().into_iter();
        let used: serde_json::Map<String, Value> = all.filter(|(key, _)| used(key)).collect();
        if !used.is_empty() {
            body[member] = Value::Object(used);
        }
    }
    run(&mut with_stored(), "UpdateItem", &with(body, more))
}

/// The whole item after an update.
fn updated(expression: &str) -> Value {
    let answer = update(expression, json!({"ReturnValues": "ALL_NEW"}));
    answer.unwrap_or_else(|error| panic!("{expression}: {error}"))["Attributes"].take()
}

/// The stored item with other attributes; null: without.
fn changed(changes: Value) -> Value {
    let mut item = stored();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(item.as_object_mut().unwrap().remove(name)),
            value => item[name] = value.clone(),
        }
    }
    item
}

#[test]
fn updates() {
    let list = |texts: &[&str]| {
        let elements: Vec<Value> = texts.iter().map(|text| json!({"S": text})).collect();
        json!({ "L": elements })
    };
    for (expression, changes) in [
        ("SET a = :s", json!({"a": {"S": "new"}})),
        ("set #n = #n + :one", json!({"n": {"N": "6"}})),
        ("SET n = :half - n", json!({"n": {"N": "-4.5"}})),
        (
            "SET a = (n - :one), b = (n) + (:one)",
            json!({"a": {"N": "4"}, "b": {"N": "6"}}),
        ),
        // All operands are those before the update.
        ("SET n = :one, a = n, words = a2 REMOVE list", json!(null)),
        (
            "SET n = :one, a = n",
            json!({"n": {"N": "1"}, "a": {"N": "5"}}),
        ),
        (
            "SET a = if_not_exists(n, :s), b = if_not_exists(nix, :s)",
            json!({"a": {"N": "5"}, "b": {"S": "new"}}),
        ),
        (
            "SET n = if_not_exists(nix, :one) + :one",
            json!({"n": {"N": "2"}}),
        ),
        (
            "SET a = if_not_exists(nix, if_not_exists(nothing, words))",
            json!({"a": {"S": "abc"}}),
        ),
        (
            "SET #list = list_append(#list, :l)",
            json!({"list": list(&["0", "1", "2", "3", "l"])}),
        ),
        (
            "SET #list = list_append(:l, #list)",
            json!({"list": list(&["l", "0", "1", "2", "3"])}),
        ),
        (
            "SET a = list_append(if_not_exists(a, :empty), :l)",
            json!({"a": list(&["l"])}),
        ),
        // An index beyond the end appends.
        (
            "SET #list[9] = :s",
            json!({"list": list(&["0", "1", "2", "3", "new"])}),
        ),
        (
            "SET #list[20] = words, #list[9] = :s, #list[1] = :s",
            json!({"list": list(&["0", "new", "2", "3", "new", "abc"])}),
        ),
        // Indexes are those before the update.
        (
            "REMOVE #list[1], #list[2]",
            json!({"list": list(&["0", "3"])}),
        ),
        (
            "SET #list[9] = :s REMOVE #list[0], #list[7]",
            json!({"list": list(&["1", "2", "3", "new"])}),
        ),
        ("REMOVE words, nix, deep.m.nix", json!({"words": null})),
        (
            "SET deep.m.#n = :one, deep.#list[0].k = :s REMOVE deep.nix",
            json!({"deep": {"M": {"list": {"L": [{"M": {"k": {"S": "new"}}}]}, "m": {"M": {"n": {"N": "1"}}}}}}),
        ),
        (
            "SET #dotted = :m",
            json!({"a.b": {"M": {"in": {"BOOL": true}}}}),
        ),
        ("ADD n :half", json!({"n": {"N": "5.5"}})),
        (
            "ADD nix :half, tags :set",
            json!({"nix": {"N": "0.5"}, "tags": {"SS": ["x", "y", "z"]}}),
        ),
        (
            "ADD deep.m.#n :one",
            json!({"deep": {"M": {"list": {"L": [{"M": {"k": {"N": "1"}}}]}, "m": {"M": {"n": {"N": "1"}}}}}}),
        ),
        (
            "ADD scores :ns",
            json!({"scores": {"NS": ["1", "2.5", "3"]}}),
        ),
        ("DELETE tags :set", json!({"tags": {"SS": ["x"]}})),
        (
            "DELETE scores :ns, nix :set",
            json!({"scores": {"NS": ["1"]}}),
        ),
        ("DELETE tags :all", json!({"tags": null})),
        (
            "DELETE tags :set SET a = tags REMOVE n ADD b :one",
            json!({"tags": {"SS": ["x"]}, "a": {"SS": ["x", "y"]}, "n": null, "b": {"N": "1"}}),
        ),
    ] {
        if changes.is_null() {
            assert!(update(expression, json!({})).is_err(), "{expression}");
            continue;
        }
        let item = |json: Value| item_from_json(&json.to_string()).unwrap();
        assert_eq!(
            item(updated(expression)),
            item(changed(changes)),
            "{expression}"
        );
    }
}

#[test]
fn rejected_updates() {
    let wrong = "An operand in the update expression has an incorrect data type";
    let path = "The document path provided in the update expression is invalid for update";
    let missing = "The provided expression refers to an attribute that does not exist in the item";
    let invalid = |message: &str| format!("Invalid UpdateExpression: {message}");
    let operand = |name: &str, kind: &str| {
        invalid(&format!(
            "Incorrect operand type for operator or function; operator or function: {name}, \
             operand type: {kind}"
        ))
    };
    let changed_by = |operator: &str, kind: &str| {
        invalid(&format!(
            "Incorrect operand type for operator or function; operator: {operator}, operand type: \
             {kind}, typeSet: ALLOWED_FOR_{operator}_OPERAND"
        ))
    };
    let paths = |kind: &str, one: &str, two: &str| {
        invalid(&format!(
            "Two document paths {kind} with each other; must remove or rewrite one of these paths; \
             path one: {one}, path two: {two}"
        ))
    };
    for (expression, message) in [
        ("", invalid("The expression can not be empty;")),
        ("INVALID SYNTAX HERE", invalid(r#"Syntax error; token: "INVALID", near: "INVALID SYNTAX""#)),
        ("SET", invalid(r#"Syntax error; token: "<EOF>", near: "SET""#)),
        ("SET a", invalid(r#"Syntax error; token: "<EOF>", near: "a""#)),
        ("SET a = n + :one + :one", invalid(r#"Syntax error; token: "+", near: ":one + :one""#)),
        ("SET a = :s,", invalid(r#"Syntax error; token: "<EOF>", near: ",""#)),
        ("SET a = (((n)))", invalid(r#"Syntax error; token: "(", near: "((n""#)),
        ("ADD n n", invalid(r#"Syntax error; token: "n", near: "n n""#)),
        ("SET set = :s", invalid(r#"Syntax error; token: "set", near: "SET set =""#)),
        ("SET name = :s", invalid("Attribute name is a reserved keyword; reserved keyword: name")),
        ("SET a = :s SET b = :s", invalid("The \"SET\" section can only be used once in an update expression;")),
        ("SET a = :no", invalid("An expression attribute value used in expression is not defined; attribute value: :no")),
        ("ADD a :no", invalid("An expression attribute value used in expression is not defined; attribute value: :no")),
        ("SET #no = :s", invalid("An expression attribute name used in the document path is not defined; attribute name: #no")),
        ("SET a = size(n)", invalid("Invalid function name; function: size")),
        ("SET a = if_not_exists(n)", invalid("Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1")),
        ("SET a = if_not_exists(:s, n)", invalid("Operator or function requires a document path; operator or function: if_not_exists")),
        ("SET a = n + :s", operand("+", "S")),
        ("SET a = :null - n", operand("-", "NULL")),
        ("SET a = list_append(:s, list_)", operand("list_append", "S")),
        ("ADD a :s", changed_by("ADD", "STRING")),
        ("ADD a :l", changed_by("ADD", "LIST")),
        ("ADD a :bool", changed_by("ADD", "BOOLEAN")),
        ("DELETE a :one", changed_by("DELETE", "NUMBER")),
        ("DELETE a :m", changed_by("DELETE", "MAP")),
        ("DELETE a :b", changed_by("DELETE", "BINARY")),
        ("SET a = :s REMOVE a", paths("overlap", "[a]", "[a]")),
        ("SET #list = :l, #list[0] = :s", paths("overlap", "[list]", "[list, [0]]")),
        ("SET deep.a = :s REMOVE deep[0].b", paths("conflict", "[deep, a]", "[deep, [0], b]")),
        ("SET id = :s", "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key".to_owned()),
        ("REMOVE #id", "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key".to_owned()),
        ("SET a = id.b", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id".to_owned()),
        ("SET a = nix", missing.to_owned()),
        ("SET a = nix + :one", missing.to_owned()),
        ("SET a = words + nix", wrong.to_owned()),
        ("SET a = list_append(words, :l)", wrong.to_owned()),
        ("ADD words :one", wrong.to_owned()),
        ("ADD tags :ns", wrong.to_owned()),
        ("DELETE words :set", wrong.to_owned()),
        ("SET nix.a = :s", path.to_owned()),
        ("SET words.a = :s", path.to_owned()),
        ("SET deep[0] = :s", path.to_owned()),
        ("SET #list.a = :s", path.to_owned()),
        ("SET #list[7].a = :s", path.to_owned()),
        ("REMOVE nix.a", path.to_owned()),
        ("ADD n :big SET a = :big + :big", "Number overflow. Attempting to store a number with magnitude larger than supported range".to_owned()),
        ("ADD n :tiny", "Attempting to store more than 38 significant digits in a Number".to_owned()),
    ] {
        let answer = update(expression, json!({}));
        assert_eq!(answer, Err(message), "{expression}");
    }
}

#[test]
fn return_values() {
    let expression = "SET n = :one, deep.m.a = :s REMOVE words, #list[0]";
    for (wanted, attributes) in [
        ("NONE", Value::Null),
        ("ALL_OLD", stored()),
        (
            "UPDATED_OLD",
            json!({"n": {"N": "5"}, "words": {"S": "abc"}, "list": {"L": [{"S": "0"}]}}),
        ),
        (
            "UPDATED_NEW",
            json!({"n": {"N": "1"}, "list": {"L": [{"S": "1"}]}, "deep": {"M": {"m": {"M": {"a": {"S": "new"}}}}}}),
        ),
    ] {
        let answer = update(expression, json!({"ReturnValues": wanted})).unwrap();
        assert_eq!(
            answer.get("Attributes").unwrap_or(&Value::Null),
            &attributes,
            "{wanted}"
        );
    }
    // Nothing has got a new value.
    assert_eq!(
        update("REMOVE words", json!({"ReturnValues": "UPDATED_NEW"})),
        Ok(json!({}))
    );
    assert_eq!(
        update("SET a = :s", json!({"ReturnValues": "UPDATED_OLD"})),
        Ok(json!({}))
    );
}

#[test]
fn an_update_creates_its_item() {
    let mut tables = tables();
    let key = json!({"id": {"S": "new"}});
    let body = json!({"TableName": "resume", "Key": key, "ReturnValues": "ALL_NEW"});
    let get = json!({"TableName": "resume", "Key": key});
    // One that only removes creates none.
    for expression in ["REMOVE a", "DELETE a :v"] {
        let mut body = with(body.clone(), json!({"UpdateExpression": expression}));
        if expression.contains(':') {
            body["ExpressionAttributeValues"] = json!({":v": {"SS": ["x"]}});
        }
        assert_eq!(
            run(&mut tables, "UpdateItem", &body),
            Ok(json!({})),
            "{expression}"
        );
        assert_eq!(run(&mut tables, "GetItem", &get), Ok(json!({})));
    }
    assert_eq!(
        run(&mut tables, "UpdateItem", &body),
        Ok(json!({"Attributes": key}))
    );
    assert_eq!(run(&mut tables, "GetItem", &get), Ok(json!({"Item": key})));
}

#[test]
fn conditions_and_legacy_members() {
    let failed = Err("The conditional request failed".to_owned());
    let condition = |text: &str| json!({"ConditionExpression": text});
    assert_eq!(update("SET n = :one", condition("n > :one")), Ok(json!({})));
    assert_eq!(update("SET n = :one", condition("n < :one")), failed);
    let mut tables = with_stored();
    let body = json!({
        "TableName": "resume", "Key": {"id": {"S": "a"}}, "ConditionExpression": "attribute_exists(nix)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    for action in ["UpdateItem", "DeleteItem"] {
        let error = answer(&mut tables, action, &body).unwrap_err();
        assert_eq!(error.kind(), "ConditionalCheckFailedException");
        let body: Value = serde_json::from_str(&error.body()).unwrap();
        assert_eq!(body["Item"], stored());
    }
    let mixed = "Can not use both expression and non-expression parameters in the same request: \
                 Non-expression parameters: {AttributeUpdates, Expected} Expression parameters: \
                 {UpdateExpression}";
    let legacy = json!({"AttributeUpdates": {}, "Expected": {}});
    assert_eq!(update("SET n = :one", legacy), Err(mixed.to_owned()));
    let none = "ExpressionAttributeValues can only be specified when using expressions: \
                UpdateExpression and ConditionExpression are null";
    let body = json!({
        "TableName": "resume", "Key": {"id": {"S": "a"}},
        "ExpressionAttributeValues": {":v": {"S": ""}},
    });
    assert_eq!(run(&mut tables, "UpdateItem", &body), Err(none.to_owned()));
}

#[test]
fn deletes() {
    let mut tables = with_stored();
    let body = json!({"TableName": "resume", "Key": {"id": {"S": "a"}}, "ReturnValues": "ALL_OLD"});
    let gone = json!({"TableName": "resume", "Key": {"id": {"S": "a"}}});
    assert_eq!(
        run(&mut tables, "DeleteItem", &body),
        Ok(json!({"Attributes": stored()}))
    );
    assert_eq!(run(&mut tables, "GetItem", &gone), Ok(json!({})));
    assert_eq!(run(&mut tables, "DeleteItem", &body), Ok(json!({})));
    for (more, message) in [
        (
            json!({"ReturnValues": "ALL_NEW"}),
            "ReturnValues can only be ALL_OLD or NONE",
        ),
        (
            json!({"Key": {"id": {"N": "1"}}}),
            "The provided key element does not match the schema",
        ),
        (
            json!({"Key": {"id": {"S": ""}}}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
        ),
        (
            json!({"Key": null}),
            "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!({"TableName": "nothing"}),
            "Requested resource not found",
        ),
    ] {
        let body = with(body.clone(), more);
        assert_eq!(
            run(&mut tables, "DeleteItem", &body),
            Err(message.to_owned()),
            "{body}"
        );
    }
}

#[test]
fn keys_of_indexes() {
    let mut tables = with_orders();
    let key = json!({"customer": {"S": "ada"}, "nr": {"N": "1"}});
    let mut update = |expression: &str, value: Value| {
        let body = json!({
            "TableName": "orders", "Key": key, "UpdateExpression": expression,
            "ExpressionAttributeValues": {":v": value},
        });
        run(&mut tables, "UpdateItem", &body)
    };
    assert_eq!(
        update("SET weekday = :v", json!({"N": "1"})),
        Err("One or more parameter values were invalid: Type mismatch for Index Key weekday Expected: S \
             Actual: N IndexName: byDay".to_owned())
    );
    assert_eq!(
        update("SET amount = if_not_exists(note, :v)", json!({"N": "1"})),
        Err(
            "The update expression attempted to update the secondary index key to unsupported type"
                .to_owned()
        )
    );
    assert_eq!(
        update("SET weekday = :v", json!({"S": ""})),
        Err("One or more parameter values are not valid. The update expression attempted to update \
             a secondary index key to a value that is not supported. The AttributeValue for a key \
             attribute cannot contain an empty string value.".to_owned())
    );
    assert_eq!(
        update("SET weekday.a = :v", json!({"S": ""})),
        Err(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not \
             allowed: IndexKey: weekday"
                .to_owned()
        )
    );
    let put = |item: Value| json!({"TableName": "orders", "Item": with(key.clone(), item)});
    for (item, message) in [
        (
            json!({"amount": {"S": "1"}}),
            "One or more parameter values were invalid: Type mismatch for Index Key amount Expected: N Actual: S IndexName: byDayTotal",
        ),
        (
            json!({"weekday": {"S": ""}}),
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byDay, IndexKey: weekday",
        ),
    ] {
        assert_eq!(
            run(&mut tables, "PutItem", &put(item)),
            Err(message.to_owned())
        );
    }
}

#[test]
fn capacity_and_metrics() {
    let mut tables = with_orders();
    let key = json!({"customer": {"S": "ada"}, "nr": {"N": "1"}});
    let body = json!({
        "TableName": "orders", "Key": key, "UpdateExpression": "SET weekday = :v",
        "ExpressionAttributeValues": {":v": {"S": "wed"}}, "ReturnConsumedCapacity": "INDEXES",
        "ReturnItemCollectionMetrics": "SIZE",
    });
    let units = |units: f64| json!({"CapacityUnits": units});
    // An entry moves in two indexes, and stays as it is in the third; the fourth does not have it.
    assert_eq!(
        run(&mut tables, "UpdateItem", &body),
        Ok(json!({
            "ConsumedCapacity": {
                "TableName": "orders", "CapacityUnits": 5.0, "Table": units(1.0),
                "GlobalSecondaryIndexes": {"byDay": units(2.0), "byDayTotal": units(2.0)},
            },
            "ItemCollectionMetrics": {
                "ItemCollectionKey": {"customer": {"S": "ada"}}, "SizeEstimateRangeGB": [0.0, 1.0],
            },
        }))
    );
    let body = json!({"TableName": "orders", "Key": key, "ReturnConsumedCapacity": "INDEXES"});
    assert_eq!(
        run(&mut tables, "DeleteItem", &body),
        Ok(json!({"ConsumedCapacity": {
            "TableName": "orders", "CapacityUnits": 4.0, "Table": units(1.0),
            "LocalSecondaryIndexes": {"byTotal": units(1.0)},
            "GlobalSecondaryIndexes": {"byDay": units(1.0), "byDayTotal": units(1.0)},
        }}))
    );
}

#[test]
fn limits_of_the_result() {
    let mut tables = tables();
    let half = "x".repeat(300_000);
    let mut update = |path: &str, value: Value| {
        let body = json!({
            "TableName": "resume", "Key": {"id": {"S": "a"}},
            "UpdateExpression": format!("SET {path} = :v"), "ExpressionAttributeValues": {":v": value},
        });
        run(&mut tables, "UpdateItem", &body)
    };
    assert_eq!(update("one", json!({"S": half})), Ok(json!({})));
    assert_eq!(
        update("two", json!({"S": half})),
        Err("Item size to update has exceeded the maximum allowed size".to_owned())
    );
    let nested =
        |levels: usize| (0..levels).fold(json!({"M": {}}), |inner, _| json!({"M": {"m": inner}}));
    assert_eq!(update("deep", nested(1)), Ok(json!({})));
    assert_eq!(update("deep.m.n", nested(29)), Ok(json!({})));
    let error = update("deep.m.n", nested(30)).unwrap_err();
    assert!(
        error.starts_with("Nesting Levels have exceeded supported limits"),
        "{error}"
    );
}
