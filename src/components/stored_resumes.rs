//! The items of the local table.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::local::Local;
use crate::browser::files;
use crate::state::Console;

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
    view! {
        {list}
        <Damaged damaged />
    }
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
    move || {
        let damaged = damaged.get();
        (!damaged.is_empty()).then(|| {
            view! {
                <div role="group" aria-label="Damaged records">
                    <p class="hint">"Damaged records, by table, key and time:"</p>
                    <ul class="drafts">{damaged.into_iter().map(one).collect_view()}</ul>
                </div>
            }
        })
    }
}
