//! The API: which one is called, and what passed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::address;
use crate::api::local::Local;
use crate::components::calls::{CallButtons, CallResult};
use crate::components::exchange::ExchangeView;
use crate::components::indent_button::IndentButton;
use crate::state::Console;
use crate::state::calls::Target;

/// The page.
#[component]
pub(crate) fn ApiPage() -> impl IntoView {
    let calls = Console::here().calls;
    view! {
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>"API"</h1>
                    <p>
                        "Where the resume is saved to and read from: the stack's own template run in this page, or a stack that is deployed."
                    </p>
                </div>
            </div>
            <div class="api-grid">
                <section class="card" aria-labelledby="which-heading">
                    <h2 id="which-heading">"Which API"</h2>
                    <Choice />
                    <Show
                        when=move || calls.target.get() == Target::Deployed
                        fallback=LocalFacts
                    >
                        <DeployedFields />
                    </Show>
                </section>
                <section class="card" aria-labelledby="send-heading">
                    <h2 id="send-heading">"Call it"</h2>
                    <p class="target-note">
                        "Save sends the resume in the form. Read takes the form's ID; what comes back goes into the form, which can be undone."
                    </p>
                    <div class="send">
                        <CallButtons />
                    </div>
                    <ReadById />
                </section>
            </div>
            <CallResult />
            <section aria-labelledby="exchanges-heading" class="exchanges">
                <div class="exchanges-head">
                    <h2 id="exchanges-heading">"Exchanges"</h2>
                    <IndentButton />
                </div>
                <Show
                    when=move || calls.made.with(|made| !made.is_empty())
                    fallback=|| {
                        view! {
                            <p class="empty">
                                "No calls yet. Save the resume to the API, or read one from it, and see here what passed."
                            </p>
                        }
                    }
                >
                    <For each=move || calls.made.get() key=|call| call.number let(call)>
                        <ExchangeView call />
                    </For>
                </Show>
            </section>
        </div>
    }
}

#[component]
fn Choice() -> impl IntoView {
    let calls = Console::here().calls;
    let choices = [Target::Local, Target::Deployed].map(|one| {
        view! {
            <label>
                <input
                    type="radio"
                    name="target"
                    prop:checked=move || calls.target.get() == one
                    on:change=move |_| calls.target.set(one)
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

/// How many resumes are listed by their IDs.
const MOST_LISTED: usize = 30;

/// The resumes in the local table, whichever tab has put them there.
#[component]
fn StoredResumes() -> impl IntoView {
    let calls = Console::here().calls;
    let local = calls.local();
    let ids = RwSignal::new(None);
    let look = move || {
        let local = local.clone();
        spawn_local(async move {
            let found = local.ids().await;
            // The page may be gone by now.
            ids.try_set(Some(found));
        });
    };
    look();
    // Held until the page is left.
    StoredValue::new_local(Local::watch(look));

    let read = move |id: String| {
        let label = format!("Read {id}");
        let shown = id.clone();
        view! {
            <button
                type="button"
                class="button"
                aria-label=label.clone()
                title=label
                disabled=move || calls.running.with(Option::is_some)
                on:click=move |_| calls.read(id.clone())
            >
                {shown}
            </button>
        }
    };
    move || {
        let ids: Vec<String> = ids.get()?;
        let count = ids.len();
        let says = match count {
            0 => "It holds no resume yet.".to_owned(),
            1 => "It holds 1 resume:".to_owned(),
            count => format!("It holds {count} resumes:"),
        };
        let more = count.saturating_sub(MOST_LISTED);
        Some(view! {
            <div class="stored" role="group" aria-label="Stored resumes">
                <span>{says}</span>
                {ids.into_iter().take(MOST_LISTED).map(read).collect_view()}
                {(more > 0).then(|| view! { <span>{format!("and {more} more")}</span> })}
            </div>
        })
    }
}

#[component]
fn DeployedFields() -> impl IntoView {
    let calls = Console::here().calls;
    view! {
        <div class="fields">
            <Setting
                id="api-url"
                label="API URL"
                value=calls.url
                placeholder="https://abc123.execute-api.eu-west-1.amazonaws.com/prod/"
                check=address::check
            />
            <Setting
                id="api-table"
                label="Table name"
                value=calls.table
                placeholder="resume-stack-Table-1ABC2DEF3GHI"
                check=address::check_table
            />
        </div>
        <p class="target-note">
            "Both are outputs of the stack. They are kept in this browser, and the page calls nobody else. The API must allow this page's origin by CORS, as the template does."
        </p>
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
) -> impl IntoView {
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
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| left.set(true)
            />
            <span class="hint bad" id=described role="status">{move || problem.get()}</span>
        </div>
    }
}

/// Reads a resume of any ID.
#[component]
fn ReadById() -> impl IntoView {
    let calls = Console::here().calls;
    let id = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let id = id.get_untracked();
        if !id.is_empty() {
            calls.read(id);
        }
    };
    view! {
        <form class="read-by-id" on:submit=submit>
            <div class="field">
                <label for="read-id">"Another resume's ID"</label>
                <input
                    class="input"
                    id="read-id"
                    type="text"
                    autocomplete="off"
                    prop:value=move || id.get()
                    on:input=move |event| id.set(event_target_value(&event))
                />
            </div>
            <button
                type="submit"
                class="button"
                disabled=move || { calls.running.with(Option::is_some) || id.with(String::is_empty) }
            >
                "Read this ID"
            </button>
        </form>
    }
}
