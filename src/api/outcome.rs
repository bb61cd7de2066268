//! The result of an operation, for the user.

use resume::Resume;

/// The operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Save the resume of this ID.
    Save(String),
    /// Load the resume of this ID.
    Load(String),
    /// List a page of the stored resumes.
    List(ListStart),
    /// Delete the resume of this ID.
    Delete(String),
    /// Send a request that the user wrote.
    Any,
}

/// Where a page of the list starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListStart {
    /// What it continues after; `None` for the first page.
    pub(crate) after: Option<String>,
    /// The starts of the pages before it.
    pub(crate) before: Vec<Option<String>>,
}

impl ListStart {
    /// The number of its page, from 1.
    pub(crate) fn number(&self) -> usize {
        self.before.len() + 1
    }

    /// The page after it, which continues after `next`.
    pub(crate) fn following(&self, next: String) -> Self {
        let mut before = self.before.clone();
        before.push(self.after.clone());
        Self {
            after: Some(next),
            before,
        }
    }

    /// The page before it; `None` for the first one.
    pub(crate) fn preceding(&self) -> Option<Self> {
        let (after, before) = self.before.split_last()?;
        Some(Self {
            after: after.clone(),
            before: before.to_vec(),
        })
    }
}

impl Operation {
    /// The ID of its resume; empty for a list and for the user's own request.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Save(id) | Self::Load(id) | Self::Delete(id) => id,
            Self::List(_) | Self::Any => "",
        }
    }
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
    /// Enter how to sign in.
    SignIn,
    /// Enter an ID.
    Id,
    /// Resolve a conflict between two saves.
    Conflict,
    /// Delete a resume whatever its version is.
    DeleteAnyway,
    /// Turn the operation on in the stack.
    AddOperation,
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
