//! A stack whose integrations are DynamoDB's actions, over tables in memory and over items of a database.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::json;
use emulator::{Emulator, Items, Loaded, Progress};
use gateway::{Environment, Exchange, Request};
use serde_json::{Value, json};

fn orders() -> Emulator {
    let template = stack::from_text(include_str!("actions/orders.yaml")).unwrap();
    Emulator::from_template(&template).unwrap()
}

/// One stack twice: with tables in memory, and over items that are loaded on demand.
struct Twice {
    in_memory: Emulator,
    on_demand: Emulator,
    items: Items,
}

impl Twice {
    fn new() -> Self {
        Self {
            in_memory: orders(),
            on_demand: orders(),
            items: Items::new(),
        }
    }

    /// Calls both, which must answer alike and leave the same items. Also returns what had to be loaded.
    fn call(&mut self, method_path: &str, body: &Value) -> (Exchange, String) {
        let (method, path) = method_path.split_once(' ').unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: if body.is_null() {
                String::new()
            } else {
                body.to_string()
            },
        };
        let environment = Environment::default();
        let exchange = self.in_memory.invoke(request.clone(), &environment);
        let mut loaded = Loaded::default();
        let mut loads = Vec::new();
        let of_database = loop {
            match self.on_demand.try_invoke(&request, &environment, &loaded) {
                Progress::NeedsItem(key) => {
                    loads.push(key.key.as_str().to_owned());
                    let item = self.items.get(&key).cloned().flatten();
                    assert_eq!(
                        loaded.items.insert(key, item),
                        None,
                        "nothing is asked twice"
                    );
                }
                Progress::NeedsTable(table) => {
                    loads.push(table.clone());
                    let all = self.items.clone().into_iter();
                    loaded
                        .items
                        .extend(all.filter(|(key, _)| key.table == table));
                    assert!(loaded.tables.insert(table), "nothing is asked twice");
                }
                Progress::Done { exchange, written } => {
                    for (key, item) in written {
                        match item {
                            Some(item) => drop(self.items.insert(key, Some(item))),
                            None => drop(self.items.remove(&key)),
                        }
                    }
                    break *exchange;
                }
            }
        };
        assert_eq!(of_database, exchange, "{method_path}");
        let snapshot = self.in_memory.snapshot();
        assert_eq!(self.in_memory.items_of(&snapshot).as_ref(), Ok(&self.items));
        (exchange, loads.join(" "))
    }

    /// The status and the body, if it is JSON.
    fn answer(&mut self, method_path: &str, body: Value) -> (u16, Value) {
        let response = self.call(method_path, &body).0.response;
        (response.status, json(&response.body))
    }
}

fn with_orders() -> Twice {
    let mut stack = Twice::new();
    for (path, day, amount) in [
        ("ada/1", "mon", 30),
        ("ada/2", "tue", 10),
        ("ada/10", "tue", 20),
        ("bob/1", "mon", 5),
    ] {
        let order = json!({"weekday": day, "amount": amount});
        assert_eq!(
            stack.answer(&format!("PUT /{path}"), order),
            (200, json!({}))
        );
    }
    stack
}

