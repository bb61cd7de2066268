//! The reminder that edited mapping templates are in use.

use protocol::TemplateName;
use view::prelude::*;

use crate::api::Api;
use crate::state::Console;

/// Says so, on each view but that of the templates.
#[component]
pub(crate) fn OwnTemplates(
    /// Whether the view shows the templates themselves.
    #[prop(into)]
    is_there: Signal<bool>,
) -> impl IntoView {
    let console = Console::here();
    let stack = console.stack;
    // Of the opened file, while that is the target.
    let is_file = move || console.calls.connection.api.get() == Api::File;
    let edited_of_file = Memo::new(move |_| {
        let count = stack
            .file
            .with(|file| file.as_ref().map_or(0, |file| file.edits.len()));
        if is_file() { count } else { 0 }
    });
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
        <Show when=move || !is_there.get() && edited_of_file.get() != 0>
            <p class="strip">
                {move || match edited_of_file.get() {
                    1 => "1 mapping template of the opened file is edited. ".to_owned(),
                    count => {
                        format!("{} mapping templates of the opened file are edited. ", format::count(count))
                    }
                }}
                <a href="#/templates">"Show"</a>
            </p>
        </Show>
        <Show when=move || {
            !is_there.get() && !is_file() && names.with(|names| !names.is_empty())
        }>
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
