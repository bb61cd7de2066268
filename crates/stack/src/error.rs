//! Errors of reading a template.

use std::fmt;

/// An error of reading a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The path in the template, such as `Resources.Get.Properties.Integration.Uri`; empty for the whole template.
    pub path: String,
    /// The kind of error.
    pub kind: LoadErrorKind,
}

/// The kinds of errors of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// The text is not JSON (or YAML): the parser's message with the line.
    Syntax(String),
    /// A required property is missing.
    Missing(&'static str),
    /// The value does not have this type.
    Expected(&'static str),
    /// A reference to a resource, parameter, condition or mapping that the template does not have.
    Unknown(String),
    /// A feature of CloudFormation that is not supported here.
    Unsupported(String),
    /// Something outside of the template that the load needs.
    Needs(String),
    /// References or functions are nested too deep, possibly endlessly.
    TooDeep,
    /// Resolving the references takes more steps than any template that CloudFormation accepts.
    TooLarge,
}

impl LoadError {
    pub(crate) fn new(path: &str, kind: LoadErrorKind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match &self.kind {
            LoadErrorKind::Syntax(message) => f.write_str(message),
            LoadErrorKind::Missing(what) => write!(f, "{what} is missing"),
            LoadErrorKind::Expected(what) => write!(f, "expected {what}"),
            LoadErrorKind::Unknown(name) => write!(f, "the template has no {name:?}"),
            LoadErrorKind::Unsupported(what) => write!(f, "{what} is not supported"),
            LoadErrorKind::Needs(what) => write!(f, "it needs {what}"),
            LoadErrorKind::TooDeep => f.write_str("the references nest too deeply"),
            LoadErrorKind::TooLarge => f.write_str(
                "resolving the references takes too many steps: the template is larger than CloudFormation allows",
            ),
        }
    }
}

impl std::error::Error for LoadError {}
