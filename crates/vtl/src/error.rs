//! What goes wrong, and where.

use std::fmt;

use crate::span::Span;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The template is not valid: no token of the language starts here.
    Lexical,
    /// The template is not valid: a token that can't stand here.
    Syntax,
    /// A directive has arguments that it can't take.
    Directive,
    /// A method was found and threw.
    Thrown,
    /// `#parse` or `#include`: a template has no files around it.
    NoFiles,
    /// Macros call one another deeper than Velocity lets them.
    MacroDepth,
    /// One of the [`Limits`](crate::Limits) was reached.
    Limit,
}

/// An error of a template: why it does not parse, or what stopped its rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// What went wrong, for a person; without the place.
    pub message: String,
    /// Where, in the template's source.
    pub span: Span,
    /// The line of the span's start, from 1.
    pub line: usize,
    /// The column of the span's start, from 1, in characters.
    pub column: usize,
    /// The text written before a run-time error; empty for an error of parsing.
    pub partial: String,
}

impl Error {
    pub(crate) fn new(
        kind: ErrorKind,
        message: impl Into<String>,
        span: Span,
        source: &str,
    ) -> Error {
        let (line, column) = span.line_column(source);
        Error {
            kind,
            message: message.into(),
            span,
            line,
            column,
            partial: String::new(),
        }
    }

    /// A drawing of the place in `source`, the template that the error came from: the line, and
    /// carets under what is meant.
    pub fn caret(&self, source: &str) -> String {
        let line = source
            .split('\n')
            .nth(self.line.saturating_sub(1))
            .unwrap_or_default();
        let line = line.trim_end_matches('\r');
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let before: String = line
            .chars()
            .take(self.column.saturating_sub(1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let left = line
            .chars()
            .count()
            .saturating_sub(self.column.saturating_sub(1));
        let carets = self
            .span
            .text(source)
            .chars()
            .take_while(|c| *c != '\n')
            .count();
        let carets = "^".repeat(carets.clamp(1, left.max(1)));
        format!(
            "{margin} |\n{number} | {line}\n{margin} | {before}{carets} {message}\n",
            message = self.message
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (line {}, column {})",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for Error {}

/// Something worth knowing about a rendering that did not stop it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is, for programs: `unresolved-reference` (a reference without a value was written
    /// out), `null-assignment` (`#set` of a reference without a value).
    pub code: &'static str,
    /// Where, in the template's source.
    pub span: Span,
    /// What it is, for a person.
    pub message: String,
}
