//! Errors of loading a template.

use std::fmt;

/// An error of loading a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// The template can't be read.
    Template(stack::LoadError),
    /// It has no `AWS::ApiGateway::RestApi`.
    NoApi,
    /// It has no API of that name; these are there.
    NoApiNamed {
        /// The name.
        name: String,
        /// The names of its APIs.
        others: Vec<String>,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::NoApi => f.write_str("the template has no AWS::ApiGateway::RestApi"),
            Self::NoApiNamed { name, others } => write!(
                f,
                "the template has no API {name:?}; its APIs are {}",
                others.join(", ")
            ),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Template(error) => Some(error),
            Self::NoApi | Self::NoApiNamed { .. } => None,
        }
    }
}

impl From<stack::LoadError> for LoadError {
    fn from(error: stack::LoadError) -> Self {
        Self::Template(error)
    }
}
