//! What the local table holds.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::local::Local;
use crate::state::Console;

/// How many resumes are listed by their IDs.
const MOST_LISTED: usize = 30;

/// The resumes in the local table, whichever tab has put them there.
#[component]
pub(crate) fn StoredResumes() -> impl IntoView {
    let calls = Console::here().calls;
    let local = calls.local();
    let ids = RwSignal::new(None);
    let look = move || {
        let local = local.clone();
        spawn_local(async move {
            let found = local.ids().await;
            // The page may be gone by now.
            ids.try_set(Some(found));
        });
    };
    look();
    // Held until the page is left.
    StoredValue::new_local(Local::watch(look));

    let read = move |id: String| {
        let label = format!("Read {id}");
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
    move || {
        let ids: Vec<String> = ids.get()?;
        let count = ids.len();
        let says = match count {
            0 => "It holds no resume yet.".to_owned(),
            1 => "It holds 1 resume:".to_owned(),
            count => format!("It holds {count} resumes:"),
        };
        let more = count.saturating_sub(MOST_LISTED);
        Some(view! {
            <div class="stored" role="group" aria-label="Stored resumes">
                <span>{says}</span>
                {ids.into_iter().take(MOST_LISTED).map(read).collect_view()}
                {(more > 0).then(|| view! { <span>{format!("and {more} more")}</span> })}
            </div>
        })
    }
}
