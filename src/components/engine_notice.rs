//! Where the engine's answer will be: that it is loading or works for long, or why there is none.

use view::prelude::*;

use crate::engine::{EngineError, EngineState};
use crate::state::Console;

/// A message instead of an answer.
#[component]
pub(crate) fn EngineNotice(
    /// Why there is no answer.
    #[prop(into)]
    failure: Signal<Option<EngineError>>,
    /// Asks again.
    retry: impl Fn() + Copy + Send + Sync + 'static,
    /// Whether there was no answer yet.
    is_waiting: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let engine = Console::here().engine;
    let is_loading = move || engine.state.get() == EngineState::Loading || engine.loads_rest.get();
    let is_long = Memo::new(move |_| engine.works_for.get() > 0);
    live(move || {
        match failure.get() {
        Some(error) => view! {
            <span class="status-item bad">
                <span class="dot" aria-hidden="true"></span>
                {match error {
                    EngineError::Unavailable(_) => "Engine not loaded",
                    _ => "Engine restarted",
                }}
            </span>
            <p>
                {error.to_string()} " "
                <button type="button" class="link-button" on:click=move |_| retry()>
                    "Try again"
                </button>
            </p>
        }
        .into_any(),
        None if is_waiting() && is_loading() => {
            view! { <span class="status-item muted">"Loading the engine…"</span> }.into_any()
        }
        None if is_long.get() => view! {
            <p>
                // Not a status for each second.
                <span aria-live="off">
                    {move || format!("The engine has worked for {} seconds. ", engine.works_for.get())}
                </span>
                <button type="button" class="link-button" on:click=move |_| engine.end()>
                    "Stop"
                </button>
            </p>
        }
        .into_any(),
        None => ().into_any(),
    }
    })
}
