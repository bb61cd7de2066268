//! The tables of an opened file: what calls have stored in them.

use std::sync::Arc;

use leptos::task::spawn_local;
use view::prelude::*;

use super::code_view::{CodeView, Language};
use crate::api::local::Local;
use crate::browser::page;
use crate::state::Console;

/// The most items of a table that are shown.
const MOST: usize = 50;

/// A table's name, and its items as DynamoDB JSON; or why they can't be read.
type TableItems = (String, Result<Vec<String>, String>);

/// The tables, and the button that empties them.
#[component]
pub(crate) fn FileTables() -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let names = Memo::new(move |_| {
        let api = calls.file.api.get();
        api.map(|api| api.tables.clone()).unwrap_or_default()
    });
    let tables = RwSignal::new(Vec::<TableItems>::new());
    let asks = RwSignal::new(false);
    // Those that are unfolded, which stay so when a call changes them.
    let unfolded = RwSignal::new(Vec::<String>::new());
    let look = move || {
        let local = calls.local();
        let Some(names) = names.try_get_untracked() else {
            return;
        };
        spawn_local(async move {
            let mut found = Vec::new();
            for name in names {
                let items = local.items_of(&name).await;
                found.push((name, items.map_err(|error| error.to_string())));
            }
            // The page may be closed by now.
            tables.try_set(found);
        });
    };
    Effect::new(move |_| {
        names.track();
        calls.source.track();
        look();
    });
    // Held until the page is left.
    StoredValue::new_local(Local::watch(look));
    let count = Memo::new(move |_| {
        tables.with(|tables| {
            let items = tables.iter().filter_map(|(_, items)| items.as_ref().ok());
            items.map(Vec::len).sum::<usize>()
        })
    });
    let empty = move |_| {
        asks.set(false);
        let (local, names) = (calls.local(), names.get_untracked());
        spawn_local(async move {
            let message = match local.empty(&names).await {
                Ok(()) => "The tables of the file are empty.".to_owned(),
                Err(error) => format!("The tables were not emptied: {error}."),
            };
            console.notices.say(message);
        });
    };
    let rows = move || {
        let tables = tables.get().into_iter();
        tables
            .map(|(name, items)| view! { <Table name items unfolded /> })
            .collect_view()
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <section class="card" aria-labelledby="tables-heading">
                <h2 id="tables-heading">"Tables of the file"</h2>
                <div>{live(rows)}</div>
                <Show when=move || { count.get() > 0 }>
                    <div class="send">
                        <Show
                            when=move || asks.get()
                            fallback=move || {
                                view! {
                                    <button type="button" class="button" on:click=move |_| asks.set(true)>
                                        "Empty the tables"
                                    </button>
                                }
                            }
                        >
                            <span role="status">"Remove all items? Undo does not bring them back."</span>
                            <button type="button" class="button danger" on:click=empty>
                                "Remove all items"
                            </button>
                            <button type="button" class="button" on:click=move |_| asks.set(false)>
                                "Cancel"
                            </button>
                        </Show>
                    </div>
                </Show>
            </section>
        </Show>
    }
}

/// A table with its items, folded.
#[component]
fn Table(
    name: String,
    items: Result<Vec<String>, String>,
    unfolded: RwSignal<Vec<String>>,
) -> impl IntoView {
    let style = Console::here().json_styles;
    match items {
        Err(error) => {
            view! { <p class="bad">{format!("{name} can't be read: {error}.")}</p> }.into_any()
        }
        Ok(items) => {
            let count = match items.len() {
                1 => "1 item".to_owned(),
                count => format!("{} items", format::count(count)),
            };
            let more = items.len().saturating_sub(MOST);
            let label = format!("Items of {name}");
            let shown: Vec<String> = items.into_iter().take(MOST).collect();
            let text: Arc<str> = format!("[{}]", shown.join(",\n")).into();
            let text = Signal::stored(text);
            let is_empty = shown.is_empty();
            let is_open = unfolded.with_untracked(|unfolded| unfolded.contains(&name));
            let own = name.clone();
            let toggled = move |event| {
                unfolded.update(|unfolded| {
                    unfolded.retain(|other| *other != own);
                    if page::is_open(&event) {
                        unfolded.push(own.clone());
                    }
                });
            };
            view! {
                <details class="remarks" open=is_open on:toggle=toggled>
                    <summary>
                        <code>{name}</code> " " <span class="hint">{count}</span>
                    </summary>
                    {if is_empty {
                        view! { <p class="hint">"No call has stored an item yet."</p> }.into_any()
                    } else {
                        view! { <CodeView text language=Language::Json style label /> }.into_any()
                    }}
                    {(more > 0)
                        .then(|| view! { <p class="hint">{format!("and {} more", format::count(more))}</p> })}
                </details>
            }
            .into_any()
        }
    }
}
