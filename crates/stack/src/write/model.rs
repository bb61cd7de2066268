//! Request validator, and the model of a resume.

use super::names::{id, reference};
use super::resource::Resources;
use crate::{Options, Templates};
use resume::{Kind, Resume, Shape};
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
            "Schema": schema(&options.templates),
        },
    });
    vec![
        (id::VALIDATOR.to_owned(), validator),
        (id::MODEL.to_owned(), model),
    ]
}

/// The JSON schema (draft 4) of a resume, from the table of its fields. The `id` must be a valid partition key.
///
/// With templates that keep any shape, text may be any value, objects may be `null` or missing, and further members may be
/// anywhere, as `crates/resume` reads and writes it. The by-field templates store text alone, and nothing but the fields of
/// the table: what they would lose is rejected.
fn schema(templates: &Templates) -> Value {
    let strict = *templates == Templates::ByField;
    let mut schema = object(Resume::SHAPE, json!("object"), strict);
    schema["properties"]["id"] = json!({ "type": "string", "minLength": 1, "maxLength": 2048 });
    let mut head = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Resume",
        "type": "object",
        "required": ["id"],
    });
    if let (Some(head), Value::Object(schema)) = (head.as_object_mut(), schema) {
        head.extend(schema);
    }
    head
}

/// An object of the resume, of that type.
fn object(shape: &Shape, kind: Value, strict: bool) -> Value {
    let properties: Map<String, Value> = shape
        .members
        .iter()
        .map(|member| {
            let schema = match member.kind {
                Kind::Text(_) if strict => json!({ "type": ["string", "null"] }),
                Kind::Text(_) => json!({}),
                Kind::Record(shape) => object(shape, json!(["object", "null"]), strict),
                // The list may be `null`, its entries may not.
                Kind::List { entry, .. } => json!({
                    "type": ["array", "null"],
                    "items": object(entry, json!("object"), strict),
                }),
            };
            (member.name.to_owned(), schema)
        })
        .collect();
    let mut schema = json!({ "type": kind, "properties": properties });
    if strict {
        schema["additionalProperties"] = json!(false);
    }
    schema
}
