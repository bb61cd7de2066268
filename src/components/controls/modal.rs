//! A modal dialog.

use leptos::html::Dialog;
use view::prelude::*;

/// A modal dialog whose content is drawn while it is open. Escape closes it, and the focus returns to where it was.
#[component]
pub(crate) fn Modal(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its class in the style sheet.
    #[prop(optional)]
    class: &'static str,
    /// The ID of its heading.
    heading: &'static str,
    /// Its content.
    #[prop(into)]
    children: ViewFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    // Runs after the content is drawn, so that its first field gets the focus.
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            // It fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let content = move || open.get().then(|| children.run());
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby=heading
            on:close=move |_| open.set(false)
        >
            {live(content)}
        </dialog>
    }
}
