//! Stages: their names, their deployments, and what names them.

use super::finding::Report;
use super::node::Node;
use super::rules;
use super::template::{Part, Template};
use std::collections::HashMap;

/// The longest value of a stage variable, in characters.
const MAX_VARIABLE: usize = 512;

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    for stage in template.certain("AWS::ApiGateway::Stage") {
        let properties = stage.properties();
        if properties.lacks("DeploymentId") {
            report.add(
                &rules::STAGE_EMPTY,
                properties.path.clone(),
                "the stage has no DeploymentId",
                "Set DeploymentId to the Ref of an AWS::ApiGateway::Deployment.",
            );
        }
        name(&properties, report);
        variables(&properties, report);
    }
    for deployment in template.certain("AWS::ApiGateway::Deployment") {
        name(&deployment.properties(), report);
    }
    let makers = Makers::new(template);
    makers.twice(report);
    for plan in template.certain("AWS::ApiGateway::UsagePlan") {
        let stages = plan.properties().list("ApiStages");
        for entry in stages.unwrap_or_default() {
            makers.race(plan, &entry, "ApiId", "API Stage not found", report);
        }
    }
    for mapping in template.certain("AWS::ApiGateway::BasePathMapping") {
        let error = "Invalid stage identifier specified";
        makers.race(mapping, &mapping.properties(), "RestApiId", error, report);
    }
}

/// `StageName`.
fn name(properties: &Node<'_>, report: &mut Report) {
    let Some(node) = properties.get("StageName") else {
        return;
    };
    let Some(name) = node.text() else { return };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || name.len() > 128 || !name.chars().all(is_allowed) {
        report.add(
            &rules::STAGE_NAME,
            node.path,
            format!("{name:?}: \"Stage name only allows a-zA-Z0-9_-\""),
            "Use 1 to 128 letters, digits, - or _.",
        );
    }
}

/// `Variables`.
fn variables(properties: &Node<'_>, report: &mut Report) {
    for (name, node) in properties.map("Variables").unwrap_or_default() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !name.chars().all(is_word) {
            report.add(
                &rules::STAGE_VARIABLE,
                node.path,
                format!("\"Invalid stage variable name: {name}. Please use names with only word characters.\""),
                "Use letters, digits and _.",
            );
            continue;
        }
        let Some(value) = node.text() else { continue };
        // The documented ones, a space as in the message, and one that is reported to work.
        let is_allowed = |c: char| is_word(c) || "-.~:/?#&=, @".contains(c);
        if value.is_empty() || value.len() > MAX_VARIABLE || !value.chars().all(is_allowed) {
            report.add(
                &rules::STAGE_VARIABLE,
                node.path,
                format!("the value of {name}: \"Invalid stage variable value: {value}.\""),
                "Use 1 to 512 letters, digits and characters of -._~:/?#&=, only.",
            );
        }
    }
}

/// What makes the stages, by API and name.
struct Makers<'p> {
    template: &'p Template<'p>,
    stages: HashMap<(String, String), Vec<&'p Part<'p>>>,
    deployments: HashMap<(String, String), Vec<&'p Part<'p>>>,
}

impl<'p> Makers<'p> {
    fn new(template: &'p Template<'p>) -> Self {
        let of_type = |type_name: &str| {
            let mut found: HashMap<_, Vec<&Part<'_>>> = HashMap::new();
            for part in template.possible(type_name) {
                let properties = part.properties();
                let api = properties.reference("RestApiId");
                if let (Some(api), Some(name)) = (api, properties.reference("StageName")) {
                    let key = (api.into_owned(), name.into_owned());
                    found.entry(key).or_default().push(part);
                }
            }
            found
        };
        Self {
            template,
            stages: of_type("AWS::ApiGateway::Stage"),
            deployments: of_type("AWS::ApiGateway::Deployment"),
        }
    }

    /// Stages that two resources make. Two deployments of one stage are its versions.
    fn twice(&self, report: &mut Report) {
        let mut all: Vec<_> = self.stages.iter().collect();
        all.sort_by_key(|(key, _)| *key);
        for (key, stages) in all {
            let is_certain = |part: &&&Part<'_>| part.is_certain && part.is_written;
            let stages: Vec<_> = stages.iter().filter(is_certain).collect();
            let mut deployments = self.deployments.get(key).into_iter().flatten();
            let deployment = deployments.find(is_certain);
            let first = stages.first().map(|stage| stage.id);
            for (index, stage) in stages.iter().enumerate() {
                let other = match deployment {
                    Some(deployment) => Some(deployment.id),
                    None => first.filter(|_| index > 0),
                };
                if let Some(other) = other {
                    report.add(
                        &rules::STAGE_TWICE,
                        stage.properties().path_of("StageName"),
                        format!(
                            "{other} makes the stage {}, too: \"Stage already exists\"",
                            key.1
                        ),
                        match deployment {
                            Some(deployment) => {
                                format!("Remove StageName from the deployment {}.", deployment.id)
                            }
                            None => "Use another name.".to_owned(),
                        },
                    );
                }
            }
        }
    }

    /// A resource that names a stage which may be created later.
    fn race(&self, part: &Part<'_>, entry: &Node<'_>, api: &str, error: &str, report: &mut Report) {
        let (Some(api), Some(stage)) = (entry.reference(api), entry.get("Stage")) else {
            return;
        };
        let Some(name) = stage.partial() else { return };
        let key = (api.into_owned(), name.into_owned());
        let makers = [&self.stages, &self.deployments].into_iter();
        let makers: Vec<&&Part<'_>> = makers.filter_map(|all| all.get(&key)).flatten().collect();
        let Some(first) = makers.first() else { return };
        let Some(before) = self.template.before(part.id) else {
            return;
        };
        if makers.iter().all(|maker| !before.contains(maker.id)) {
            report.add(
                &rules::STAGE_RACE,
                stage.path,
                format!("the stage may be created later: \"{error}\""),
                format!("Add DependsOn: {}.", first.id),
            );
        }
    }
}
