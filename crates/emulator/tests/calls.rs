//! The cases of `tests/calls`: small APIs, calls of them, and the answers of API Gateway. Each file names the source of
//! its rule. `tests/calls/README.md` describes the form.

#![allow(clippy::unwrap_used)]

mod common;

use common::call;
use emulator::Emulator;
use gateway::{Exchange, Request, ServiceAnswer};
use serde_json::{Map, Value, json};
use testkit::golden::files;

/// The CloudFormation template of a case's API.
fn template(case: &Value) -> Value {
    let api = || json!({"Ref": "Api"});
    let mut resources = Map::new();
    let mut add = |id: String, kind: &str, properties: Value| {
        resources.insert(id, json!({"Type": kind, "Properties": properties}));
    };
    let mut rest_api = json!({"Name": "calls"});
    if let Some(types) = case.get("BinaryMediaTypes") {
        rest_api["BinaryMediaTypes"] = types.clone();
    }
    add("Api".to_owned(), "AWS::ApiGateway::RestApi", rest_api);
    let mut ids: Vec<String> = Vec::new();
    for (at, (name, method)) in case["methods"].as_object().unwrap().iter().enumerate() {
        let (http_method, path) = name.split_once(' ').unwrap();
        let mut parent = json!({"Fn::GetAtt": ["Api", "RootResourceId"]});
        let mut whole = String::new();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            whole = format!("{whole}/{part}");
            let at = ids.iter().position(|known| *known == whole);
            let at = at.unwrap_or_else(|| {
                ids.push(whole.clone());
                let properties = json!({"RestApiId": api(), "ParentId": parent, "PathPart": part});
                let at = ids.len() - 1;
                add(
                    format!("Resource{at}"),
                    "AWS::ApiGateway::Resource",
                    properties,
                );
                at
            });
            parent = json!({"Ref": format!("Resource{at}")});
        }
        let integration = integration(method);
        let answers = integration["IntegrationResponses"].as_array().unwrap();
        let statuses = answers
            .iter()
            .map(|a| json!({"StatusCode": a["StatusCode"]}));
        let mut properties = json!({
            "RestApiId": api(),
            "ResourceId": parent,
            "HttpMethod": http_method,
            "AuthorizationType": "NONE",
            "MethodResponses": statuses.collect::<Vec<_>>(),
            "Integration": integration,
        });
        if let Some(required) = method.get("required") {
            properties["RequestParameters"] = required.clone();
            properties["RequestValidatorId"] = json!({"Ref": "Validator"});
        }
        add(format!("Method{at}"), "AWS::ApiGateway::Method", properties);
    }
    add(
        "Validator".to_owned(),
        "AWS::ApiGateway::RequestValidator",
        json!({"RestApiId": api(), "ValidateRequestParameters": true}),
    );
    add(
        "Table".to_owned(),
        "AWS::DynamoDB::Table",
        json!({
            "TableName": "Books",
            "AttributeDefinitions": [{"AttributeName": "isbn", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "isbn", "KeyType": "HASH"}],
        }),
    );
    add(
        "Stage".to_owned(),
        "AWS::ApiGateway::Stage",
        json!({"RestApiId": api(), "StageName": "live"}),
    );
    json!({"Resources": resources})
}

/// An integration: a text is the response template of a mock; `Action` is one of DynamoDB; the rest is as in
/// CloudFormation.
fn integration(method: &Value) -> Value {
    let mut integration = match method {
        Value::String(template) => json!({
            "IntegrationResponses": [{
                "StatusCode": "200",
                "ResponseTemplates": {"application/json": template},
            }],
        }),
        given => given.clone(),
    };
    let members = integration.as_object_mut().unwrap();
    members.remove("required");
    let defaults = match members.remove("Action") {
        Some(action) => json!({
            "Type": "AWS",
            "IntegrationHttpMethod": "POST",
            "Credentials": "arn:aws:iam::123456789012:role/books",
            "Uri": format!(
                "arn:aws:apigateway:us-east-1:dynamodb:action/{}",
                action.as_str().unwrap()
            ),
            "IntegrationResponses": [{"StatusCode": "200"}],
        }),
        None => json!({
            "Type": "MOCK",
            "RequestTemplates": {"application/json": "{\"statusCode\": 200}"},
            "IntegrationResponses": [{"StatusCode": "200"}],
        }),
    };
    for (name, value) in defaults.as_object().unwrap() {
        members.entry(name).or_insert_with(|| value.clone());
    }
    integration
}

fn prepared(answer: &Value) -> ServiceAnswer {
    let headers = answer["headers"].as_object().into_iter().flatten();
    ServiceAnswer {
        status: answer["status"].as_u64().unwrap().try_into().unwrap(),
        headers: headers
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        body: match &answer["body"] {
            Value::String(body) => body.clone(),
            body => body.to_string(),
        },
        ..ServiceAnswer::default()
    }
}

fn request(call: &Value) -> Request {
    let (method, path) = call["call"].as_str().unwrap().split_once(' ').unwrap();
    let mut headers = Vec::new();
    for (name, value) in call["headers"].as_object().into_iter().flatten() {
        let values = match value {
            Value::Array(values) => values.clone(),
            value => vec![value.clone()],
        };
        let values = values
            .iter()
            .map(|value| (name.clone(), value.as_str().unwrap().to_owned()));
        headers.extend(values);
    }
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers,
        body: call["send"].as_str().unwrap_or_default().to_owned(),
        ..Request::default()
    }
}

/// What differs from the expectations of a call.
fn differences(call: &Value, exchange: &Exchange) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, is: &Value, should: &Value| {
        if is != should {
            found.push(format!("{what} is {is}, not {should}"));
        }
    };
    let response = &exchange.response;
    let members = call.as_object().unwrap();
    for (name, should) in members {
        match name.as_str() {
            "call" | "headers" | "send" => {}
            "status" => compare("the status", &json!(response.status), should),
            "body" => compare("the body", &json!(response.body), should),
            "has" => {
                for (name, should) in should.as_object().unwrap() {
                    compare(name, &json!(response.header(name)), should);
                }
            }
            "sent" => {
                let sent = exchange.endpoint.as_ref().map(|e| &e.request);
                compare("the integration's request", &json!(sent), should);
            }
            "logged" => {
                let line = should.as_str().unwrap();
                let has = exchange.log.iter().any(|logged| logged.contains(line));
                compare(
                    &format!("{line:?} in {:#?}", exchange.log),
                    &json!(has),
                    &json!(true),
                );
            }
            other => panic!("unknown member {other}"),
        }
    }
    assert!(members.contains_key("status"), "a case without status");
    found
}

#[test]
fn calls_are_answered_as_by_api_gateway() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/calls"), "json") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(case["rule"].is_string() && case["source"].is_string());
        let mut emulator = Emulator::from_template(&template(&case)).unwrap();
        for (method, answer) in case["answers"].as_object().into_iter().flatten() {
            let (http_method, path) = method.split_once(' ').unwrap();
            emulator.prepare(http_method, path, prepared(answer));
        }
        for call_of in case["calls"].as_array().unwrap() {
            let exchange = call(&mut emulator, request(call_of));
            let differences = differences(call_of, &exchange);
            wrong.extend(
                differences
                    .iter()
                    .map(|difference| format!("{name}, {}: {difference}", call_of["call"])),
            );
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 60, "only {count} calls");
}
