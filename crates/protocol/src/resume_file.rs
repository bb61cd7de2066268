//! A resume in a file, of whatever format.

use std::sync::Arc;

use resume::import::{Format, Note};
use serde::{Deserialize, Serialize};

/// Reads a text as a resume.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadResume {
    /// The text.
    pub text: Arc<str>,
}

/// A resume that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedResume {
    /// The resume as JSON. Its ID may be a suggestion.
    pub json: String,
    /// The format of the text.
    pub format: Format,
    /// What was done, field by field; see [`resume::import::Imported::notes`].
    pub notes: Vec<Note>,
}

/// Why a text is no resume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoResume {
    /// What is said of the file, behind its name: `is empty`.
    pub verdict: String,
    /// Where, and what to do: a sentence without its full stop.
    pub detail: String,
}
