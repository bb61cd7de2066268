//! The buttons that take steps back and do them again.

use leptos::prelude::*;

use super::icon::{Icon, Shape};

/// Undo and redo.
#[component]
pub(crate) fn UndoButtons(
    /// What would be undone, and what redone.
    #[prop(into)]
    steps: Signal<(Option<&'static str>, Option<&'static str>)>,
    #[prop(into)] undo: Callback<()>,
    #[prop(into)] redo: Callback<()>,
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
    act: Callback<()>,
) -> impl IntoView {
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
            on:click=move |_| act.run(())
        >
            <Icon shape />
        </button>
    }
}
