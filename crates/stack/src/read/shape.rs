//! The shape of a file: a template, or what is similar to one.

use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The resource types of APIs without mapping templates.
const OTHER_APIS: [&str; 2] = ["AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"];

/// The template. An OpenAPI document is that of an API.
///
/// # Errors
/// It is a `serverless.yml`, or its only APIs are HTTP or WebSocket APIs.
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

fn unsupported(path: &str, what: &str) -> LoadError {
    LoadError::new(path, LoadErrorKind::Unsupported(what.to_owned()))
}
