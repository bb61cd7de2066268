//! A button that puts a text into the clipboard.

use std::sync::Arc;

use leptos::task::spawn_local;
use view::prelude::*;

use super::icon::{Icon, Shape};
use crate::browser::page;
use crate::state::Console;

/// Copies `text`, and says so.
#[component]
pub(crate) fn CopyButton(
    /// The text to copy.
    #[prop(into)]
    text: Signal<Arc<str>>,
    /// Its name in the button's accessible name: `Copy …`.
    what: &'static str,
    /// Whether the button is an icon only.
    #[prop(optional)]
    small: bool,
    /// The button's label.
    #[prop(default = "Copy")]
    label: &'static str,
) -> impl IntoView {
    let notices = Console::here().notices;
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            match page::copy(&text).await {
                Ok(()) => notices.say(format!("Copied {what}.")),
                Err(()) => notices.say("The browser blocked copying. Select the text and copy it."),
            }
        });
    };
    let class = if small { "icon-button" } else { "button" };
    view! {
        <button
            type="button"
            class=class
            aria-label=format!("Copy {what}")
            title=format!("Copy {what}")
            on:click=copy
        >
            <Icon shape=Shape::Copy />
            {(!small).then(|| view! { <span class="label-text">{label}</span> })}
        </button>
    }
}
