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

/// The validator of a method, by its id. One that a parameter or another stack names checks nothing here.
pub(super) fn validator(
    resolver: &Resolver<'_>,
    method: Resource<'_>,
    id: &str,
) -> Result<RequestValidator, LoadError> {
    let path = method.path("RequestValidatorId");
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
    if method.is_computed("RequestValidatorId") {
        resolver.note(format!(
            "{path}: the validator {id:?} is outside of the template: requests are not checked"
        ));
        return Ok(RequestValidator::default());
    }
    Err(LoadError::new(&path, LoadErrorKind::Unknown(id.to_owned())))
}
