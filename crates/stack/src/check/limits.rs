//! Sizes, counts and ranges.

use super::finding::Report;
use super::method::Method;
use super::node::{Node, Path};
use super::rules;
use super::template::Template;
use serde_json::Value;
use std::collections::BTreeMap;

/// The largest template in S3, in bytes.
const MAX_TEMPLATE: usize = 1_048_576;
/// The largest template in a request, in bytes.
pub(crate) const MAX_DIRECT: usize = 51_200;
/// The largest mapping template, in bytes.
const MAX_MAPPING: usize = 300 * 1024;
/// The longest description of a template, in bytes.
const MAX_DESCRIPTION: usize = 1024;
/// The sections with the most members of each.
const SECTIONS: [(&str, usize, &str); 3] = [
    ("Resources", 500, "resources"),
    ("Parameters", 200, "parameters"),
    ("Outputs", 200, "outputs"),
];
/// The sizes of a cache, in GB.
const CACHE_SIZES: [&str; 8] = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"];

/// The text's size, and the descriptions.
pub(super) fn of_text(text: &str, is_template: bool, template: &Value, report: &mut Report) {
    if !is_template {
        return;
    }
    let size = text.len();
    if size > MAX_TEMPLATE {
        report.add(
            &rules::SIZE,
            Path::default(),
            format!("the template has {size} bytes: the most are {MAX_TEMPLATE}"),
            "Move resources to a nested stack.",
        );
    } else if size > MAX_DIRECT {
        report.add(
            &rules::SIZE_DIRECT,
            Path::default(),
            format!("the template has {size} bytes: the most in a request are {MAX_DIRECT}"),
            "Deploy it from a bucket, as aws cloudformation deploy does with --s3-bucket.",
        );
    }
    let description = template.get("Description").and_then(Value::as_str);
    if description.is_some_and(|text| text.len() > MAX_DESCRIPTION) {
        report.add(
            &rules::DESCRIPTION,
            Path::of(&["Description"]),
            "\"Template format error: 'Description' length is greater than 1024.\"",
            "Use at most 1,024 bytes.",
        );
    }
}

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    for (section, most, what) in SECTIONS {
        let members = template.value.get(section).and_then(Value::as_object);
        let count = members.map_or(0, serde_json::Map::len);
        if count > most {
            report.add(
                &rules::RESOURCES,
                Path::of(&[section]),
                format!("\"Template format error: Number of {what}, {count}, is greater than maximum allowed, \
                 {most}\""),
                "Move some to a nested stack.",
            );
        }
    }
    per_api(template, "AWS::ApiGateway::Resource", 300, report);
    per_api(template, "AWS::ApiGateway::Stage", 10, report);
    for stage in template.certain("AWS::ApiGateway::Stage") {
        self::stage(&stage.properties(), report);
    }
    for plan in template.certain("AWS::ApiGateway::UsagePlan") {
        self::plan(&plan.properties(), report);
    }
    for authorizer in template.certain("AWS::ApiGateway::Authorizer") {
        let ttl = authorizer.properties().get("AuthorizerResultTtlInSeconds");
        within(ttl, 0.0, 3600.0, report);
    }
}

fn per_api(template: &Template<'_>, type_name: &'static str, most: usize, report: &mut Report) {
    let mut found: BTreeMap<String, (usize, Path)> = BTreeMap::new();
    for part in template.certain(type_name) {
        if let Some(api) = part.properties().reference("RestApiId") {
            let entry = found
                .entry(api.into_owned())
                .or_insert_with(|| (0, part.path()));
            entry.0 += 1;
            entry.1 = part.path();
        }
    }
    for (count, path) in found.into_values().filter(|(count, _)| *count > most) {
        let (rule, what) = match type_name {
            "AWS::ApiGateway::Stage" => (&rules::STAGES, "stages"),
            _ => (&rules::API_RESOURCES, "resources"),
        };
        report.add(
            rule,
            path,
            format!("the API has {count} {what}: the quota is {most}, unless it is raised"),
            "Raise the quota, or use several APIs.",
        );
    }
}

