//! Stored records that the page started without: reported, and offered for download.

use super::drafts::{Unread, WhyUnread};

/// A record that the page started without.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetAside {
    /// What happened.
    pub(crate) title: String,
    /// What to do.
    pub(crate) detail: String,
    /// The name of the file in which it is offered.
    pub(crate) file: &'static str,
    /// The record.
    pub(crate) text: String,
    /// How to try again with it, if that can succeed.
    pub(crate) again: Option<Retry>,
}

/// What can be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// To show the draft.
    Draft,
    /// To use the stack's options.
    Options,
}

impl SetAside {
    /// For a draft.
    pub(crate) fn of_draft(unread: Unread) -> Self {
        let again = (unread.why == WhyUnread::Unfinished).then_some(Retry::Draft);
        let (title, detail) = match unread.why {
            WhyUnread::NoResume(error) => (
                "The draft in this browser is not a resume, so a new one was started.",
                format!("{error}. The old text is still available."),
            ),
            WhyUnread::Damaged => (
                "A draft in this browser is damaged.",
                "It is unchanged. Download it to see its content.".to_owned(),
            ),
            WhyUnread::Newer => (
                "A draft in this browser was saved by a newer version of this page.",
                "It is unchanged. Reload the page to get that version, or download the draft."
                    .to_owned(),
            ),
            WhyUnread::Unfinished => (
                "The page did not finish loading with your draft last time, so it started without it.",
                "The draft is under Previous drafts.".to_owned(),
            ),
        };
        Self {
            title: title.to_owned(),
            detail,
            again,
            file: "resume-draft.txt",
            text: unread.text,
        }
    }

    /// For the stack's options.
    pub(crate) fn of_options(title: &str, detail: &str, text: String, again: bool) -> Self {
        Self {
            title: title.to_owned(),
            detail: detail.to_owned(),
            file: "stack-options.txt",
            text,
            again: again.then_some(Retry::Options),
        }
    }
}
