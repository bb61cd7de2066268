//! The stack as a text to download, and the options of a text that was opened.

use options::Options;
use protocol::{
    DeployStep, Document, Finding, Format, OpenedDocument, ReadStack, StackOptions, StepKind,
    WriteDocument,
};
use serde_json::Value;
use stack::Deployment;
use stack::deploy::deploy_steps;

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

/// What a template says: its options, and what its deployment would be rejected for.
pub(crate) fn open(text: &str) -> OpenedDocument {
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
    Ok(ReadStack {
        stack: StackOptions::from(&read.options),
        left_out: parts.map(|part| left_out(part, &template)).collect(),
    })
}
