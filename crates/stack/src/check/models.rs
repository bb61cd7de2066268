//! The models that methods name.

use super::finding::Report;
use super::method::Method;
use super::node::Node;
use super::rules;
use super::template::Template;
use std::collections::{HashMap, HashSet};

pub(super) fn check(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    let models = Models::new(template);
    for method in methods {
        if let Some(properties) = &method.properties {
            models.check(method, properties, report);
        }
    }
}

/// The models of the template's APIs.
struct Models<'p> {
    template: &'p Template<'p>,
    /// By API and name, if that is a text: the resource that makes it.
    named: HashMap<(String, String), &'p str>,
    /// APIs with models that are unknown.
    open: HashSet<String>,
}

impl<'p> Models<'p> {
    fn new(template: &'p Template<'p>) -> Self {
        let mut models = Self {
            template,
            named: HashMap::new(),
            open: HashSet::new(),
        };
        for part in template.possible("AWS::ApiGateway::Model") {
            let properties = part.properties();
            let api = properties.reference("RestApiId").unwrap_or_default();
            match properties.text_of("Name") {
                Some(name) if part.is_certain => {
                    let named = (api.into_owned(), name.into_owned());
                    models.named.insert(named, part.id);
                }
                // A generated name is not the text of any template.
                None if properties.lacks("Name") => {}
                _ => {
                    models.open.insert(api.into_owned());
                }
            }
        }
        models
    }

    fn check(&self, method: &Method<'_>, properties: &Node<'_>, report: &mut Report) {
        let Some(api) = method.api_part else { return };
        let own = api.properties();
        let is_closed = ["Body", "BodyS3Location", "CloneFrom"]
            .iter()
            .all(|name| own.lacks(name));
        if !is_closed || self.open.contains(&method.api) || self.template.is_opaque {
            return;
        }
        let mut used = properties.map("RequestModels").unwrap_or_default();
        for response in properties.list("MethodResponses").unwrap_or_default() {
            used.extend(response.map("ResponseModels").unwrap_or_default());
        }
        for (_, node) in used {
            let Some(name) = node.text() else { continue };
            // Every API has these.
            if matches!(&*name, "Empty" | "Error") {
                continue;
            }
            let named = (method.api.clone(), name.to_string());
            match self.named.get(&named) {
                None => report.add(
                    &rules::MODEL_MISSING,
                    node.path,
                    format!("the API has no model {name}: \"Invalid Model Name specified\""),
                    "Add an AWS::ApiGateway::Model and refer to it by Ref.",
                ),
                Some(id) => {
                    let names = method.path.names();
                    let method_id = names.get(1).copied().unwrap_or_default();
                    let before = self.template.before(method_id);
                    if before.is_some_and(|before| !before.contains(id)) {
                        report.add(
                            &rules::MODEL_RACE,
                            node.path,
                            format!("the model {name} may be created after the method"),
                            format!("Refer to the model by the Ref of {id}."),
                        );
                    }
                }
            }
        }
    }
}
