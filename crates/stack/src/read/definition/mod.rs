//! Reader of APIs that are defined by OpenAPI: 2.0 or 3, with [API Gateway's extensions][extensions].
//!
//! [extensions]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

mod integration;
mod models;
mod operation;
mod reference;

use super::access::MethodRole;
use super::values::{as_text, flag, list, object, status, text_pairs};
use crate::error::LoadError;
use gateway::{Api, GatewayResponse, RequestValidator};
pub(crate) use integration::of_cloud_formation;
use operation::{Defaults, operation};
pub(crate) use reference::Document;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The members of a path that are operations, and their `HttpMethod`.
pub(crate) const OPERATIONS: [(&str, &str); 9] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
    ("x-amazon-apigateway-any-method", "ANY"),
];

/// Adds what a document defines to the API with the index `at`, and the roles of its integrations to `roles`.
///
/// # Errors
/// A part of the document has another type than API Gateway's.
pub(super) fn add(
    api: &mut Api,
    roles: &mut Vec<MethodRole>,
    at: usize,
    document: &Value,
    place: &str,
) -> Result<(), LoadError> {
    let document = Document::new(object(document, place)?, place);
    let root = document.root();
    if api.name.is_empty() {
        let title = root.get("info").and_then(|info| info.get("title"));
        api.name = title.and_then(Value::as_str).unwrap_or_default().to_owned();
    }
    let types = "x-amazon-apigateway-binary-media-types";
    let path = format!("{place}.{types}");
    for mime in list(root.get(types), &path)? {
        api.binary_media_types.push(as_text(mime, &path)?);
    }
    api.gateway_responses
        .extend(gateway_responses(root, place)?);
    models::add(api, &document)?;
    let defaults = Defaults {
        validators: validators(root, place)?,
        validator: root.get(operation::VALIDATOR).and_then(Value::as_str),
        security: root.get("security"),
    };
    let Some(paths) = root.get("paths") else {
        return Ok(());
    };
    let place = format!("{place}.paths");
    for (path, item) in object(paths, &place)? {
        let place = format!("{place}.{path}");
        let item = object(document.target(item, &place)?, &place)?;
        for (name, http_method) in OPERATIONS {
            let Some(of_operation) = item.get(name) else {
                continue;
            };
            let place = format!("{place}.{name}");
            let read = operation(api, &document, &defaults, item, of_operation, &place)?;
            let (mut method, role) = read;
            method.path = normal(path);
            method.http_method = http_method.to_owned();
            roles.extend(role.map(|role_arn| MethodRole {
                api: at,
                path: method.path.clone(),
                http_method: method.http_method.clone(),
                role_arn,
            }));
            api.methods.push(method);
        }
    }
    Ok(())
}

/// A path with its leading slash and without a trailing one.
fn normal(path: &str) -> String {
    format!("/{}", path.trim_matches('/'))
}

/// `x-amazon-apigateway-request-validators`, by name.
fn validators(
    root: &Map<String, Value>,
    place: &str,
) -> Result<BTreeMap<String, RequestValidator>, LoadError> {
    let name = "x-amazon-apigateway-request-validators";
    let mut found = BTreeMap::new();
    let Some(validators) = root.get(name) else {
        return Ok(found);
    };
    let place = format!("{place}.{name}");
    for (name, validator) in object(validators, &place)? {
        let checks = |member: &str| {
            let value = validator.get(member);
            value.map_or(Ok(false), |v| flag(v, &format!("{place}.{name}.{member}")))
        };
        let validator = RequestValidator {
            body: checks("validateRequestBody")?,
            parameters: checks("validateRequestParameters")?,
        };
        found.insert(name.clone(), validator);
    }
    Ok(found)
}

/// `x-amazon-apigateway-gateway-responses`.
fn gateway_responses(
    root: &Map<String, Value>,
    place: &str,
) -> Result<Vec<GatewayResponse>, LoadError> {
    let name = "x-amazon-apigateway-gateway-responses";
    let Some(responses) = root.get(name) else {
        return Ok(Vec::new());
    };
    let place = format!("{place}.{name}");
    let mut found = Vec::new();
    for (response_type, response) in object(responses, &place)? {
        let place = format!("{place}.{response_type}");
        let response = object(response, &place)?;
        let pairs = |name: &str| text_pairs(response.get(name), &format!("{place}.{name}"));
        let code = response.get("statusCode");
        found.push(GatewayResponse {
            response_type: response_type.clone(),
            status: code
                .map(|code| status(Some(code), &format!("{place}.statusCode")))
                .transpose()?,
            parameters: pairs("responseParameters")?,
            templates: pairs("responseTemplates")?,
        });
    }
    Ok(found)
}
