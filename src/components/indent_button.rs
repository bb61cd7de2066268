//! Whether JSON is pretty-printed.

use leptos::prelude::*;

use crate::state::Console;

/// Turns pretty-printing of JSON on and off, everywhere.
#[component]
pub(crate) fn IndentButton(
    /// Whether it can change what is shown here.
    #[prop(optional, into)]
    works: Option<Signal<bool>>,
) -> impl IntoView {
    let indent = Console::here().indent;
    let is_off = move || works.is_some_and(|works| !works.get());
    view! {
        <button
            type="button"
            class="button toggle"
            aria-pressed=move || indent.get().to_string()
            disabled=is_off
            title=move || {
                if is_off() {
                    "Only valid JSON can be pretty-printed."
                } else {
                    "Display only. Copy gives the exact text sent."
                }
            }
            on:click=move |_| indent.toggle()
        >
            "Pretty print"
        </button>
    }
}
