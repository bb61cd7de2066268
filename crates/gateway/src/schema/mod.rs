//! Models: JSON schemas of request bodies.
//!
//! Draft 4, as in [API Gateway's models][models], with `$ref` within a model and to other models of the API
//! (`https://apigateway.amazonaws.com/restapis/ID/models/NAME`). `format` is ignored. The messages are those of the
//! validator whose messages AWS shows.
//!
//! [models]: https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html

mod keywords;
mod patterns;
mod reference;
mod strict_json;
mod validate;

use exchange::Invalid;
use vtl::Value;

use crate::api::Model;
use crate::json;

/// The parsed models of an API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Models {
    models: Vec<(String, Value)>,
}

impl Models {
    /// Parses the models. [`Models::problems`] lists their errors.
    pub(crate) fn new(models: &[Model]) -> Models {
        let schema = |model: &Model| json::read(&model.schema.as_str().into()).unwrap_or_default();
        Models {
            models: models.iter().map(|m| (m.name.clone(), schema(m))).collect(),
        }
    }

    /// The schema of a model.
    fn find(&self, name: &str) -> Option<&Value> {
        self.models
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, schema)| schema)
    }

    /// Whether there is a model of that name. Each API has `Empty` and `Error`, which accept everything.
    pub(crate) fn has(&self, name: &str) -> bool {
        matches!(name, "Empty" | "Error") || self.find(name).is_some()
    }

    /// Errors of the models themselves: names and messages.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let problem = |(name, schema): &(String, Value)| {
            let message = match schema {
                Value::Map(_) => reference::unresolved(self, name, schema)?,
                _ => "the schema is not a JSON object".to_owned(),
            };
            Some((name.clone(), message))
        };
        self.models.iter().filter_map(problem).collect()
    }

    /// Validates `body` by the model `name`; without such a model every body is valid.
    pub(crate) fn check(&self, name: &str, body: &str) -> Vec<Invalid> {
        let Some(schema) = self.find(name) else {
            return Vec::new();
        };
        // An empty body is an empty object, as for `$input`.
        let body = if body.is_empty() { "{}" } else { body };
        let instance = match json::read(&body.into()) {
            Ok(instance) if strict_json::is_json(body) => instance,
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
