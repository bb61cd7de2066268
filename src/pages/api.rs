//! The API page: target, request, history.

use view::prelude::*;

use crate::api::Api;
use crate::components::any_request::AnyRequest;
use crate::components::call_history::CallHistory;
use crate::components::call_result::CallResult;
use crate::components::calls::CallButtons;
use crate::components::connection::ConnectionFields;
use crate::components::controls::TextInput;
use crate::components::file_methods::FileMethods;
use crate::components::file_tables::FileTables;
use crate::components::stored_resumes::{
    DeleteDialog, OperationsHint, StoredList, ask_to_delete, operations,
};
use crate::state::Console;

/// The page.
#[component]
pub(crate) fn ApiPage() -> impl IntoView {
    let operations = operations();
    let calls = Console::here().calls;
    let is_file = move || calls.connection.api.get() == Api::File;
    // A file's API may have other methods only.
    let has_resumes =
        move || !is_file() || (calls.file.has("POST", "/") && calls.file.has("GET", "/"));
    view! {
        <div class="page api">
            <div class="api-side">
                <div>
                    <h1>"API"</h1>
                    <p class="target-note">
                        "Call your API: an emulation of your stack or of a file in this browser, or a deployed stack."
                    </p>
                </div>
                <section class="card" aria-labelledby="which-heading">
                    <h2 id="which-heading">"Target"</h2>
                    <ConnectionFields />
                </section>
                <section class="card" aria-labelledby="send-heading">
                    <h2 id="send-heading">"Request"</h2>
                    <Show when=has_resumes>
                        <p class="target-note">
                            "Save sends the form. Load fetches the form's ID and replaces the form; you can undo it."
                        </p>
                        <div class="send">
                            <CallButtons />
                        </div>
                        <ReadById />
                    </Show>
                    <OperationsHint />
                    <Show when=is_file>
                        <FileMethods />
                    </Show>
                    <AnyRequest />
                </section>
                <Show when=is_file>
                    <FileTables />
                </Show>
                <Show when=move || operations.get().list && !is_file()>
                    <StoredList />
                </Show>
            </div>
            <div class="api-main">
                <CallResult />
                <CallHistory />
            </div>
            <DeleteDialog />
        </div>
    }
}

/// Loads a resume of any ID, or deletes it if the stack can.
#[component]
fn ReadById() -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let operations = operations();
    let id = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = id.get_untracked();
        if !id.is_empty() {
            calls.read(id);
        }
    };
    view! {
        <form class="read-by-id" on:submit=submit>
            <TextInput
                id="read-id"
                label="Another ID"
                value=id
                typed=move |text| id.set(text)
            />
            <button
                type="submit"
                class="button"
                disabled=move || { calls.running.with(Option::is_some) || id.with(String::is_empty) }
            >
                "Load this ID"
            </button>
            <Show when=move || operations.get().delete>
                <button
                    type="button"
                    class="button"
                    disabled=move || {
                        calls.running.with(Option::is_some) || id.with(String::is_empty)
                    }
                    on:click=move |_| {
                        ask_to_delete(console, &id.get_untracked(), String::new(), None);
                    }
                >
                    "Delete this ID"
                </button>
            </Show>
        </form>
    }
}
