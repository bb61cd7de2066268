//! Properties with a set of values: verbs, types of integrations and of authorization.

use super::finding::Report;
use super::method::Method;
use super::node::Node;
use super::rules::{self, Rule};

const VERBS: [&str; 8] = [
    "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
];
const TYPES: [&str; 5] = ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"];
const AUTHORIZATIONS: [&str; 4] = ["AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM", "NONE"];

pub(super) fn check(methods: &[Method<'_>], report: &mut Report) {
    for method in methods {
        if let Some(integration) = method.integration() {
            let error = "Member must satisfy enum value set";
            one_of(&integration, "Type", &TYPES, &rules::TYPE, error, report);
        }
        let Some(properties) = &method.properties else {
            continue;
        };
        let error = "Invalid HTTP method specified";
        one_of(
            properties,
            "HttpMethod",
            &VERBS,
            &rules::VERB,
            error,
            report,
        );
        let name = "AuthorizationType";
        if properties.lacks(name) {
            report.add(
                &rules::AUTHORIZATION,
                method.path.clone(),
                "a method without AuthorizationType: \"Value null at 'putMethodInput.authorizationType' failed to \
                 satisfy constraint: Member must not be null\"",
                "Set AuthorizationType, for example to NONE.",
            );
        }
        let error = "Invalid authorization type specified";
        let rule = &rules::AUTHORIZATION;
        one_of(properties, name, &AUTHORIZATIONS, rule, error, report);
    }
}

/// A known text that is none of the values, whatever its case.
fn one_of(
    owner: &Node<'_>,
    name: &str,
    values: &[&str],
    rule: &'static Rule,
    error: &str,
    report: &mut Report,
) {
    let Some(node) = owner.get(name) else { return };
    let Some(text) = node.text() else { return };
    if values.iter().any(|value| value.eq_ignore_ascii_case(&text)) {
        return;
    }
    report.add(
        rule,
        node.path,
        format!("{text:?}: \"{error}\""),
        format!("Use one of {}.", values.join(", ")),
    );
}
