//! The text area of the editor, for those who want to move its cursor or change its text.

use std::sync::Arc;

use leptos::html::Textarea;
use view::prelude::*;

use crate::browser::code_field::{self, LINE};
use crate::browser::page;
use crate::state::templates::text::{Shift, byte_of, utf16};

/// The text area, its text and its selection.
#[derive(Clone, Copy)]
pub(crate) struct CodeField {
    /// The element.
    pub(crate) input: NodeRef<Textarea>,
    /// Its text; reactive to each key.
    pub(crate) text: Memo<Arc<str>>,
    /// The selection, in bytes of the text.
    pub(crate) selection: RwSignal<(usize, usize)>,
}

impl CodeField {
    /// For an editor of this text.
    pub(crate) fn new(text: Memo<Arc<str>>) -> Self {
        Self {
            input: NodeRef::new(),
            text,
            selection: RwSignal::new((0, 0)),
        }
    }

    /// The byte of the cursor; reactive.
    pub(crate) fn cursor(self) -> usize {
        self.selection.get().1
    }

    /// Reads the selection from the browser.
    pub(super) fn look(self) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        let (from, to) = code_field::selection(&input);
        let selection = self
            .text
            .with_untracked(|text| (byte_of(text, from), byte_of(text, to)));
        if self.selection.get_untracked() != selection {
            self.selection.set(selection);
        }
    }

    /// What would be another in the field with this text; `None` if nothing would.
    pub(super) fn changed_to(self, text: &str) -> Option<(usize, usize)> {
        let before = self.input.get_untracked()?.value();
        (before != text).then(|| Shift::between(&before, text).changed())
    }

    /// Selects a span and gives the field the focus. The line is scrolled to the middle unless it is in sight.
    pub(crate) fn select(self, span: (usize, usize)) {
        if let Some(input) = self.input.get_untracked() {
            page::focus(&input);
        }
        self.show(span);
    }

    /// Selects a span; the focus stays where it is. The line is scrolled to the middle unless it is in sight.
    pub(super) fn show(self, span: (usize, usize)) {
        let Some(Some(input)) = self.input.try_get_untracked() else {
            return;
        };
        let (from, to, line) = self.text.with_untracked(|text| {
            let before = text.get(..span.0).unwrap_or_default();
            (
                utf16(text, span.0),
                utf16(text, span.1),
                before.matches('\n').count(),
            )
        });
        code_field::set_selection(&input, from, to);
        let port = code_field::viewport(&input);
        let top = line as f64 * LINE;
        if top < port.top || top + 2.0 * LINE > port.top + port.height {
            code_field::scroll_to(&input, (top - port.height / 2.0).max(0.0));
        }
        self.look();
    }

    /// Replaces a span as if the user had typed, and selects another.
    pub(super) fn replace(self, span: (usize, usize), new: &str, selection: (usize, usize)) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        let (from, to) = self
            .text
            .with_untracked(|text| (utf16(text, span.0), utf16(text, span.1)));
        code_field::replace(&input, from, to, new);
        // The field has told of its new text by now.
        let (from, to) = self
            .text
            .with_untracked(|text| (utf16(text, selection.0), utf16(text, selection.1)));
        code_field::select(&input, from, to);
        self.look();
    }
}
