//! The history of calls: searched, cleared, saved as a file, two of them compared.

use view::prelude::*;

use super::controls::TextInput;
use super::exchange::ExchangeView;
use super::json_styles::JsonStyleChoice;
use crate::api::address;
use crate::browser::files;
use crate::state::Console;
use crate::state::calls::Call;
use crate::state::calls::har::har;

/// How many calls are listed before the older ones are asked for.
const FIRST: usize = 10;

/// The history.
#[component]
pub(crate) fn CallHistory() -> impl IntoView {
    let Console { calls, notices, .. } = Console::here();
    let filter = RwSignal::new(String::new());
    let shows_all = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let words = filter.get().to_lowercase();
        let mut made = calls.made.get();
        made.retain(|call| has_words(call, &words));
        made
    });
    let shown = move || {
        let mut found = found.get();
        if !shows_all.get() {
            found.truncate(FIRST);
        }
        found
    };
    let older = Memo::new(move |_| found.with(Vec::len).saturating_sub(FIRST));
    let is_empty = Memo::new(move |_| calls.made.with(Vec::is_empty));
    let save_har = move |_| {
        let text = calls
            .made
            .with_untracked(|made| har(made.iter().map(|call| &**call)));
        if !files::save("calls.har", "application/json", &text) {
            notices.say("The browser blocked the download.");
        }
    };
    view! {
        <section aria-labelledby="exchanges-heading" class="exchanges">
            <div class="exchanges-head">
                <h2 id="exchanges-heading">"History"</h2>
                <JsonStyleChoice name="history-json" />
                <button
                    type="button"
                    class="button"
                    disabled=move || is_empty.get()
                    on:click=save_har
                >
                    "Save as HAR"
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=move || is_empty.get()
                    on:click=move |_| calls.clear()
                >
                    "Clear"
                </button>
            </div>
            <Show
                when=move || !is_empty.get()
                fallback=|| {
                    view! {
                        <p class="empty">
                            "No requests yet. Save or load a resume, and inspect the request here."
                        </p>
                    }
                }
            >
                <div>
                    <TextInput
                        id="history-filter"
                        label="Filter by method, URL, status or result"
                        value=filter
                        typed=move |text| filter.set(text)
                    />
                </div>
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="empty">"No call has these words."</p>
                </Show>
                <For each=shown key=|call| call.number let(call)>
                    <ExchangeView call />
                </For>
                <Show when=move || older.get() != 0 && !shows_all.get()>
                    <button type="button" class="button" on:click=move |_| shows_all.set(true)>
                        {move || format!("Show {} older", format::count(older.get()))}
                    </button>
                </Show>
            </Show>
        </section>
    }
}

/// Whether a call has all of the words, which are in lower case.
fn has_words(call: &Call, words: &str) -> bool {
    let request = &call.exchange.request;
    let text = format!(
        "#{} {} {} {} {} {} {}",
        call.number,
        request.method,
        address::url(&call.address.base, request),
        call.exchange.response.status,
        call.api.name(),
        call.outcome.title,
        call.outcome.advice,
    )
    .to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}
