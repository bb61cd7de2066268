//! Errors of an import.

use std::fmt;

use super::format::Format;
use crate::error::ReadError;

/// Why a text can't be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// There is no text.
    Empty,
    /// It is not JSON.
    NotJson(ReadError),
    /// It is JSON of another kind.
    Unknown {
        /// What it is, and what to do.
        message: String,
    },
    /// It is of a known format, with a field that this format does not allow.
    Field {
        /// The format.
        format: Format,
        /// The field, such as `work[2]`; may be empty for the whole text.
        path: String,
        /// What is wrong with the field, as a clause.
        message: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::Empty => f.write_str("There is no text"),
            ImportError::NotJson(error) => error.fmt(f),
            ImportError::Unknown { message } => f.write_str(message),
            ImportError::Field {
                format,
                path,
                message,
            } if path.is_empty() => {
                write!(f, "{format}: {message}")
            }
            ImportError::Field {
                format,
                path,
                message,
            } => {
                write!(f, "{format}, field `{path}`: {message}")
            }
        }
    }
}

impl std::error::Error for ImportError {}
