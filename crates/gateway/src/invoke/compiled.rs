//! Methods with parsed templates.

use super::Problem;
use crate::api::{IntegrationKind, Method};
use crate::mapping::{MappingError, MappingTemplate};
use crate::pattern::Pattern;
use crate::schema::Models;

/// A template, or its syntax errors; `None` for an empty one, which passes the body through.
pub(super) type Compiled = Option<Result<MappingTemplate, MappingError>>;

#[derive(Clone, Debug)]
pub(super) struct CompiledMethod {
    /// By MIME type.
    pub(super) request_templates: Vec<(String, Compiled)>,
    /// One for each integration response, in its order.
    pub(super) responses: Vec<CompiledResponse>,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledResponse {
    /// `None` for the default response.
    pub(super) pattern: Option<Result<Pattern, String>>,
    /// By MIME type.
    pub(super) templates: Vec<(String, Compiled)>,
}

fn compile(templates: &[(String, String)]) -> Vec<(String, Compiled)> {
    let template = |source: &String| match source.as_str() {
        "" => None,
        source => Some(MappingTemplate::parse(source)),
    };
    templates
        .iter()
        .map(|(mime, source)| (mime.clone(), template(source)))
        .collect()
}

impl CompiledMethod {
    pub(super) fn new(method: &Method) -> CompiledMethod {
        let responses = method
            .integration
            .responses
            .iter()
            .map(|response| CompiledResponse {
                pattern: response
                    .selection_pattern
                    .as_deref()
                    .filter(|pattern| !pattern.is_empty())
                    .map(Pattern::compile),
                templates: compile(&response.templates),
            });
        CompiledMethod {
            request_templates: compile(&method.integration.request_templates),
            responses: responses.collect(),
        }
    }

    /// Problems of the method.
    pub(super) fn problems(&self, method: &Method, models: &Models) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut add = |part: String, message: String, template: Option<&MappingError>| {
            let name = format!("{} {}", method.http_method, method.path);
            problems.push(Problem {
                method: name,
                part,
                message,
                template: template.cloned(),
            });
        };
        for (mime, template) in &self.request_templates {
            if let Some(Err(error)) = template {
                add(
                    format!("request template {mime}"),
                    error.to_string(),
                    Some(error),
                );
            }
        }
        for (response, compiled) in method.integration.responses.iter().zip(&self.responses) {
            let status = response.status;
            if let Some(Err(message)) = &compiled.pattern {
                add(
                    format!("selection pattern of {status}"),
                    message.clone(),
                    None,
                );
            }
            for (mime, template) in &compiled.templates {
                if let Some(Err(error)) = template {
                    add(
                        format!("response template {status} {mime}"),
                        error.to_string(),
                        Some(error),
                    );
                }
            }
            if !method.responses.iter().any(|r| r.status == status) {
                let message = format!("there is no method response {status} to map to");
                add(format!("integration response {status}"), message, None);
            }
        }
        for (mime, model) in &method.request_models {
            if !models.has(model) {
                let message = format!("the API has no model {model}");
                add(format!("request model {mime}"), message, None);
            }
        }
        let integration = match &method.integration.kind {
            IntegrationKind::Aws { service, action } if service.is_empty() || action.is_empty() => {
                Some("the URI names no service's action".to_owned())
            }
            IntegrationKind::Other(none) if none == "NONE" => {
                Some("the method has none: a deployment is rejected".to_owned())
            }
            IntegrationKind::Other(what) => Some(format!(
                "{what} is not run here: its calls show what would be sent"
            )),
            _ => None,
        };
        if let Some(message) = integration {
            add("integration".to_owned(), message, None);
        }
        problems
    }
}
