//! Files that a template includes.

use serde_json::Value;

/// The locations of the files that a template includes as parts of it: of `AWS::Include`, and `DefinitionUri` of an API.
/// Only those that are literal texts, or an `Fn::Sub` of one, which stays as it is.
#[must_use]
pub fn included_files(template: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(template, &mut found);
    found
}

/// The depth is that of the parser.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let transform = members.get("Fn::Transform");
            let location = transform.and_then(|of| of.get("Parameters")?.get("Location"));
            let is_api =
                members.get("Type").and_then(Value::as_str) == Some("AWS::Serverless::Api");
            let properties = members.get("Properties").filter(|_| is_api);
            let definition = properties.and_then(|of| of.get("DefinitionUri"));
            let locations = [location, definition].into_iter().flatten();
            found.extend(locations.filter_map(text).map(str::to_owned));
            members.values().for_each(|value| collect(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// The text of a location.
fn text(location: &Value) -> Option<&str> {
    match location.get("Fn::Sub") {
        Some(Value::Array(parts)) => parts.first()?.as_str(),
        Some(text) => text.as_str(),
        None => location.as_str(),
    }
}

/// Whether a file with a name is the one at a location: in a bucket, which only a deployment has, by the end of its path.
pub(super) fn is_at(name: &str, location: &str) -> bool {
    let end = |path: &str| path.rsplit('/').next().map(str::to_owned);
    name == location || (location.contains("://") && end(name) == end(location))
}
