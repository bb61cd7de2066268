//! `AWS::Serverless::Api`: a REST API with its stage, and the usage plan of `Auth`.

use super::event::ApiEvent;
use super::{cors, merged};
use serde_json::{Map, Value, json};

/// The members of a path that are no methods of it.
const NO_METHODS: [&str; 6] = [
    "parameters",
    "summary",
    "description",
    "servers",
    "$ref",
    "options",
];

/// Adds the resources of an API.
pub(super) fn expand(
    id: &str,
    resource: &Value,
    globals: Option<&Value>,
    events: &[ApiEvent<'_>],
    all: &mut Map<String, Value>,
) {
    let properties = merged(globals, resource.get("Properties"));
    let property = |name: &str| properties.get(name).filter(|value| !value.is_null());
    let mut body = match (property("DefinitionBody"), property("DefinitionUri")) {
        (Some(body), _) => body.clone(),
        // The same that a template says of a part of it in another file.
        (None, Some(file)) => json!({
            "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": file}},
        }),
        (None, None) => {
            json!({"openapi": "3.0.1", "info": {"title": id, "version": "1.0"}, "paths": {}})
        }
    };
    let auth = property("Auth");
    if let Some(document) = body
        .as_object_mut()
        .filter(|body| !super::is_function(body))
    {
        document.entry("paths").or_insert_with(|| json!({}));
        if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
            add_events(paths, id, events, auth);
            if let Some(auth) = auth {
                secure_all(paths, auth);
            }
            if let Some(cors) = property("Cors") {
                cors::add(paths, cors);
                if let Some(auth) = auth {
                    secure_preflights(paths, auth);
                }
            }
        }
        declare(document, auth, &properties);
    }
    let mut rest_api = Map::new();
    for name in ["Name", "BinaryMediaTypes"] {
        if let Some(value) = property(name) {
            rest_api.insert(name.to_owned(), value.clone());
        }
    }
    rest_api.insert("Body".to_owned(), body);
    let mut stage = Map::new();
    stage.insert("RestApiId".to_owned(), json!({"Ref": id}));
    for name in ["StageName", "Variables", "MethodSettings"] {
        if let Some(value) = property(name) {
            stage.insert(name.to_owned(), value.clone());
        }
    }
    let stage_name = property("StageName")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut add = |id: String, kind: &str, properties: Value| {
        let mut made = json!({"Type": kind, "Properties": properties});
        if let Some(condition) = resource.get("Condition") {
            made["Condition"] = condition.clone();
        }
        all.insert(id, made);
    };
    add(id.to_owned(), "AWS::ApiGateway::RestApi", rest_api.into());
    let stage_id = format!("{id}{stage_name}Stage");
    add(stage_id.clone(), "AWS::ApiGateway::Stage", stage.into());
    let deployment = json!({"RestApiId": {"Ref": id}});
    add(
        format!("{id}Deployment"),
        "AWS::ApiGateway::Deployment",
        deployment,
    );
    let plan = auth.and_then(|auth| auth.get("UsagePlan"));
    let created = plan.and_then(|plan| plan.get("CreateUsagePlan"));
    if let Some(plan) =
        plan.filter(|_| matches!(created.and_then(Value::as_str), Some("PER_API" | "SHARED")))
    {
        let mut of_plan =
            json!({"ApiStages": [{"ApiId": {"Ref": id}, "Stage": {"Ref": stage_id}}]});
        for name in ["Throttle", "Quota"] {
            if let Some(value) = plan.get(name) {
                of_plan[name] = value.clone();
            }
        }
        add(
            format!("{id}UsagePlan"),
            "AWS::ApiGateway::UsagePlan",
            of_plan,
        );
        add(
            format!("{id}ApiKey"),
            "AWS::ApiGateway::ApiKey",
            json!({"Enabled": true}),
        );
        let joined = json!({
            "KeyId": {"Ref": format!("{id}ApiKey")},
            "KeyType": "API_KEY",
            "UsagePlanId": {"Ref": format!("{id}UsagePlan")},
        });
        add(
            format!("{id}UsagePlanKey"),
            "AWS::ApiGateway::UsagePlanKey",
            joined,
        );
    }
}

/// The methods of functions that the document does not have.
fn add_events(
    paths: &mut Map<String, Value>,
    id: &str,
    events: &[ApiEvent<'_>],
    auth: Option<&Value>,
) {
    for event in events.iter().filter(|event| event.api == id) {
        let item = paths.entry(event.path).or_insert_with(|| json!({}));
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let integration = "x-amazon-apigateway-integration";
        let has = item
            .get(&event.operation)
            .is_some_and(|o| o.get(integration).is_some());
        if has {
            continue;
        }
        let mut operation = event.definition.clone();
        secure(&mut operation, event.auth, auth);
        if let Some(Value::String(condition)) = event.condition {
            operation = json!({"Fn::If": [condition, operation, {"Ref": "AWS::NoValue"}]});
        }
        item.insert(event.operation.clone(), operation);
    }
}

/// `Auth` of the API for the methods that say nothing themselves.
fn secure_all(paths: &mut Map<String, Value>, auth: &Value) {
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        let methods = item.iter_mut();
        for (_, operation) in methods.filter(|(name, _)| !NO_METHODS.contains(&name.as_str())) {
            secure(operation, None, Some(auth));
        }
    }
}

