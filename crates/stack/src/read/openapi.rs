//! OpenAPI 3.0 documents of a template's REST API, with [API Gateway's extensions][extensions].
//!
//! [extensions]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

use super::Deployment;
use super::api::{path_of, path_segments};
use super::resolve::{Resolver, Resource};
use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value, json};

/// The document's names of security schemes, validators and the schema.
const API_KEY: &str = "apiKey";
const SIGNATURE: &str = "sigv4";
const USERS: &str = "users";
const ALL: &str = "all";
const PARAMETERS: &str = "parameters";
const RESUME: &str = "Resume";

/// The REST API of a template as an OpenAPI 3.0 document that API Gateway imports.
///
/// `deployment` resolves the role and the user pool: the document has no references. Its description says how to create
/// what is not part of an API: the stage with its variables, the usage plan and its key.
///
/// # Errors
///
/// The template has no REST API, or something in it can't be read.
pub fn openapi(template: &Value, deployment: &Deployment) -> Result<Value, LoadError> {
    let resolver = Resolver::new(template, deployment)?;
    let one = |type_name: &str| -> Result<Option<Resource<'_>>, LoadError> {
        Ok(resolver.of_type(type_name)?.into_iter().next())
    };
    let property = |resource: Resource<'_>, name: &str| -> Result<Value, LoadError> {
        Ok(resolver.property(resource, name)?.unwrap_or_default())
    };
    let api = one("AWS::ApiGateway::RestApi")?.ok_or_else(|| {
        LoadError::new(
            "Resources",
            LoadErrorKind::Missing("AWS::ApiGateway::RestApi"),
        )
    })?;
    let api_id = resolver.physical_name(api.logical_id, 0)?;
    let segments = path_segments(&resolver)?;
    let mut paths = Map::new();
    for method in resolver.of_type("AWS::ApiGateway::Method")? {
        let path = path_of(&resolver, &segments, method, &api_id)?;
        let mut properties = Map::new();
        for name in [
            "HttpMethod",
            "AuthorizationType",
            "ApiKeyRequired",
            "RequestParameters",
            "RequestValidatorId",
            "RequestModels",
            "Integration",
            "MethodResponses",
        ] {
            properties.insert(name.to_owned(), property(method, name)?);
        }
        let method = Value::Object(properties);
        let name = method["HttpMethod"]
            .as_str()
            .unwrap_or_default()
            .to_lowercase();
        let operations = paths.entry(path).or_insert_with(|| json!({}));
        operations[name.as_str()] = operation(&method);
    }
    let variables = match one("AWS::ApiGateway::Stage")? {
        Some(stage) => property(stage, "Variables")?,
        None => Value::Null,
    };
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {
            "title": property(api, "Name")?,
            "description": description(&variables, &paths),
            "version": "1.0.0",
        },
        "paths": paths,
    });
    let mut components = Map::new();
    if let Some(model) = one("AWS::ApiGateway::Model")? {
        components.insert(
            "schemas".to_owned(),
            json!({ RESUME: schema(&property(model, "Schema")?) }),
        );
    }
    let authorizer = match one("AWS::ApiGateway::Authorizer")? {
        Some(authorizer) => property(authorizer, "ProviderARNs")?,
        None => Value::Null,
    };
    let schemes = security_schemes(&document["paths"], &authorizer);
    if !schemes.is_empty() {
        components.insert("securitySchemes".to_owned(), Value::Object(schemes));
    }
    if !components.is_empty() {
        document["components"] = Value::Object(components);
    }
    if one("AWS::ApiGateway::RequestValidator")?.is_some() {
        document["x-amazon-apigateway-request-validators"] = json!({
            ALL: { "validateRequestParameters": true, "validateRequestBody": true },
            PARAMETERS: { "validateRequestParameters": true, "validateRequestBody": false },
        });
    }
    let mut gateway_responses = Map::new();
    for response in resolver.of_type("AWS::ApiGateway::GatewayResponse")? {
        let response_type = property(response, "ResponseType")?;
        let parts = present(&[
            (
                "responseParameters",
                &property(response, "ResponseParameters")?,
            ),
            (
                "responseTemplates",
                &property(response, "ResponseTemplates")?,
            ),
        ]);
        gateway_responses.insert(text(&response_type), Value::Object(parts));
    }
    if !gateway_responses.is_empty() {
        document["x-amazon-apigateway-gateway-responses"] = Value::Object(gateway_responses);
    }
    Ok(document)
}

