//! Whether JSON is shown as it is or set out for reading.

use leptos::prelude::*;

use crate::state::Console;

/// Switches between JSON as it is and JSON set out for reading, everywhere.
#[component]
pub(crate) fn IndentButton() -> impl IntoView {
    let indent = Console::here().indent;
    view! {
        <button
            type="button"
            class="button toggle"
            aria-pressed=move || indent.get().to_string()
            title="Display only. Copy gives the exact text sent."
            on:click=move |_| indent.toggle()
        >
            "Pretty print"
        </button>
    }
}
