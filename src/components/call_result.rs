//! The call in progress, or the outcome of the last one.

use std::sync::Arc;

use view::prelude::*;

use super::conflict::Conflict;
use super::copy::CopyButton;
use super::icon::{Icon, Shape};
use super::prediction::PredictionBadge;
use super::sign_in::SIGN_IN_CHOICE;
use crate::api::curl;
use crate::api::outcome::{Offer, Operation, Outcome, shortened};
use crate::api::snippet::{CodeLanguage, snippet};
use crate::browser::page;
use crate::state::Console;
use crate::state::calls::{Call, Calls, RunningCall};
use crate::state::versions::ResumeAddress;

/// The call in progress, or the outcome of the last one.
#[component]
pub(crate) fn CallResult(
    /// Whether to link to the request on the API page.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let calls = Console::here().calls;
    let waiting = move || calls.running.get().map(waiting);
    let outcome = move || {
        let outcome = calls.result.get()?;
        let call = calls.made.with_untracked(|made| {
            // The outcome is the last call's, unless nothing was sent.
            made.first().filter(|call| call.outcome == outcome).cloned()
        });
        Some(last(outcome, call, link))
    };
    view! { <div class="call-result" role="status">{live(waiting)} {live(outcome)}</div> }
}

// Both apart from their place, which is there from the start: a first visit does not load them.
#[inline(never)]
fn waiting(running: RunningCall) -> impl IntoView {
    view! { <Waiting running /> }
}

#[inline(never)]
fn last(outcome: Outcome, call: Option<Arc<Call>>, link: bool) -> impl IntoView {
    view! { <Last outcome call link /> }
}

#[component]
fn Waiting(running: RunningCall) -> impl IntoView {
    let calls = Console::here().calls;
    let words = match running.operation {
        Operation::Save(id) => format!("Saving {}…", shortened(&id)),
        Operation::Load(id) => format!("Loading {}…", shortened(&id)),
        Operation::List(_) => "Listing the stored resumes…".to_owned(),
        Operation::Delete(id) => format!("Deleting {}…", shortened(&id)),
        Operation::Any => "Sending the request…".to_owned(),
    };
    view! {
        <div class="message">
            <div>
                <strong>{words}</strong>
                "Waiting for a response, at most 30 seconds."
            </div>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| calls.cancel()>
                    "Cancel"
                </button>
            </div>
        </div>
    }
}

#[component]
fn Last(outcome: Outcome, call: Option<Arc<Call>>, link: bool) -> impl IntoView {
    let console = Console::here();
    let calls = console.calls;
    let class = match (outcome.done, outcome.offer) {
        (true, _) => "message good",
        (
            false,
            Offer::Conflict
            | Offer::DeleteAnyway
            | Offer::OtherResume
            | Offer::SaveOver
            | Offer::SaveWithout,
        ) => "message warn",
        (false, _) => "message bad",
    };
    let status = call.as_ref().map(|call| call.exchange.response.status);
    let prediction = call
        .as_ref()
        .map(|call| view! { <PredictionBadge number=call.number /> });
    let api = call
        .as_ref()
        .map(|call| view! { <span class="badge">{call.api.name()}</span> });
    view! {
        <div class=class>
            <div>
                <strong>{outcome.title} " " {status.map(status_badge)} " " {api} " " {prediction}</strong>
                {outcome.advice}
            </div>
            <div class="actions">
                {(outcome.offer == Offer::Key)
                    .then(|| {
                        view! {
                            <a
                                class="button"
                                href="#/api"
                                on:click=move |event| {
                                    event.prevent_default();
                                    console.go_to_field("api", "#api-key".to_owned());
                                }
                            >
                                "Enter the API key"
                            </a>
                        }
                    })}
                {(outcome.offer == Offer::SignIn)
                    .then(|| {
                        view! {
                            <a
                                class="button"
                                href="#/api"
                                on:click=move |event| {
                                    event.prevent_default();
                                    console.go_to_field("api", SIGN_IN_CHOICE.to_owned());
                                }
                            >
                                "Go to the sign-in"
                            </a>
                        }
                    })}
                {(outcome.offer == Offer::Id)
                    .then(|| {
                        view! {
                            <a
                                class="button"
                                href="#/resume"
                                on:click=move |event| {
                                    event.prevent_default();
                                    console.go_to_id();
                                }
                            >
                                "Go to ID"
                            </a>
                        }
                    })}
                {(outcome.offer == Offer::AddOperation)
                    .then(|| {
                        view! {
                            <a
                                class="button"
                                href="#/stack"
                                on:click=move |event| {
                                    event.prevent_default();
                                    console.go_to_field("stack", LIST_OPTION.to_owned());
                                }
                            >
                                "Go to the options"
                            </a>
                        }
                    })}
                {call
                    .as_ref()
                    .filter(|_| outcome.offer == Offer::DeleteAnyway)
                    .map(|call| delete_anyway(call.address.clone()))}
                {call
                    .as_ref()
                    .filter(|_| outcome.offer == Offer::Command)
                    .map(|call| view! { <CurlButton call=call.clone() /> })}
                {offered(outcome.offer)}
                {(link && status.is_some())
                    .then(|| view! { <a class="button" href="#/api">"View request"</a> })}
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Close the result"
                    on:click=move |_| calls.result.set(None)
                >
                    <Icon shape=Shape::Cross />
                </button>
            </div>
            {call
                .filter(|_| outcome.offer == Offer::Conflict)
                .map(|call| view! { <Conflict address=call.address.clone() /> })}
        </div>
    }
}

