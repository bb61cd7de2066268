//! Short messages that disappear, and announcements for screen readers.

use std::sync::Arc;

use view::prelude::*;

use super::document::{DocumentId, Undoable};
use crate::browser::page;

/// How long a message stays, in milliseconds.
const STAY: i32 = 9_000;
/// How long it stays after the pointer or the focus has left it, in milliseconds.
const STAY_AFTER: i32 = 3_000;

/// A short message.
#[derive(Clone)]
pub(crate) struct Toast {
    /// Its ID.
    pub(crate) number: u32,
    /// Its text.
    pub(crate) text: String,
    /// A section of the stack that has the next step: its name, and the link's text.
    pub(crate) next: Option<(&'static str, &'static str)>,
    /// The step that it offers to undo: a document, and the number of its step.
    pub(crate) undo: Option<(DocumentId, u64)>,
    /// Something else that it offers: the button's text, and what it does.
    pub(crate) offer: Option<Offered>,
}

/// A button of a message: its text, and what it does.
pub(crate) type Offered = (&'static str, Arc<dyn Fn() + Send + Sync>);

/// The messages shown now. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    /// The messages, the newest last.
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    /// The next announcement of a screen reader.
    pub(crate) spoken: RwSignal<String>,
    /// The message under the pointer, or with the focus: it stays.
    held: StoredValue<Option<u32>>,
    next: StoredValue<u32>,
}

impl Notices {
    /// No messages.
    pub(crate) fn new() -> Self {
        Self {
            toasts: RwSignal::default(),
            spoken: RwSignal::default(),
            held: StoredValue::new(None),
            next: StoredValue::new(0),
        }
    }

    /// Shows a message for a while.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.show(text.into(), None, None, None);
    }

    /// Shows a message that is true only until something ends: returns its number, for `close`.
    pub(crate) fn say_until_closed(self, text: impl Into<String>) -> u32 {
        self.show(text.into(), None, None, None)
    }

    /// Shows a message with a button.
    pub(crate) fn say_offering(
        self,
        text: impl Into<String>,
        label: &'static str,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), None, None, Some((label, Arc::new(act))));
    }

    /// Shows a message with a link to a section of the stack, where the next step is.
    pub(crate) fn say_next(
        self,
        text: impl Into<String>,
        section: &'static str,
        link: &'static str,
    ) {
        self.show(text.into(), Some((section, link)), None, None);
    }

    /// Shows a message with an `Undo` button for the last step of a document, as long as it is the last one.
    pub(crate) fn say_undoable(self, document: &dyn Undoable, text: impl Into<String>) {
        let step = untrack(|| document.last_step());
        let undo = step.map(|step| (document.id(), step));
        self.show(text.into(), None, undo, None);
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

    /// Removes the newest message. Returns whether there was one.
    pub(crate) fn close_newest(self) -> bool {
        self.toasts
            .try_update(|toasts| toasts.pop().is_some())
            .unwrap_or_default()
    }

    /// Removes the messages that offer to undo a step of this document which is no longer its last.
    pub(crate) fn keep_undo(self, document: DocumentId, last: Option<u64>) {
        let is_outdated = |toast: &Toast| {
            toast
                .undo
                .is_some_and(|(of, step)| of == document && Some(step) != last)
        };
        if self
            .toasts
            .with_untracked(|toasts| toasts.iter().any(is_outdated))
        {
            self.toasts
                .update(|toasts| toasts.retain(|toast| !is_outdated(toast)));
        }
    }

    /// The pointer or the focus is on a message, or on none.
    pub(crate) fn hold(self, number: Option<u32>) {
        self.held.set_value(number);
    }

    fn show(
        self,
        text: String,
        next: Option<(&'static str, &'static str)>,
        undo: Option<(DocumentId, u64)>,
        offer: Option<Offered>,
    ) -> u32 {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.toasts.update(|toasts| {
            // Two are as much as a user reads.
            if toasts.len() > 1 {
                toasts.remove(0);
            }
            toasts.push(Toast {
                number,
                text,
                next,
                undo,
                offer,
            });
        });
        page::after(STAY, move || self.expire(number));
        number
    }

    /// Removes a message whose time is over, unless it is being read.
    fn expire(self, number: u32) {
        if self.held.try_get_value().flatten() == Some(number) {
            page::after(STAY_AFTER, move || self.expire(number));
        } else {
            self.close(number);
        }
    }
}
