//! What can be wrong with a template that is read.

use std::fmt;

/// Why a template could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The place in the template, such as `Resources.Get.Properties.Integration.Uri`; empty for the whole of it.
    pub path: String,
    /// What is wrong there.
    pub kind: LoadErrorKind,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// The text is not JSON (or YAML); the parser's message, with the line.
    Syntax(String),
    /// Something that has to be there is not.
    Missing(&'static str),
    /// It has another type than this one.
    Expected(&'static str),
    /// A reference to a resource, parameter, condition or mapping that the template does not have.
    Unknown(String),
    /// A parameter that has no default and got no value.
    NoValue(String),
    /// Something that exists in CloudFormation but is not run here.
    Unsupported(String),
    /// References or functions nested deeper than this reads them, maybe without end.
    TooDeep,
    /// Resolving its references takes more steps than any template that CloudFormation takes.
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
            LoadErrorKind::NoValue(name) => write!(f, "the parameter {name:?} has no value"),
            LoadErrorKind::Unsupported(what) => write!(f, "{what} is not supported"),
            LoadErrorKind::TooDeep => f.write_str("the references nest too deeply"),
            LoadErrorKind::TooLarge => f.write_str(
                "resolving the references takes too many steps: the template is larger than CloudFormation allows",
            ),
        }
    }
}

impl std::error::Error for LoadError {}
