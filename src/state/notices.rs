//! Short messages that disappear, and announcements for screen readers.

use leptos::prelude::*;

use super::document::DocumentId;
use crate::browser::page;

/// How long a message stays, in milliseconds.
const STAY: i32 = 9_000;

/// A short message.
#[derive(Clone)]
pub(crate) struct Toast {
    /// Its ID.
    pub(crate) number: u32,
    /// Its text.
    pub(crate) text: String,
    /// The document whose last step it offers to undo.
    pub(crate) undo: Option<DocumentId>,
}

/// The messages shown now. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    /// The messages, the newest last.
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    /// The next announcement of a screen reader.
    pub(crate) spoken: RwSignal<String>,
    next: StoredValue<u32>,
}

impl Notices {
    /// No messages.
    pub(crate) fn new() -> Self {
        Self {
            toasts: RwSignal::default(),
            spoken: RwSignal::default(),
            next: StoredValue::new(0),
        }
    }

    /// Shows a message for a while.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.show(text.into(), None);
    }

    /// Shows a message with an `Undo` button for the last step of a document.
    pub(crate) fn say_undoable(self, document: DocumentId, text: impl Into<String>) {
        self.show(text.into(), Some(document));
    }

    /// Announces to screen readers what can be seen anyway.
    pub(crate) fn speak(self, text: impl Into<String>) {
        self.spoken.set(text.into());
    }

    /// Removes a message.
    pub(crate) fn close(self, number: u32) {
        // The timer of a message outlives the page's parts in tests.
        self.toasts
            .try_update(|toasts| toasts.retain(|toast| toast.number != number));
    }

    fn show(self, text: String, undo: Option<DocumentId>) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.toasts.update(|toasts| {
            // Two are as much as a user reads; an older Undo would undo another step.
            toasts.retain(|toast| toast.undo.is_none());
            if toasts.len() > 1 {
                toasts.remove(0);
            }
            toasts.push(Toast { number, text, undo });
        });
        page::after(STAY, move || self.close(number));
    }
}
