//! Events of the type `Api`: methods that call a function or a state machine.

use super::{IMPLICIT_API, kind};
use serde_json::{Map, Value, json};

/// A method of an API.
pub(super) struct ApiEvent<'t> {
    /// The API's logical id.
    pub(super) api: String,
    pub(super) path: &'t str,
    /// The operation of an OpenAPI path.
    pub(super) operation: String,
    /// What the method calls, as an operation of an OpenAPI document.
    pub(super) definition: Value,
    /// `Auth`.
    pub(super) auth: Option<&'t Value>,
    /// The resource's `Condition`.
    pub(super) condition: Option<&'t Value>,
}

/// Adds the events of a resource.
#[inline(never)]
pub(super) fn of_resource<'t>(id: &str, resource: &'t Value, all: &mut Vec<ApiEvent<'t>>) {
    let events = resource.get("Properties").and_then(|own| own.get("Events"));
    for event in events.and_then(Value::as_object).into_iter().flatten() {
        let (_, event) = event;
        if event.get("Type").and_then(Value::as_str) != Some("Api") {
            continue;
        }
        let Some(properties) = event.get("Properties") else {
            continue;
        };
        let text = |name: &str| properties.get(name).and_then(Value::as_str);
        let (Some(path), Some(method)) = (text("Path"), text("Method")) else {
            continue;
        };
        let api = match properties.get("RestApiId") {
            None => IMPLICIT_API.to_owned(),
            Some(Value::String(id)) => id.clone(),
            Some(reference) => match reference.get("Ref").and_then(Value::as_str) {
                Some(id) => id.to_owned(),
                None => continue,
            },
        };
        let integration = match kind(resource) {
            "AWS::Serverless::StateMachine" => state_machine(id),
            _ => function(id),
        };
        all.push(ApiEvent {
            api,
            path,
            operation: match method.to_ascii_lowercase().as_str() {
                "any" | "*" => "x-amazon-apigateway-any-method".to_owned(),
                method => method.to_owned(),
            },
            definition: definition(integration, properties),
            auth: properties.get("Auth"),
            condition: resource.get("Condition"),
        });
    }
}

fn function(id: &str) -> Value {
    let uri = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{id}.Arn}}/invocations"
    );
    json!({"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": uri}})
}

fn state_machine(id: &str) -> Value {
    let uri = "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution";
    let template = format!(
        "{{\"input\": \"$util.escapeJavaScript($input.json('$'))\", \"stateMachineArn\": \"${{{id}}}\"}}"
    );
    json!({
        "type": "aws",
        "httpMethod": "POST",
        "uri": {"Fn::Sub": uri},
        "credentials": {"Fn::Sub": format!("arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{id}StartExecutionRole")},
        "requestTemplates": {"application/json": {"Fn::Sub": template}},
        "responses": {
            "200": {"statusCode": "200"},
            "400": {"statusCode": "400"},
        },
    })
}

/// The operation, with `RequestParameters` and `RequestModel`.
fn definition(integration: Value, properties: &Value) -> Value {
    let mut parameters = Vec::new();
    let of_event = properties.get("RequestParameters");
    for parameter in of_event.and_then(Value::as_array).into_iter().flatten() {
        let (name, required) = match parameter {
            Value::String(name) => (Some(name), false),
            other => {
                let mut members = other.as_object().into_iter().flatten();
                let (name, settings) = members.next().unzip();
                let required = settings.and_then(|settings| settings.get("Required"));
                (name, required.and_then(Value::as_bool) == Some(true))
            }
        };
        let parts: Vec<&str> = name
            .map(|name| name.splitn(4, '.').collect())
            .unwrap_or_default();
        if let ["method", "request", part, name] = parts[..] {
            let part = if part == "querystring" { "query" } else { part };
            parameters.push(json!({"name": name, "in": part, "required": required}));
        }
    }
    let mut operation = Map::new();
    let model = properties.get("RequestModel");
    let text = |name: &str| model.and_then(|model| model.get(name));
    if let Some(name) = text("Model").and_then(Value::as_str) {
        let schema = json!({"$ref": format!("#/definitions/{name}")});
        parameters.push(json!({"name": name, "in": "body", "schema": schema}));
    }
    let checks = |name: &str| text(name).and_then(Value::as_bool) == Some(true);
    let validator = match (checks("ValidateBody"), checks("ValidateParameters")) {
        (true, true) => Some("body-and-params"),
        (true, false) => Some("body-only"),
        (false, true) => Some("params-only"),
        (false, false) => None,
    };
    if let Some(validator) = validator {
        let name = "x-amazon-apigateway-request-validator";
        operation.insert(name.to_owned(), validator.into());
    }
    operation.insert("parameters".to_owned(), parameters.into());
    let responses = json!({"200": {"description": "OK"}, "400": {"description": "Bad request"}});
    operation.insert("responses".to_owned(), responses);
    operation.insert("x-amazon-apigateway-integration".to_owned(), integration);
    Value::Object(operation)
}
