//! Answers: those of the methods, and those that the gateway gives by itself.

use super::{id, reference};
use crate::Options;
use serde_json::{Map, Value, json};

const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";

/// `MethodResponses`: the statuses that a method answers with, each with the header that lets a browser read it.
pub(super) fn method_responses(statuses: &[u16]) -> Value {
    statuses
        .iter()
        .map(|status| {
            json!({
                "StatusCode": status.to_string(),
                "ResponseParameters": { header("method", ALLOW_ORIGIN): true },
            })
        })
        .collect()
}

/// `IntegrationResponses`: what DynamoDB answers with 4xx is the caller's fault and becomes 400, with 5xx 500, all
/// else 200 by `success`, the body as it is where there is no template.
pub(super) fn integration_responses(options: &Options, success: Option<&str>) -> Value {
    let ok = integration_response(options, 200, success);
    let error = Some(options.templates.error_response.as_str());
    let mut refused = integration_response(options, 400, error);
    refused["SelectionPattern"] = json!(r"4\d{2}");
    let mut failed = integration_response(options, 500, error);
    failed["SelectionPattern"] = json!(r"5\d{2}");
    json!([ok, refused, failed])
}

fn integration_response(options: &Options, status: u16, template: Option<&str>) -> Value {
    let mut response = json!({
        "StatusCode": status.to_string(),
        "ResponseParameters": { header("method", ALLOW_ORIGIN): quoted(allow_origin(options)) },
    });
    if let Some(template) = template {
        response["ResponseTemplates"] = json!({ "application/json": template });
    }
    response
}

/// The answer to a browser that asks whether it may call, before it does.
pub(super) fn preflight(options: &Options) -> (Value, Value) {
    let headers = [
        (ALLOW_ORIGIN, allow_origin(options)),
        ("Access-Control-Allow-Methods", "GET,POST,OPTIONS"),
        ("Access-Control-Allow-Headers", "content-type,x-api-key"),
        ("Access-Control-Max-Age", "7200"),
    ];
    let declared: Map<String, Value> = headers
        .iter()
        .map(|(name, _)| (header("method", name), json!(true)))
        .collect();
    let values: Map<String, Value> = headers
        .iter()
        .map(|(name, value)| (header("method", name), quoted(value)))
        .collect();
    (
        json!([{ "StatusCode": "204", "ResponseParameters": declared }]),
        json!([{ "StatusCode": "204", "ResponseParameters": values }]),
    )
}

/// A gateway response: an answer that no integration was asked for, such as 415 or 429, readable in a browser.
pub(super) fn gateway_response(options: &Options, response_type: &str) -> Value {
    json!({
        "Type": "AWS::ApiGateway::GatewayResponse",
        "Properties": {
            "RestApiId": reference(id::API),
            "ResponseType": response_type,
            "ResponseParameters": {
                header("gateway", ALLOW_ORIGIN): quoted(allow_origin(options)),
            },
        },
    })
}

/// The first origin.
fn allow_origin(options: &Options) -> &str {
    options.cors.origins.first().map_or("*", String::as_str)
}

fn header(of: &str, name: &str) -> String {
    match of {
        "gateway" => format!("gatewayresponse.header.{name}"),
        _ => format!("{of}.response.header.{name}"),
    }
}

/// A header's literal value, as API Gateway wants it.
fn quoted(value: &str) -> Value {
    Value::String(format!("'{value}'"))
}