/// `Auth` of the API for `OPTIONS`, unless it says otherwise: as SAM does, though a browser's preflight has neither a
/// token nor a key.
fn secure_preflights(paths: &mut Map<String, Value>, auth: &Value) {
    let mut of_preflight = Map::new();
    for (name, unless) in [
        ("DefaultAuthorizer", "AddDefaultAuthorizerToCorsPreflight"),
        ("ApiKeyRequired", "AddApiKeyRequiredToCorsPreflight"),
    ] {
        let added = auth.get(unless).and_then(Value::as_bool) != Some(false);
        if let Some(value) = auth.get(name).filter(|_| added) {
            of_preflight.insert(name.to_owned(), value.clone());
        }
    }
    let of_preflight = Value::Object(of_preflight);
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    for options in items.filter_map(|item| item.get_mut("options")) {
        secure(options, None, Some(&of_preflight));
    }
}

/// Adds the schemes of an event's `Auth`, else of the API's.
fn secure(operation: &mut Value, own: Option<&Value>, auth: Option<&Value>) {
    let Some(members) = operation.as_object_mut().filter(|m| !super::is_function(m)) else {
        return;
    };
    if members.contains_key("security") {
        return;
    }
    let of_own = |name: &str| own.and_then(|own| own.get(name));
    let of_api = |name: &str| auth.and_then(|auth| auth.get(name));
    let mut schemes = Map::new();
    let authorizer = of_own("Authorizer").or(of_api("DefaultAuthorizer"));
    if let Some(name) = authorizer
        .and_then(Value::as_str)
        .filter(|name| *name != "NONE")
    {
        schemes.insert(name.to_owned(), json!([]));
    }
    let key = of_own("ApiKeyRequired").or(of_api("ApiKeyRequired"));
    if key.and_then(Value::as_bool) == Some(true) {
        schemes.insert("api_key".to_owned(), json!([]));
    }
    if own.is_some() || !schemes.is_empty() {
        members.insert("security".to_owned(), json!([schemes]));
    }
}

/// What the operations refer to: security schemes, validators, models, and the gateway's responses.
fn declare(document: &mut Map<String, Value>, auth: Option<&Value>, properties: &Value) {
    let mut schemes = Map::new();
    let header = |name: &str| json!({"type": "apiKey", "in": "header", "name": name});
    schemes.insert("api_key".to_owned(), header("x-api-key"));
    let mut of_type = |name: &str, kind: &str| {
        let mut scheme = header("Authorization");
        scheme["x-amazon-apigateway-authtype"] = kind.into();
        schemes.insert(name.to_owned(), scheme);
    };
    of_type("AWS_IAM", "awsSigv4");
    let authorizers = auth.and_then(|auth| auth.get("Authorizers"));
    for (name, authorizer) in authorizers.and_then(Value::as_object).into_iter().flatten() {
        let kind = match authorizer.get("UserPoolArn") {
            Some(_) => "cognito_user_pools",
            None => "custom",
        };
        of_type(name, kind);
    }
    add_members(document, "securityDefinitions", schemes);
    let validator = |body: bool, parameters: bool| json!({"validateRequestBody": body, "validateRequestParameters": parameters});
    let validators = [
        ("body-and-params", validator(true, true)),
        ("body-only", validator(true, false)),
        ("params-only", validator(false, true)),
    ];
    let validators = validators.map(|(name, validator)| (name.to_owned(), validator));
    let name = "x-amazon-apigateway-request-validators";
    add_members(document, name, Map::from_iter(validators));
    if let Some(Value::Object(models)) = properties.get("Models") {
        add_members(document, "definitions", models.clone());
    }
    let mut responses = Map::new();
    let own = properties
        .get("GatewayResponses")
        .and_then(Value::as_object);
    for (name, response) in own.into_iter().flatten() {
        let mut parameters = Map::new();
        let of_response = response.get("ResponseParameters");
        for (part, prefix) in [
            ("Headers", "header"),
            ("Paths", "path"),
            ("QueryStrings", "querystring"),
        ] {
            let values = of_response
                .and_then(|of| of.get(part))
                .and_then(Value::as_object);
            for (name, value) in values.into_iter().flatten() {
                parameters.insert(format!("gatewayresponse.{prefix}.{name}"), value.clone());
            }
        }
        let mut made = json!({"responseParameters": parameters});
        for (name, of_document) in [
            ("StatusCode", "statusCode"),
            ("ResponseTemplates", "responseTemplates"),
        ] {
            if let Some(value) = response.get(name) {
                made[of_document] = value.clone();
            }
        }
        responses.insert(name.clone(), made);
    }
    add_members(document, "x-amazon-apigateway-gateway-responses", responses);
}

/// Adds members to an object of the document; those that are there stay.
fn add_members(document: &mut Map<String, Value>, name: &str, members: Map<String, Value>) {
    if members.is_empty() {
        return;
    }
    let of_document = document.entry(name).or_insert_with(|| json!({}));
    if let Some(of_document) = of_document.as_object_mut() {
        for (name, value) in members {
            of_document.entry(name).or_insert(value);
        }
    }
}