/// The field of the option that adds the list, beside the one of deletions.
pub(crate) const LIST_OPTION: &str = "#option-list-resumes";

/// Deletes a resume that has another version.
fn delete_anyway(address: ResumeAddress) -> impl IntoView {
    let calls = Console::here().calls;
    view! {
        <button
            type="button"
            class="button danger"
            on:click=move |_| calls.delete_anyway(&address)
        >
            "Delete anyway"
        </button>
        <button type="button" class="button" on:click=move |_| calls.result.set(None)>
            "Keep it"
        </button>
    }
}

/// The answers to a question before a save or a load.
fn offered(offer: Offer) -> Option<AnyView> {
    let calls = Console::here().calls;
    let (act, name, other): (fn(Calls), _, _) = match offer {
        Offer::OtherResume => (Calls::use_other, "Use it anyway", "Keep the form"),
        Offer::SaveOver => (Calls::save_over, "Overwrite", "Keep editing"),
        Offer::SaveWithout => (Calls::save_without, "Save anyway", "Keep editing"),
        Offer::Nothing
        | Offer::Command
        | Offer::Key
        | Offer::SignIn
        | Offer::Id
        | Offer::Conflict
        | Offer::DeleteAnyway
        | Offer::AddOperation => return None,
    };
    let buttons = view! {
        <button type="button" class="button danger" on:click=move |_| act(calls)>
            {name}
        </button>
        <button type="button" class="button" on:click=move |_| calls.result.set(None)>
            {other}
        </button>
    };
    Some(buttons.into_any())
}

/// Copies a call of a deployed API as a curl command, without the key.
#[component]
pub(crate) fn CurlButton(
    /// The call.
    call: Arc<Call>,
    /// Whether the key goes into the command.
    #[prop(optional)]
    with_key: bool,
) -> impl IntoView {
    let connection = Console::here().calls.connection;
    let text = Signal::derive(move || -> Arc<str> {
        let key = connection.key_for(Some(&call.address.base));
        let key = with_key.then_some(key.trim());
        curl::command(
            &call.address.base,
            &call.exchange.request,
            &page::origin(),
            key,
        )
        .into()
    });
    let (what, label) = if with_key {
        ("as curl with the key", "Copy as curl with the key")
    } else {
        ("as curl", "Copy as curl")
    };
    view! { <CopyButton text what label /> }
}

/// A button that copies the call's request as code.
#[component]
pub(crate) fn CodeButton(
    /// The call.
    call: Arc<Call>,
    /// In which language.
    language: CodeLanguage,
) -> impl IntoView {
    let text = snippet(&call.address.base, &call.exchange.request, language);
    let (what, label) = match language {
        CodeLanguage::Fetch => ("as fetch", "Copy as fetch"),
        CodeLanguage::Python => ("as Python", "Copy as Python"),
    };
    view! { <CopyButton text=Signal::stored(Arc::<str>::from(text)) what label /> }
}

/// The HTTP status as a badge; 0 means no response.
pub(crate) fn status_badge(status: u16) -> AnyView {
    let (class, text) = match status {
        0 => ("badge bad", "no response".to_owned()),
        200..=299 => (
            "badge good",
            format!("HTTP {status} {}", reason_phrase(status)),
        ),
        _ => (
            "badge bad",
            format!("HTTP {status} {}", reason_phrase(status)),
        ),
    };
    view! { <span class=class>{text.trim_end().to_owned()}</span> }.into_any()
}

/// HTTP's words for a status (RFC 9110) that API Gateway or a template may send; empty for others.
fn reason_phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}
