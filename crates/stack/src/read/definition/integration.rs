//! `x-amazon-apigateway-integration`, as an integration of CloudFormation.

use crate::error::LoadError;
use crate::read::values::{object, present};
use serde_json::{Map, Value};

/// The members whose values are the same in CloudFormation, by both names.
const MEMBERS: [(&str, &str); 7] = [
    ("uri", "Uri"),
    ("httpMethod", "IntegrationHttpMethod"),
    ("credentials", "Credentials"),
    ("requestTemplates", "RequestTemplates"),
    ("requestParameters", "RequestParameters"),
    ("timeoutInMillis", "TimeoutInMillis"),
    ("cacheNamespace", "CacheNamespace"),
];

/// The members whose values are in capitals in CloudFormation.
const CAPITALS: [(&str, &str); 3] = [
    ("type", "Type"),
    ("passthroughBehavior", "PassthroughBehavior"),
    ("contentHandling", "ContentHandling"),
];

/// The members of a response.
const OF_RESPONSE: [(&str, &str); 3] = [
    ("statusCode", "StatusCode"),
    ("responseParameters", "ResponseParameters"),
    ("responseTemplates", "ResponseTemplates"),
];

/// The `Integration` of a method.
///
/// # Errors
/// A member is not an object.
pub(crate) fn of_cloud_formation(
    integration: &Value,
    place: &str,
) -> Result<Map<String, Value>, LoadError> {
    let integration = object(integration, place)?;
    let mut found = Map::new();
    copy(integration, &MEMBERS, &mut found);
    capitals(integration, &mut found);
    if let Some(responses) = integration.get("responses").filter(|v| present(v)) {
        let mut all = Vec::new();
        for (pattern, response) in object(responses, &format!("{place}.responses"))? {
            let response = object(response, &format!("{place}.responses.{pattern}"))?;
            let mut of_pattern = Map::new();
            copy(response, &OF_RESPONSE, &mut of_pattern);
            capitals(response, &mut of_pattern);
            if pattern != "default" {
                of_pattern.insert("SelectionPattern".to_owned(), pattern.as_str().into());
                // A literal pattern stands for its status.
                of_pattern
                    .entry("StatusCode")
                    .or_insert_with(|| pattern.as_str().into());
            }
            all.push(Value::Object(of_pattern));
        }
        found.insert("IntegrationResponses".to_owned(), all.into());
    }
    Ok(found)
}

fn copy(from: &Map<String, Value>, members: &[(&str, &str)], to: &mut Map<String, Value>) {
    for (name, of_cloud_formation) in members {
        if let Some(value) = from.get(*name).filter(|value| present(value)) {
            to.insert((*of_cloud_formation).to_owned(), value.clone());
        }
    }
}

fn capitals(from: &Map<String, Value>, to: &mut Map<String, Value>) {
    for (name, of_cloud_formation) in CAPITALS {
        if let Some(text) = from.get(name).and_then(Value::as_str) {
            let text = text.to_ascii_uppercase();
            to.insert(of_cloud_formation.to_owned(), text.into());
        }
    }
}
