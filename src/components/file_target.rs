//! The target "Opened file": which file, and which of its APIs.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::ListedApi;
use view::prelude::*;

use super::controls::FileButton;
use super::edited_file::EditedFileButton;
use super::signed_in::SignedIn;
use crate::browser::files;
use crate::state::Console;

/// The most notes and problems that are listed of each.
const MOST: usize = 50;

/// The file, or the button that opens one.
#[component]
pub(super) fn FileTarget() -> impl IntoView {
    let console = Console::here();
    let file = console.calls.file;
    let has_file = Memo::new(move |_| file.name().is_some());
    view! {
        <p class="target-note">
            "Emulates the API of a file as it is, in this browser: a CloudFormation or SAM template, or an OpenAPI document. Its tables start empty and stay in this browser."
        </p>
        <Show when=move || has_file.get() fallback=move || view! { <OpenFile text="Open API file" /> }>
            <div class="send">
                <strong class="file-name">{move || file.name()}</strong>
                <OpenFile text="Open another file" />
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        console.stack.close_file();
                        console
                            .notices
                            .say_undoable(&console.stack, "The file was closed. Its tables stay.");
                    }
                >
                    "Close the file"
                </button>
                <EditedFileButton />
            </div>
            {move || match file.listed.get() {
                None => view! { <p class="hint" role="status">"Reading the file…"</p> }.into_any(),
                Some(Err(why)) => view! { <Unreadable why /> }.into_any(),
                Some(Ok(apis)) => view! { <Choice apis /> }.into_any(),
            }}
            <SignedIn hint="A method of the file asks for one. Off, it is called as by anyone." />
        </Show>
    }
}

/// Opens a file.
#[component]
fn OpenFile(text: &'static str) -> impl IntoView {
    let console = Console::here();
    let open = move |file: files::File| {
        spawn_local(async move {
            match files::read_text(&file).await {
                Ok(text) => console.call_as_it_is(&file.name(), text.into()),
                Err(why) => console.notices.say(why),
            }
        });
    };
    view! { <FileButton id="open-api-file" text accept=".yaml,.yml,.json,.template" open /> }
}

#[component]
fn Unreadable(why: String) -> impl IntoView {
    let file = Console::here().calls.file;
    view! {
        <div class="message bad" role="alert">
            <strong>"No API of this file can be run."</strong>
            <p>{format!("{}.", format::capitalized(why.trim_end_matches('.')))}</p>
            <p>
                "Correct the file and open it again, or "
                <button type="button" class="link-button" on:click=move |_| file.retry()>
                    "try again"
                </button> "."
            </p>
        </div>
    }
}

/// The choice of an API, and what is to be said of the chosen one.
#[component]
fn Choice(apis: Arc<Vec<ListedApi>>) -> impl IntoView {
    let console = Console::here();
    let file = console.calls.file;
    let names: Vec<String> = apis.iter().map(|api| api.name.clone()).collect();
    let chosen = Memo::new(move |_| file.api.get().map(|api| api.name.clone()));
    let select = (names.len() > 1).then(|| {
        let options = names.into_iter().map(|name| {
            let own = name.clone();
            view! {
                <option
                    value=name
                    prop:selected=move || chosen.get().as_deref() == Some(own.as_str())
                >
                    {name.clone()}
                </option>
            }
        });
        view! {
            <label for="file-api">"API"</label>
            <select
                id="file-api"
                class="input"
                on:change=move |event| console.stack.choose_api(event_target_value(&event))
            >
                {options.collect::<Vec<_>>()}
            </select>
        }
    });
    view! {
        {select}
        {move || {
            file.api
                .get()
                .map(|api| {
                    view! {
                        {remarks("Does not run as it is", "warn", &api.problems)}
                        {remarks("Assumed or left out", "", &api.notes)}
                    }
                })
        }}
    }
}

/// A folded list of sentences.
fn remarks(title: &'static str, badge: &'static str, remarks: &[String]) -> Option<AnyView> {
    if remarks.is_empty() {
        return None;
    }
    let more = remarks.len().saturating_sub(MOST);
    let rows = remarks.iter().take(MOST);
    let rows = rows.map(|text| view! { <li>{format!("{}.", format::capitalized(text))}</li> });
    let rows: Vec<_> = rows.collect();
    Some(
        view! {
            <details class="remarks">
                <summary>
                    {title} " " <span class=format!("badge {badge}")>{format::count(remarks.len())}</span>
                </summary>
                <ul>
                    {rows}
                    {(more > 0)
                        .then(|| view! { <li>{format!("and {} more", format::count(more))}</li> })}
                </ul>
            </details>
        }
        .into_any(),
    )
}
