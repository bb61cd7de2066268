//! The methods, all on the API's root.

use super::{attribute, id, reference, responses};
use crate::Options;
use serde_json::{Value, json};

/// `GET ?tablename=…&id=…` reads a resume.
pub(super) fn get(options: &Options) -> Value {
    let templates = &options.templates;
    method(
        "GET",
        dynamodb(
            "GetItem",
            &templates.get_request,
            responses::integration_responses(options, Some(&templates.get_response)),
        ),
        // 404 is the response template's: DynamoDB answers 200 without an item.
        responses::method_responses(&[200, 400, 404, 500]),
    )
}

/// `POST ?tablename=…` stores a resume.
pub(super) fn post(options: &Options) -> Value {
    method(
        "POST",
        dynamodb(
            "PutItem",
            &options.templates.put_request,
            responses::integration_responses(options, None),
        ),
        responses::method_responses(&[200, 400, 404, 500]),
    )
}

/// `OPTIONS` answers a browser's preflight by itself.
pub(super) fn preflight(options: &Options) -> Value {
    let (declared, values) = responses::preflight(options);
    method(
        "OPTIONS",
        json!({
            "Type": "MOCK",
            "PassthroughBehavior": "NEVER",
            "RequestTemplates": { "application/json": "{\"statusCode\": 204}" },
            "IntegrationResponses": values,
        }),
        declared,
    )
}

fn method(http_method: &str, integration: Value, responses: Value) -> Value {
    json!({
        "Type": "AWS::ApiGateway::Method",
        "Properties": {
            "RestApiId": reference(id::API),
            "ResourceId": attribute(id::API, "RootResourceId"),
            "HttpMethod": http_method,
            "AuthorizationType": "NONE",
            "Integration": integration,
            "MethodResponses": responses,
        },
    })
}

/// A call of DynamoDB, which takes POST alone. A body of another type than JSON has no template and gets 415.
fn dynamodb(action: &str, request_template: &str, responses: Value) -> Value {
    let uri =
        format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:dynamodb:action/{action}");
    json!({
        "Type": "AWS",
        "IntegrationHttpMethod": "POST",
        "Uri": { "Fn::Sub": uri },
        "Credentials": attribute(id::ROLE, "Arn"),
        "PassthroughBehavior": "NEVER",
        "RequestTemplates": { "application/json": request_template },
        "IntegrationResponses": responses,
    })
}
