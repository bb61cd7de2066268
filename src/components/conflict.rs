//! A conflict of two saves: the differences, and the choices.

use view::prelude::*;

use super::differences::Differences;
use crate::state::Console;
use crate::state::versions::ResumeAddress;
use resume::differences;

/// How many differences are listed.
const MOST: usize = 30;

/// The differences of a conflict, and the choices.
#[component]
pub(crate) fn Conflict(
    /// The resume's place.
    address: ResumeAddress,
) -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let id = address.id.clone();
    let what_differs = move || {
        let theirs = calls.conflicting.get()?;
        let theirs = serde_json::from_str(&theirs.to_json()).ok()?;
        let ours = serde_json::from_str(&console.editor.json()).ok()?;
        Some(match differences(&ours, &theirs, MOST) {
            (_, 0) => view! { <p class="muted">"Both versions are the same."</p> }.into_any(),
            (listed, total) => {
                view! { <Differences listed total sides=("Yours", "Theirs") /> }.into_any()
            }
        })
    };
    view! {
        <div class="conflict">
            {live(what_differs)}
            <div class="actions">
                <button type="button" class="button" on:click=move |_| calls.read(id.clone())>
                    "Load theirs"
                </button>
                <button
                    type="button"
                    class="button danger"
                    on:click=move |_| calls.overwrite(address.clone())
                >
                    "Overwrite theirs"
                </button>
                <button type="button" class="button" on:click=move |_| calls.result.set(None)>
                    "Keep editing"
                </button>
            </div>
        </div>
    }
}
