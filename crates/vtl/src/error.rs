//! Errors and diagnostics.

use std::fmt;

use crate::span::Span;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The template is not valid: no token of the language starts here.
    Lexical,
    /// The template is not valid: an unexpected token.
    Syntax,
    /// A directive has invalid arguments.
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
    /// What went wrong and, if known, what to do, for a person; without the position. Names of the language are in
    /// backquotes.
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
    /// carets under the span, up to the end of that line. Of a long line, the part
    /// around the place.
    ///
    /// ```text
    ///   |
    /// 2 | #set($x = *)
    ///   |           ^ `*` can't stand here: a value is needed
    /// ```
    pub fn caret(&self, source: &str) -> String {
        let ends = |c| matches!(c, '\n' | '\r');
        let start = floor(source, self.span.start);
        let line_start = source
            .get(..start)
            .and_then(|before| before.rfind(ends))
            .map_or(0, |end| end + 1);
        let line = source.get(line_start..).unwrap_or_default();
        let line = line.split(ends).next().unwrap_or_default();
        let before = start.saturating_sub(line_start).min(line.len());
        let meant = line.len().min(before + self.span.end.saturating_sub(start));
        let (before, rest) = line.split_at_checked(before).unwrap_or((line, ""));
        let meant = rest
            .get(..meant.saturating_sub(before.len()))
            .unwrap_or(rest);
        let after = rest.get(meant.len()..).unwrap_or_default();

        // At most 50 characters before the place, and 100 from it on.
        let skipped = before.chars().count().saturating_sub(50);
        let (dots, before) = match before.char_indices().nth(skipped) {
            Some((at, _)) if skipped > 0 => ("…", before.get(at..).unwrap_or_default()),
            _ => ("", before),
        };
        let shown: String = meant.chars().chain(after.chars()).take(100).collect();
        let cut = if shown.len() < rest.len() { "…" } else { "" };
        let carets = meant.chars().count().clamp(1, 100);
        let blank: String = dots
            .chars()
            .chain(before.chars())
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        format!(
            "{margin} |\n{number} | {dots}{before}{shown}{cut}\n{margin} | {blank}{carets} {message}\n",
            carets = "^".repeat(carets),
            message = self.message
        )
    }
}

/// The last place up to `at` where a character of `source` starts.
fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
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

/// The error of a method of an [`Object`](crate::Object).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// What went wrong, and what to do about it.
    pub message: String,
}

/// A remark about a rendering that did not stop it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its code, for programs: `unresolved-reference` (a reference without a value was written
    /// out), `null-assignment` (`#set` of a reference without a value), `many-iterations` (a `#foreach`
    /// runs more often than [`Limits::noted_iterations`](crate::Limits::noted_iterations)).
    pub code: &'static str,
    /// Where, in the template's source.
    pub span: Span,
    /// The message, for a person.
    pub message: String,
}
