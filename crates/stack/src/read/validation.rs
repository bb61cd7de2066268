//! Reader of models and request validators.

use super::resolve::{Resolver, Resource};
use super::values::flag;
use crate::error::{LoadError, LoadErrorKind};
use gateway::{Model, RequestValidator};
use serde_json::Value;

/// The model of a resource.
pub(super) fn model(resolver: &Resolver<'_>, resource: Resource<'_>) -> Result<Model, LoadError> {
    let schema = match resolver.property(resource, "Schema")? {
        Some(Value::String(text)) => text,
        Some(schema @ Value::Object(_)) => schema.to_string(),
        None => "{}".to_owned(),
        Some(_) => {
            let kind = LoadErrorKind::Expected("a JSON schema");
            return Err(LoadError::new(&resource.path("Schema"), kind));
        }
    };
    Ok(Model {
        name: resolver.physical_name(resource.logical_id, 0)?,
        schema,
    })
}

/// The validator with an id.
pub(super) fn validator(
    resolver: &Resolver<'_>,
    id: &str,
    path: &str,
) -> Result<RequestValidator, LoadError> {
    for resource in resolver.of_type("AWS::ApiGateway::RequestValidator")? {
        if resolver.physical_name(resource.logical_id, 0)? == id {
            let checks = |property: &str| {
                let value = resolver.property(resource, property)?;
                let value = value.as_ref();
                value.map_or(Ok(false), |value| flag(value, &resource.path(property)))
            };
            return Ok(RequestValidator {
                body: checks("ValidateRequestBody")?,
                parameters: checks("ValidateRequestParameters")?,
            });
        }
    }
    Err(LoadError::new(path, LoadErrorKind::Unknown(id.to_owned())))
}
