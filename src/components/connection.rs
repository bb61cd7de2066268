//! The connection's settings.

use std::sync::Arc;

use format::shell::quoted;
use view::prelude::*;

use super::controls::{Checkbox, Segments, TextInput};
use super::copy::CopyButton;
use super::file_target::FileTarget;
use super::sign_in::SignInFields;
use super::signed_in::SignedIn;
use super::stored_resumes::StoredResumes;
use crate::api::{Api, address, outputs};
use crate::state::Console;
use crate::state::connection::Connection;

/// The target, and the settings of a deployed API.
#[component]
pub(crate) fn ConnectionFields() -> impl IntoView {
    let connection = Console::here().calls.connection;
    // The fields stay when the same target is chosen again.
    let api = Memo::new(move |_| connection.api.get());
    view! {
        <Choice />
        {move || match api.get() {
            Api::Local => view! { <LocalFacts /> }.into_any(),
            Api::File => view! { <FileTarget /> }.into_any(),
            Api::Deployed => view! { <DeployedFields /> }.into_any(),
        }}
    }
}

#[component]
fn Choice() -> impl IntoView {
    let connection = Console::here().calls.connection;
    view! {
        <Segments
            legend="Target"
            name="target"
            choices=Api::ALL.map(|api| (api, api.name())).to_vec()
            chosen=connection.api
            choose=move |api| connection.choose(api)
        />
    }
}

#[component]
fn LocalFacts() -> impl IntoView {
    let calls = Console::here().calls;
    let table = move || calls.local_table();
    view! {
        <p class="target-note">
            "Emulates the Stack page's template in this browser, with the table "
            <code>{live(table)}</code> ". Data stays in this browser."
        </p>
        <SignedIn hint="The stack's Write access asks for one. Off, a save is rejected, as a deployed stack rejects one without a sign-in." />
        <StoredResumes />
    }
}

#[component]
fn DeployedFields() -> impl IntoView {
    let connection = Console::here().calls.connection;
    view! {
        <Paste />
        <div class="fields">
            <Setting
                id="api-url"
                label="API URL"
                value=connection.url
                placeholder="https://abc123.execute-api.eu-west-1.amazonaws.com/prod/"
                check=address::check
                typed=Connection::url_typed
                entered=Connection::url_entered
            />
            <Setting
                id="api-table"
                label="Table name"
                value=connection.table
                placeholder="resume-stack-Table-1ABC2DEF3GHI"
                check=address::check_table
                typed=Connection::table_typed
                entered=|_| ()
            />
            <Key />
            <SignInFields />
        </div>
        <p class="target-note">
            "URL and table name are stack outputs, stored in this browser only. The API must allow this page's origin (CORS); the Stack page's template does."
        </p>
    }
}

/// Applies the pasted outputs of a stack.
#[component]
fn Paste() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let text = RwSignal::new(String::new());
    // The result or the error.
    let told = RwSignal::new(Ok(""));
    let pasted = move |event| {
        let pasted = event_target_value(&event);
        text.set(pasted.clone());
        // Also when the field is emptied below: the last message stays.
        if pasted.trim().is_empty() {
            return;
        }
        match outputs::read(&pasted) {
            Ok(outputs) => {
                let problem = outputs.problem();
                connection.take(outputs);
                text.set(String::new());
                told.set(match problem {
                    None => Ok("URL and table name filled in."),
                    Some(problem) => Err(problem.to_owned()),
                });
            }
            Err(says) => told.set(Err(says)),
        }
    };
    let open = connection.url.with_untracked(String::is_empty);
    view! {
        <details class="paste" open=open>
            <summary>"Paste stack outputs"</summary>
            <div class="field full">
                // The address `#/api/outputs` leads here.
                <label for="section-outputs">"Stack outputs"</label>
                <textarea
                    class="input"
                    id="section-outputs"
                    rows="2"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby="section-outputs-hint"
                    prop:value=move || text.get()
                    on:input=pasted
                ></textarea>
                <span
                    class=move || if told.with(Result::is_err) { "hint bad" } else { "hint" }
                    id="section-outputs-hint"
                    role="status"
                >
                    {move || match told.get() {
                        Ok("") => {
                            "The output of aws cloudformation describe-stacks or cdk deploy, in any format, or the two values."
                                .to_owned()
                        }
                        Ok(done) => done.to_owned(),
                        Err(says) => says,
                    }}
                </span>
            </div>
        </details>
    }
}

/// The API key.
#[component]
fn Key() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let shown = RwSignal::new(false);
    let key = Memo::new(move |_| connection.key());
    let problem = Memo::new(move |_| key.with(|key| address::check_key(key)).err());
    let command = move || {
        connection.key_id.get().map(|id| {
            let command: Arc<str> = format!(
                "aws apigateway get-api-key --api-key {} --include-value --query value --output text",
                quoted(&id),
            )
            .into();
            view! {
                <p class="hint">"The outputs hold the key's ID, not its value. Get it with:"</p>
                <div class="command">
                    <code>{command.to_string()}</code>
                    <CopyButton text=Signal::stored(command) what="the command" small=true />
                </div>
            }
        })
    };
    view! {
        <TextInput
            id="api-key"
            label="API key"
            width="full"
            kind=Signal::derive(move || if shown.get() { "text" } else { "password" })
            value=key
            typed=move |key| connection.key_typed(key)
            hint=Signal::stored(
                Some(
                    "Optional. Sent as x-api-key with saves, and with loads if the API requires it."
                        .to_owned(),
                ),
            )
            error=Some(problem.into())
            beside=move || {
                view! {
                    <button
                        type="button"
                        class="button"
                        aria-label=move || {
                            if shown.get() { "Hide the API key" } else { "Show the API key" }
                        }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || if shown.get() { "Hide" } else { "Show" }}
                    </button>
                }
            }
        >
            {live(command)}
        </TextInput>
        <Checkbox
            id="keep-key"
            label="Remember the key on this device"
            checked=connection.keep_key
            changed=move |keep| connection.keep_key(keep)
            hint=Signal::derive(move || {
                if connection.keep_key.get() {
                    "Stored unencrypted in this browser. Anyone who uses this browser profile can read it, and so can any page of this origin."
                } else {
                    "Not stored; cleared on reload."
                }
                    .to_owned()
            })
        />
    }
}

/// A field of the settings, with its error once it was left.
#[component]
fn Setting(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    placeholder: &'static str,
    check: fn(&str) -> Result<String, String>,
    /// A letter was typed.
    typed: fn(Connection, String),
    /// The field or its view was left: this may be called after the view is removed, so it must not
    /// need any of it.
    entered: fn(Connection),
) -> impl IntoView {
    let connection = Console::here().calls.connection;
    let left = RwSignal::new(!value.with_untracked(String::is_empty));
    let problem = Memo::new(move |_| {
        if left.get() {
            value.with(|value| check(value)).err()
        } else {
            None
        }
    });
    view! {
        <TextInput
            id
            label
            width="full"
            placeholder
            value
            typed=move |text| typed(connection, text)
            entered=move |()| entered(connection)
            left=move |()| left.set(true)
            error=Some(problem.into())
        />
    }
}
