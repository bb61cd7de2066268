//! Text to resume and back.

use crate::error::{ReadError, without_place};
use crate::model::Resume;

impl Resume {
    /// Reads a resume.
    ///
    /// # Errors
    /// The text is not JSON, or not the shape of a resume: a list where an object belongs, a
    /// duplicate name in one object.
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

pub(crate) fn read_error(error: &serde_json::Error, path: String) -> ReadError {
    let is_syntax = !error.is_data();
    ReadError {
        message: without_place(error),
        line: error.line(),
        column: error.column(),
        path: if is_syntax { String::new() } else { path },
        is_syntax,
    }
}