#[test]
fn writes_of_single_items() {
    let mut stack = with_orders();
    let order = json!({"weekday": "mon", "amount": 1});
    let failed = json!({"error": "The conditional request failed"});
    assert_eq!(stack.answer("PUT /ada/1", order), (409, failed));
    let change = |by: &str, tag: &str| json!({"by": by, "tag": tag});
    assert_eq!(
        stack.answer("PATCH /ada/1", change("1.5", "x")),
        (200, json!({"amount": 31.5, "tags": ["x"]}))
    );
    assert_eq!(
        stack.answer("PATCH /ada/1", change("-2", "y")),
        (200, json!({"amount": 29.5, "tags": ["x", "y"]}))
    );
    // It creates what is not there.
    assert_eq!(
        stack.answer("PATCH /cyd/7", change("2", "z")),
        (200, json!({"amount": 2, "tags": ["z"]}))
    );
    let error = "The parameter cannot be converted to a numeric value: much";
    let error = format!("ExpressionAttributeValues contains invalid value: {error} for key :by");
    assert_eq!(
        stack.answer("PATCH /ada/1", change("much", "z")),
        (400, json!({ "error": error }))
    );
    assert_eq!(
        stack.answer("DELETE /ada/2", Value::Null),
        (200, json!({"was": "tue"}))
    );
    assert_eq!(
        stack.answer("DELETE /ada/2", Value::Null),
        (200, json!({"was": ""}))
    );
    let (_, loads) = stack.call("DELETE /ada/2", &Value::Null);
    assert_eq!(loads, r#"[{"S":"ada"},{"N":"2"}]"#);
}

#[test]
fn queries_and_scans() {
    let mut stack = with_orders();
    assert_eq!(
        stack.answer("GET /ada", Value::Null),
        (
            200,
            json!([{"nr": 10, "amount": 20}, {"nr": 2, "amount": 10}, {"nr": 1, "amount": 30}])
        )
    );
    assert_eq!(stack.answer("GET /nobody", Value::Null), (200, json!([])));
    let (status, answer) = stack.answer("GET /days/mon", Value::Null);
    let order = |customer: &str, amount: &str| {
        json!({
            "customer": {"S": customer}, "nr": {"N": "1"}, "weekday": {"S": "mon"}, "amount": {"N": amount},
        })
    };
    assert_eq!(status, 200);
    assert_eq!(
        answer["Items"],
        json!([order("bob", "5"), order("ada", "30")])
    );
    assert_eq!(answer["ConsumedCapacity"]["CapacityUnits"], 0.5);
    // Page by page.
    let mut counts = Vec::new();
    let mut after = String::new();
    loop {
        let (status, page) = stack.answer(&format!("GET /{after}"), Value::Null);
        assert_eq!(status, 200, "{page}");
        counts.push(page["count"].as_i64().unwrap());
        match page["after"].as_str() {
            Some(key) => after = format!("?after={key}"),
            None => break,
        }
    }
    // DynamoDB names a last key where the limit ends a page, also at the end of the table.
    assert_eq!(counts, [2, 2, 0]);
    let (_, loads) = stack.call("GET /", &Value::Null);
    assert_eq!(loads, "orders-test");
}

#[test]
fn batches_and_transactions() {
    let mut stack = with_orders();
    let key =
        |customer: &str, number: &str| json!({"customer": {"S": customer}, "nr": {"N": number}});
    let batch = json!({"RequestItems": {"orders-test": {
        "Keys": [key("ada", "1"), key("bob", "1"), key("no", "1")], "ProjectionExpression": "amount",
    }}});
    assert_eq!(
        stack.answer("POST /raw", batch.clone()),
        (
            200,
            json!({
                "Responses": {"orders-test": [{"amount": {"N": "30"}}, {"amount": {"N": "5"}}]},
                "UnprocessedKeys": {},
            })
        )
    );
    let move_order = json!({"TransactItems": [
        {"Delete": {"TableName": "orders-test", "Key": key("ada", "1"), "ConditionExpression": "attribute_exists(nr)"}},
        {"Put": {"TableName": "orders-test", "Item": key("cyd", "1")}},
        {"Update": {
            "TableName": "orders-test", "Key": key("bob", "1"), "UpdateExpression": "SET amount = :v",
            "ExpressionAttributeValues": {":v": {"N": "6"}},
        }},
    ]});
    assert_eq!(
        stack.answer("PUT /raw", move_order.clone()),
        (200, json!({}))
    );
    assert_eq!(stack.items.len(), 4);
    assert_eq!(
        stack.answer("PUT /raw", move_order),
        (
            400,
            json!([
                {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"},
                {"Code": "None"},
                {"Code": "None"},
            ])
        )
    );
    let (_, loads) = stack.call("POST /raw", &batch);
    assert_eq!(loads.split(' ').count(), 3);
}

#[test]
fn permissions_are_those_of_the_tables_and_indexes() {
    let mut stack = with_orders();
    let (status, answer) = stack.answer("GET /days", Value::Null);
    assert_eq!(status, 200);
    let message = answer["Message"].as_str().unwrap();
    assert!(
        message.ends_with(
            "is not authorized to perform: dynamodb:Query on resource: \
             arn:aws:dynamodb:us-east-1:000000000000:table/orders-test/index/byAmount because no \
             identity-based policy allows the dynamodb:Query action"
        ),
        "{message}"
    );
    let elsewhere = json!({"TransactItems": [
        {"Put": {"TableName": "orders-test", "Item": {"customer": {"S": "x"}, "nr": {"N": "1"}}}},
        {"ConditionCheck": {
            "TableName": "other", "Key": {"id": {"S": "x"}}, "ConditionExpression": "attribute_exists(id)",
        }},
    ]});
    let exchange = stack.call("PUT /raw", &elsewhere).0;
    let endpoint = exchange.endpoint.unwrap();
    assert!(
        endpoint
            .response
            .contains("dynamodb:ConditionCheckItem on resource"),
        "{}",
        endpoint.response
    );
}

#[test]
fn what_does_not_run_says_so_when_it_is_loaded() {
    let problems: Vec<String> = orders()
        .problems()
        .iter()
        .map(|problem| format!("{} {}: {}", problem.method, problem.part, problem.message))
        .collect();
    assert_eq!(
        problems,
        [
            "PATCH /raw integration: DynamoDB's action ExecuteStatement is not run here",
            "GET /raw integration: DynamoDB has no action Qeury: it answers 400 UnknownOperationException",
        ]
    );
    let mut stack = Twice::new();
    let endpoint = |stack: &mut Twice, call: &str| {
        let endpoint = stack.call(call, &json!({})).0.endpoint.unwrap();
        (endpoint.status, json(&endpoint.response))
    };
    assert_eq!(
        endpoint(&mut stack, "PATCH /raw"),
        (
            500,
            json!({
                "__type": "com.amazonaws.dynamodb.v20120810#InternalServerError",
                "message": "The action ExecuteStatement is not run here",
            })
        )
    );
    assert_eq!(
        endpoint(&mut stack, "GET /raw"),
        (
            400,
            json!({"__type": "com.amazon.coral.service#UnknownOperationException"})
        )
    );
}
