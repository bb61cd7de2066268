//! Integrations: what they call, as what, and with which templates.

use super::finding::Report;
use super::method::{Integration, Method};
use super::node::Node;
use super::rules;
use super::template::Template;
use crate::read::has_symbol;

/// The services that an integration can only call with a role.
const WITH_ROLE: [&str; 8] = [
    "dynamodb", "events", "firehose", "kinesis", "s3", "sns", "sqs", "states",
];

pub(super) fn check(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    let deployed: Vec<_> = template.certain("AWS::ApiGateway::Deployment").collect();
    let deployed: std::collections::HashSet<String> = deployed
        .iter()
        .filter_map(|part| Some(part.properties().reference("RestApiId")?.into_owned()))
        .collect();
    for method in methods {
        if let Integration::Missing = method.integration
            && deployed.contains(&method.api)
        {
            report.add(
                &rules::NO_INTEGRATION,
                method.path.clone(),
                "the deployment fails: \"No integration defined for method\"",
                "Add an integration; one of the type MOCK calls nothing.",
            );
        }
        let Some(integration) = method.integration() else {
            continue;
        };
        let Some(kind) = integration.text_of("Type") else {
            continue;
        };
        match &*kind {
            "MOCK" => mock(method, &integration, report),
            "AWS" | "AWS_PROXY" | "HTTP" | "HTTP_PROXY" => {
                if integration.lacks("IntegrationHttpMethod") {
                    report.add(
                        &rules::NO_HTTP_METHOD,
                        integration.path.clone(),
                        format!("an integration of the type {kind} without IntegrationHttpMethod: \"Enumeration \
                         value for HttpMethod must be non-empty\""),
                        "Set IntegrationHttpMethod; for AWS services and Lambda functions it is POST.",
                    );
                }
                target(template, &integration, &kind, report);
                variables(&integration, report);
                if kind.ends_with("_PROXY") {
                    ignored_templates(&integration, &kind, report);
                }
            }
            _ => {}
        }
    }
}

/// `Uri`, and what follows from the service that it names.
fn target(template: &Template<'_>, integration: &Node<'_>, kind: &str, report: &mut Report) {
    let Some(uri) = integration.get("Uri") else {
        if integration.lacks("Uri") {
            let error = match kind.starts_with("HTTP") {
                true => "Invalid HTTP endpoint specified for URI",
                false => "AWS ARN for integration must contain path or action",
            };
            report.add(
                &rules::NO_URI,
                integration.path.clone(),
                format!("an integration of the type {kind} without Uri: \"{error}\""),
                "Set Uri.",
            );
        }
        return;
    };
    let Some(text) = uri.partial() else { return };
    if kind.starts_with("HTTP") {
        let is_known = !text.starts_with("${") && !text.contains("{{resolve:");
        let start = text.split("://").next().unwrap_or_default();
        if is_known
            && !has_symbol(start)
            && !["http", "https"].contains(&start.to_ascii_lowercase().as_str())
        {
            report.add(
                &rules::URI,
                uri.path,
                format!("{text}: \"Invalid HTTP endpoint specified for URI\""),
                "Start the Uri with http:// or https://.",
            );
        }
        return;
    }
    // Tools that write documents have placeholders of their own.
    let is_placeholder = template.is_document && text.starts_with("${");
    if is_placeholder || text.contains("{{resolve:") {
        return;
    }
    // The function itself is no target.
    let function = template.with_attribute(&text, "Arn", "AWS::Lambda::Function");
    let target = match function {
        Some(_) => Err("AWS ARN for integration must contain path or action"),
        None => Target::of(&text),
    };
    match target {
        Ok(None) => {}
        Ok(Some(target)) => called(integration, kind, &uri, &target, report),
        Err(error) => report.add(
            &rules::URI,
            uri.path,
            format!("{text}: \"{error}\""),
            "Write arn:PARTITION:apigateway:REGION:SERVICE:action/ACTION, or path/PATH instead of action/ACTION.",
        ),
    }
}

/// Variables of the `Uri`, such as `{id}`.
fn variables(integration: &Node<'_>, report: &mut Report) {
    let (Some(uri), Some(mappings)) =
        (integration.get("Uri"), integration.map("RequestParameters"))
    else {
        return;
    };
    let Some(text) = uri.partial() else { return };
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return;
        };
        rest = after;
        let target = format!("integration.request.path.{name}");
        // `${…}` is a stage variable.
        let is_variable = !before.ends_with('$')
            && !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-.+".contains(c));
        if is_variable && !mappings.iter().any(|(own, _)| *own == target) {
            report.add(
                &rules::URI_VARIABLE,
                uri.path.clone(),
                format!("no mapping sets {{{name}}}: every call ends with a 500, \"Illegal character in path\""),
                format!(
                    "Add {target}: method.request.path.{} to RequestParameters.",
                    name.trim_end_matches('+')
                ),
            );
        }
    }
}

/// A service with the path or action that an integration calls.
struct Target<'t> {
    service: &'t str,
    /// With `path/` or `action/`.
    call: &'t str,
}

