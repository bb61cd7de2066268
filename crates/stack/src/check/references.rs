//! References: to resources, parameters and conditions that the template has.

use super::finding::Report;
use super::graph::{depended_on, references};
use super::node::Path;
use super::rules;
use super::template::Template;
use crate::read::function;
use serde_json::Value;

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    // A transform can add what is referred to.
    if template.is_transformed {
        return;
    }
    if template.is_document {
        for part in template.written() {
            let properties = part.path().at("Properties");
            let own = template
                .value
                .get("Resources")
                .and_then(|all| all.get(part.id));
            let of_text = own.and_then(|own| own.get("Properties"));
            if let Some(path) = of_text.and_then(|value| first_function(value, &properties)) {
                report.add(
                    &rules::DOCUMENT_REFERS,
                    path,
                    "the document refers to a template: it can be included there, but not be imported alone",
                    "Include the document in its template by AWS::Include, or write the values.",
                );
            }
        }
        return;
    }
    let has = |section: &str, name: &str| {
        let section = template.value.get(section);
        section.is_some_and(|members| members.get(name).is_some())
    };
    let is_resource = |name: &str| has("Resources", name);
    for section in ["Resources", "Outputs"] {
        let parts = template.value.get(section).and_then(Value::as_object);
        for (id, part) in parts.into_iter().flatten() {
            if id.starts_with("Fn::") {
                continue;
            }
            let own = Path::of(&[section, id]);
            for name in depended_on(part) {
                if !is_resource(name) {
                    missing(name, own.at("DependsOn"), report);
                }
            }
            if let Some(name) = part.get("Condition").and_then(Value::as_str)
                && !has("Conditions", name)
            {
                report.add(
                    &rules::UNRESOLVED,
                    own.at("Condition"),
                    format!("the template has no condition {name}: \"Unresolved condition dependency {name}\""),
                    "Add it to Conditions, or remove the reference.",
                );
            }
            let members = part.as_object();
            // Metadata can have any form.
            let members = members.into_iter().flatten();
            for (name, value) in members.filter(|(name, _)| *name != "Metadata") {
                within(
                    value,
                    &own.at(name),
                    &|function, name| {
                        let id = name.split('.').next().unwrap_or(name);
                        let is_name = function != "Fn::GetAtt" && !name.contains('.');
                        name.starts_with("AWS::")
                            || is_resource(id)
                            || (is_name && has("Parameters", name))
                    },
                    report,
                );
            }
        }
    }
}

/// References in a value, each with the path of the nearest member.
fn within(value: &Value, path: &Path, is_known: &impl Fn(&str, &str) -> bool, report: &mut Report) {
    match value {
        Value::Object(members) => {
            let mut names = members.iter();
            let is_function = names.len() == 1
                && names.next().is_some_and(|(name, _)| {
                    matches!(name.as_str(), "Ref" | "Fn::GetAtt" | "Fn::Sub")
                });
            if is_function {
                references(value, &mut |function, name| {
                    if !is_known(function, name) {
                        missing(name.split('.').next().unwrap_or(name), path.clone(), report);
                    }
                });
                return;
            }
            for (name, value) in members {
                within(value, &path.at(name), is_known, report);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                within(value, &path.at(&index.to_string()), is_known, report);
            }
        }
        _ => {}
    }
}

/// The path of the first member whose value is a function.
fn first_function(value: &Value, path: &Path) -> Option<Path> {
    match value {
        Value::Object(members) if function(members).is_some() => Some(path.clone()),
        Value::Object(members) => members
            .iter()
            .find_map(|(name, value)| first_function(value, &path.at(name))),
        Value::Array(items) => items.iter().find_map(|value| first_function(value, path)),
        _ => None,
    }
}

fn missing(name: &str, path: Path, report: &mut Report) {
    report.add(
        &rules::UNRESOLVED,
        path,
        format!("the template has no {name}: \"Unresolved resource dependencies [{name}] in the Resources block \
         of the template\""),
        "Correct the name, or add the resource or parameter.",
    );
}
