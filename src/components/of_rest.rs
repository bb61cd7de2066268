//! A view whose functions are of the program's rest: until that is there, what is loaded.

use view::prelude::*;

use crate::state::Console;
use crate::state::rest::RestState;

/// Shows `view` once the rest is there.
#[component]
pub(crate) fn OfRest(
    /// The view.
    view: fn() -> AnyView,
) -> impl IntoView {
    let rest = Console::here().rest;
    rest.load();
    let state = Memo::new(move |_| rest.state.get());
    live(move || match state.get() {
        RestState::Here => view(),
        RestState::Awaited | RestState::Loading => view! {
            <p class="boot" role="status">"Loading this view…"</p>
        }
        .into_any(),
        RestState::Failed(why) => view! {
            <div class="boot" role="alert">
                <p>{format!("This view could not be loaded: {why}")}</p>
                <button type="button" class="button" on:click=move |_| rest.load()>
                    "Try again"
                </button>
            </div>
        }
        .into_any(),
    })
}
