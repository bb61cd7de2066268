//! Models: JSON schemas of request bodies.
//!
//! Draft 4, as [API Gateway's models][models] are written, with `$ref` within a model and to other
//! models of the API (`https://apigateway.amazonaws.com/restapis/ID/models/NAME`). `format` is not
//! looked at. The messages are those of the validator that AWS's own messages come from.
//!
//! [models]: https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html

mod keywords;
mod patterns;
mod reference;
mod strict;
mod validate;

use vtl::Value;

use crate::api::Model;
use crate::json;

/// What is wrong with a part of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invalid {
    /// The part, as a JSON pointer (RFC 6901): `/experience/past/0`; empty for the whole body. A
    /// member that is missing is told of the object that should have it.
    pub pointer: String,
    /// What is wrong with it.
    pub message: String,
}

/// The models of an API, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Models {
    models: Vec<(String, Value)>,
}

impl Models {
    /// Reads the models. What is wrong with them is told by [`Models::problems`].
    pub(crate) fn new(models: &[Model]) -> Models {
        let schema = |model: &Model| json::read(&model.schema.as_str().into()).unwrap_or_default();
        Models {
            models: models.iter().map(|m| (m.name.clone(), schema(m))).collect(),
        }
    }

    /// The schema of a model. Each API has an `Empty` one, which takes everything.
    fn find(&self, name: &str) -> Option<&Value> {
        self.models
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, schema)| schema)
    }

    /// Whether there is a model of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        matches!(name, "Empty" | "Error") || self.find(name).is_some()
    }

    /// What is wrong with the models themselves: their names, and why.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let problem = |(name, schema): &(String, Value)| {
            let message = match schema {
                Value::Map(_) => reference::unresolved(self, name, schema)?,
                _ => "the schema is no JSON object".to_owned(),
            };
            Some((name.clone(), message))
        };
        self.models.iter().filter_map(problem).collect()
    }

    /// What is wrong with `body` by the model `name`: nothing where there is no such model.
    pub(crate) fn check(&self, name: &str, body: &str) -> Vec<Invalid> {
        let Some(schema) = self.find(name) else {
            return Vec::new();
        };
        // An empty body is an empty object, as it is to `$input`.
        let body = if body.is_empty() { "{}" } else { body };
        let instance = match json::read(&body.into()) {
            Ok(instance) if strict::is_json(body) => instance,
            _ => {
                return vec![Invalid {
                    pointer: String::new(),
                    message: "the body is not JSON".to_owned(),
                }];
            }
        };
        validate::validate(self, name, schema, &instance)
    }
}
