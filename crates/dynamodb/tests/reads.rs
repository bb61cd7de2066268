//! `Query` and `Scan`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{put, run, tables, with, with_orders};
use dynamodb::Tables;
use serde_json::{Value, json};

/// A query of the orders; only the placeholders that its expressions use are sent.
fn query(tables: &mut Tables, condition: &str, more: Value) -> Result<Value, String> {
    let body = json!({"TableName": "orders", "KeyConditionExpression": condition});
    run(tables, "Query", &placed(with(body, more)))
}

fn scan(tables: &mut Tables, more: Value) -> Result<Value, String> {
    run(
        tables,
        "Scan",
        &placed(with(json!({"TableName": "orders"}), more)),
    )
}

/// A body with the placeholders that its expressions use.
fn placed(mut body: Value) -> Value {
    let expressions: String = body
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| name.ends_with("Expression"))
        .map(|(_, text)| format!("{} ", text.as_str().unwrap_or_default()))
        .collect();
    let names = json!({"#nr": "nr", "#extra": "extra"});
    let values = json!({
        ":ada": {"S": "ada"}, ":bob": {"S": "bob"}, ":zero": {"S": ""}, ":one": {"N": "1"}, ":two": {"N": "2"},
        ":ten": {"N": "10"}, ":mon": {"S": "mon"}, ":tue": {"S": "tue"}, ":t": {"S": "t"},
        ":bool": {"BOOL": true}, ":here": {"S": "here"},
    });
    for (member, all) in [
        ("ExpressionAttributeNames", names),
        ("ExpressionAttributeValues", values),
    ] {
        let used = |key: &str| {
            let after = |at: usize| expressions[at + key.len()..].chars().next();
            let mut found = expressions.match_indices(key);
            found.any(|(at, _)| !after(at).is_some_and(char::is_alphanumeric))
        };
        let all = all.as_object().unwrap().clone().into_iter();
        let used: serde_json::Map<String, Value> = all.filter(|(key, _)| used(key)).collect();
        if !used.is_empty() && body.get(member).is_none() {
            body[member] = Value::Object(used);
        }
    }
    body
}

/// Customers and numbers of an answer's items, such as `ada 1, ada 2`.
fn keys(answer: &Value) -> String {
    let items = answer["Items"].as_array().unwrap().iter();
    let key = |item: &Value| {
        format!(
            "{} {}",
            item["customer"]["S"].as_str().unwrap(),
            item["nr"]["N"].as_str().unwrap()
        )
    };
    items.map(key).collect::<Vec<_>>().join(", ")
}

#[test]
fn key_conditions() {
    let mut tables = with_orders();
    for (condition, found) in [
        ("customer = :ada", "ada 1, ada 2, ada 10"),
        (":ada = customer", "ada 1, ada 2, ada 10"),
        ("customer = :ada AND nr = :two", "ada 2"),
        ("nr < :two AND customer = :ada", "ada 1"),
        ("customer = :ada AND #nr <= :two", "ada 1, ada 2"),
        ("customer = :ada AND :two < nr", "ada 10"),
        ("(customer = :ada) AND (nr >= :two)", "ada 2, ada 10"),
        (
            "customer = :ada AND nr BETWEEN :two AND :ten",
            "ada 2, ada 10",
        ),
        ("customer = :zz", ""),
    ] {
        let more = match condition.contains(":zz") {
            true => json!({"ExpressionAttributeValues": {":zz": {"S": "zz"}}}),
            false => json!({}),
        };
        let answer =
            query(&mut tables, condition, more).unwrap_or_else(|e| panic!("{condition}: {e}"));
        assert_eq!(keys(&answer), found, "{condition}");
        assert_eq!(answer["Count"], answer["ScannedCount"]);
        assert_eq!(answer["Count"], answer["Items"].as_array().unwrap().len());
    }
    let backward = json!({"ScanIndexForward": false});
    let answer = query(&mut tables, "customer = :ada", backward).unwrap();
    assert_eq!(keys(&answer), "ada 10, ada 2, ada 1");
}