/// Instructions to deploy the document.
fn description(variables: &Value, paths: &Map<String, Value>) -> String {
    let variables: Vec<String> = members(variables)
        .map(|(name, value)| format!("{name}={}", text(value)))
        .collect();
    let mut description = "First set your region, account and role in each uri and credentials. Then import it: \
        aws apigateway import-rest-api --parameters endpointConfigurationTypes=REGIONAL --body fileb://resume-api.json. Then \
        deploy it: aws apigateway create-deployment --rest-api-id ID --stage-name STAGE"
        .to_owned();
    if !variables.is_empty() {
        // The shorthand syntax of the AWS CLI splits values at commas.
        description.push_str(&format!(" --variables '{}'", shorthand(&variables)));
    }
    description.push('.');
    let keyed = |operation: &Value| operation["security"][0].get(API_KEY).is_some();
    let operations = |path| members(path).map(|(_, operation)| operation);
    if paths.values().flat_map(operations).any(keyed) {
        description.push_str(" An API key needs a usage plan of that stage.");
    }
    description
}

fn shorthand(variables: &[String]) -> String {
    let quoted = variables
        .iter()
        .map(|variable| match variable.contains(',') {
            true => variable.replacen('=', "=\"", 1) + "\"",
            false => variable.clone(),
        });
    quoted.collect::<Vec<_>>().join(",")
}

/// A method.
fn operation(method: &Value) -> Value {
    let mut operation = Map::new();
    let parameters: Vec<Value> = members(&method["RequestParameters"])
        .filter_map(parameter)
        .collect();
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), parameters.into());
    }
    if !method["RequestModels"].is_null() {
        let schema = json!({ "$ref": format!("#/components/schemas/{RESUME}") });
        let body =
            json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        operation.insert("requestBody".to_owned(), body);
    }
    operation.insert(
        "responses".to_owned(),
        responses(&method["MethodResponses"]).into(),
    );
    let scheme = match method["AuthorizationType"].as_str() {
        Some("AWS_IAM") => Some(SIGNATURE),
        Some("COGNITO_USER_POOLS") => Some(USERS),
        _ => (method["ApiKeyRequired"] == true).then_some(API_KEY),
    };
    if let Some(scheme) = scheme {
        operation.insert("security".to_owned(), json!([{ scheme: [] }]));
    }
    if !method["RequestValidatorId"].is_null() {
        let name = "x-amazon-apigateway-request-validator";
        let validator = if method["RequestModels"].is_null() {
            PARAMETERS
        } else {
            ALL
        };
        operation.insert(name.to_owned(), json!(validator));
    }
    let integration = integration(&method["Integration"]);
    operation.insert(
        "x-amazon-apigateway-integration".to_owned(),
        integration.into(),
    );
    operation.into()
}

/// `method.request.querystring.id` and whether it is required.
fn parameter((name, required): (&String, &Value)) -> Option<Value> {
    let (place, name) = name.strip_prefix("method.request.")?.split_once('.')?;
    let place = match place {
        "querystring" => "query",
        other => other,
    };
    let required = required == true || required == "true";
    Some(json!({ "name": name, "in": place, "required": required, "schema": { "type": "string" } }))
}

fn responses(declared: &Value) -> Map<String, Value> {
    let declared = declared.as_array().into_iter().flatten();
    declared
        .map(|response| {
            let status = text(&response["StatusCode"]);
            let headers: Map<String, Value> = members(&response["ResponseParameters"])
                .filter_map(|(name, _)| {
                    let name = name.strip_prefix("method.response.header.")?;
                    Some((name.to_owned(), json!({ "schema": { "type": "string" } })))
                })
                .collect();
            let mut described = json!({ "description": meaning(&status) });
            if !headers.is_empty() {
                described["headers"] = Value::Object(headers);
            }
            (status, described)
        })
        .collect()
}

