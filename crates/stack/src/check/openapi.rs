//! The methods of an API's OpenAPI document.

use super::method::{Integration, Method, Response};
use super::node::{Node, Path};
use super::template::Part;
use crate::read::{Document, OPERATIONS, of_cloud_formation, symbol_of};
use serde_json::{Map, Value};

const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// Adds the methods of an API's `Body`, as far as it is known.
pub(super) fn methods<'p>(part: &'p Part<'p>, found: &mut Vec<Method<'p>>) {
    let properties = part.properties();
    let Some(mut body) = properties.get("Body") else {
        return;
    };
    if !part.is_written {
        // SAM's name for it.
        body.path = properties.path_of("DefinitionBody");
    }
    let Some(root) = body.value.as_object() else {
        return;
    };
    let document = Document::new(root, "");
    for (path, item) in body.map("paths").unwrap_or_default() {
        // References repeat values: the check ends where the reader does.
        if document.charge(1, "").is_err() {
            return;
        }
        let Ok(own) = document.target(item.value, "") else {
            continue;
        };
        let at_item = |name: &str| Node::new(own, item.path.clone()).get(name);
        for (name, verb) in OPERATIONS {
            let Some(operation) = at_item(name) else {
                continue;
            };
            if !operation.value.is_object() {
                continue;
            }
            if document.charge(1, "").is_err() {
                return;
            }
            let segments = path.trim_matches('/').split('/').map(str::to_owned);
            found.push(Method {
                api: symbol_of(part.id, ""),
                api_part: Some(part),
                verb: Some(verb.to_owned()),
                segments: Some(segments.filter(|segment| !segment.is_empty()).collect()),
                integration: integration(&document, &operation),
                parameters: parameters(&document, own, &operation),
                responses: responses(&document, &operation),
                properties: None,
                path: operation.path,
            });
        }
    }
}

fn integration<'p>(document: &Document<'_>, operation: &Node<'p>) -> Integration<'p> {
    let Some(own) = operation.get(INTEGRATION) else {
        return match operation.lacks(INTEGRATION) {
            true => Integration::Missing,
            false => Integration::Unknown,
        };
    };
    let target = document.target(own.value, "").ok();
    let made = target.and_then(|target| {
        let is_open = target.get("Fn::Transform").is_some() || has_unknown(target);
        (!is_open).then(|| of_cloud_formation(target, "").ok())?
    });
    match made {
        Some(members) => Integration::Translated(Value::Object(members), own.path),
        None => Integration::Unknown,
    }
}

/// Whether one of the members that are objects is unknown: the translation would leave it out.
fn has_unknown(integration: &Value) -> bool {
    ["responses", "requestParameters", "requestTemplates"]
        .iter()
        .any(|name| {
            integration
                .get(name)
                .is_some_and(|value| !value.is_object())
        })
}

/// The declared parameters of an operation and of its path. `None`: not all are known.
fn parameters(
    document: &Document<'_>,
    item: &Value,
    operation: &Node<'_>,
) -> Option<Vec<(String, Path)>> {
    let mut found = Vec::new();
    for of in [item, operation.value] {
        let parameters = match of.get("parameters") {
            None | Some(Value::Null) => continue,
            Some(parameters) => parameters.as_array()?,
        };
        for parameter in parameters {
            let parameter = document.target(parameter, "").ok()?;
            let part = match parameter.get("in")?.as_str()? {
                "query" => "querystring",
                part @ ("path" | "header") => part,
                _ => continue,
            };
            let name = parameter.get("name")?.as_str()?;
            let name = format!("method.request.{part}.{name}");
            found.push((name, operation.path.clone()));
        }
    }
    Some(found)
}

/// The responses of an operation. `None`: not all are known.
fn responses(document: &Document<'_>, operation: &Node<'_>) -> Option<Vec<Response>> {
    let mut found = Vec::new();
    let none = Map::new();
    let responses = match operation.value.get("responses") {
        None | Some(Value::Null) => &none,
        Some(responses) => responses.as_object()?,
    };
    for (status, response) in responses {
        if status.parse::<u16>().is_err() {
            // `default` and `4XX`: what the import makes of them is not known.
            return None;
        }
        let response = document.target(response, "").ok()?;
        let headers = match response.get("headers") {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(headers) => headers.as_object().map(|headers| {
                let names = headers.keys();
                names
                    .map(|name| format!("method.response.header.{name}"))
                    .collect()
            }),
        };
        found.push(Response {
            status: status.clone(),
            parameters: headers,
        });
    }
    Some(found)
}
