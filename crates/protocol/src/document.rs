//! The stack as a text: written for downloads, and read from files.

use std::sync::Arc;

use options::DeployTarget;
use serde::{Deserialize, Serialize};

use crate::{LineChanges, ListedApi, StackOptions};

/// A text format of the stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The CloudFormation template as YAML.
    #[default]
    Yaml,
    /// The same as JSON.
    Json,
    /// The API alone as an OpenAPI document.
    OpenApi,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yaml, Self::Json, Self::OpenApi];

    /// Its label.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
            Self::OpenApi => "OpenAPI",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Yaml => "resume-stack.yaml",
            Self::Json => "resume-stack.json",
            Self::OpenApi => "resume-api.json",
        }
    }

    /// The file's type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Yaml => "application/yaml",
            Self::Json | Self::OpenApi => "application/json",
        }
    }

    /// The format for CloudFormation, if this one is not.
    #[must_use]
    pub fn of_template(self) -> Self {
        match self {
            Self::OpenApi => Self::Yaml,
            other => other,
        }
    }
}

/// Writes the stack in a format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteDocument {
    /// The stack.
    pub stack: Arc<StackOptions>,
    /// The stack whose text is compared.
    pub before: Arc<StackOptions>,
    /// The format.
    pub format: Format,
    /// Where it will be deployed; `None` for no commands.
    pub target: Option<DeployTarget>,
}

/// The stack in a format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The text.
    pub text: Arc<str>,
    /// The changes since the stack before.
    pub changes: LineChanges,
    /// The changed lines with those around them; empty if there are none.
    pub diff: Arc<str>,
    /// The commands that deploy it.
    pub steps: Vec<DeployStep>,
}

/// What kind of task it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepKind {
    /// One after the other.
    Task,
    /// Another way to do the task before it.
    Alternative,
    /// It destroys what nothing brings back.
    Deletion,
}

/// A task with its commands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeployStep {
    /// What kind of task it is.
    pub kind: StepKind,
    /// Its heading, as an imperative.
    pub title: String,
    /// Notes, in sentences.
    pub note: String,
    /// The commands, one a line; `\` continues one. Empty for what is done by hand.
    pub commands: String,
}

/// Reads the options of a CloudFormation template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDocument {
    /// The template's text, JSON or YAML.
    pub text: Arc<str>,
}

/// What a template that was opened says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedDocument {
    /// Its options; or why they can't be read.
    pub read: Result<ReadStack, String>,
    /// What its deployment would be rejected for, or fail at.
    pub findings: Vec<Finding>,
    /// Its APIs, which can be run as they are.
    pub apis: Vec<ListedApi>,
}

/// What the deployment of a template would be rejected for, or fail at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule: a name in `docs/DEPLOYMENT-CHECK.md`.
    pub code: String,
    /// What it means: `rejected`, `race`, `fault` or `note`.
    pub severity: String,
    /// The path in the template, such as `Resources.Get.Properties.HttpMethod`; empty for the whole.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub repair: String,
}

/// The options of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadStack {
    /// The options.
    pub stack: StackOptions,
    /// What they don't express.
    pub left_out: Vec<LeftOut>,
    /// Why a save fails with these options, while the template as it is saves: they leave out what it needs.
    pub fails: Option<String>,
}

/// A part of a template that the options don't have, or have with another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What it is, such as `The output Endpoint`.
    pub what: String,
    /// What happens to it, as the rest of a sentence.
    pub becomes: String,
}
