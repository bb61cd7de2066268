//! The resume as JSON, to edit in place of the form.

use leptos::html::Textarea;
use view::prelude::*;

use crate::browser::page;
use crate::state::Console;

/// The field, and what is wrong with its text.
#[component]
pub(crate) fn JsonEditor() -> impl IntoView {
    let json = Console::here().json;
    let input = NodeRef::<Textarea>::new();
    let message = move || {
        json.problem.get().map(|problem| {
            let at = problem.at;
            view! {
                <p>
                    <button
                        type="button"
                        class="link-button"
                        on:click=move |_| {
                            if let Some(input) = input.get_untracked() {
                                page::put_cursor(&input, at);
                            }
                        }
                    >
                        {format!("Line {}, column {}", problem.line, problem.column)}
                    </button>
                    ": "
                    {problem.message}
                </p>
                <p class="hint">
                    "The draft, the preview and Save stay unchanged until this error is fixed. "
                    <button type="button" class="link-button" on:click=move |_| json.discard()>
                        "Discard this text"
                    </button>
                </p>
            }
        })
    };
    let is_wrong = move || json.problem.with(Option::is_some);
    view! {
        <section class="section json-editor" aria-labelledby="section-json">
            <div class="section-head">
                <h2 id="section-json" tabindex="-1">
                    "Resume as JSON"
                </h2>
            </div>
            <div class="section-body">
                <textarea
                    node_ref=input
                    class="input"
                    aria-labelledby="section-json"
                    aria-describedby="json-problem"
                    aria-invalid=move || is_wrong().then_some("true")
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    wrap="off"
                    prop:value=json.text
                    on:input=move |event| json.typed(event_target_value(&event))
                ></textarea>
                <div id="json-problem" role="status">
                    {live(message)}
                </div>
            </div>
        </section>
    }
}
