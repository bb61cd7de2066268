//! Models: the schemas of an OpenAPI document.

use super::reference::Document;
use crate::error::LoadError;
use crate::read::values::object;
use gateway::{Api, Model};
use serde_json::{Map, Value};

/// The address of an API's models, as in `$ref` of a model.
const MODELS: &str = "https://apigateway.amazonaws.com/restapis/api/models/";

/// Adds `definitions` (2.0) or `components.schemas` (3).
pub(super) fn add(api: &mut Api, document: &Document<'_>) -> Result<(), LoadError> {
    let root = document.root();
    let place = document.place();
    let of_3 = root.get("components").and_then(|of| of.get("schemas"));
    for (schemas, place) in [
        (root.get("definitions"), format!("{place}.definitions")),
        (of_3, format!("{place}.components.schemas")),
    ] {
        let Some(schemas) = schemas else { continue };
        for (name, schema) in object(schemas, &place)? {
            api.models.push(Model {
                name: name.clone(),
                schema: with_models(schema).to_string(),
            });
        }
    }
    Ok(())
}

/// The name of the model for a schema: the one that it refers to, else a new one.
pub(super) fn of_schema(api: &mut Api, schema: &Value) -> String {
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(name) = reference.and_then(model_name) {
        return name.to_owned();
    }
    let name = format!("MODEL{}", api.models.len());
    api.models.push(Model {
        name: name.clone(),
        schema: with_models(schema).to_string(),
    });
    name
}

fn model_name(reference: &str) -> Option<&str> {
    let schemas = ["#/definitions/", "#/components/schemas/"];
    let name = schemas.iter().find_map(|s| reference.strip_prefix(s))?;
    (!name.contains('/')).then_some(name)
}

/// A schema whose references lead to models: each model is a document of its own. The depth is that of the template.
fn with_models(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let value = match value {
                    Value::String(reference) if name == "$ref" => match model_name(reference) {
                        Some(model) => Value::String(format!("{MODELS}{model}")),
                        None => value.clone(),
                    },
                    value => with_models(value),
                };
                (name.clone(), value)
            };
            Value::Object(members.iter().map(member).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(with_models).collect(),
        scalar => scalar.clone(),
    }
}
