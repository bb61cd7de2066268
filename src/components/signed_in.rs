//! The switch to call a local API as a signed-in caller.

use view::prelude::*;

use super::controls::Checkbox;
use crate::state::Console;

/// Whether the engine is called as a signed-in caller, where the API asks for one.
#[component]
pub(super) fn SignedIn(
    /// What the switch does here.
    hint: &'static str,
) -> impl IntoView {
    let calls = Console::here().calls;
    view! {
        <Show when=move || calls.needs_sign_in.get()>
            <Checkbox
                id="signed-in"
                label="Call as a signed-in caller"
                switch=true
                checked=calls.signed_in
                changed=move |on| calls.signed_in.set(on)
                hint=Signal::stored(hint.to_owned())
            />
        </Show>
    }
}
