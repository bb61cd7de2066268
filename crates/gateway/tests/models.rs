//! The cases of `tests/models.jsonl`, a line each: a JSON schema, maybe further models that it refers
//! to, a body (a text, or JSON that means its text), and what is wrong with the body by that
//! schema: JSON pointers and messages.

#![allow(clippy::unwrap_used)]

use gateway::{
    Api, Environment, Gateway, IntegrationRequest, Method, Model, Request, RequestValidator,
    Service, ServiceAnswer, invoke,
};
use serde_json::{Value as Json, json};

/// Behind a mock nothing is called.
struct Nobody;

impl Service for Nobody {
    fn call(&mut self, _: &IntegrationRequest) -> ServiceAnswer {
        ServiceAnswer::default()
    }
}

fn api(case: &Json) -> Api {
    let model = |name: &str, schema: &Json| Model {
        name: name.to_owned(),
        schema: schema.to_string(),
    };
    let mut models = vec![model("Case", &case["schema"])];
    let others = case["models"].as_object().into_iter().flatten();
    models.extend(others.map(|(name, schema)| model(name, schema)));
    Api {
        models,
        methods: vec![Method {
            path: "/".to_owned(),
            http_method: "POST".to_owned(),
            request_models: vec![("application/json".to_owned(), "Case".to_owned())],
            validator: RequestValidator {
                body: true,
                parameters: false,
            },
            ..Method::default()
        }],
        ..Api::default()
    }
}

fn post(body: &str) -> Request {
    Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        body: body.to_owned(),
        ..Request::default()
    }
}

#[test]
fn models_tell_what_is_wrong_with_a_body() {
    let mut wrong = Vec::new();
    let cases = include_str!("models.jsonl");
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let body = match &case["body"] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let exchange = invoke(
            &api(&case),
            post(&body),
            &Environment::default(),
            &mut Nobody,
        );
        let invalid = exchange.invalid.iter();
        let invalid: Json = invalid.map(|i| json!([i.pointer, i.message])).collect();
        if invalid != case["invalid"] {
            wrong.push(format!("{line}\n  {invalid}"));
        }
        let refused = exchange.response.status == 400;
        assert_eq!(refused, invalid != json!([]), "{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.lines().count() > 40);
}

#[test]
fn circles_and_hostile_models_end() {
    let item = json!({"anyOf": [{"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}]});
    let nested = "[".repeat(100) + &"]".repeat(100);
    for (schema, body) in [
        (json!({"$ref": "#"}), "{}"),
        (json!({"items": item}), nested.as_str()),
        (
            json!({"pattern": "(a+)+\\1b"}),
            &format!("\"{}\"", "a".repeat(3_000)),
        ),
    ] {
        let case = json!({"schema": schema});
        let exchange = invoke(
            &api(&case),
            post(body),
            &Environment::default(),
            &mut Nobody,
        );
        assert!(exchange.response.status >= 400, "{schema}");
    }
}

#[test]
fn what_is_wrong_with_a_model_is_told() {
    for (schema, message) in [
        (
            json!({"items": {"$ref": "#/definitions/none"}}),
            "the reference #/definitions/none leads to no model",
        ),
        (
            json!({"$ref": "https://apigateway.amazonaws.com/restapis/x/models/None"}),
            "the reference https://apigateway.amazonaws.com/restapis/x/models/None leads to no model",
        ),
        (json!("text"), "the schema is not a JSON object"),
    ] {
        let problems = Gateway::new(api(&json!({"schema": schema}))).problems();
        assert!(
            problems
                .iter()
                .any(|p| p.part == "model Case" && p.message == message),
            "{problems:?}"
        );
    }
    let mut unknown = api(&json!({"schema": {}}));
    unknown.methods[0].request_models[0].1 = "None".to_owned();
    let problems = Gateway::new(unknown).problems();
    assert!(
        problems
            .iter()
            .any(|p| p.message == "the API has no model None")
    );
}

/// The answer's body, and the log's last but one line.
#[test]
fn refused_bodies_are_answered_and_logged() {
    let case = json!({"schema": {"type": "object", "required": ["id"]}});
    let mut of_case = api(&case);
    let exchange = invoke(&of_case, post("{}"), &Environment::default(), &mut Nobody);
    assert_eq!(
        exchange.response.body,
        r#"{"message": "Invalid request body"}"#
    );
    assert_eq!(
        exchange.response.header("x-amzn-ErrorType"),
        Some("BadRequestException")
    );
    let line = "Request body does not match model schema for content type application/json: \
                [object has missing required properties ([\"id\"])]";
    assert!(exchange.log.iter().any(|l| l == line), "{:?}", exchange.log);

    of_case.gateway_responses = vec![gateway::GatewayResponse {
        response_type: "BAD_REQUEST_BODY".to_owned(),
        status: Some(422),
        templates: vec![(
            "application/json".to_owned(),
            r#"{"m":$context.error.messageString,"e":"$context.error.validationErrorString"}"#
                .to_owned(),
        )],
        ..gateway::GatewayResponse::default()
    }];
    let exchange = invoke(&of_case, post("[]"), &Environment::default(), &mut Nobody);
    assert_eq!(exchange.response.status, 422);
    assert!(serde_json::from_str::<Json>(&exchange.response.body).is_ok());
    assert!(
        exchange
            .response
            .body
            .starts_with(r#"{"m":"Invalid request body","e":"[instance type (array)"#)
    );

    let mut other = post("[]");
    other.headers = vec![("Content-Type".to_owned(), "text/plain".to_owned())];
    let exchange = invoke(
        &of_case,
        other.clone(),
        &Environment::default(),
        &mut Nobody,
    );
    assert_eq!(exchange.invalid, [], "no model is for this type");
    of_case.methods[0].request_models[0].0 = "$default".to_owned();
    let exchange = invoke(&of_case, other, &Environment::default(), &mut Nobody);
    assert_eq!(exchange.response.status, 422);
}
