//! The methods of a template's APIs: of resources and of OpenAPI documents.

use super::method::{Integration, Method, Response};
use super::node::Node;
use super::openapi;
use super::template::Template;
use crate::read::symbol_of;
use std::collections::HashSet;

/// The methods of resources and documents that are created.
pub(super) fn all<'p>(template: &'p Template<'p>) -> Vec<Method<'p>> {
    let mut found = Vec::new();
    for part in template.certain("AWS::ApiGateway::Method") {
        let properties = part.properties();
        let api = properties.reference("RestApiId").unwrap_or_default();
        let integration = match properties.get("Integration") {
            Some(node) if node.value.is_object() => Integration::Written(node),
            None if properties.lacks("Integration") => Integration::Missing,
            _ => Integration::Unknown,
        };
        let parameters = properties.map("RequestParameters").map(|all| {
            let all = all.into_iter();
            all.map(|(name, node)| (name.to_owned(), node.path))
                .collect()
        });
        found.push(Method {
            api_part: template.referred(&api, "AWS::ApiGateway::RestApi"),
            path: part.path(),
            verb: properties.text_of("HttpMethod").map(Into::into),
            segments: segments(template, &properties, &api),
            integration,
            parameters,
            responses: responses(&properties),
            api: api.into_owned(),
            properties: Some(properties),
        });
    }
    for part in template.possible("AWS::ApiGateway::RestApi") {
        if part.is_certain {
            openapi::methods(part, &mut found);
        }
    }
    found
}

fn responses(properties: &Node<'_>) -> Option<Vec<Response>> {
    let list = properties.list("MethodResponses")?;
    list.into_iter()
        .map(|response| {
            let parameters = response.map("ResponseParameters");
            Some(Response {
                status: response.text_of("StatusCode")?.into_owned(),
                parameters: parameters
                    .map(|all| all.into_iter().map(|(name, _)| name.to_owned()).collect()),
            })
        })
        .collect()
}

/// The segments of the path of a method's resource.
fn segments(template: &Template<'_>, properties: &Node<'_>, api: &str) -> Option<Vec<String>> {
    let api = template.referred(api, "AWS::ApiGateway::RestApi")?;
    let root = symbol_of(api.id, "RootResourceId");
    let mut at = properties.reference("ResourceId")?.into_owned();
    let mut segments = Vec::new();
    let mut seen = HashSet::new();
    while at != root {
        let part = template
            .referred(&at, "AWS::ApiGateway::Resource")
            .or_else(|| template.with_attribute(&at, "ResourceId", "AWS::ApiGateway::Resource"))?;
        // More segments than any path of AWS has; a longer one is quadratic for many methods.
        if segments.len() > 100 || !seen.insert(part.id) {
            return None;
        }
        segments.push(part.properties().text_of("PathPart")?.into_owned());
        at = part.properties().reference("ParentId")?.into_owned();
    }
    segments.reverse();
    Some(segments)
}
