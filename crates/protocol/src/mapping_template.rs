//! One of the stack's mapping templates: what is wrong with it, and what it renders.

use std::sync::Arc;

use options::MappingTemplates;
use serde::{Deserialize, Serialize};

use crate::StackOptions;

/// Which of the mapping templates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateName {
    /// `POST`'s integration request.
    #[default]
    PutRequest,
    /// `GET`'s integration request.
    GetRequest,
    /// `GET`'s integration response.
    GetResponse,
    /// Either's integration response for an error.
    ErrorResponse,
}

impl TemplateName {
    /// All of them, in the order of a save and a load.
    pub const ALL: [Self; 4] = [
        Self::PutRequest,
        Self::GetRequest,
        Self::GetResponse,
        Self::ErrorResponse,
    ];

    /// Its name for a person.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::PutRequest => "POST request",
            Self::GetRequest => "GET request",
            Self::GetResponse => "GET response",
            Self::ErrorResponse => "Error response",
        }
    }

    /// Its text.
    #[must_use]
    pub fn of(self, texts: &MappingTemplates) -> &str {
        match self {
            Self::PutRequest => &texts.put_request,
            Self::GetRequest => &texts.get_request,
            Self::GetResponse => &texts.get_response,
            Self::ErrorResponse => &texts.error_response,
        }
    }

    /// Its text, to change.
    pub fn of_mut(self, texts: &mut MappingTemplates) -> &mut String {
        match self {
            Self::PutRequest => &mut texts.put_request,
            Self::GetRequest => &mut texts.get_request,
            Self::GetResponse => &mut texts.get_response,
            Self::ErrorResponse => &mut texts.error_response,
        }
    }
}

/// Checks a mapping template, and renders it for a resume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTemplate {
    /// The stack, with its mapping templates.
    pub stack: Arc<StackOptions>,
    /// Which of them.
    pub name: TemplateName,
    /// The resume as JSON.
    pub resume: String,
    /// The resume's ID.
    pub id: String,
}

/// What is wrong with a mapping template, and what it renders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRun {
    /// Errors and lints, in the order of the template.
    pub problems: Vec<TemplateProblem>,
    /// The body that it gets.
    pub input: Arc<str>,
    /// What it renders from that; or why it renders nothing.
    pub output: Result<Arc<str>, String>,
}

/// Something wrong at a place of a mapping template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateProblem {
    /// The lint's code, such as `unescaped-value`; empty for an error of the syntax.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead; may be empty.
    pub repair: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The place in the template: its first byte and the byte after it.
    pub span: (usize, usize),
    /// The changes that repair it: a span in bytes, and the text in its place. None where a person has to decide.
    pub edits: Vec<((usize, usize), String)>,
}
