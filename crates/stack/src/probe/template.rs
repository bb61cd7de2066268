//! The CloudFormation template: an API that is defined by an OpenAPI document, its deployment and its stage.

use super::ProbeCase;
use crate::write::{accepted, fingerprint, reference};
use format::capitalized;
use serde_json::{Map, Value, json};

/// The stack's name in the commands, unless another one is chosen.
pub const PROBE_STACK: &str = "api-gateway-check";

/// The output with the API's URL.
pub const PROBE_OUTPUT: &str = "CheckUrl";

/// The stage's name.
const STAGE: &str = "probe";

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";
const EXPOSE_HEADERS: &str = "Access-Control-Expose-Headers";
const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

/// The template with a method for each case.
#[must_use]
pub fn probe_template(cases: &[ProbeCase]) -> Value {
    let api = api(cases);
    let version = format!("{:016x}", fingerprint([("Api", &api)]));
    let deployment_id = format!("Deployment{version}");
    let deployment = json!({
        "Type": "AWS::ApiGateway::Deployment",
        "Properties": { "RestApiId": reference("Api") },
    });
    let stage = json!({
        "Type": "AWS::ApiGateway::Stage",
        "Properties": {
            "RestApiId": reference("Api"),
            "DeploymentId": reference(&deployment_id),
            "StageName": STAGE,
            // The stack's own mapping templates read the first one; the second one shows which cases are deployed.
            "Variables": { "tableName": "resumes", "template": version },
        },
    });
    let nothing = "The API has no data, and is deleted after use.";
    let stage = accepted(
        stage,
        &["CKV_AWS_73", "CKV_AWS_76", "CKV_AWS_120"].map(|id| (id, nothing)),
    );
    let url = "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}/";
    let mut resources = Map::new();
    resources.insert("Api".to_owned(), api);
    resources.insert(deployment_id, deployment);
    resources.insert("Stage".to_owned(), stage);
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Mock methods that show how API Gateway runs mapping templates. It has no data and no role: delete it after use.",
        "Resources": resources,
        "Outputs": {
            PROBE_OUTPUT: {
                "Description": "Paste this into the console, under Stack.",
                "Value": { "Fn::Sub": url },
            },
        },
    })
}

/// The template of [`super::probe_cases`] as JSON text, a line for each case: so it fits into a request.
#[must_use]
pub fn probe_text() -> String {
    let mut template = probe_template(&super::probe_cases());
    let body = &mut template["Resources"]["Api"]["Properties"]["Body"];
    let parts = [
        ("paths", body["paths"].take()),
        ("schemas", body["components"]["schemas"].take()),
    ];
    let mut text = crate::to_json(&template);
    for (name, part) in parts {
        let part = part.as_object().into_iter().flatten();
        let lines: Vec<String> = part
            .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
            .collect();
        let lines = format!("\"{name}\": {{\n{}\n}}", lines.join(",\n"));
        text = text.replacen(&format!("\"{name}\": null"), &lines, 1);
    }
    text
}

/// The API's OpenAPI document.
#[must_use]
pub fn probe_api(cases: &[ProbeCase]) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for case in cases {
        let mut operation = json!({
            "responses": declared(case),
            "x-amazon-apigateway-integration": integration(case),
        });
        if let Some(schema) = &case.schema {
            let model = model_name(&case.name);
            let reference = format!("#/components/schemas/{model}");
            operation["requestBody"] = json!({
                "content": { "application/json": { "schema": { "$ref": reference } } },
            });
            operation[VALIDATOR] = json!("body");
            schemas.insert(model, schema.clone());
        }
        paths.insert(format!("/{}", case.name), json!({ "post": operation }));
    }
    let header = format!("gatewayresponse.header.{ALLOW_ORIGIN}");
    let open = json!({ header: "'*'" });
    let errors = "{\"errors\": \"$context.error.validationErrorString\"}";
    json!({
        "openapi": "3.0.1",
        "info": { "title": "api-gateway-check", "version": "1" },
        "x-amazon-apigateway-request-validators": {
            "body": { "validateRequestBody": true, "validateRequestParameters": false },
        },
        "x-amazon-apigateway-gateway-responses": {
            "DEFAULT_4XX": { "responseParameters": open },
            "DEFAULT_5XX": { "responseParameters": open },
            "BAD_REQUEST_BODY": {
                "responseParameters": open,
                "responseTemplates": { "application/json": errors },
            },
        },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn api(cases: &[ProbeCase]) -> Value {
    json!({
        "Type": "AWS::ApiGateway::RestApi",
        "Properties": {
            "EndpointConfiguration": { "Types": ["REGIONAL"] },
            "Body": probe_api(cases),
        },
    })
}

/// `escape-empty` as `EscapeEmpty`: a model's name has letters and digits only.
fn model_name(name: &str) -> String {
    name.split('-').map(capitalized).collect()
}

/// The headers that let a page of another origin read the response.
fn cors_headers(case: &ProbeCase) -> impl Iterator<Item = &'static str> {
    let exposes = (!case.headers.is_empty()).then_some(EXPOSE_HEADERS);
    std::iter::once(ALLOW_ORIGIN).chain(exposes)
}

/// The integration, whose responses may be read by any page.
fn integration(case: &ProbeCase) -> Value {
    let mut integration = case.integration.clone();
    let parameters: Map<String, Value> = cors_headers(case)
        .map(|name| (format!("method.response.header.{name}"), json!("'*'")))
        .collect();
    let responses = integration
        .get_mut("responses")
        .and_then(Value::as_object_mut);
    for (_, response) in responses.into_iter().flatten() {
        response["responseParameters"] = json!(parameters);
    }
    integration
}

/// The method responses: each status of the integration, with those headers.
fn declared(case: &ProbeCase) -> Value {
    let headers: Map<String, Value> = cors_headers(case)
        .map(|name| (name.to_owned(), json!({ "schema": { "type": "string" } })))
        .collect();
    let responses = case.integration["responses"].as_object();
    let statuses = responses.into_iter().flatten().filter_map(|(_, response)| {
        let status = response["statusCode"].as_str()?;
        let declared = json!({ "description": "", "headers": headers });
        Some((status.to_owned(), declared))
    });
    Value::Object(statuses.collect())
}
