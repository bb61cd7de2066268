//! Errors of loading a template.

use std::fmt;

use serde_json::Value;
use stack::{NestedStack, nested_stacks};

/// An error of loading a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// The template can't be read.
    Template(stack::LoadError),
    /// It has no `AWS::ApiGateway::RestApi`.
    NoApi,
    /// It has none, but nested stacks, whose templates may have one.
    NoApiButNested(Vec<NestedStack>),
    /// It has no API of that name; these are there.
    NoApiNamed {
        /// The name.
        name: String,
        /// The names of its APIs.
        others: Vec<String>,
    },
}

impl LoadError {
    /// The error of a template without an API.
    #[inline(never)]
    pub(crate) fn no_api(template: &Value) -> Self {
        match nested_stacks(template) {
            nested if nested.is_empty() => Self::NoApi,
            nested => Self::NoApiButNested(nested),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::NoApi => f.write_str("the template has no AWS::ApiGateway::RestApi"),
            Self::NoApiButNested(nested) => {
                let named = nested.iter().map(|stack| match stack.location.as_str() {
                    "" => stack.logical_id.clone(),
                    location => format!("{} ({location})", stack.logical_id),
                });
                write!(
                    f,
                    "the template has no AWS::ApiGateway::RestApi: open the template of its nested stack {}",
                    named.collect::<Vec<_>>().join(" or ")
                )
            }
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
            Self::NoApi | Self::NoApiButNested(_) | Self::NoApiNamed { .. } => None,
        }
    }
}

impl From<stack::LoadError> for LoadError {
    fn from(error: stack::LoadError) -> Self {
        Self::Template(error)
    }
}
