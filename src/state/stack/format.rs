//! The download formats of the stack.

use std::sync::Arc;

use stack::{Deployment, Options};

/// A text format of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// The CloudFormation template as YAML.
    Yaml,
    /// The same as JSON.
    Json,
    /// The API alone as an OpenAPI document.
    OpenApi,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Yaml, Self::Json, Self::OpenApi];

    /// Its label.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
            Self::OpenApi => "OpenAPI",
        }
    }

    /// The name of the file.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Yaml => "resume-stack.yaml",
            Self::Json => "resume-stack.json",
            Self::OpenApi => "resume-api.json",
        }
    }

    /// The file's type.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Yaml => "application/yaml",
            Self::Json | Self::OpenApi => "application/json",
        }
    }

    /// The format for CloudFormation, if this one is not.
    pub(crate) fn of_template(self) -> Self {
        match self {
            Self::OpenApi => Self::Yaml,
            other => other,
        }
    }

    /// The text.
    pub(crate) fn write(self, options: &Options) -> Arc<str> {
        let template = stack::template(options);
        match self {
            Self::Yaml => stack::to_yaml(&template),
            Self::Json => stack::to_json(&template),
            Self::OpenApi => match stack::openapi(&template, &Deployment::default()) {
                Ok(document) => stack::to_json(&document),
                Err(error) => format!("The API can't be written as an OpenAPI document: {error}."),
            },
        }
        .into()
    }
}
