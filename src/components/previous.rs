//! The previous drafts, to restore.

use leptos::task::spawn_local;
use view::prelude::*;

use super::controls::Modal;
use crate::browser::aside::{self, Aside};
use crate::browser::{files, page};
use crate::state::Console;
use crate::state::drafts::lineage::Previous;

/// The dialog of the previous drafts.
#[component]
pub(crate) fn PreviousDrafts() -> impl IntoView {
    let open = Console::here().dialogs.previous;
    view! { <Modal open class="wide" heading="previous-heading" children=|| view! { <List /> } /> }
}

/// The drafts, loaded as the dialog opens.
#[component]
fn List() -> impl IntoView {
    let console = Console::here();
    let found = RwSignal::new(None::<Vec<Previous>>);
    let aside = RwSignal::new(aside::all());
    let close = move || console.dialogs.previous.set(false);
    spawn_local(async move {
        let previous = console.drafts.previous().await;
        // The dialog may be closed by now.
        found.try_set(Some(previous));
    });
    let one = move |previous: Previous| {
        let Previous { record, why } = previous;
        let name = match record.name.as_str() {
            "" => "Unnamed".to_owned(),
            name => name.to_owned(),
        };
        let label = format!("{name}, {}", page::shown_time(record.time));
        let text = record.text.clone().unwrap_or_default();
        let replaced = if why.is_empty() {
            String::new()
        } else {
            format!("Before {why}. ")
        };
        view! {
            <li>
                <div>
                    <strong>{name}</strong>
                    <span class="hint">
                        {format!("{replaced}{}, {}", page::shown_time(record.time), format::size(text.len()))}
                    </span>
                </div>
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        aria-label=format!("Restore {label}")
                        on:click=move |_| {
                            console.drafts.restore(record.clone());
                            close();
                        }
                    >
                        "Restore"
                    </button>
                    <button
                        type="button"
                        class="button"
                        aria-label=format!("Download {label}")
                        on:click=move |_| {
                            files::save("resume-draft.json", "application/json", &text);
                        }
                    >
                        "Download"
                    </button>
                </div>
            </li>
        }
    };
    let list = move || match found.get() {
        None => view! { <p class="empty">"Loading…"</p> }.into_any(),
        Some(previous) if previous.is_empty() => view! {
            <p class="empty">
                "None yet. When New resume or an opened file replaces a draft, it is listed here."
            </p>
        }
        .into_any(),
        Some(previous) => view! {
            <ul class="drafts">{previous.into_iter().map(one).collect_view()}</ul>
        }
        .into_any(),
    };
    let one_aside = move |record: Aside| {
        let label = format!("{}, {}", record.what, page::shown_time(record.time));
        let (what, text, gone) = (record.what.clone(), record.text.clone(), record.clone());
        view! {
            <li>
                <div>
                    <strong>{what}</strong>
                    <span class="hint">{page::shown_time(record.time)}</span>
                </div>
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        aria-label=format!("Download {label}")
                        on:click=move |_| {
                            files::save("set-aside.txt", "text/plain", &text);
                        }
                    >
                        "Download"
                    </button>
                    <button
                        type="button"
                        class="button"
                        aria-label=format!("Remove {label}")
                        on:click=move |_| {
                            aside::remove(&gone);
                            aside.set(aside::all());
                        }
                    >
                        "Remove"
                    </button>
                </div>
            </li>
        }
    };
    let asides = move || {
        let all = aside.get();
        (!all.is_empty()).then(|| {
            view! {
                <h3>"Set aside"</h3>
                <p class="hint">"Stored records that this page could not use."</p>
                <ul class="drafts">{all.into_iter().map(one_aside).collect_view()}</ul>
            }
        })
    };
    view! {
        <h2 id="previous-heading">"Previous drafts"</h2>
        <p class="hint">
            "The last ten replaced drafts, stored in this browser. Restoring one adds your current draft to this list."
        </p>
        {live(list)}
        {live(asides)}
        <div class="actions">
            <button type="button" class="button primary" on:click=move |_| close()>
                "Close"
            </button>
        </div>
    }
}
