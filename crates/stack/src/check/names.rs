//! Names: unique where they must be, and of allowed characters.

use super::finding::Report;
use super::rules;
use super::template::Template;
use std::collections::HashMap;

/// The longest logical id, in characters.
const MAX_LOGICAL_ID: usize = 255;

pub(super) fn logical_ids(template: &Template<'_>, report: &mut Report) {
    // SAM's own ids are alphanumeric, whatever they are here.
    for part in template.written() {
        let id = part.id;
        let is_allowed = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
        if !is_allowed || id.len() > MAX_LOGICAL_ID {
            report.add(
                &rules::LOGICAL_ID,
                part.path(),
                format!("\"Resource name {id} is non alphanumeric.\""),
                "Use 1 to 255 letters and digits.",
            );
        }
    }
}

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    methods(template, report);
    models(template, report);
}

fn methods(template: &Template<'_>, report: &mut Report) {
    let mut seen: HashMap<(String, String, String), &str> = HashMap::new();
    for part in template.certain("AWS::ApiGateway::Method") {
        let properties = part.properties();
        let reference = |name: &str| properties.reference(name).map(Into::into);
        let key = (
            reference("RestApiId"),
            reference("ResourceId"),
            reference("HttpMethod"),
        );
        let (Some(api), Some(resource), Some(verb)) = key else {
            continue;
        };
        let verb: String = verb;
        if let Some(other) = seen.insert((api, resource, verb.clone()), part.id) {
            report.add(
                &rules::METHOD_TWICE,
                properties.path_of("HttpMethod"),
                format!("{other} is {verb} of the same resource: \"Method already exists for this resource\""),
                "Remove one of them, or use another resource.",
            );
        }
    }
}

fn models(template: &Template<'_>, report: &mut Report) {
    let mut seen: HashMap<(String, String), &str> = HashMap::new();
    for part in template.certain("AWS::ApiGateway::Model") {
        let properties = part.properties();
        let Some(node) = properties.get("Name") else {
            continue;
        };
        if let Some(name) = node.text()
            && !name.chars().all(|c| c.is_ascii_alphanumeric())
        {
            report.add(
                &rules::MODEL_NAME,
                node.path.clone(),
                format!("\"Model name must be alphanumeric: {name}\""),
                "Use letters and digits.",
            );
        }
        let api = properties.reference("RestApiId");
        let (Some(api), Some(name)) = (api, node.partial()) else {
            continue;
        };
        let key = (api.into_owned(), name.to_string());
        if let Some(other) = seen.insert(key, part.id) {
            report.add(
                &rules::MODEL_TWICE,
                node.path,
                format!(
                    "{other} has the same name: \"Model name already exists for this REST API\""
                ),
                "Use another name, or none: CloudFormation makes one.",
            );
        }
    }
}
