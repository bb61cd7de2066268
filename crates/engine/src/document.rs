//! The stack as a text to download, and the options of a text that was opened.

use std::sync::Arc;

use emulator::Emulator;
use gateway::Environment;
use options::Options;
use protocol::{
    DeployStep, Document, Finding, Format, LeftOut, ListApis, OpenedDocument, ReadStack,
    StackOptions, StepKind, WriteDocument,
};
use serde_json::Value;
use stack::Deployment;
use stack::deploy::deploy_steps;

use crate::api_file;
use crate::changes::{changes, diff};
use crate::left_out::left_out;

/// The text, what changed in it, and the commands that deploy it.
pub(crate) fn write(asked: &WriteDocument) -> Document {
    let options = Options::from(&*asked.stack);
    let template = stack::template(&options);
    let text = text(&template, asked.format);
    let (changes, diff) = if asked.before == asked.stack {
        (protocol::LineChanges::default(), String::new())
    } else {
        let before = stack::template(&Options::from(&*asked.before));
        let before = self::text(&before, asked.format);
        (changes(&before, &text), diff(&before, &text))
    };
    let steps = asked.target.as_ref().map(|target| {
        let steps = deploy_steps(&template, &options, target).into_iter();
        steps.map(shown_step)
    });
    Document {
        text: text.into(),
        changes,
        diff: diff.into(),
        steps: steps.into_iter().flatten().collect(),
    }
}

/// A task as the console shows it.
pub(crate) fn shown_step(step: stack::deploy::DeployStep) -> DeployStep {
    DeployStep {
        kind: match step.kind {
            stack::deploy::StepKind::Task => StepKind::Task,
            stack::deploy::StepKind::Alternative => StepKind::Alternative,
            stack::deploy::StepKind::Deletion => StepKind::Deletion,
        },
        title: step.title.to_owned(),
        note: step.note,
        commands: step.commands,
    }
}

fn text(template: &Value, format: Format) -> String {
    match format {
        Format::Yaml => stack::to_yaml(template),
        Format::Json => stack::to_json(template),
        Format::OpenApi => match stack::openapi(template, &Deployment::default()) {
            Ok(document) => stack::to_json(&document),
            Err(error) => format!("The API can't be written as an OpenAPI document: {error}."),
        },
    }
}

/// What a template says: its options, its APIs, and what its deployment would be rejected for.
pub(crate) fn open(text: &Arc<str>) -> OpenedDocument {
    // What can't be parsed has no findings: the options' error says why.
    let findings = stack::check(text).unwrap_or_default().into_iter();
    let findings = findings.map(|finding| Finding {
        code: finding.code.to_owned(),
        severity: finding.severity.to_string(),
        path: finding.path,
        line: finding.line,
        reason: finding.reason,
        repair: finding.repair,
    });
    OpenedDocument {
        findings: findings.collect(),
        read: read(text),
        apis: api_file::list(&ListApis { text: text.clone() }).unwrap_or_default(),
    }
}

/// The options of a template, and what they don't express.
///
/// # Errors
/// It is none that can be read: why.
fn read(text: &str) -> Result<ReadStack, String> {
    let template = stack::from_text(text).map_err(|error| error.to_string())?;
    let read = stack::read_options(&template).map_err(|error| error.to_string())?;
    let parts = read.unexpressed.iter();
    let left_out: Vec<LeftOut> = parts.map(|part| left_out(part, &template)).collect();
    let fails = match left_out.is_empty() {
        true => None,
        false => save(&stack::template(&read.options)).filter(|_| save(&template).is_none()),
    };
    Ok(ReadStack {
        stack: StackOptions::from(&read.options),
        left_out,
        fails,
    })
}

/// Why a save with a template's API fails, whatever the status of its response: an API may map an error to 200.
fn save(template: &Value) -> Option<String> {
    let mut emulator = match Emulator::from_template(template) {
        Ok(emulator) => emulator,
        Err(error) => return Some(error.to_string()),
    };
    let table = emulator.table_name().unwrap_or_default();
    let request = protocol::save(table, r#"{"id": "a", "name": "A"}"#.to_owned(), None);
    let exchange = emulator.invoke(emulator.as_owner(request), &Environment::default());
    match exchange.endpoint {
        Some(endpoint) if endpoint.status == 200 => None,
        Some(endpoint) => Some(format!(
            "DynamoDB would respond: {}",
            message(&endpoint.response)
        )),
        None => Some(format!(
            "The API would respond with status {}: {}",
            exchange.response.status,
            message(&exchange.response.body)
        )),
    }
}

/// The message in the body of an error.
fn message(body: &str) -> String {
    let body = serde_json::from_str::<Value>(body).unwrap_or_default();
    let message = body.get("message").or_else(|| body.get("Message"));
    let message = message.and_then(Value::as_str).unwrap_or_default();
    message.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTES: &str = include_str!("../../../e2e/files/notes.yaml");
    const OWN_TABLE: &str = include_str!("../../../e2e/files/own-table.yaml");

    #[test]
    fn options_that_can_not_save_what_the_template_saves_say_why() {
        let opened = open(&OWN_TABLE.into());
        let fails = opened.read.unwrap().fails.unwrap();
        assert!(fails.contains("is not authorized"), "{fails}");
        assert_eq!(opened.apis.len(), 1);
    }

    #[test]
    fn another_api_has_no_options_and_lists_its_methods() {
        let opened = open(&NOTES.into());
        let error = opened.read.unwrap_err();
        assert!(error.contains("GET of the root path"), "{error}");
        let [api] = opened.apis.as_slice() else {
            panic!("{:?}", opened.apis);
        };
        let methods: Vec<String> = api
            .methods
            .iter()
            .map(protocol::ListedMethod::title)
            .collect();
        assert_eq!(
            methods,
            ["PUT /notes/{id}", "GET /notes/{id}", "POST /mail"]
        );
    }

    #[test]
    fn a_template_of_the_options_needs_no_file() {
        let template = stack::template(&Options::recommended());
        let opened = open(&stack::to_yaml(&template).into());
        let read = opened.read.unwrap();
        assert_eq!((read.left_out, read.fails), (Vec::new(), None));
    }
}
