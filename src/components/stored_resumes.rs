//! The stored resumes: the items of the local table, and the list of an API that has one.

use std::sync::Arc;

use leptos::task::spawn_local;
use options::Operations;
use view::prelude::*;

use super::call_result::LIST_OPTION;
use super::controls::Modal;
use crate::api::listed::ListedResume;
use crate::api::local::Local;
use crate::api::outcome::{ListStart, shortened};
use crate::api::{Api, address};
use crate::browser::files;
use crate::state::Console;
use crate::state::calls::stored::{Deletion, Listed};

/// How many resumes are listed by their IDs.
const MOST_LISTED: usize = 30;

/// The resumes in the local table, from all tabs.
#[component]
pub(crate) fn StoredResumes() -> impl IntoView {
    let calls = Console::here().calls;
    let local = calls.local();
    let ids = RwSignal::new(None);
    let damaged = RwSignal::new(Vec::new());
    let look = move || {
        let local = local.clone();
        spawn_local(async move {
            // Without the engine, the preview says so.
            if let Ok(found) = local.ids().await {
                // The page may be closed by now.
                ids.try_set(Some(found));
            }
            damaged.try_set(local.set_aside().await);
        });
    };
    look();
    // Held until the page is left.
    StoredValue::new_local(Local::watch(look));

    let read = move |id: String| {
        let label = format!("Load {id}");
        let shown = id.clone();
        view! {
            <button
                type="button"
                class="button"
                aria-label=label.clone()
                title=label
                disabled=move || calls.running.with(Option::is_some)
                on:click=move |_| calls.read(id.clone())
            >
                {shown}
            </button>
        }
    };
    let list = move || {
        let ids: Vec<String> = ids.get()?;
        let count = ids.len();
        let says = match count {
            0 => "No stored resumes yet.".to_owned(),
            1 => "1 stored resume:".to_owned(),
            count => format!("{} stored resumes:", format::count(count)),
        };
        let more = count.saturating_sub(MOST_LISTED);
        Some(view! {
            <div class="stored" role="group" aria-label="Stored resumes">
                <span>{says}</span>
                {ids.into_iter().take(MOST_LISTED).map(read).collect_view()}
                {(more > 0).then(|| view! { <span>{format!("and {} more", format::count(more))}</span> })}
            </div>
        })
    };
    let operations = operations();
    view! {
        // The API's own list shows more of them.
        <Show when=move || !operations.get().list>{live(list)}</Show>
        <Damaged damaged />
    }
}

/// The optional operations of the stack's options; reactive. Whether a deployed stack has them, only a call shows.
pub(crate) fn operations() -> Memo<Operations> {
    let stack = Console::here().stack;
    Memo::new(move |_| stack.options.with(|options| options.operations))
}

/// The list of the API's stored resumes.
#[component]
pub(crate) fn StoredList() -> impl IntoView {
    let calls = Console::here().calls;
    let label = move || match calls.shown_list() {
        None => "List resumes",
        Some(_) => "List again",
    };
    view! {
        <section class="card" aria-labelledby="stored-heading">
            <h2 id="stored-heading">"Stored resumes"</h2>
            <p class="target-note">
                {move || match calls.connection.api.get() {
                    Api::Local => "GET /resumes of the local API, 100 a page.",
                    Api::File => "GET /resumes of the opened file's API.",
                    Api::Deployed => {
                        "GET /resumes of the deployed API, 100 a page. Each page reads its resumes whole: DynamoDB bills their size."
                    }
                }}
            </p>
            <div class="send">
                <button
                    type="button"
                    class="button"
                    disabled=move || calls.running.with(Option::is_some)
                    on:click=move |_| calls.list(ListStart::default())
                >
                    {live(label)}
                </button>
            </div>
            {move || calls.shown_list().map(|listed| view! { <Page listed /> })}
        </section>
    }
}

/// A page of the list.
#[component]
fn Page(listed: Arc<Listed>) -> impl IntoView {
    let calls = Console::here().calls;
    let Listed { start, page, .. } = &*listed;
    let (preceding, number) = (start.preceding(), start.number());
    let following = page.next.clone().map(|next| start.following(next));
    let count = page.resumes.len();
    let is_only = preceding.is_none() && following.is_none();
    let says = match (count, is_only) {
        (0, true) => "No stored resumes.".to_owned(),
        (1, true) => "1 stored resume.".to_owned(),
        (count, true) => format!("{} stored resumes.", format::count(count)),
        (1, false) => format!("Page {}: 1 resume", format::count(number)),
        (count, false) => {
            let (number, count) = (format::count(number), format::count(count));
            format!("Page {number}: {count} resumes")
        }
    };
    let turn = move |label, to: Option<ListStart>| {
        to.map(|to| {
            view! {
                <button
                    type="button"
                    class="button"
                    disabled=move || calls.running.with(Option::is_some)
                    on:click=move |_| calls.list(to.clone())
                >
                    {label}
                </button>
            }
        })
    };
    let rows = page
        .resumes
        .iter()
        .cloned()
        .map(|resume| view! { <Row resume /> });
    view! {
        <p class="hint" role="status">
            {says}
        </p>
        {(count > 0)
            .then(|| {
                view! {
                    <ul class="drafts" aria-label="Listed resumes">
                        {rows.collect_view()}
                    </ul>
                }
            })}
        {(!is_only)
            .then(|| {
                view! {
                    <div class="send">
                        {turn("Previous page", preceding)} {turn("Next page", following)}
                    </div>
                }
            })}
    }
}

