//! Whether the page shows JSON indented.

use leptos::prelude::*;

use crate::browser::keys::INDENT;
use crate::browser::storage::{self, Area};

/// The setting. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Indent(RwSignal<bool>);

impl Indent {
    /// The user's last choice. A `PutItem` body is a line of many thousand characters, so it is pretty-printed unless the user
    /// chose otherwise.
    pub(crate) fn start() -> Self {
        let off = storage::read(Area::Origin, INDENT).as_deref() == Some("no");
        Self(RwSignal::new(!off))
    }

    /// Whether JSON is shown indented.
    pub(crate) fn get(self) -> bool {
        self.0.get()
    }

    /// Chooses the other.
    pub(crate) fn toggle(self) {
        let on = !self.0.get_untracked();
        self.0.set(on);
        // A browser that stores nothing forgets it.
        let _ = storage::write(Area::Origin, INDENT, if on { "yes" } else { "no" });
    }
}

impl From<Indent> for Signal<bool> {
    fn from(indent: Indent) -> Self {
        indent.0.into()
    }
}
