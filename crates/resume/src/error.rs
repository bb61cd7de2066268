//! Errors of reading a resume.

use std::fmt;

/// Why a text is not a resume, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong, without the place.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes of the line.
    pub column: usize,
    /// The member it happened in, such as `skills[2].title`; empty at the top, or where the text is
    /// not JSON at all.
    pub path: String,
    /// Whether the text is not even JSON.
    pub is_syntax: bool,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, ", in `{}`", self.path)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ReadError {}

/// The message of a `serde_json` error without the place that it writes behind it.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    whole.strip_suffix(&place).unwrap_or(&whole).to_owned()
}