/// A resume of the list, to load or to delete.
#[component]
fn Row(resume: ListedResume) -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let operations = operations();
    let ListedResume {
        id,
        name,
        title,
        version,
    } = resume;
    let busy = move || calls.running.with(Option::is_some);
    let about = [name.as_str(), title.as_str()].into_iter();
    let about: Vec<String> = about
        .filter(|text| !text.is_empty())
        .map(shortened)
        .collect();
    let (load, delete) = (id.clone(), id.clone());
    let delete_label = format!("Delete {id}");
    view! {
        <li>
            <div>
                <strong>{id.clone()}</strong>
                {(!about.is_empty()).then(|| view! { <span class="hint">{about.join(", ")}</span> })}
            </div>
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Load {id}")
                    disabled=busy
                    on:click=move |_| calls.read(load.clone())
                >
                    "Load"
                </button>
                {move || {
                    let (id, name, version) = (delete.clone(), name.clone(), version.clone());
                    operations
                        .get()
                        .delete
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-label=delete_label.clone()
                                    disabled=busy
                                    on:click=move |_| {
                                        ask_to_delete(console, &id, name.clone(), version.clone());
                                    }
                                >
                                    "Delete"
                                </button>
                            }
                        })
                }}
            </div>
        </li>
    }
}

/// Asks whether to delete a resume.
pub(crate) fn ask_to_delete(console: Console, id: &str, name: String, version: Option<String>) {
    if console.calls.ask_to_delete(id, name, version) {
        console.dialogs.delete.set(true);
    }
}

/// Where a deployed stack gets the operations from, if the options have none.
#[component]
pub(crate) fn OperationsHint() -> impl IntoView {
    let console = Console::here();
    let operations = operations();
    let is_needed =
        move || console.calls.connection.api.get() == Api::Deployed && !operations.get().any();
    view! {
        <Show when=is_needed>
            <p class="target-note">
                "To list and delete stored resumes here, "
                <a
                    href="#/stack"
                    on:click=move |event| {
                        event.prevent_default();
                        console.go_to_field("stack", LIST_OPTION.to_owned());
                    }
                >
                    "turn on these operations"
                </a> " of the stack, and deploy its template."
            </p>
        </Show>
    }
}

/// Asks whether to delete a resume, by name.
#[component]
pub(crate) fn DeleteDialog() -> impl IntoView {
    let console = Console::here();
    let open = console.dialogs.delete;
    let content = move || {
        let asked = console.calls.deletion.get()?;
        let Deletion {
            address: at,
            api,
            name,
            ..
        } = asked.clone();
        let id = shortened(&at.id);
        let whose = match name.as_str() {
            "" => String::new(),
            name => format!(" of {}", shortened(name)),
        };
        let (place, undo) = match api {
            Api::Local => (
                "the local table, for all tabs of this browser".to_owned(),
                "Undo does not bring it back: if you may need it, load and download it first.",
            ),
            Api::File => (
                format!("the table {} of {}", at.table, at.base),
                "Undo does not bring it back: if you may need it, load and download it first.",
            ),
            Api::Deployed => (
                format!(
                    "the table {} of the deployed API {}",
                    at.table,
                    address::short(&at.base).unwrap_or_default()
                ),
                "Undo does not bring it back, nor does anything else in this console: only point-in-time recovery or a backup of the table does.",
            ),
        };
        let confirm = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            open.set(false);
            console.calls.delete(asked.clone());
        };
        Some(view! {
            <form on:submit=confirm>
                <h2 id="delete-heading">{format!("Delete {id}?")}</h2>
                <p>{format!("The resume {id}{whose} is removed from {place}.")}</p>
                <p>{undo}</p>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| open.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button danger">
                        {format!("Delete {id}")}
                    </button>
                </div>
            </form>
        })
    };
    view! { <Modal open heading="delete-heading" children=content /> }
}

/// The damaged records that were set aside, to download and to remove.
#[component]
fn Damaged(
    /// Each with its place and text.
    damaged: RwSignal<Vec<(String, String)>>,
) -> impl IntoView {
    let console = Console::here();
    let one = move |(key, text): (String, String)| {
        let place = key.clone();
        let label = format!("Remove the damaged record {key}");
        let remove = move |_| {
            let key = key.clone();
            let local = console.calls.local();
            spawn_local(async move {
                if let Err(error) = local.forget(&key).await {
                    let text = format!("The record could not be removed: {error}.");
                    console.notices.say(text);
                }
            });
        };
        view! {
            <li>
                <code>{place.clone()}</code>
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        aria-label=format!("Download the damaged record {place}")
                        on:click=move |_| {
                            files::save("damaged-record.txt", "text/plain", &text);
                        }
                    >
                        "Download"
                    </button>
                    <button type="button" class="button" aria-label=label on:click=remove>
                        "Remove"
                    </button>
                </div>
            </li>
        }
    };
    live(move || {
        let damaged = damaged.get();
        (!damaged.is_empty()).then(|| {
            view! {
                <div role="group" aria-label="Damaged records">
                    <p class="hint">"Damaged records, by table, key and time:"</p>
                    <ul class="drafts">{damaged.into_iter().map(one).collect_view()}</ul>
                </div>
            }
        })
    })
}
