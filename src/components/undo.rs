//! The buttons that take steps back and do them again.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::state::Console;

/// Undo and redo.
#[component]
pub(crate) fn UndoButtons(
    /// What would be undone, and what redone.
    #[prop(into)]
    steps: Signal<(Option<&'static str>, Option<&'static str>)>,
    undo: fn(Console),
    redo: fn(Console),
) -> impl IntoView {
    view! {
        <StepButton name="Undo" shape=Shape::Undo what=move || steps.get().0 act=undo />
        <StepButton name="Redo" shape=Shape::Redo what=move || steps.get().1 act=redo />
    }
}

#[component]
fn StepButton(
    name: &'static str,
    shape: Shape,
    /// What it would do, in a few words; nothing to do otherwise.
    #[prop(into)]
    what: Signal<Option<&'static str>>,
    act: fn(Console),
) -> impl IntoView {
    let console = Console::here();
    let title = move || match what.get() {
        Some(what) => format!("{name}: {what}"),
        None => name.to_owned(),
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=title
            disabled=move || what.with(Option::is_none)
            on:click=move |_| act(console)
        >
            <Icon shape />
        </button>
    }
}
