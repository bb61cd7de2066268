//! Whether JSON is shown as it is or set out for reading.

use leptos::prelude::*;

use crate::browser::keys::INDENT;
use crate::browser::storage::{self, Area};
use crate::state::Console;

/// Whether JSON is to be set out for reading: a `PutItem` body is a line of many thousand characters, so it is unless the
/// user chose otherwise.
pub(crate) fn remembered() -> bool {
    storage::read(Area::Origin, INDENT).as_deref() != Some("no")
}

/// Switches between JSON as it is and JSON set out for reading, everywhere.
#[component]
pub(crate) fn IndentButton() -> impl IntoView {
    let indent = Console::here().indent;
    let switch = move |_| {
        let on = !indent.get_untracked();
        indent.set(on);
        // Not remembered, then.
        let _ = storage::write(Area::Origin, INDENT, if on { "yes" } else { "no" });
    };
    view! {
        <button
            type="button"
            class="button toggle"
            aria-pressed=move || indent.get().to_string()
            title="Display only. Copy gives the exact text sent."
            on:click=switch
        >
            "Pretty print"
        </button>
    }
}
