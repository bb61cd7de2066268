//! Calling the API from the page: the buttons.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::controls::TextInput;
use crate::state::Console;

/// `Save to API` and `Load from API`.
#[component]
pub(crate) fn CallButtons() -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let busy = move || calls.running.with(Option::is_some);
    let asking = RwSignal::new(false);
    let read = move |_| {
        let id = console.editor.resume_now().id.text().into_owned();
        if id.is_empty() {
            asking.set(true);
        } else {
            calls.read(id);
        }
    };
    view! {
        <button type="button" class="button" disabled=busy on:click=read>
            "Load from API"
        </button>
        <button type="button" class="button primary" disabled=busy on:click=move |_| calls.save()>
            "Save to API"
        </button>
        <AskForId asking />
    }
}

/// Asks which resume to load if the form has no ID.
#[component]
fn AskForId(
    /// Whether it is open.
    asking: RwSignal<bool>,
) -> impl IntoView {
    let calls = Console::here().calls;
    let dialog = NodeRef::<Dialog>::new();
    let id = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if asking.get() {
            // It fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_untracked();
        if !id.is_empty() {
            asking.set(false);
            calls.read(id);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="ask-heading"
            on:close=move |_| asking.set(false)
        >
            <form on:submit=submit>
                <h2 id="ask-heading">"Load a resume"</h2>
                <TextInput
                    id="ask-id"
                    label="Resume ID"
                    required=true
                    value=id
                    typed=move |text| id.set(text)
                >
                    <span class="hint">"IDs are case-sensitive."</span>
                </TextInput>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| asking.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">"Load"</button>
                </div>
            </form>
        </dialog>
    }
}
