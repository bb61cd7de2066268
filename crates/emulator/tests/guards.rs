//! What keeps requests from the table: the model, the key, and how often one may call.

#![allow(clippy::unwrap_used)]

use emulator::Emulator;
use gateway::{Environment, Exchange, Request};
use serde_json::{Value, json};

/// A stack whose `POST` requires a key, a body with an `id`, and no more than two calls at once.
fn guarded() -> Value {
    let mut template = stack::template(&stack::Options::default());
    let of_api = |type_name: &str, mut properties: Value| {
        properties["RestApiId"] = json!({"Ref": "Api"});
        json!({"Type": type_name, "Properties": properties})
    };
    template["Outputs"] = json!({"TableName": {"Value": {"Ref": "Table"}}});
    let resources = template["Resources"].as_object_mut().unwrap();
    resources.retain(|_, resource| {
        let guard = [
            "Model",
            "RequestValidator",
            "ApiKey",
            "UsagePlan",
            "UsagePlanKey",
        ];
        !guard.contains(
            &resource["Type"]
                .as_str()
                .unwrap()
                .rsplit("::")
                .next()
                .unwrap(),
        )
    });
    for (name, resource) in [
        (
            "TestValidator",
            of_api(
                "AWS::ApiGateway::RequestValidator",
                json!({"ValidateRequestBody": true}),
            ),
        ),
        (
            "TestModel",
            of_api(
                "AWS::ApiGateway::Model",
                json!({"Schema": {"type": "object", "required": ["id"]}}),
            ),
        ),
        (
            "TestKey",
            json!({"Type": "AWS::ApiGateway::ApiKey", "Properties": {"Enabled": true}}),
        ),
        (
            "TestPlan",
            json!({"Type": "AWS::ApiGateway::UsagePlan", "Properties": {
            "ApiStages": [{"ApiId": {"Ref": "Api"}, "Stage": {"Ref": "Stage"}}],
            "Throttle": {"RateLimit": 1, "BurstLimit": 2}}}),
        ),
        (
            "TestPlanKey",
            json!({"Type": "AWS::ApiGateway::UsagePlanKey", "Properties": {
            "KeyId": {"Ref": "TestKey"}, "KeyType": "API_KEY", "UsagePlanId": {"Ref": "TestPlan"}}}),
        ),
    ] {
        resources.insert(name.to_owned(), resource);
    }
    for method in ["Get", "Post"] {
        let properties = resources[method]["Properties"].as_object_mut().unwrap();
        properties.remove("RequestValidatorId");
        properties.remove("ApiKeyRequired");
    }
    let post = &mut resources["Post"]["Properties"];
    post["ApiKeyRequired"] = json!(true);
    post["RequestValidatorId"] = json!({"Ref": "TestValidator"});
    post["RequestModels"] = json!({"application/json": {"Ref": "TestModel"}});
    template
}

fn post(emulator: &mut Emulator, key: &str, body: &str, time: i64) -> Exchange {
    let table = emulator.table_name().unwrap().to_owned();
    let request = Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: vec![("tablename".to_owned(), table)],
        headers: vec![("x-api-key".to_owned(), key.to_owned())],
        body: body.to_owned(),
    };
    let environment = Environment {
        request_time_epoch: time,
        ..Environment::default()
    };
    emulator.invoke(request, &environment)
}

#[test]
fn guards_keep_requests_from_the_table() {
    let mut emulator = Emulator::from_template(&guarded()).unwrap();
    assert_eq!(emulator.problems(), []);
    let key = emulator.api_keys()[0].value.clone();
    let ada = r#"{"id": "ada"}"#;
    assert_eq!(post(&mut emulator, "no key", ada, 0).response.status, 403);
    let refused = post(&mut emulator, &key, "{}", 0);
    let body: Value = serde_json::from_str(&refused.response.body).unwrap();
    assert_eq!(body["message"], "Invalid request body");
    assert_eq!(refused.invalid.len(), 1);
    assert_eq!(post(&mut emulator, &key, ada, 0).response.status, 200);
    assert_eq!(post(&mut emulator, &key, ada, 0).response.status, 429);
    assert_eq!(post(&mut emulator, &key, ada, 1_000).response.status, 200);
    assert_eq!(post(&mut emulator, &key, ada, 1_000).response.status, 429);
    emulator.forget_usage();
    assert_eq!(post(&mut emulator, &key, ada, 1_000).response.status, 200);
}