#[test]
fn begins_with_and_binaries() {
    let mut tables = tables();
    let events = dynamodb::Table::new(
        "events",
        common::key(
            ("id", dynamodb::KeyKind::B),
            Some(("at", dynamodb::KeyKind::S)),
        ),
    );
    tables.add(events);
    for at in ["2026-01-01", "2026-01-20", "2026-02-01", "2025-12-31"] {
        let item = json!({"id": {"B": "AQI="}, "at": {"S": at}});
        run(
            &mut tables,
            "PutItem",
            &json!({"TableName": "events", "Item": item}),
        )
        .unwrap();
    }
    let body = json!({
        "TableName": "events", "KeyConditionExpression": "id = :id AND begins_with(#at, :month)",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":id": {"B": "AQI="}, ":month": {"S": "2026-01"}},
        "ProjectionExpression": "#at",
    });
    assert_eq!(
        run(&mut tables, "Query", &body),
        Ok(json!({
            "Count": 2, "ScannedCount": 2,
            "Items": [{"at": {"S": "2026-01-01"}}, {"at": {"S": "2026-01-20"}}],
        }))
    );
}

#[test]
fn indexes() {
    let mut tables = with_orders();
    let all_of = |tables: &mut Tables, index: &str, condition: &str| {
        keys(&query(tables, condition, json!({"IndexName": index})).unwrap())
    };
    assert_eq!(
        all_of(&mut tables, "byTotal", "customer = :ada"),
        "ada 2, ada 10, ada 1"
    );
    assert_eq!(
        all_of(&mut tables, "byTotal", "customer = :ada AND amount > :ten"),
        "ada 10, ada 1"
    );
    assert_eq!(
        all_of(&mut tables, "byDayTotal", "weekday = :mon"),
        "bob 1, ada 1"
    );
    assert_eq!(all_of(&mut tables, "byPlace", "place = :here"), "cyd -1.5");
    let answer = query(
        &mut tables,
        "weekday = :mon",
        json!({"IndexName": "byDayTotal", "Limit": 1}),
    );
    assert_eq!(
        answer,
        Ok(json!({
            "Count": 1, "ScannedCount": 1,
            // Keys and what the index includes, not `extra`.
            "Items": [{
                "customer": {"S": "bob"}, "nr": {"N": "1"}, "weekday": {"S": "mon"}, "amount": {"N": "5"}, "note": {"S": "b"},
            }],
            "LastEvaluatedKey": {
                "customer": {"S": "bob"}, "nr": {"N": "1"}, "weekday": {"S": "mon"}, "amount": {"N": "5"},
            },
        }))
    );
    // A local index fetches from the table what it lacks.
    let of_bob = |tables: &mut Tables, more: Value| {
        let more = with(
            json!({"IndexName": "byTotal", "ReturnConsumedCapacity": "INDEXES"}),
            more,
        );
        query(tables, "customer = :bob", more).unwrap()
    };
    let entry = json!({"customer": {"S": "bob"}, "nr": {"N": "1"}, "amount": {"N": "5"}});
    let answer = of_bob(&mut tables, json!({}));
    assert_eq!(answer["Items"], json!([entry]));
    let units = |units: f64| json!({"CapacityUnits": units});
    assert_eq!(
        answer["ConsumedCapacity"],
        json!({
            "TableName": "orders", "CapacityUnits": 0.5, "Table": units(0.0),
            "LocalSecondaryIndexes": {"byTotal": units(0.5)},
        })
    );
    for more in [
        json!({"ProjectionExpression": "note"}),
        json!({"Select": "ALL_ATTRIBUTES"}),
        json!({"FilterExpression": "#extra = :bool", "Select": "COUNT"}),
    ] {
        let answer = of_bob(&mut tables, more.clone());
        assert_eq!(answer["ConsumedCapacity"]["Table"], units(0.5), "{more}");
        assert_eq!(answer["ConsumedCapacity"]["CapacityUnits"], 1.0);
        assert_eq!(answer["Count"], 1);
        assert_eq!(answer.get("Items").is_none(), more["Select"] == "COUNT");
    }
    let answer = of_bob(&mut tables, json!({"Select": "ALL_ATTRIBUTES"}));
    assert_eq!(answer["Items"][0]["extra"], json!({"BOOL": true}));
}

