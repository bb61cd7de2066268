//! Responses of the methods, and gateway responses.

use super::cors::{self, quoted};
use super::names::{id, reference};
use super::resource::Resources;
use crate::Options;
use options::{DELETE_ERROR_RESPONSE, DELETE_RESPONSE, LIST_RESPONSE};
use serde_json::{Map, Value, json};

/// The header with a resume's version.
const VERSION: &str = "Resume-Version";

/// The message for failures of DynamoDB, which are not about the request.
const FAILURE: &str =
    r#"{"message": "The table can't be reached. Try again.", "type": "InternalServerError"}"#;

/// A header: its name, and its source unless a mapping template sets it.
type Header = (&'static str, Option<String>);

/// `MethodResponses` and `IntegrationResponses` of a method.
pub(super) struct MethodResponses {
    pub(super) declared: Value,
    pub(super) mapped: Value,
}

/// `GET`: the item by its mapping template, which also sets 404: DynamoDB responds with 200 without an item.
pub(super) fn get(options: &Options) -> MethodResponses {
    let texts = options.templates.texts();
    let headers = headers(options, None);
    let error = &texts.error_response;
    dynamodb(options, &headers, Some(&texts.get_response), error, &[404])
}

/// `POST`: DynamoDB's response `{}`. The error template makes a conflict a 409.
pub(super) fn post(options: &Options) -> MethodResponses {
    let texts = options.templates.texts();
    let headers = headers(options, Some("context.extendedRequestId"));
    dynamodb(options, &headers, None, &texts.error_response, &[409])
}

/// `DELETE`: both templates set 404, by the item that DynamoDB returns; the error template makes a conflict a 409.
pub(super) fn delete(options: &Options) -> MethodResponses {
    let headers = cors::headers(options);
    let also: &[u16] = match options.lost_update_protection {
        true => &[404, 409],
        false => &[404],
    };
    let response = Some(DELETE_RESPONSE);
    dynamodb(options, &headers, response, DELETE_ERROR_RESPONSE, also)
}

/// `GET /resumes`: a page of the list.
pub(super) fn list(options: &Options) -> MethodResponses {
    let texts = options.templates.texts();
    let headers = cors::headers(options);
    let error = &texts.error_response;
    dynamodb(options, &headers, Some(LIST_RESPONSE), error, &[])
}

/// The headers of a response with a version, which comes from `version` or a mapping template.
fn headers(options: &Options, version: Option<&str>) -> Vec<Header> {
    let mut headers = cors::headers(options);
    if options.lost_update_protection {
        if !headers.is_empty() {
            headers.push(("Access-Control-Expose-Headers", Some(quoted(VERSION))));
        }
        headers.push((VERSION, version.map(str::to_owned)));
    }
    headers
}

/// DynamoDB's 4xx is the caller's error and becomes 400, or what the template `error` makes of it: one of `also`. 5xx becomes 500,
/// all else is a success with these headers.
fn dynamodb(
    options: &Options,
    headers: &[Header],
    success: Option<&str>,
    error: &str,
    also: &[u16],
) -> MethodResponses {
    let success = cors::response_template(options, success);
    let mut declared = vec![declared(200, headers)];
    let mut mapped = vec![mapped(200, headers, success.as_deref())];
    if options.error_responses {
        let headers = cors::error_headers(options);
        let statuses = [&[400], also, &[500]].concat();
        declared.extend(
            statuses
                .iter()
                .map(|status| self::declared(*status, &headers)),
        );
        for (status, pattern, template) in [(400, r"4\d{2}", error), (500, r"5\d{2}", FAILURE)] {
            let mut response = self::mapped(status, &headers, Some(template));
            response["SelectionPattern"] = json!(pattern);
            mapped.push(response);
        }
    }
    MethodResponses {
        declared: json!(declared),
        mapped: json!(mapped),
    }
}

/// The response to a preflight request.
pub(super) fn preflight(options: &Options, methods: &str) -> MethodResponses {
    let mut headers = cors::headers(options);
    headers.extend([
        ("Access-Control-Allow-Methods", Some(quoted(methods))),
        (
            "Access-Control-Allow-Headers",
            Some(quoted(cors::request_headers(options))),
        ),
        ("Access-Control-Max-Age", Some(quoted("7200"))),
    ]);
    let template = cors::response_template(options, Some(""));
    let response = mapped(
        204,
        &headers,
        template.as_deref().filter(|text| !text.is_empty()),
    );
    MethodResponses {
        declared: json!([declared(204, &headers)]),
        mapped: json!([response]),
    }
}

fn declared(status: u16, headers: &[Header]) -> Value {
    let parameters = headers
        .iter()
        .map(|(name, _)| (parameter(name), json!(true)));
    response(status, parameters.collect())
}

fn mapped(status: u16, headers: &[Header], template: Option<&str>) -> Value {
    let parameters = headers
        .iter()
        .filter_map(|(name, from)| Some((parameter(name), json!(from.as_ref()?))));
    let mut response = response(status, parameters.collect());
    if let Some(template) = template {
        response["ResponseTemplates"] = json!({ "application/json": template });
    }
    response
}

fn response(status: u16, parameters: Map<String, Value>) -> Value {
    let mut response = json!({ "StatusCode": status.to_string() });
    if !parameters.is_empty() {
        response["ResponseParameters"] = Value::Object(parameters);
    }
    response
}

fn parameter(header: &str) -> String {
    format!("method.response.header.{header}")
}

/// Gateway responses, such as 403, 415 or 429, readable for browsers.
///
/// The body stays AWS's. `$context.error.validationErrorString` would say why a resume does not match its model, but
/// whether it is escaped for JSON is not known, and an invalid body would be worse than a short one.
pub(super) fn gateway_responses(options: &Options) -> Resources {
    let origin = cors::of_errors(options).filter(|_| options.cors.gateway_responses);
    let Some(origin) = origin else {
        return Vec::new();
    };
    let name = format!("gatewayresponse.header.{}", cors::ALLOW_ORIGIN);
    [
        ("ClientErrors", "DEFAULT_4XX"),
        ("ServerErrors", "DEFAULT_5XX"),
    ]
    .map(|(logical_id, response_type)| {
        let response = json!({
            "Type": "AWS::ApiGateway::GatewayResponse",
            "Properties": {
                "RestApiId": reference(id::API),
                "ResponseType": response_type,
                "ResponseParameters": { name.as_str(): origin },
            },
        });
        (logical_id.to_owned(), response)
    })
    .into()
}
