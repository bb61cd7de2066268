//! Syntax errors of JSON.

use std::fmt;

/// A syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The message.
    pub message: String,
    /// Its position, in bytes.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Error {
    /// An error at a byte of `text`.
    #[inline(never)]
    pub(super) fn at(text: &str, message: &str, offset: usize) -> Error {
        let offset = offset.min(text.len());
        let before = text.bytes().take(offset).collect::<Vec<u8>>();
        let before = String::from_utf8_lossy(&before);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Error {
            message: message.to_owned(),
            offset,
            line: before.matches('\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(0, |line| line.chars().count())
                + 1,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {}, column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for Error {}
