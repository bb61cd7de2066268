//! A request that the user writes.

use exchange::Request;
use view::prelude::*;

use super::pairs::Pairs;
use crate::api::Api;
use crate::browser::page;
use crate::state::Console;
use crate::state::calls::any::METHODS;

/// The ID of the part that is opened.
const PLACE: &str = "any-request";

/// Opens the fields with a request of the history.
pub(crate) fn edit(console: Console, request: &Request) {
    console.calls.edit(request);
    page::go_soon(format!("#{PLACE} select"));
}

/// The fields.
#[component]
pub(crate) fn AnyRequest() -> impl IntoView {
    let calls = Console::here().calls;
    let draft = calls.draft;
    // Of a file's API this is the way to call it.
    let is_open = Memo::new(move |_| calls.connection.api.get() == Api::File);
    let has_body =
        Memo::new(move |_| draft.with(|draft| !matches!(draft.method.as_str(), "GET" | "OPTIONS")));
    let methods = METHODS.map(|method| {
        view! {
            <option value=method prop:selected=move || draft.with(|draft| draft.method == method)>
                {method}
            </option>
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        calls.send_draft();
    };
    view! {
        <details class="any-request" id=PLACE open=move || is_open.get()>
            <summary>"Send any request"</summary>
            <form on:submit=submit>
                <div class="line">
                    <select
                        class="input"
                        aria-label="Method"
                        on:change=move |event| {
                            draft.update(|draft| draft.method = event_target_value(&event));
                        }
                    >
                        {methods.into_iter().collect::<Vec<_>>()}
                    </select>
                    <input
                        class="input"
                        type="text"
                        aria-label="Path below the stage"
                        spellcheck="false"
                        autocomplete="off"
                        prop:value=move || draft.with(|draft| draft.path.clone())
                        on:input=move |event| {
                            draft.update(|draft| draft.path = event_target_value(&event));
                        }
                    />
                    <button
                        type="submit"
                        class="button primary"
                        disabled=move || calls.running.with(Option::is_some)
                    >
                        "Send"
                    </button>
                </div>
                <Pairs
                    title="Query parameters"
                    pairs=Signal::derive(move || draft.with(|draft| draft.query.clone()))
                    change=move |pairs| draft.update(|draft| draft.query = pairs)
                />
                <Pairs
                    title="Request headers"
                    pairs=Signal::derive(move || draft.with(|draft| draft.headers.clone()))
                    change=move |pairs| draft.update(|draft| draft.headers = pairs)
                />
                <Show when=move || has_body.get()>
                    <label for="any-body">"Request body"</label>
                    <textarea
                        id="any-body"
                        class="input"
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        wrap="off"
                        prop:value=move || draft.with(|draft| draft.body.clone())
                        on:input=move |event| {
                            draft.update(|draft| draft.body = event_target_value(&event));
                        }
                    ></textarea>
                </Show>
                <p class="hint">
                    "The API key and the sign-in of the target are added. The form stays as it is, whatever the response."
                </p>
            </form>
        </details>
    }
}
