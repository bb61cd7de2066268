//! Calling the API from the page: the buttons, and what came of it.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::api::outcome::Asked;
use crate::state::Console;
use crate::state::calls::Target;

/// `Save to API` and `Read from API`.
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
            "Read from API"
        </button>
        <button type="button" class="button primary" disabled=busy on:click=move |_| calls.save()>
            "Save to API"
        </button>
        <AskForId asking />
    }
}

/// Asks which resume to read, where the form has no ID.
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
    let submit = move |event: web_sys::SubmitEvent| {
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
                <h2 id="ask-heading">"Which resume?"</h2>
                <div class="field">
                    <label for="ask-id">"Resume ID"</label>
                    <input
                        class="input"
                        id="ask-id"
                        type="text"
                        autocomplete="off"
                        required=true
                        prop:value=move || id.get()
                        on:input=move |event| id.set(event_target_value(&event))
                    />
                    <span class="hint">"The ID it was saved under, to the letter."</span>
                </div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| asking.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">"Read"</button>
                </div>
            </form>
        </dialog>
    }
}

/// What is under way, or what came of the last call.
#[component]
pub(crate) fn CallResult(
    /// Whether to point to the exchange on the API page.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let calls = Console::here().calls;
    let waiting = move || {
        calls.running.get().map(|running| {
            let deployed = calls.target.get_untracked() == Target::Deployed;
            let words = match running.asked {
                Asked::Save(id) => format!("Saving {id} …"),
                Asked::Read(id) => format!("Reading {id} …"),
            };
            view! {
                <div class="message">
                    <div>
                        <strong>{words}</strong>
                        {deployed.then_some("Waiting for the deployed API, for 30 seconds at most.")}
                    </div>
                    <div class="actions">
                        {deployed
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| calls.cancel()
                                    >
                                        "Cancel"
                                    </button>
                                }
                            })}
                    </div>
                </div>
            }
        })
    };
    let last = move || {
        calls.result.get().map(|outcome| {
            let status = calls.made.with_untracked(|made| {
                // The last call is the one that the outcome is of, unless it came to none.
                made.first()
                    .filter(|call| call.outcome == outcome)
                    .map(|call| call.exchange.response.status)
            });
            view! {
                <div class=if outcome.done { "message good" } else { "message bad" }>
                    <div>
                        <strong>
                            {outcome.title} " "
                            {status.map(status_badge)}
                        </strong>
                        {outcome.advice}
                    </div>
                    <div class="actions">
                        {(link && status.is_some())
                            .then(|| {
                                view! { <a class="button" href="#/api">"See the exchange"</a> }
                            })}
                        <button
                            type="button"
                            class="icon-button"
                            aria-label="Close the result"
                            on:click=move |_| calls.result.set(None)
                        >
                            <Icon shape=Shape::Cross />
                        </button>
                    </div>
                </div>
            }
        })
    };
    view! { <div class="call-result" role="status">{waiting} {last}</div> }
}

/// The HTTP status as a badge; 0 stands for no answer.
pub(crate) fn status_badge(status: u16) -> AnyView {
    let (class, text) = match status {
        0 => ("badge bad", "no answer".to_owned()),
        200..=299 => ("badge good", format!("HTTP {status}")),
        _ => ("badge bad", format!("HTTP {status}")),
    };
    view! { <span class=class>{text}</span> }.into_any()
}
