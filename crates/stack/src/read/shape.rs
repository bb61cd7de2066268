//! The shape of a file: a template, or what is similar to one.

use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The resource types of APIs without mapping templates.
const OTHER_APIS: [&str; 2] = ["AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"];

/// The template. An OpenAPI document is that of an API.
///
/// # Errors
/// It is a `serverless.yml` or a part of a file, or its only APIs are HTTP or WebSocket APIs.
pub(crate) fn template(value: &Value) -> Result<Cow<'_, Value>, LoadError> {
    let has = |name: &str| value.get(name).is_some();
    if !has("Resources") {
        if has("paths") && (has("openapi") || has("swagger")) {
            let api = json!({"Type": "AWS::ApiGateway::RestApi", "Properties": {"Body": value}});
            let resources = json!({"Resources": {"Api": api}});
            return Ok(Cow::Owned(resources));
        }
        if has("service") && (has("provider") || has("functions")) {
            return Err(unsupported(
                "",
                "a serverless.yml (the Serverless Framework's; `serverless package` writes the template \
                 .serverless/cloudformation-template-update-stack.json)",
            ));
        }
        if let Some(what) = lacking(value) {
            return Err(LoadError::new("", LoadErrorKind::Needs(what)));
        }
    }
    let mut others = None;
    for (id, resource) in value
        .get("Resources")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        match resource
            .get("Type")
            .and_then(Value::as_str)
            .unwrap_or_default()
        {
            "AWS::ApiGateway::RestApi" | "AWS::Serverless::Api" => return Ok(Cow::Borrowed(value)),
            "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
                let events = resource.get("Properties").and_then(|own| own.get("Events"));
                for event in events.and_then(Value::as_object).into_iter().flatten() {
                    match event.1.get("Type").and_then(Value::as_str) {
                        Some("Api") => return Ok(Cow::Borrowed(value)),
                        Some("HttpApi") => {
                            others.get_or_insert((id, "an event HttpApi", None));
                        }
                        _ => {}
                    }
                }
            }
            // Its API is outside of the template.
            "AWS::ApiGateway::Method" => return Ok(Cow::Borrowed(value)),
            kind if OTHER_APIS.contains(&kind) => {
                let protocol = resource
                    .get("Properties")
                    .and_then(|own| own.get("ProtocolType"));
                others.get_or_insert((id, kind, protocol.and_then(Value::as_str)));
            }
            _ => {}
        }
    }
    match others {
        Some((id, kind, protocol)) => {
            let protocol = match protocol {
                Some("WEBSOCKET") => "a WebSocket API",
                _ => "an HTTP API",
            };
            let what =
                format!("{protocol} ({kind}), which has no mapping templates as a REST API has,");
            Err(unsupported(&format!("Resources.{id}"), &what))
        }
        None => Ok(Cow::Borrowed(value)),
    }
}

/// What a part of a file lacks to be a template or a document.
#[inline(never)]
fn lacking(value: &Value) -> Option<String> {
    if value.get("paths").is_some() {
        return Some("a field openapi or swagger with the version of OpenAPI".to_owned());
    }
    let is_resource = |value: &Value| {
        let kind = value.get("Type").and_then(Value::as_str);
        kind.is_some_and(|kind| kind.starts_with("AWS::"))
    };
    let mut members = value.as_object()?.iter();
    let (id, _) = members.find(|(_, value)| is_resource(value))?;
    Some(format!(
        "a field Resources around {id} and the other resources"
    ))
}

fn unsupported(path: &str, what: &str) -> LoadError {
    LoadError::new(path, LoadErrorKind::Unsupported(what.to_owned()))
}
