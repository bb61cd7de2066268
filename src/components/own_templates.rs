//! The reminder that edited mapping templates are in use.

use protocol::TemplateName;
use view::prelude::*;

use crate::state::Console;

/// Says so, on each view but that of the templates.
#[component]
pub(crate) fn OwnTemplates(
    /// Whether the view shows the templates themselves.
    #[prop(into)]
    is_there: Signal<bool>,
) -> impl IntoView {
    let stack = Console::here().stack;
    let names = Memo::new(move |_| {
        stack.look(|choices, _| {
            if !choices.has_own_templates() {
                return Vec::new();
            }
            let (texts, usual) = (choices.template_texts(), choices.default_texts());
            let edited = TemplateName::ALL
                .into_iter()
                .filter(|name| name.of(&texts) != name.of(&usual));
            edited.map(TemplateName::title).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !is_there.get() && names.with(|names| !names.is_empty())>
            <p class="strip">
                {move || format!("Edited mapping templates are in use: {}. ", names.get().join(", "))}
                <a href="#/templates">"Show"</a>
                " "
                <button
                    type="button"
                    class="link-button"
                    on:click=move |_| stack.restore_templates()
                >
                    "Restore the defaults"
                </button>
            </p>
        </Show>
    }
}