impl<'t> Target<'t> {
    /// The target of a Uri. `None`: not all that matters is known.
    ///
    /// # Errors
    /// AWS's message for an ARN of another form.
    fn of(uri: &'t str) -> Result<Option<Self>, &'static str> {
        let parts: Vec<&str> = uri.splitn(6, ':').collect();
        let is_open = |part: Option<&&str>| part.is_some_and(|part| has_symbol(part));
        if is_open(parts.first()) || is_open(parts.get(2)) || parts.len() < 6 && has_symbol(uri) {
            return Ok(None);
        }
        let [arn, _, api_gateway, _, service, call] = parts[..] else {
            return Err("Invalid ARN specified in the request");
        };
        if arn != "arn" {
            return Err("Invalid ARN specified in the request");
        }
        if api_gateway != "apigateway" {
            return Err("AWS ARN for integration must contain path or action");
        }
        let kind = call.split('/').next().unwrap_or_default();
        if has_symbol(kind) || has_symbol(service) {
            return Ok(None);
        }
        // The path may have a leading slash, as in examples of AWS.
        let known = call.starts_with("path/") || call.starts_with("action/");
        match known || call.starts_with("path//") || call.starts_with('/') {
            true => Ok(Some(Self { service, call })),
            false => Err("AWS ARN for integration must contain path or action"),
        }
    }
}

/// What follows from the called service.
fn called(
    integration: &Node<'_>,
    kind: &str,
    uri: &Node<'_>,
    target: &Target<'_>,
    report: &mut Report,
) {
    // `SUBDOMAIN.SERVICE` is possible, too.
    let service = target.service.rsplit('.').next().unwrap_or_default();
    if service == "lambda" {
        function(integration, kind, uri, target.call, report);
        return;
    }
    if kind == "AWS_PROXY" && service != "firehose" {
        report.add(
            &rules::URI,
            uri.path.clone(),
            format!("AWS_PROXY for {service}: \"Integrations of type 'AWS_PROXY' currently only supports Lambda \
             function and Firehose stream invocations.\""),
            "Set Type to AWS, with mapping templates.",
        );
    }
    if WITH_ROLE.contains(&service) && integration.lacks("Credentials") {
        report.add(
            &rules::NO_CREDENTIALS,
            integration.path.clone(),
            format!("the integration calls {service} without a role: \"Role ARN must be specified for AWS \
             integrations\""),
            "Set Credentials to the ARN of a role that API Gateway may assume and that allows the action.",
        );
    }
}

/// An integration of a Lambda function. One of the type `AWS` can call any action of the service.
fn function(integration: &Node<'_>, kind: &str, uri: &Node<'_>, call: &str, report: &mut Report) {
    // A qualifier can follow.
    let is_invocation =
        call.contains("/invocations") || call.contains("/response-streaming-invocations");
    let names_function = call.contains("/functions/");
    if kind == "AWS_PROXY" && !has_symbol(last_segment(call)) && !(names_function && is_invocation)
    {
        report.add(
            &rules::LAMBDA_URI,
            uri.path.clone(),
            "the Uri names no invocation of a function: every call ends with a 500",
            "Write arn:PARTITION:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations.",
        );
    }
    if let Some(method) = integration.get("IntegrationHttpMethod")
        && let Some(name) = method.text()
        && name != "POST"
        && (kind == "AWS_PROXY" || is_invocation)
    {
        report.add(
            &rules::LAMBDA_POST,
            method.path,
            format!(
                "Lambda functions are invoked by POST, not by {name}: every call ends with a 500"
            ),
            "Set IntegrationHttpMethod to POST; the method keeps its own HttpMethod.",
        );
    }
}

fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Mapping templates of a proxy.
fn ignored_templates(integration: &Node<'_>, kind: &str, report: &mut Report) {
    let mut templates = integration.map("RequestTemplates").unwrap_or_default();
    for response in integration.list("IntegrationResponses").unwrap_or_default() {
        templates.extend(response.map("ResponseTemplates").unwrap_or_default());
    }
    let mut written = templates
        .into_iter()
        .filter(|(_, template)| template.text().is_some_and(|text| !text.trim().is_empty()));
    if let Some((_, template)) = written.next() {
        let other = kind.trim_end_matches("_PROXY");
        report.add(
            &rules::PROXY_TEMPLATES,
            template.path,
            format!("an integration of the type {kind} ignores mapping templates: it passes requests and \
             responses through"),
            format!("Set Type to {other}, or remove the templates."),
        );
    }
}

/// A mock: the status is in its request template.
fn mock(method: &Method<'_>, integration: &Node<'_>, report: &mut Report) {
    let Some(templates) = integration.map("RequestTemplates") else {
        return;
    };
    // A template with references may write it, and so may a body that is passed through.
    let is_without = |text: &str| !text.contains("statusCode") && !text.contains(['$', '#']);
    let all_without = templates
        .iter()
        .all(|(_, template)| template.text().is_some_and(|text| is_without(&text)));
    let has_body = !matches!(
        method.verb.as_deref(),
        Some("GET" | "HEAD" | "OPTIONS" | "DELETE")
    );
    if all_without && !(templates.is_empty() && has_body) {
        let path = match templates.first() {
            Some((_, template)) => template.path.clone(),
            None => integration.path.clone(),
        };
        report.add(
            &rules::MOCK_STATUS,
            path,
            "the mock's request template has no statusCode: every call ends with a 500, \"Unable to parse \
             statusCode. It should be an integer which defined in request template\"",
            "Set the request template of application/json to {\"statusCode\": 200}.",
        );
        return;
    }
    let types = method.api_part.and_then(|api| {
        let types = api.properties().get("BinaryMediaTypes")?;
        let mut types = types.texts().into_iter();
        types.find(|kind| matches!(kind.text().as_deref(), Some("*/*" | "*~1*")))
    });
    if types.is_some() && !templates.is_empty() && integration.lacks("ContentHandling") {
        report.add(
            &rules::MOCK_BINARY,
            integration.path.clone(),
            "with the binary media type */* the request is binary, and a mapping template of it ends with a 500",
            "Set ContentHandling of the integration to CONVERT_TO_TEXT.",
        );
    }
}
