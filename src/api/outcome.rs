//! The result of a save or a load, for the user.

use resume::Resume;

/// The operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Save the resume of this ID.
    Save(String),
    /// Load the resume of this ID.
    Load(String),
}

/// The result of an operation, for the user.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Whether it succeeded.
    pub(crate) done: bool,
    /// In a sentence.
    pub(crate) title: String,
    /// What to do; empty if nothing.
    pub(crate) advice: String,
    /// The action that the page offers.
    pub(crate) offer: Offer,
    /// The loaded resume.
    pub(crate) resume: Option<Box<Resume>>,
}

/// The action that the page offers for an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    /// Nothing.
    Nothing,
    /// Copy the call as a command, to see the response that the browser hides.
    Command,
    /// Enter an API key.
    Key,
    /// Enter an ID.
    Id,
    /// Resolve a conflict between two saves.
    Conflict,
    /// Use a resume with another ID than requested.
    OtherResume,
    /// Overwrite a resume with another ID than requested.
    SaveOver,
    /// Save without the fields that would be lost.
    SaveWithout,
}

impl Outcome {
    pub(crate) fn done(title: String) -> Self {
        Self {
            done: true,
            ..Self::failed(title, "")
        }
    }

    pub(crate) fn failed(title: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            done: false,
            title: title.into(),
            advice: advice.into(),
            offer: Offer::Nothing,
            resume: None,
        }
    }

    pub(crate) fn offering(self, offer: Offer) -> Self {
        Self { offer, ..self }
    }

    pub(super) fn holding(self, resume: Resume) -> Self {
        Self {
            resume: Some(Box::new(resume)),
            ..self
        }
    }
}

/// A text for use in a sentence: an API may send any length.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 500;
    format::shortened(text, LONGEST)
}

/// `text`, unless it is empty.
pub(super) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
