//! What a resume has to look like: the request validator and its model.

use super::names::{id, reference};
use super::resource::Resources;
use crate::Options;
use serde_json::{Map, Value, json};

/// The validator of parameters and bodies, and the model of the body.
pub(super) fn resources(options: &Options) -> Resources {
    if !options.validation {
        return Vec::new();
    }
    let validator = json!({
        "Type": "AWS::ApiGateway::RequestValidator",
        "Properties": {
            "RestApiId": reference(id::API),
            "ValidateRequestParameters": true,
            "ValidateRequestBody": true,
        },
    });
    let model = json!({
        "Type": "AWS::ApiGateway::Model",
        "Properties": {
            "RestApiId": reference(id::API),
            "ContentType": "application/json",
            "Schema": schema(),
        },
    });
    vec![
        (id::VALIDATOR.to_owned(), validator),
        (id::MODEL.to_owned(), model),
    ]
}

/// The JSON schema (draft 4) of a resume, as `crates/resume` reads and writes it: text may be any value, which is kept as
/// it is, parts may be `null` or missing, and further members may stand anywhere. The `id` has to be what a partition key
/// is.
pub(crate) fn schema() -> Value {
    let lines = list(texts(&["li"]));
    let mut current = texts(&["role", "from"]);
    current.insert("description".to_owned(), lines.clone());
    let mut past = texts(&["role", "duration"]);
    past.insert("description".to_owned(), lines);

    let mut properties = texts(&["id", "name", "title", "email", "location"]);
    let mut add = |name: &str, schema: Value| properties.insert(name.to_owned(), schema);
    add(
        "id",
        json!({ "type": "string", "minLength": 1, "maxLength": 2048 }),
    );
    add("profiles", list(texts(&["network", "username", "url"])));
    add("skills", list(texts(&["title", "score", "rating"])));
    add("languages", list(texts(&["language", "score", "rating"])));
    add("summary", list(texts(&["para"])));
    add(
        "experience",
        part(object(&[("current", part(current)), ("past", list(past))])),
    );
    add(
        "certificates",
        list(texts(&["title", "valid", "link", "description"])),
    );
    add("education", list(texts(&["title", "valid", "description"])));
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Resume",
        "type": "object",
        "required": ["id"],
        "properties": properties,
    })
}

/// An object that may be `null`.
fn part(properties: Map<String, Value>) -> Value {
    json!({ "type": ["object", "null"], "properties": properties })
}

/// A list, which may be `null`, of objects, which may not.
fn list(properties: Map<String, Value>) -> Value {
    json!({
        "type": ["array", "null"],
        "items": { "type": "object", "properties": properties },
    })
}

fn texts(names: &[&str]) -> Map<String, Value> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), json!({})))
        .collect()
}

fn object(members: &[(&str, Value)]) -> Map<String, Value> {
    members
        .iter()
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect()
}
