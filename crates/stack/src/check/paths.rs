//! The tree of an API's paths: of resources, and of OpenAPI documents.

use super::finding::Report;
use super::node::Path;
use super::rules;
use super::template::Template;
use std::collections::HashMap;

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    let mut siblings = Siblings::default();
    for part in template.certain("AWS::ApiGateway::Resource") {
        let properties = part.properties();
        let Some(node) = properties.get("PathPart") else {
            continue;
        };
        let Some(name) = node.text() else { continue };
        if !is_allowed(&name) {
            report.add(
                &rules::PATH_PART,
                node.path.clone(),
                format!("{name:?}: \"Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path \
                 variable and curly braces at the beginning and the end\""),
                "Write one segment without slashes, such as items, {id} or {proxy+}.",
            );
        }
        let (Some(api), Some(parent)) = (
            properties.reference("RestApiId"),
            properties.reference("ParentId"),
        ) else {
            continue;
        };
        let above = template
            .referred(&parent, "AWS::ApiGateway::Resource")
            .or_else(|| {
                template.with_attribute(&parent, "ResourceId", "AWS::ApiGateway::Resource")
            });
        if let Some(above) = above {
            let above = above.properties().text_of("PathPart");
            if let Some(above) = above.filter(|above| is_greedy(above)) {
                below_greedy(&above, properties.path_of("ParentId"), report);
            }
        }
        let parent = format!("{api} {parent}");
        siblings.add(&parent, &name, part.id, &node.path, report);
    }
    for part in template.certain("AWS::ApiGateway::RestApi") {
        let properties = part.properties();
        let Some(body) = properties.get("Body") else {
            continue;
        };
        document(&body.map("paths").unwrap_or_default(), report);
    }
}

/// The paths of an OpenAPI document.
fn document(paths: &[(&str, super::node::Node<'_>)], report: &mut Report) {
    let mut siblings = Siblings::default();
    let mut known = HashMap::new();
    for (path, node) in paths {
        let mut parent = String::new();
        let mut above = "";
        for segment in path.trim_matches('/').split('/') {
            if is_greedy(above) {
                below_greedy(above, node.path.clone(), report);
                break;
            }
            let own = format!("{parent}/{segment}");
            // The same resource, which another path has, too.
            if known.insert(own.clone(), ()).is_none() && is_variable(segment) {
                siblings.add(&parent, segment, path, &node.path, report);
            }
            (parent, above) = (own, segment);
        }
    }
}

fn below_greedy(above: &str, path: Path, report: &mut Report) {
    report.add(
        &rules::PATH_GREEDY,
        path,
        format!("\"Cannot create a child of a resource with a greedy path variable: {above}\""),
        "Move the resource beside the greedy one, which matches what no other resource does.",
    );
}

fn is_variable(part: &str) -> bool {
    part.starts_with('{') && part.ends_with('}')
}

fn is_greedy(part: &str) -> bool {
    is_variable(part) && part.ends_with("+}")
}

/// Whether no character is certainly rejected.
fn is_allowed(part: &str) -> bool {
    let inner = match part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
    {
        Some(inner) => inner.strip_suffix('+').unwrap_or(inner),
        None => part,
    };
    let is_rejected =
        |c: char| c.is_whitespace() || c.is_control() || "/?#{}+\"'<>\\^`|".contains(c);
    !inner.is_empty() && !inner.contains(is_rejected)
}

/// The resources by parent.
#[derive(Default)]
struct Siblings {
    /// By parent and name: who has it.
    names: HashMap<(String, String), String>,
    /// By parent: the variable.
    variables: HashMap<String, String>,
}

impl Siblings {
    fn add(&mut self, parent: &str, name: &str, owner: &str, path: &Path, report: &mut Report) {
        let key = (parent.to_owned(), name.to_owned());
        if let Some(other) = self.names.get(&key) {
            report.add(
                &rules::PATH_TWICE,
                path.clone(),
                format!("{other} has the same parent: \"Another resource with the same parent already has this \
                 name: {name}\""),
                format!("Use the resource {other}."),
            );
            return;
        }
        self.names.insert(key, owner.to_owned());
        if !is_variable(name) {
            return;
        }
        match self.variables.get(parent) {
            Some(other) => report.add(
                &rules::PATH_VARIABLES,
                path.clone(),
                format!("\"A sibling ({other}) of this resource already has a variable path part -- only one is \
                 allowed\""),
                format!("Use {other} for both."),
            ),
            None => {
                self.variables.insert(parent.to_owned(), name.to_owned());
            }
        }
    }
}
