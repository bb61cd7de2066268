//! A button that opens a file.

use view::prelude::*;

use crate::browser::files::{self, File};

/// A file input that looks like a button.
#[component]
pub(crate) fn FileButton(
    /// The ID of its input, for the list of commands.
    id: &'static str,
    /// The button's text.
    text: &'static str,
    /// The files that the browser offers: extensions and types.
    accept: &'static str,
    /// The user chose a file.
    open: impl Fn(File) + 'static,
) -> impl IntoView {
    view! {
        <label class="button file-button">
            <span aria-hidden="true">{text}</span>
            <input
                type="file"
                id=id
                accept=accept
                aria-label=text
                on:change=move |event| {
                    if let Some(file) = files::chosen(&event) {
                        open(file);
                    }
                }
            />
        </label>
    }
}