fn meaning(status: &str) -> &'static str {
    match status {
        "200" => "OK.",
        "204" => "Preflight accepted.",
        "400" => "DynamoDB rejected the request.",
        "404" => "There is no resume with this id.",
        "409" => "The resume was saved elsewhere after it was loaded.",
        _ => "The table can't be reached.",
    }
}

fn integration(integration: &Value) -> Map<String, Value> {
    let mut written = Map::new();
    let kind = text(&integration["Type"]).to_lowercase();
    written.insert("type".to_owned(), kind.into());
    written.extend(present(&[
        ("httpMethod", &integration["IntegrationHttpMethod"]),
        ("uri", &integration["Uri"]),
        ("credentials", &integration["Credentials"]),
    ]));
    let behavior = text(&integration["PassthroughBehavior"]).to_lowercase();
    written.insert("passthroughBehavior".to_owned(), behavior.into());
    written.extend(present(&[(
        "requestTemplates",
        &integration["RequestTemplates"],
    )]));
    let responses: Map<String, Value> = integration["IntegrationResponses"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|response| {
            let pattern = response["SelectionPattern"].as_str().unwrap_or("default");
            let parts = present(&[
                ("statusCode", &response["StatusCode"]),
                ("responseParameters", &response["ResponseParameters"]),
                ("responseTemplates", &response["ResponseTemplates"]),
            ]);
            (pattern.to_owned(), Value::Object(parts))
        })
        .collect();
    written.insert("responses".to_owned(), responses.into());
    written
}

/// The security schemes of the operations of all paths.
fn security_schemes(paths: &Value, providers: &Value) -> Map<String, Value> {
    let header = |name: &str| json!({ "type": "apiKey", "name": name, "in": "header" });
    let mut schemes = Map::new();
    let operations = members(paths).flat_map(|(_, operations)| members(operations));
    for (_, operation) in operations {
        for (name, _) in members(&operation["security"][0]) {
            let mut scheme = header(if name == API_KEY {
                "x-api-key"
            } else {
                "Authorization"
            });
            match name.as_str() {
                SIGNATURE => scheme["x-amazon-apigateway-authtype"] = json!("awsSigv4"),
                USERS => {
                    scheme["x-amazon-apigateway-authtype"] = json!("cognito_user_pools");
                    scheme["x-amazon-apigateway-authorizer"] =
                        json!({ "type": "cognito_user_pools", "providerARNs": providers });
                }
                _ => {}
            }
            schemes.insert(name.clone(), scheme);
        }
    }
    schemes
}

/// Converts a JSON schema of draft 4 to OpenAPI 3.0, which has no lists of types and no type `null`.
fn schema(draft4: &Value) -> Value {
    let Value::Object(keywords) = draft4 else {
        return draft4.clone();
    };
    let mut schema = Map::new();
    let mut nullable = false;
    for (keyword, value) in keywords {
        let value = match (keyword.as_str(), value) {
            ("$schema", _) => continue,
            ("type", Value::Array(types)) => {
                nullable = types.iter().any(|name| name == "null");
                types
                    .iter()
                    .find(|name| *name != "null")
                    .cloned()
                    .unwrap_or_default()
            }
            _ => self::schema(value),
        };
        schema.insert(keyword.clone(), value);
    }
    // Not `nullable: true`: the gateway validates by draft 4, which does not have it.
    match nullable {
        true => json!({ "anyOf": [schema, { "enum": [null] }] }),
        false => schema.into(),
    }
}

/// The members that are not null.
fn present(parts: &[(&str, &Value)]) -> Map<String, Value> {
    let there = parts.iter().filter(|(_, value)| !value.is_null());
    there
        .map(|(name, value)| ((*name).to_owned(), (*value).clone()))
        .collect()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
