//! The methods of an opened file's API: a request to begin with for each, and what its integration responds where that is not run here.

use protocol::{ListedMethod, PreparedResponse};
use view::prelude::*;

use super::any_request;
use crate::state::Console;

/// The methods.
#[component]
pub(crate) fn FileMethods() -> impl IntoView {
    let file = Console::here().calls.file;
    // Not when a mapping template is edited: its methods stay.
    let methods = Memo::new(move |_| {
        let api = file.api.get();
        api.map(|api| api.methods.clone()).unwrap_or_default()
    });
    let rows = move || {
        methods
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, method)| view! { <Method at method /> })
            .collect_view()
    };
    view! {
        <Show when=move || methods.with(|methods| !methods.is_empty())>
            <p class="target-note">"Choose a method to fill in a request with example values."</p>
            <ul class="file-methods" aria-label="Methods of the file">{live(rows)}</ul>
            <p class="target-note">
                <a href="#/templates">"Edit the mapping templates"</a> " of the chosen method."
            </p>
        </Show>
    }
}

#[component]
fn Method(at: usize, method: ListedMethod) -> impl IntoView {
    let console = Console::here();
    let title = method.title();
    let example = method.example.clone();
    let prepared = (!method.is_run).then(|| view! { <Prepared at method=method.clone() /> });
    view! {
        <li>
            <button
                type="button"
                class="link-button"
                aria-label=format!("Fill in a request for {title}")
                on:click=move |_| {
                    console.calls.file.method.set(u32::try_from(at).unwrap_or_default());
                    any_request::edit(console, &example);
                }
            >
                <code>{title.clone()}</code>
            </button>
            <span class="hint integration">{method.integration}</span>
            {prepared}
        </li>
    }
}

/// What the integration responds with, since it is not run here.
#[component]
fn Prepared(at: usize, method: ListedMethod) -> impl IntoView {
    let console = Console::here();
    let title = method.title();
    let empty = PreparedResponse {
        http_method: method.http_method.clone(),
        path: method.path.clone(),
        status: 200,
        body: String::new(),
    };
    let found = Memo::new(move |_| console.calls.file.prepared(&method));
    let now = Memo::new(move |_| found.get().unwrap_or_else(|| empty.clone()));
    let is_prepared = Memo::new(move |_| found.with(Option::is_some));
    let change = move |change: &dyn Fn(&mut PreparedResponse)| {
        let mut response = now.get_untracked();
        change(&mut response);
        console.stack.response_prepared(response);
    };
    // What is not a status stays as it was typed until it is one.
    let invalid = RwSignal::new(None::<String>);
    let is_invalid = move || invalid.with(Option::is_some);
    let status_typed = move |event| {
        let text = event_target_value(&event);
        match text.trim().parse::<u16>() {
            Ok(status @ 100..=599) => {
                invalid.set(None);
                change(&|response| response.status = status);
            }
            _ => invalid.set(Some(text)),
        }
    };
    let body_typed = move |event| {
        let text = event_target_value(&event);
        change(&|response| response.body.clone_from(&text));
    };
    let remove = move |_| {
        let response = now.get_untracked();
        console
            .stack
            .forget_response(&response.http_method, &response.path);
    };
    view! {
        <details class="prepared">
            <summary>
                {move || match is_prepared.get() {
                    true => "Prepared response",
                    false => "Not run here: prepare its response",
                }}
            </summary>
            <p class="hint">
                "Without it, calls of this method respond with 500 and show the request that would be sent."
            </p>
            <label for=format!("prepared-status-{at}")>"Status of the integration"</label>
            <input
                id=format!("prepared-status-{at}")
                class="input"
                type="text"
                inputmode="numeric"
                aria-invalid=move || is_invalid().to_string()
                prop:value=move || invalid.get().unwrap_or_else(|| now.with(|now| now.status.to_string()))
                on:input=status_typed
            />
            <Show when=is_invalid>
                <p class="hint bad" role="alert">"Enter a status from 100 to 599."</p>
            </Show>
            <label for=format!("prepared-body-{at}")>"Body of the integration"</label>
            <textarea
                id=format!("prepared-body-{at}")
                class="input"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                wrap="off"
                prop:value=move || now.with(|now| now.body.clone())
                on:input=body_typed
            ></textarea>
            <Show when=move || is_prepared.get()>
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Remove the prepared response of {title}")
                    on:click=remove
                >
                    "Remove"
                </button>
            </Show>
        </details>
    }
}
