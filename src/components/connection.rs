//! Which API is called: the settings.

use std::sync::Arc;

use leptos::prelude::*;

use super::copy::CopyButton;
use super::stored_resumes::StoredResumes;
use crate::api::{address, outputs};
use crate::shell::quoted;
use crate::state::Console;
use crate::state::connection::{Connection, Target};

/// The choice of the API, and what a deployed one is called by.
#[component]
pub(crate) fn ConnectionFields() -> impl IntoView {
    let connection = Console::here().calls.connection;
    view! {
        <Choice />
        <Show when=move || connection.target.get() == Target::Deployed fallback=LocalFacts>
            <DeployedFields />
        </Show>
    }
}

#[component]
fn Choice() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let choices = [Target::Local, Target::Deployed].map(|one| {
        view! {
            <label>
                <input
                    type="radio"
                    name="target"
                    prop:checked=move || connection.target.get() == one
                    on:change=move |_| connection.choose(one)
                />
                <span>{one.name()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">"Which API"</legend>
            {choices}
        </fieldset>
    }
}

#[component]
fn LocalFacts() -> impl IntoView {
    let table = Console::here().calls.local_table();
    view! {
        <p class="target-note">
            "The template of the Stack page, executed here: the same mapping templates, over the table "
            <code>{table}</code> ". What is saved stays in this browser."
        </p>
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
        </div>
        <p class="target-note">
            "URL and table are outputs of the stack. They are kept in this browser, and the page calls nobody else. The API must allow this page's origin by CORS, as the template does."
        </p>
    }
}

/// Takes over the outputs of a stack.
#[component]
fn Paste() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let text = RwSignal::new(String::new());
    // What was done, or what is wrong.
    let told = RwSignal::new(Ok(""));
    let pasted = move |event| {
        let pasted = event_target_value(&event);
        text.set(pasted.clone());
        // Also where the field was emptied below: what was told then stays.
        if pasted.trim().is_empty() {
            return;
        }
        match outputs::read(&pasted) {
            Ok(outputs) => {
                let problem = outputs.problem();
                connection.take(outputs);
                text.set(String::new());
                told.set(match problem {
                    None => Ok("The URL and the table's name are filled in."),
                    Some(problem) => Err(problem.to_owned()),
                });
            }
            Err(says) => told.set(Err(says)),
        }
    };
    let open = connection.url.with_untracked(String::is_empty);
    view! {
        <details class="paste" open=open>
            <summary>"Paste the stack's outputs"</summary>
            <div class="field full">
                // The address `#/api/outputs` leads here.
                <label for="section-outputs">"Outputs of the stack"</label>
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
                            "What aws cloudformation describe-stacks or cdk deploy prints, in any format, or the two values."
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
                <p class="hint">"The outputs name the key, not its value. Ask AWS for it:"</p>
                <div class="command">
                    <code>{command.to_string()}</code>
                    <CopyButton text=Signal::stored(command) what="the command" small=true />
                </div>
            }
        })
    };
    view! {
        <div class="field full">
            <label for="api-key">"API key"</label>
            <div class="with-button">
                <input
                    class="input"
                    id="api-key"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby="api-key-problem api-key-hint"
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    prop:value=move || key.get()
                    on:input=move |event| connection.key_typed(event_target_value(&event))
                />
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    aria-label="Show the API key"
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            <span class="hint bad" id="api-key-problem" role="status">{move || problem.get()}</span>
            <span class="hint" id="api-key-hint">
                "If the API requires one: it is sent as x-api-key with each save, and with a load where the API asks for it."
            </span>
            {command}
        </div>
        <div class="field full">
            <label class="check">
                <input
                    type="checkbox"
                    aria-describedby="keep-key-hint"
                    prop:checked=move || connection.keep_key.get()
                    on:change=move |event| connection.keep_key(event_target_checked(&event))
                />
                <span>"Remember the key on this device"</span>
            </label>
            <span class="hint" id="keep-key-hint">
                {move || {
                    if connection.keep_key.get() {
                        "It is stored in this browser as it is. Whoever uses this browser profile can read it, and so can any page of this origin."
                    } else {
                        "It is forgotten when this page is closed or reloaded."
                    }
                }}
            </span>
        </div>
    }
}

/// A field of the settings, with what is wrong with it once it was left.
#[component]
fn Setting(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    placeholder: &'static str,
    check: fn(&str) -> Result<String, String>,
    /// A letter was typed.
    typed: fn(Connection, String),
    /// The field was left, or its view: then this is called when nothing of the view is there any more, so it must not
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
    let described = format!("{id}-problem");
    view! {
        <div class="field full">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                aria-describedby=described.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| typed(connection, event_target_value(&event))
                on:change=move |_| entered(connection)
                on:blur=move |_| left.set(true)
            />
            <span class="hint bad" id=described role="status">{move || problem.get()}</span>
        </div>
    }
}
