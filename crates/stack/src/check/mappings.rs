//! Mappings of parameters: what they read and set must be declared, and literal values have single quotes.

use super::finding::Report;
use super::method::{Method, Response};
use super::node::Node;
use super::rules;
use super::template::Template;
use crate::read::has_symbol;
use gateway::headers;

/// The beginnings of values that are no literals.
const SOURCES: [&str; 4] = ["method.", "integration.", "context.", "stageVariables."];

/// The headers of responses that API Gateway sets whatever a mapping does.
const OWN_HEADERS: [&str; 4] = ["Connection", "Content-Length", "Date", "Server"];

pub(super) fn check(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    for method in methods {
        path_parameters(method, report);
        let Some(integration) = method.integration() else {
            continue;
        };
        let kind = integration.text_of("Type");
        requests(method, &integration, kind.as_deref(), report);
        responses(method, &integration, kind.as_deref(), report);
    }
    for part in template.certain("AWS::ApiGateway::GatewayResponse") {
        let parameters = part.properties().map("ResponseParameters");
        for (_, value) in parameters.unwrap_or_default() {
            literal(&value, report);
        }
    }
}

/// Declared path parameters that the path does not have.
fn path_parameters(method: &Method<'_>, report: &mut Report) {
    let (Some(segments), Some(parameters)) = (&method.segments, &method.parameters) else {
        return;
    };
    for (name, path) in parameters {
        let Some(name) = name.strip_prefix("method.request.path.") else {
            continue;
        };
        let has = segments.iter().any(|segment| {
            let inner = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            inner.is_some_and(|inner| inner.trim_end_matches('+') == name)
        });
        if !has {
            report.add(
                &rules::PATH_PARAMETER,
                path.clone(),
                format!(
                    "the path /{} has no {{{name}}}: the parameter never has a value",
                    segments.join("/")
                ),
                format!("Add {{{name}}} to the path, or remove the parameter."),
            );
        }
    }
}

/// The mappings of the integration request.
fn requests(method: &Method<'_>, integration: &Node<'_>, kind: Option<&str>, report: &mut Report) {
    let mappings = integration.map("RequestParameters").unwrap_or_default();
    for (target, value) in mappings {
        if let Some(header) = target.strip_prefix("integration.request.header.")
            && let Some(kind) = kind.filter(|kind| *kind != "MOCK")
            && headers::is_rejected(header, kind == "AWS")
        {
            report.add(
                &rules::HEADER_REJECTED,
                value.path.clone(),
                format!("an integration of the type {kind} can't set the header {header}: every call ends with a \
                 500"),
                "Remove the mapping.",
            );
        }
        literal(&value, report);
        let Some(source) = value.text() else { continue };
        let Some((part, name)) = request_source(&source) else {
            continue;
        };
        if part == "header" && headers::is_hidden(name) {
            report.add(
                &rules::HEADER_HIDDEN,
                value.path.clone(),
                format!("API Gateway hides the header {name}: the mapping has no value"),
                "Let clients send the value in another header.",
            );
        }
        let Some(declared) = &method.parameters else {
            continue;
        };
        let needed = format!("method.request.{part}.{name}");
        if !declared.iter().any(|(own, _)| is_same(own, &needed)) {
            report.add(
                &rules::REQUEST_PARAMETER,
                value.path,
                format!("the method does not declare it: \"Invalid mapping expression parameter specified: \
                 {source}\""),
                match &method.properties {
                    Some(_) => format!("Add {needed}: false to the method's RequestParameters."),
                    None => format!("Add {name} to the operation's parameters."),
                },
            );
        }
    }
}

/// The part and name of a parameter that a mapping reads.
fn request_source(source: &str) -> Option<(&str, &str)> {
    let (part, name) = source.strip_prefix("method.request.")?.split_once('.')?;
    let part = match part {
        "querystring" | "multivaluequerystring" => "querystring",
        "header" | "multivalueheader" => "header",
        "path" => "path",
        // The body has no declaration.
        _ => return None,
    };
    Some((part, name))
}

