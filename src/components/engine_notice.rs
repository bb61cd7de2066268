//! Where the engine's answer will be: that it is loading, or why there is none.

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
    let state = Console::here().engine.state;
    live(move || match failure.get() {
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
        None if is_waiting() && state.get() == EngineState::Loading => {
            view! { <span class="status-item muted">"Loading the engine…"</span> }.into_any()
        }
        None => ().into_any(),
    })
}
