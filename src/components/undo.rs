//! The buttons that undo and redo.

use view::prelude::*;

use super::icon::{Icon, Shape};
use crate::state::Console;
use crate::state::document::DocumentId;

/// Undo and redo.
#[component]
pub(crate) fn UndoButtons(
    /// The document that they are for.
    document: DocumentId,
) -> impl IntoView {
    let console = Console::here();
    let steps = Memo::new(move |_| console.document(document).steps());
    view! {
        <StepButton
            name="Undo"
            shape=Shape::Undo
            what=Signal::derive(move || steps.get().0)
            act=move || console.undo(document)
        />
        <StepButton
            name="Redo"
            shape=Shape::Redo
            what=Signal::derive(move || steps.get().1)
            act=move || console.redo(document)
        />
    }
}

#[component]
fn StepButton(
    name: &'static str,
    shape: Shape,
    /// The step's name; `None` if there is none.
    #[prop(into)]
    what: Signal<Option<&'static str>>,
    act: impl Fn() + 'static,
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
            // Not `disabled`: that would drop the focus at the end of the history.
            aria-disabled=move || what.with(Option::is_none).to_string()
            on:click=move |_| {
                if what.with_untracked(Option::is_some) {
                    act();
                }
            }
        >
            <Icon shape />
        </button>
    }
}