#[test]
fn filters_and_counts() {
    let mut tables = with_orders();
    let filter =
        json!({"FilterExpression": "weekday = :tue", "ProjectionExpression": "customer, #nr"});
    let answer = query(&mut tables, "customer = :ada", filter.clone()).unwrap();
    assert_eq!(keys(&answer), "ada 2, ada 10");
    assert_eq!(
        (&answer["Count"], &answer["ScannedCount"]),
        (&json!(2), &json!(3))
    );
    // The limit is of the items that are read.
    let limited = with(filter, json!({"Limit": 2}));
    let answer = query(&mut tables, "customer = :ada", limited).unwrap();
    assert_eq!(keys(&answer), "ada 2");
    assert_eq!(
        answer["LastEvaluatedKey"],
        json!({"customer": {"S": "ada"}, "nr": {"N": "2"}})
    );
    assert_eq!(
        scan(
            &mut tables,
            json!({"FilterExpression": "weekday = :tue", "Select": "COUNT"})
        ),
        Ok(json!({"Count": 2, "ScannedCount": 5}))
    );
    assert_eq!(
        scan(
            &mut tables,
            json!({"FilterExpression": "customer = :bob", "ProjectionExpression": "note"})
        )
        .unwrap()["Items"],
        json!([{"note": {"S": "b"}}])
    );
    let answer = scan(
        &mut tables,
        json!({"IndexName": "byPlace", "ReturnConsumedCapacity": "TOTAL"}),
    )
    .unwrap();
    assert_eq!(keys(&answer), "cyd -1.5");
    assert_eq!(
        answer["ConsumedCapacity"],
        json!({"TableName": "orders", "CapacityUnits": 0.5})
    );
}

/// All keys, page by page.
fn pages(tables: &mut Tables, read: impl Fn(&mut Tables, Value) -> Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut more = json!({"Limit": 2});
    loop {
        let answer = read(tables, more.clone());
        let page = keys(&answer);
        found.extend(
            page.split(", ")
                .filter(|key| !key.is_empty())
                .map(str::to_owned),
        );
        match answer.get("LastEvaluatedKey") {
            Some(key) => more["ExclusiveStartKey"] = key.clone(),
            None => return found,
        }
    }
}

#[test]
fn pages_make_the_whole() {
    let mut tables = with_orders();
    let every = ["ada 1", "ada 10", "ada 2", "bob 1", "cyd -1.5"];
    let sorted = |mut found: Vec<String>| {
        found.sort();
        found
    };
    assert_eq!(
        sorted(pages(&mut tables, |tables, more| scan(tables, more).unwrap())),
        every
    );
    for forward in [true, false] {
        let found = pages(&mut tables, |tables, more| {
            let more = with(more, json!({"ScanIndexForward": forward}));
            query(tables, "customer = :ada", more).unwrap()
        });
        let mut expected = vec!["ada 1", "ada 2", "ada 10"];
        if !forward {
            expected.reverse();
        }
        assert_eq!(found, expected);
        let found = pages(&mut tables, |tables, more| {
            let more = with(
                more,
                json!({"ScanIndexForward": forward, "IndexName": "byDay"}),
            );
            query(tables, "weekday = :tue", more).unwrap()
        });
        assert_eq!(sorted(found), ["ada 10", "ada 2"]);
    }
    let found = pages(&mut tables, |tables, more| {
        scan(tables, with(more, json!({"IndexName": "byDayTotal"}))).unwrap()
    });
    assert_eq!(sorted(found), every[..4]);
    // Each item is in one segment.
    let mut found = Vec::new();
    for segment in 0..3 {
        found.extend(pages(&mut tables, |tables, more| {
            scan(
                tables,
                with(more, json!({"Segment": segment, "TotalSegments": 3})),
            )
            .unwrap()
        }));
    }
    assert_eq!(sorted(found), every);
}

#[test]
fn a_page_ends_at_a_megabyte() {
    let mut tables = tables();
    for number in 0..5 {
        put(
            &mut tables,
            &json!({"customer": {"S": "ada"}, "nr": {"N": number.to_string()}, "note": {"S": "x".repeat(300_000)}}),
        );
    }
    let more = json!({"ReturnConsumedCapacity": "TOTAL"});
    let answer = query(&mut tables, "customer = :ada", more).unwrap();
    assert_eq!(keys(&answer), "ada 0, ada 1, ada 2, ada 3");
    assert_eq!(
        answer["LastEvaluatedKey"],
        json!({"customer": {"S": "ada"}, "nr": {"N": "3"}})
    );
    // 4 items of 300,019 or 300,020 bytes are 293 units of 4 KB.
    assert_eq!(answer["ConsumedCapacity"]["CapacityUnits"], 146.5);
    let more = json!({"ExclusiveStartKey": answer["LastEvaluatedKey"]});
    let answer = query(&mut tables, "customer = :ada", more).unwrap();
    assert_eq!(
        (keys(&answer).as_str(), answer.get("LastEvaluatedKey")),
        ("ada 4", None)
    );
}

