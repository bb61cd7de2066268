//! Reader of integrations.

use super::values::{as_text, each, number, status, text_pairs};
use crate::error::{LoadError, LoadErrorKind};
use gateway::{
    ContentHandling, Integration, IntegrationKind, IntegrationResponse, PassthroughBehavior,
};
use serde_json::{Map, Value};

/// An integration by its members in CloudFormation. One that can't run here still loads.
///
/// # Errors
/// A member has another type, or an unknown value.
pub(super) fn integration(map: &Map<String, Value>, path: &str) -> Result<Integration, LoadError> {
    let at = |name: &str| format!("{path}.{name}");
    let text = |name: &'static str| {
        let value = map.get(name);
        value.map(|value| as_text(value, &at(name))).transpose()
    };
    let kind = match text("Type")?.as_deref() {
        Some("MOCK") => IntegrationKind::Mock,
        Some("AWS") => {
            let uri = text("Uri")?.unwrap_or_default();
            action(&uri).unwrap_or_else(|| IntegrationKind::Other(format!("AWS {uri}")))
        }
        // Its calls show what would be sent; the other methods run.
        Some(other) => {
            let uri = text("Uri")?.unwrap_or_default();
            IntegrationKind::Other(format!("{other} {uri}").trim_end().to_owned())
        }
        // A deployment is rejected: "No integration defined for method".
        None => IntegrationKind::Other("NONE".to_owned()),
    };
    let passthrough_behavior = match text("PassthroughBehavior")?.as_deref() {
        None | Some("WHEN_NO_MATCH") => PassthroughBehavior::WhenNoMatch,
        Some("WHEN_NO_TEMPLATES") => PassthroughBehavior::WhenNoTemplates,
        Some("NEVER") => PassthroughBehavior::Never,
        Some(_) => {
            let what = "WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER";
            let place = at("PassthroughBehavior");
            return Err(LoadError::new(&place, LoadErrorKind::Expected(what)));
        }
    };
    let pairs = |name: &str| text_pairs(map.get(name), &at(name));
    let responses = "IntegrationResponses";
    Ok(Integration {
        kind,
        timeout: number(map, "TimeoutInMillis", path)?.map(|milliseconds| milliseconds as u32),
        passthrough_behavior,
        content_handling: content_handling(map, path)?,
        request_templates: pairs("RequestTemplates")?,
        request_parameters: pairs("RequestParameters")?,
        responses: each(map.get(responses), &at(responses), integration_response)?,
    })
}

/// `ContentHandling`.
fn content_handling(
    map: &Map<String, Value>,
    path: &str,
) -> Result<Option<ContentHandling>, LoadError> {
    let path = format!("{path}.ContentHandling");
    let Some(value) = map.get("ContentHandling") else {
        return Ok(None);
    };
    match as_text(value, &path)?.as_str() {
        "CONVERT_TO_BINARY" => Ok(Some(ContentHandling::ToBinary)),
        "CONVERT_TO_TEXT" => Ok(Some(ContentHandling::ToText)),
        _ => {
            let what = "CONVERT_TO_BINARY or CONVERT_TO_TEXT";
            Err(LoadError::new(&path, LoadErrorKind::Expected(what)))
        }
    }
}

/// The service and action of `arn:aws:apigateway:REGION:SERVICE:action/ACTION`.
fn action(uri: &str) -> Option<IntegrationKind> {
    let mut parts = uri.splitn(6, ':');
    if parts.next() != Some("arn") || parts.nth(1) != Some("apigateway") {
        return None;
    }
    let service = parts.nth(1)?.to_owned();
    let action = parts.next()?.strip_prefix("action/")?.to_owned();
    Some(IntegrationKind::Aws { service, action })
}

fn integration_response(
    map: &Map<String, Value>,
    path: &str,
) -> Result<IntegrationResponse, LoadError> {
    let pattern = map
        .get("SelectionPattern")
        .map(|pattern| as_text(pattern, &format!("{path}.SelectionPattern")))
        .transpose()?;
    let pairs = |name: &str| text_pairs(map.get(name), &format!("{path}.{name}"));
    Ok(IntegrationResponse {
        status: status(map.get("StatusCode"), &format!("{path}.StatusCode"))?,
        // An empty pattern counts as none.
        selection_pattern: pattern.filter(|pattern| !pattern.is_empty()),
        content_handling: content_handling(map, path)?,
        parameters: pairs("ResponseParameters")?,
        templates: pairs("ResponseTemplates")?,
    })
}