/// Equal but for the case, which may matter to API Gateway.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The mappings of integration responses.
fn responses(method: &Method<'_>, integration: &Node<'_>, kind: Option<&str>, report: &mut Report) {
    let is_proxy = matches!(kind, Some("AWS_PROXY" | "HTTP_PROXY"));
    // For mocks it is not recorded.
    let is_remapping = matches!(kind, Some("AWS" | "HTTP"));
    for response in integration.list("IntegrationResponses").unwrap_or_default() {
        let mappings = response.map("ResponseParameters").unwrap_or_default();
        for (target, value) in &mappings {
            literal(value, report);
            if is_remapping {
                remapped(target, value, report);
            }
        }
        let Some(status) = response.text_of("StatusCode") else {
            continue;
        };
        let Some(declared) = &method.responses else {
            continue;
        };
        let of_status: Vec<&Response> = declared
            .iter()
            .filter(|own| own.status == *status)
            .collect();
        if of_status.is_empty() {
            // Its mappings are rejected, else its calls end with a 500. A proxy's response is not mapped.
            if !is_proxy || !mappings.is_empty() {
                status_missing(&response, &status, mappings.first(), report);
            }
            continue;
        }
        for (target, value) in mappings {
            let is_open = of_status.iter().any(|own| own.parameters.is_none());
            let mut all = of_status.iter().filter_map(|own| own.parameters.as_ref());
            if is_open || all.any(|names| names.iter().any(|own| is_same(own, target))) {
                continue;
            }
            report.add(
                &rules::RESPONSE_PARAMETER,
                value.path,
                format!("the method response {status} does not declare it: \"Invalid mapping expression parameter \
                 specified: {target}\""),
                match &method.properties {
                    Some(_) => format!(
                        "Add {target}: false to the ResponseParameters of the method response {status}."
                    ),
                    None => format!(
                        "Add {} to the headers of the operation's response {status}.",
                        target.rsplit('.').next().unwrap_or(target)
                    ),
                },
            );
        }
    }
}

fn status_missing(
    response: &Node<'_>,
    status: &str,
    mapping: Option<&(&str, Node<'_>)>,
    report: &mut Report,
) {
    let repair = format!("Add a method response with the status {status}.");
    match mapping {
        Some((target, value)) => report.add(
            &rules::RESPONSE_PARAMETER,
            value.path.clone(),
            format!("{target}: no method response has the status {status}: \"No method response exists for \
             method.\""),
            repair,
        ),
        None => report.add(
            &rules::RESPONSE_STATUS,
            response.path_of("StatusCode"),
            format!("no method response has the status {status}: its calls end with a 500, \"Output mapping \
             refers to an invalid method response: {status}\""),
            repair,
        ),
    }
}

/// A header that the caller gets under another name. API Gateway sets some of these itself.
fn remapped(target: &str, value: &Node<'_>, report: &mut Report) {
    let Some(header) = target.strip_prefix("method.response.header.") else {
        return;
    };
    let is_own = OWN_HEADERS
        .iter()
        .any(|own| own.eq_ignore_ascii_case(header));
    if !is_own && headers::is_remapped(header) {
        report.add(
            &rules::HEADER_REMAPPED,
            value.path.clone(),
            format!("the caller gets the header {header} as x-amzn-Remapped-{header}"),
            "Use another header.",
        );
    }
}

/// A literal without quotes.
fn literal(value: &Node<'_>, report: &mut Report) {
    let Some(text) = value.text() else { return };
    let is_source = SOURCES.iter().any(|start| text.starts_with(start));
    if text.is_empty() || is_source || text.starts_with('\'') || has_symbol(&text) {
        return;
    }
    report.add(
        &rules::MAPPING_VALUE,
        value.path.clone(),
        format!(
            "a literal value needs single quotes: \"Invalid mapping expression specified: {text}\""
        ),
        format!("Write \"'{text}'\"."),
    );
}
