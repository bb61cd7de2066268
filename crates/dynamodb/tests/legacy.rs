//! Legacy members, which stand for expressions.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{run, with, with_orders};
use serde_json::{Value, json};

fn condition(operator: &str, values: Value) -> Value {
    json!({"ComparisonOperator": operator, "AttributeValueList": values})
}

fn key(customer: &str, number: &str) -> Value {
    json!({"customer": {"S": customer}, "nr": {"N": number}})
}

#[test]
fn reads() {
    let mut tables = with_orders();
    let ada = condition("EQ", json!([{"S": "ada"}]));
    let notes = |answer: Value| {
        let items = answer["Items"].as_array().unwrap().iter();
        let mut notes: Vec<String> = items.map(|item| item["note"]["S"].to_string()).collect();
        notes.sort();
        notes.join(" ")
    };
    for (more, found) in [
        (json!({}), r#""one" "ten" "two""#),
        (
            json!({"KeyConditions": {"customer": ada, "nr": condition("GT", json!([{"N": "1"}]))}}),
            r#""ten" "two""#,
        ),
        (
            json!({"KeyConditions": {"nr": condition("BETWEEN", json!([{"N": "1"}, {"N": "2"}])), "customer": ada}}),
            r#""one" "two""#,
        ),
        (
            json!({"QueryFilter": {"note": condition("BEGINS_WITH", json!([{"S": "t"}]))}}),
            r#""ten" "two""#,
        ),
        (
            json!({"QueryFilter": {"note": condition("IN", json!([{"S": "two"}])), "amount": condition("EQ", json!([{"N": "30"}]))}, "ConditionalOperator": "OR"}),
            r#""one" "two""#,
        ),
        (
            json!({"QueryFilter": {"note": condition("NOT_CONTAINS", json!([{"S": "e"}])), "weekday": condition("NOT_NULL", json!([]))}}),
            r#""two""#,
        ),
        // Key conditions alone may stand beside expressions.
        (
            json!({"FilterExpression": "note <> :v", "ExpressionAttributeValues": {":v": {"S": "two"}}}),
            r#""one" "ten""#,
        ),
    ] {
        let body = with(
            json!({"TableName": "orders", "KeyConditions": {"customer": ada}}),
            more,
        );
        let answer =
            run(&mut tables, "Query", &body).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(notes(answer), found, "{body}");
    }
    let body = json!({
        "TableName": "orders", "AttributesToGet": ["note", "name"],
        "ScanFilter": {"weekday": condition("EQ", json!([{"S": "tue"}])), "place": condition("NULL", json!([]))},
    });
    let answer = run(&mut tables, "Scan", &body).unwrap();
    assert_eq!(answer["ScannedCount"], 5);
    assert_eq!(notes(answer), r#""ten" "two""#);
    let body = json!({"TableName": "orders", "Key": key("ada", "1"), "AttributesToGet": ["amount", "no.such"]});
    assert_eq!(
        run(&mut tables, "GetItem", &body),
        Ok(json!({"Item": {"amount": {"N": "30"}}}))
    );
    let body =
        json!({"RequestItems": {"orders": {"Keys": [key("ada", "1")], "AttributesToGet": ["nr"]}}});
    let answer = run(&mut tables, "BatchGetItem", &body).unwrap();
    assert_eq!(answer["Responses"], json!({"orders": [{"nr": {"N": "1"}}]}));
}

#[test]
fn writes() {
    let mut tables = with_orders();
    let update = |updates: Value, more: Value| {
        with(
            json!({"TableName": "orders", "Key": key("ada", "1"), "AttributeUpdates": updates, "ReturnValues": "UPDATED_NEW"}),
            more,
        )
    };
    let body = update(
        json!({
            "note": {"Action": "PUT", "Value": {"S": "new"}}, "amount": {"Action": "ADD", "Value": {"N": "2"}},
            "tags": {"Action": "ADD", "Value": {"SS": ["x"]}}, "a.b": {"Value": {"L": [{"S": "0"}]}},
            "extra": {"Action": "DELETE"},
        }),
        json!({}),
    );
    assert_eq!(
        run(&mut tables, "UpdateItem", &body),
        Ok(json!({"Attributes": {
            "note": {"S": "new"}, "amount": {"N": "32"}, "tags": {"SS": ["x"]}, "a.b": {"L": [{"S": "0"}]},
        }}))
    );
    let body = update(
        json!({"a.b": {"Action": "ADD", "Value": {"L": [{"S": "1"}]}}, "tags": {"Action": "DELETE", "Value": {"SS": ["x"]}}}),
        json!({"Expected": {"note": {"Value": {"S": "new"}}, "extra": {"Exists": false}}}),
    );
    assert_eq!(
        run(&mut tables, "UpdateItem", &body),
        Ok(json!({"Attributes": {"a.b": {"L": [{"S": "0"}, {"S": "1"}]}}}))
    );
    let failed = Err("The conditional request failed".to_owned());
    assert_eq!(
        run(
            &mut tables,
            "UpdateItem",
            &with(body, json!({"Expected": {"note": {"Exists": false}}}))
        ),
        failed
    );
    let body = json!({
        "TableName": "orders", "Key": key("ada", "1"),
        "Expected": {"note": condition("NE", json!([{"S": "new"}])), "amount": condition("LT", json!([{"N": "100"}]))},
    });
    assert_eq!(run(&mut tables, "DeleteItem", &body), failed);
    let any = with(body, json!({"ConditionalOperator": "OR"}));
    assert_eq!(run(&mut tables, "DeleteItem", &any), Ok(json!({})));
    let body = json!({"TableName": "orders", "Item": key("ada", "1"), "Expected": {"nr": {"ComparisonOperator": "NOT_NULL"}}});
    assert_eq!(run(&mut tables, "PutItem", &body), failed);
    let body = json!({"TableName": "orders", "Key": key("new", "1"), "AttributeUpdates": {}, "ReturnValues": "ALL_NEW"});
    assert_eq!(
        run(&mut tables, "UpdateItem", &body),
        Ok(json!({"Attributes": key("new", "1")}))
    );
}

#[test]
fn rejected() {
    let mut tables = with_orders();
    let invalid = |message: &str| format!("One or more parameter values were invalid: {message}");
    let put = |expected: Value| json!({"TableName": "orders", "Item": key("x", "1"), "Expected": {"a": expected}});
    let update = |update: Value| json!({"TableName": "orders", "Key": key("ada", "1"), "AttributeUpdates": {"note": update}});
    let query = |conditions: Value| json!({"TableName": "orders", "KeyConditions": conditions});
    let scan = |filter: Value| json!({"TableName": "orders", "ScanFilter": {"a": filter}});
    let ada = condition("EQ", json!([{"S": "ada"}]));
    for (action, body, message) in [
        ("PutItem", put(json!({})), invalid("Value must be provided when Exists is null for Attribute: a")),
        ("PutItem", put(json!({"Exists": true})), invalid("Value must be provided when Exists is true for Attribute: a")),
        ("PutItem", put(json!({"Exists": false, "Value": {"S": "x"}})), invalid("Value cannot be used when Exists is false for Attribute: a")),
        ("PutItem", put(json!({"Value": {"S": "x"}, "AttributeValueList": []})), invalid("Value and AttributeValueList cannot be used together for Attribute: a")),
        ("PutItem", put(json!({"AttributeValueList": []})), invalid("AttributeValueList can only be used with a ComparisonOperator for Attribute: a")),
        ("PutItem", put(json!({"ComparisonOperator": "EQ"})), invalid("Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a")),
        ("PutItem", put(json!({"ComparisonOperator": "EQ", "Exists": true})), invalid("Exists and ComparisonOperator cannot be used together for Attribute: a")),
        ("PutItem", put(condition("BETWEEN", json!([{"S": "x"}]))), invalid("Invalid number of argument(s) for the BETWEEN ComparisonOperator")),
        ("PutItem", put(condition("BETWEEN", json!([{"S": "x"}, {"S": "a"}]))), "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound".to_owned()),
        ("PutItem", put(condition("eq", json!([]))), "1 validation error detected: Value 'eq' at 'expected.a.member.comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]".to_owned()),
        ("UpdateItem", update(json!({"Action": "PUT"})), invalid("Only DELETE action is allowed when no attribute value is specified")),
        ("UpdateItem", update(json!({"Action": "ADD", "Value": {"S": "x"}})), invalid("ADD action is not supported for the type S")),
        ("UpdateItem", update(json!({"Action": "DELETE", "Value": {"N": "1"}})), invalid("DELETE action with value is not supported for the type N")),
        ("UpdateItem", update(json!({"Action": "ADD", "Value": {"N": "1"}})), "Type mismatch for attribute to update".to_owned()),
        ("UpdateItem", update(json!({"Value": {}})), "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes".to_owned()),
        ("Query", query(json!({})), "Conditions can be of length 1 or 2 only".to_owned()),
        ("Query", query(json!({"customer": {}})), "1 validation error detected: Value null at 'keyConditions.customer.member.comparisonOperator' failed to satisfy constraint: Member must not be null".to_owned()),
        ("Query", query(json!({"customer": condition("NE", json!([{"S": "ada"}]))})), "Attempted conditional constraint is not an indexable operation".to_owned()),
        ("Query", query(json!({"customer": condition("GT", json!([{"S": "ada"}]))})), "Query key condition not supported".to_owned()),
        ("Query", with(query(json!({"customer": ada})), json!({"QueryFilter": {"nr": condition("NULL", json!([]))}})), "QueryFilter can only contain non-primary key attributes: Primary key attribute: nr".to_owned()),
        ("Query", with(query(json!({"customer": ada})), json!({"AttributesToGet": ["a", "a"]})), invalid("Duplicate value in attribute name: a")),
        ("Query", with(query(json!({"customer": ada})), json!({"AttributesToGet": ["a"], "Select": "COUNT"})), "Cannot specify the AttributesToGet when choosing to get only the Count".to_owned()),
        ("Scan", scan(condition("CONTAINS", json!([{"SS": ["x"]}]))), invalid("ComparisonOperator CONTAINS is not valid for SS AttributeValue type")),
        ("Scan", scan(condition("IN", json!([{"S": "x"}, {"N": "1"}]))), invalid("AttributeValues inside AttributeValueList must be of same type")),
        ("GetItem", json!({"TableName": "orders", "Key": key("ada", "1"), "AttributesToGet": []}), "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1".to_owned()),
    ] {
        assert_eq!(run(&mut tables, action, &body), Err(message), "{body}");
    }
}

#[test]
fn very_many_conditions_end() {
    let many: serde_json::Map<String, Value> = (0..20_000)
        .map(|number| (format!("a{number}"), condition("NULL", json!([]))))
        .collect();
    let body = json!({"TableName": "orders", "ScanFilter": many});
    let answer = run(&mut with_orders(), "Scan", &body).unwrap();
    assert_eq!(answer["Count"], 5);
}
