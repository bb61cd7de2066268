//! The formats that are read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A format of a resume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Format {
    /// The format of this crate, in which a resume is stored and downloaded.
    Resume,
    /// JSON Resume 1.0.0, <https://jsonresume.org/schema>.
    JsonResume,
    /// An item of a table as the AWS CLI prints it, with or without what is around it.
    DynamoDb,
    /// A resume whose fields have other names or shapes: `experience` as a list, skills as plain names, `summary` as text.
    Near,
}

impl Format {
    /// Whether an export of this crate may have written the file.
    pub(super) fn has_own_members(self) -> bool {
        self == Format::JsonResume
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Resume => "Resume",
            Format::JsonResume => "JSON Resume",
            Format::DynamoDb => "DynamoDB JSON",
            Format::Near => "Resume of another shape",
        })
    }
}
