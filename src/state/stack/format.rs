//! The forms in which the stack can be taken away.

use std::sync::Arc;

use stack::Options;

use crate::highlight::Language;

/// A text form of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// The CloudFormation template as YAML.
    Yaml,
    /// The same as JSON.
    Json,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::Yaml, Self::Json];

    /// What its choice is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
        }
    }

    /// The name of the file.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Yaml => "resume-stack.yaml",
            Self::Json => "resume-stack.json",
        }
    }

    /// The file's type.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Yaml => "application/yaml",
            Self::Json => "application/json",
        }
    }

    /// How it is coloured.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::Yaml => Language::Yaml,
            Self::Json => Language::Json,
        }
    }

    /// The text.
    pub(crate) fn write(self, options: &Options) -> Arc<str> {
        let template = stack::template(options);
        match self {
            Self::Yaml => stack::to_yaml(&template),
            Self::Json => stack::to_json(&template),
        }
        .into()
    }
}
