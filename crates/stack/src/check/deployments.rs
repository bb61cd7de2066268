//! Deployments: each is a copy of the API at its time, so that the methods must be there before.

use super::finding::Report;
use super::rules;
use super::template::{Part, Template};
use std::collections::HashMap;

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    let mut methods: HashMap<String, Vec<&Part<'_>>> = HashMap::new();
    for method in template.possible("AWS::ApiGateway::Method") {
        if let Some(api) = method.properties().reference("RestApiId") {
            methods.entry(api.into_owned()).or_default().push(method);
        }
    }
    for deployment in template.certain("AWS::ApiGateway::Deployment") {
        let Some(id) = deployment.properties().reference("RestApiId") else {
            continue;
        };
        let api = template.referred(&id, "AWS::ApiGateway::RestApi");
        // Whether all methods are in the template, as resources.
        let is_closed = api.is_some_and(|api| {
            let own = api.properties();
            let others = ["Body", "BodyS3Location", "CloneFrom"];
            others.iter().all(|name| own.lacks(name)) && !template.is_opaque
        });
        let of_api = methods.get(&*id).map(Vec::as_slice).unwrap_or_default();
        if of_api.is_empty() {
            if is_closed && !template.is_transformed {
                report.add(
                    &rules::DEPLOYMENT_EMPTY,
                    deployment.path(),
                    "\"The REST API doesn't contain any methods\"",
                    "Add an AWS::ApiGateway::Method, and name it in DependsOn of the deployment.",
                );
            }
            continue;
        }
        let Some(before) = template.before(deployment.id) else {
            continue;
        };
        let certain: Vec<&&Part<'_>> = of_api.iter().filter(|part| part.is_certain).collect();
        let missing: Vec<&str> = certain
            .iter()
            .map(|part| part.id)
            .filter(|id| !before.contains(id))
            .collect();
        let Some(first) = missing.first() else {
            continue;
        };
        if is_closed && missing.len() == of_api.len() {
            report.add(
                &rules::DEPLOYMENT_RACE,
                deployment.path(),
                "the deployment may be created before every method: \"The REST API doesn't contain any methods\"",
                format!("Add DependsOn with every method: {}.", listed(&missing)),
            );
        } else {
            report.add(
                &rules::DEPLOYMENT_STALE,
                deployment.path(),
                format!(
                    "the deployment may be created before {first}{}, and would not contain it",
                    match missing.len() {
                        1 => String::new(),
                        count => format!(" and {} more", count - 1),
                    }
                ),
                format!("Add to DependsOn: {}.", listed(&missing)),
            );
        }
    }
}

/// The first of the names.
fn listed(names: &[&str]) -> String {
    let first = names.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=5 => first,
        count => format!("{first} and {} more", count - 5),
    }
}
