//! Calling the API from the page: the buttons, and the dialog that asks for an ID.

use view::prelude::*;

use super::controls::{Modal, TextInput};
use crate::api::Api;
use crate::state::Console;

/// The buttons that load and save.
#[component]
pub(crate) fn CallButtons() -> impl IntoView {
    let console = Console::here();
    view! {
        <button
            type="button"
            class="button"
            disabled=move || is_busy(console)
            on:click=move |_| console.load_from_api()
        >
            {move || named(console, ["Load from local API", "Load from file's API", "Load from deployed API"])}
        </button>
        <SaveButton />
    }
}

/// The button that saves.
#[component]
pub(crate) fn SaveButton() -> impl IntoView {
    let console = Console::here();
    view! {
        <button
            type="button"
            class="button primary save"
            disabled=move || is_busy(console)
            on:click=move |_| console.save_to_api()
        >
            {move || named(console, ["Save to local API", "Save to file's API", "Save to deployed API"])}
        </button>
    }
}

fn is_busy(console: Console) -> bool {
    console.calls.running.with(Option::is_some)
}

/// A name that says which API is called.
fn named(console: Console, [local, file, deployed]: [&'static str; 3]) -> &'static str {
    match console.calls.connection.api.get() {
        Api::Local => local,
        Api::File => file,
        Api::Deployed => deployed,
    }
}

/// Asks which resume to load if the form has no ID.
#[component]
pub(crate) fn LoadDialog() -> impl IntoView {
    let console = Console::here();
    let open = console.dialogs.load;
    let id = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_untracked();
        if !id.is_empty() {
            open.set(false);
            console.calls.read(id);
        }
    };
    let content = move || {
        view! {
            <form on:submit=submit>
                <h2 id="load-heading">"Load a resume"</h2>
                <TextInput
                    id="load-id"
                    label="Resume ID"
                    required=true
                    value=id
                    typed=move |text| id.set(text)
                >
                    <span class="hint">"IDs are case-sensitive."</span>
                </TextInput>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| open.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">
                        "Load"
                    </button>
                </div>
            </form>
        }
    };
    view! { <Modal open heading="load-heading" children=content /> }
}
