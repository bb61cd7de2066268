//! Text to resume and back.

use std::fmt;

use crate::model::Resume;

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

impl Resume {
    /// Reads a resume.
    ///
    /// # Errors
    /// The text is not JSON, or not the shape of a resume: a list where an object belongs, a name
    /// that stands twice in one object.
    pub fn from_json(text: &str) -> Result<Resume, ReadError> {
        // Editors on Windows put a byte-order mark before the text; JSON has no place for it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let resume = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = error.path().to_string();
            read_error(
                error.inner(),
                if path == "." { String::new() } else { path },
            )
        })?;
        deserializer
            .end()
            .map_err(|error| read_error(&error, String::new()))?;
        Ok(resume)
    }

    /// The resume as JSON on one line, as it is sent to the API.
    ///
    /// DEL (U+007F) is written as an escape, as the other control characters are: API Gateway's JSON
    /// reader (json-smart) drops a raw one from a string that holds an escape.
    pub fn to_json(&self) -> String {
        // Strings as keys and no I/O: `serde_json` can't fail on it.
        serde_json::to_string(self)
            .unwrap_or_default()
            .replace('\u{7f}', "\\u007f")
    }

    /// The resume as indented JSON, as it is saved to a file.
    pub fn to_json_pretty(&self) -> String {
        // As above.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The message of a `serde_json` error without the place that it writes behind it.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    whole.strip_suffix(&place).unwrap_or(&whole).to_owned()
}

fn read_error(error: &serde_json::Error, path: String) -> ReadError {
    let is_syntax = !error.is_data();
    ReadError {
        message: without_place(error),
        line: error.line(),
        column: error.column(),
        path: if is_syntax { String::new() } else { path },
        is_syntax,
    }
}