#[test]
fn rejected_queries() {
    let invalid = |rule: &str| format!("Invalid KeyConditionExpression: {rule}");
    let schema = "One or more parameter values were invalid: Condition parameter type does not match \
                  schema type";
    let operand = |name: &str, kind: &str| {
        invalid(&format!(
            "Incorrect operand type for operator or function; operator or function: {name}, operand \
             type: {kind}"
        ))
    };
    let mut tables = with_orders();
    for (condition, message) in [
        ("", invalid("The expression can not be empty;")),
        ("nr = :one", "Query condition missed key schema element: customer".to_owned()),
        ("note = :ada", "Query condition missed key schema element: customer".to_owned()),
        ("customer = :ada AND note = :ada", "Query condition missed key schema element: nr".to_owned()),
        ("customer = :ada AND nr > :one AND note = :ada", "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)".to_owned()),
        ("customer = :ada AND nr > :one AND nr < :ten", invalid("KeyConditionExpressions must only contain one condition per key")),
        ("customer > :ada", "Query key condition not supported".to_owned()),
        ("begins_with(customer, :ada)", "Query key condition not supported".to_owned()),
        ("customer = :one", schema.to_owned()),
        ("customer = :ada AND nr = :bool", schema.to_owned()),
        ("customer = :ada AND begins_with(nr, :t)", schema.to_owned()),
        ("customer = :ada AND begins_with(nr, :one)", operand("begins_with", "N")),
        ("customer = :ada AND nr < :bool", operand("<", "BOOL")),
        ("customer = :ada AND :bool >= nr", operand(">=", "BOOL")),
        ("customer = :ada AND nr BETWEEN :bool AND :bool", operand("BETWEEN", "BOOL")),
        ("customer = :ada OR nr = :one", "Invalid operator used in KeyConditionExpression: OR".to_owned()),
        ("NOT customer = :ada", "Invalid operator used in KeyConditionExpression: NOT".to_owned()),
        ("customer <> :ada", "Invalid operator used in KeyConditionExpression: <>".to_owned()),
        ("customer IN (:ada)", "Invalid operator used in KeyConditionExpression: IN".to_owned()),
        ("contains(customer, :ada)", "Invalid operator used in KeyConditionExpression: contains".to_owned()),
        ("attribute_exists(customer)", "Invalid operator used in KeyConditionExpression: attribute_exists".to_owned()),
        ("size(customer) = :one", invalid("KeyConditionExpressions cannot contain nested operations")),
        ("customer.a = :ada", invalid("KeyConditionExpressions cannot have conditions on nested attributes")),
        (":ada = :bob", "Invalid condition in KeyConditionExpression: No key attribute specified".to_owned()),
        ("customer = note", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition".to_owned()),
        (":ada BETWEEN customer AND :bob", "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand".to_owned()),
        ("begins_with(:ada, customer)", "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand".to_owned()),
        ("((customer = :ada))", invalid("The expression has redundant parentheses;")),
        ("customer = :zero", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: customer".to_owned()),
    ] {
        assert_eq!(query(&mut tables, condition, json!({})), Err(message), "{condition}");
    }
    let start = |customer: &str, number: &str| json!({"ExclusiveStartKey": {"customer": {"S": customer}, "nr": {"N": number}}});
    for (condition, more, message) in [
        (
            "customer = :ada",
            json!({"IndexName": "nothing"}),
            "The table does not have the specified index: nothing",
        ),
        (
            "weekday = :mon",
            json!({"IndexName": "byDay", "ConsistentRead": true}),
            "Consistent reads are not supported on global secondary indexes",
        ),
        (
            "weekday = :mon",
            json!({"IndexName": "byDay", "Select": "ALL_ATTRIBUTES"}),
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byDay because its projection type is not ALL",
        ),
        (
            "weekday = :mon",
            json!({"IndexName": "byDay", "ProjectionExpression": "note, customer"}),
            "One or more parameter values were invalid: Global secondary index byDay does not project [note]",
        ),
        (
            "customer = :ada",
            json!({"FilterExpression": "nr = :one"}),
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: nr",
        ),
        (
            "customer = :ada",
            json!({"FilterExpression": "nr = "}),
            "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
        ),
        (
            "customer = :ada",
            json!({"FilterExpression": "weekday.a = :one"}),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: weekday",
        ),
        (
            "customer = :ada",
            json!({"ProjectionExpression": "nr[0]"}),
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: nr",
        ),
        (
            "customer = :ada",
            json!({"Select": "SPECIFIC_ATTRIBUTES"}),
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        ),
        (
            "customer = :ada",
            json!({"Select": "ALL_PROJECTED_ATTRIBUTES"}),
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        ),
        (
            "customer = :ada",
            json!({"Select": "COUNT", "ProjectionExpression": "nr"}),
            "Cannot specify the ProjectionExpression when choosing to get only the Count",
        ),
        (
            "customer = :ada",
            json!({"Select": "all", "Limit": 0, "IndexName": "a"}),
            "3 validation errors detected: Value 'all' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]; Value 'a' at 'indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            "customer = :ada",
            json!({"Limit": "1"}),
            "STRING_VALUE cannot be converted to Integer",
        ),
        (
            "customer = :ada",
            json!({"ExclusiveStartKey": {"customer": {"S": "ada"}}}),
            "The provided starting key is invalid",
        ),
        (
            "customer = :ada",
            json!({"ExclusiveStartKey": {"customer": {"S": "ada"}, "nr": {"S": "1"}}}),
            "The provided key element does not match the schema",
        ),
        (
            "customer = :ada",
            json!({"ExclusiveStartKey": {"customer": {}}}),
            "The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        ),
        (
            "customer = :ada",
            start("bob", "1"),
            "The provided starting key is outside query boundaries based on provided conditions",
        ),
        (
            "customer = :ada AND nr < :two",
            start("ada", "2"),
            "The provided starting key does not match the range key predicate",
        ),
        (
            "customer = :ada AND nr < :two",
            start("bob", "1"),
            "The query can return at most one row and cannot be restarted",
        ),
        (
            "customer = :ada",
            json!({"KeyConditions": {}}),
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}",
        ),
        (
            "customer = :ada",
            json!({"KeyConditionExpression": null}),
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
        ),
        (
            "customer = :ada",
            json!({"TableName": "nothing"}),
            "Requested resource not found",
        ),
    ] {
        assert_eq!(
            query(&mut tables, condition, more.clone()),
            Err(message.to_owned()),
            "{condition} {more}"
        );
    }
}

#[test]
fn rejected_scans() {
    let mut tables = with_orders();
    for (more, message) in [
        (
            json!({"Segment": 0}),
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        ),
        (
            json!({"TotalSegments": 2}),
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        ),
        (
            json!({"Segment": 2, "TotalSegments": 2}),
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2",
        ),
        (
            json!({"Segment": -1, "TotalSegments": 0}),
            "2 validation errors detected: Value '0' at 'totalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0",
        ),
        (
            json!({"ExclusiveStartKey": {"bad": {"S": "p"}}}),
            "The provided starting key is invalid: The provided key element does not match the schema",
        ),
        (
            json!({"ExclusiveStartKey": {"customer": {"S": ""}, "nr": {"N": "1"}}}),
            "The provided starting key is invalid: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: customer",
        ),
        (
            json!({"IndexName": "byDay", "ExclusiveStartKey": {"bad": {"S": "p"}}}),
            "The provided starting key is invalid",
        ),
        (
            json!({"IndexName": "byDay", "ConsistentRead": true}),
            "Consistent reads are not supported on global secondary indexes",
        ),
        (
            json!({"KeyConditionExpression": "a = :one"}),
            "One or more parameter values were invalid: the member KeyConditionExpression is not supported",
        ),
        (
            json!({"ExpressionAttributeValues": {":a": {"S": ""}}}),
            "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
        ),
    ] {
        assert_eq!(
            scan(&mut tables, more.clone()),
            Err(message.to_owned()),
            "{more}"
        );
    }
}