fn stage(properties: &Node<'_>, report: &mut Report) {
    if let Some(node) = properties.get("CacheClusterSize")
        && let Some(size) = node.text()
        && !CACHE_SIZES.contains(&&*size)
    {
        report.add(
            &rules::RANGE,
            node.path,
            format!("a cache has no size {size}"),
            format!("Use one of {}.", CACHE_SIZES.join(", ")),
        );
    }
    for setting in properties.list("MethodSettings").unwrap_or_default() {
        within(setting.get("CacheTtlInSeconds"), 0.0, 3600.0, report);
        for name in ["ThrottlingBurstLimit", "ThrottlingRateLimit"] {
            within(setting.get(name), 0.0, f64::INFINITY, report);
        }
    }
}

fn plan(properties: &Node<'_>, report: &mut Report) {
    let mut throttles: Vec<Node<'_>> = properties.get("Throttle").into_iter().collect();
    for stage in properties.list("ApiStages").unwrap_or_default() {
        let of_methods = stage.map("Throttle").unwrap_or_default();
        throttles.extend(of_methods.into_iter().map(|(_, node)| node));
    }
    for throttle in throttles {
        for name in ["BurstLimit", "RateLimit"] {
            within(throttle.get(name), 0.0, f64::INFINITY, report);
        }
    }
    let Some(quota) = properties.get("Quota") else {
        return;
    };
    within(quota.get("Limit"), 0.0, f64::INFINITY, report);
    let last = match quota.text_of("Period").as_deref() {
        Some("DAY") => 0.0,
        Some("WEEK") => 6.0,
        Some("MONTH") => 27.0,
        _ => return,
    };
    within(quota.get("Offset"), 0.0, last, report);
}

fn within(node: Option<Node<'_>>, least: f64, most: f64, report: &mut Report) {
    let Some(node) = node else { return };
    let Some(value) = node.number() else { return };
    if (least..=most).contains(&value) {
        return;
    }
    let range = match most.is_finite() {
        true => format!("{least} to {most}"),
        false => format!("at least {least}"),
    };
    report.add(
        &rules::RANGE,
        node.path,
        format!("{value} is out of range"),
        format!("Use a value of {range}."),
    );
}

/// Timeouts and mapping templates.
pub(super) fn of_methods(_: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    for method in methods {
        let Some(integration) = method.integration() else {
            continue;
        };
        timeout(method, &integration, report);
        let mut templates = integration.map("RequestTemplates").unwrap_or_default();
        for response in integration.list("IntegrationResponses").unwrap_or_default() {
            templates.extend(response.map("ResponseTemplates").unwrap_or_default());
        }
        for (_, template) in templates {
            let size = template.partial().map_or(0, |text| text.len());
            if size > MAX_MAPPING {
                report.add(
                    &rules::TEMPLATE_SIZE,
                    template.path,
                    format!("the mapping template has {size} bytes: the most are {MAX_MAPPING}"),
                    "Shorten it, for example by macros.",
                );
            }
        }
    }
}

/// `TimeoutInMillis`. A quota can be raised for regional and private APIs, and a streamed response has 15 minutes.
fn timeout(method: &Method<'_>, integration: &Node<'_>, report: &mut Report) {
    let Some(node) = integration.get("TimeoutInMillis") else {
        return;
    };
    let Some(value) = node.number() else { return };
    let is_edge = method.api_part.is_some_and(|api| {
        let properties = api.properties();
        match properties.get("EndpointConfiguration") {
            None => properties.lacks("EndpointConfiguration") && properties.lacks("Body"),
            Some(of) => of.list("Types").is_some_and(|types| {
                let names: Option<Vec<_>> = types.iter().map(Node::text).collect();
                names.is_some_and(|names| names.iter().all(|name| name == "EDGE"))
            }),
        }
    });
    let is_streamed = !integration.lacks("ResponseTransferMode");
    let is_long = value > 29_000.0 && is_edge && !is_streamed;
    if value < 50.0 || is_long {
        report.add(
            &rules::TIMEOUT,
            node.path,
            format!("{value} ms: \"Timeout should be between 50 ms and 29000 ms\""),
            match is_long {
                true => "Use at most 29,000, or a regional API and a raised quota.",
                false => "Use at least 50.",
            },
        );
    }
}
