//! Whether JSON is pretty-printed.

use leptos::prelude::*;

use crate::state::Console;

/// Turns pretty-printing of JSON on and off, everywhere.
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
