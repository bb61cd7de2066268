//! API keys and usage plans.

use super::finding::Report;
use super::method::Method;
use super::rules;
use super::template::Template;
use crate::read::{has_symbol, symbol_of};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// Values of keys, and keys in no plan.
pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    for key in template.certain("AWS::ApiGateway::ApiKey") {
        let Some(node) = key.properties().get("Value") else {
            continue;
        };
        let length = node.text().map(|text| text.chars().count());
        let error = match length {
            Some(0..20) => "should be at least 20 characters",
            Some(129..) => "exceeds maximum size of 128 characters",
            _ => continue,
        };
        report.add(
            &rules::KEY_VALUE,
            node.path,
            format!("\"API Key value {error}\""),
            "Use 20 to 128 characters, or no value: API Gateway generates one.",
        );
    }
    if template.is_opaque || template.is_transformed {
        return;
    }
    let mut used = HashSet::new();
    for joined in template.possible("AWS::ApiGateway::UsagePlanKey") {
        let Some(key) = joined.properties().reference("KeyId") else {
            return;
        };
        used.insert(key.into_owned());
    }
    let exported = exported(template);
    for key in template.certain("AWS::ApiGateway::ApiKey") {
        let properties = key.properties();
        let names = ["", "APIKeyId"].map(|attribute| symbol_of(key.id, attribute));
        let is_used = names.iter().any(|name| used.contains(name)) || exported.contains(key.id);
        if !is_used && properties.lacks("StageKeys") {
            report.add(
                &rules::KEY_UNUSED,
                key.path(),
                "the key is in no usage plan: calls with it get 403 Forbidden",
                "Add an AWS::ApiGateway::UsagePlanKey that joins it to a usage plan.",
            );
        }
    }
}

/// Methods that require a key in an API whose stages have no plan: one finding for an API.
pub(super) fn of_methods(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    if template.is_opaque || template.is_transformed {
        return;
    }
    let mut stages: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
    for type_name in ["AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment"] {
        for stage in template.certain(type_name) {
            let properties = stage.properties();
            let name = properties.reference("StageName");
            if let (Some(api), Some(name)) = (properties.reference("RestApiId"), name) {
                let of_api = stages.entry(api.into_owned()).or_default();
                of_api.push((stage.id, name.into_owned()));
            }
        }
    }
    let exported = exported(template);
    let mut plans: Vec<(String, String)> = Vec::new();
    for plan in template.possible("AWS::ApiGateway::UsagePlan") {
        let Some(entries) = plan.properties().list("ApiStages") else {
            return;
        };
        for entry in entries {
            let (Some(api), Some(stage)) = (entry.reference("ApiId"), entry.reference("Stage"))
            else {
                return;
            };
            plans.push((api.into_owned(), stage.into_owned()));
        }
    }
    let mut done = HashSet::new();
    for method in methods {
        let Some(properties) = &method.properties else {
            continue;
        };
        if !properties.is_true("ApiKeyRequired") || !done.insert(method.api.as_str()) {
            continue;
        }
        let (Some(api), Some(stages)) = (method.api_part, stages.get(&method.api)) else {
            continue;
        };
        let covers = |(id, name): &(&str, String)| {
            plans.iter().any(|(of, stage)| {
                // An unknown name may be that of this stage.
                let is_open = has_symbol(stage)
                    && template.referred(stage, "AWS::ApiGateway::Stage").is_none();
                let is_own = stage == name || *stage == symbol_of(id, "");
                *of == method.api && (is_open || is_own)
            })
        };
        if !exported.contains(api.id) && !stages.iter().any(covers) {
            report.add(
                &rules::KEY_REQUIRED,
                properties.path_of("ApiKeyRequired"),
                "no usage plan of the template has the API's stage: every call gets 403 Forbidden",
                "Add an AWS::ApiGateway::UsagePlan with the stage, and join a key to it.",
            );
        }
    }
}

/// The resources that other stacks can use, by outputs with `Export`.
fn exported<'t>(template: &Template<'t>) -> HashSet<&'t str> {
    let mut found = HashSet::new();
    let outputs = template.value.get("Outputs").and_then(Value::as_object);
    for output in outputs.into_iter().flatten().map(|(_, output)| output) {
        if output.get("Export").is_some() {
            super::graph::references(output, &mut |_, name| {
                found.insert(name.split('.').next().unwrap_or(name));
            });
        }
    }
    found
}
