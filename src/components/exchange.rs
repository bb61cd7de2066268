//! One call of the API: request, DynamoDB's request and response, response, log.

use std::sync::Arc;

use exchange::Exchange;
use view::prelude::*;

use super::any_request::edit;
use super::call_result::{CodeButton, CurlButton, status_badge};
use super::code_view::{CodeView, Language};
use super::comparison::Comparison;
use super::copy::CopyButton;
use super::prediction::{PredictionBadge, PredictionDetails};
use crate::api::cors_attempt::KEY_HEADER;
use crate::api::outcome::shortened;
use crate::api::snippet::CodeLanguage;
use crate::api::{Api, address};
use crate::browser::page;
use crate::state::Console;
use crate::state::calls::Call;

/// A call; its parts are drawn once it is opened.
#[component]
pub(crate) fn ExchangeView(
    /// The call.
    call: Arc<Call>,
) -> impl IntoView {
    // The latest is open; it folds when another one is made.
    let made = Console::here().calls.made;
    let number = call.number;
    let is_latest = Memo::new(move |_| {
        made.with(|made| made.first().is_some_and(|first| first.number == number))
    });
    let opened = RwSignal::new(is_latest.get_untracked());
    let took = call.exchange.milliseconds.map(format::milliseconds);
    let (request, outcome) = (&call.exchange.request, &call.outcome);
    let response = &call.exchange.response;
    let size = (response.status > 0).then(|| format::size(response.body.len()));
    let line = format!(
        "{} {}",
        request.method,
        shortened(&address::url(&call.address.base, request))
    );
    let head = view! {
        <summary>
            <span class="exchange-number">{format!("#{}", call.number)}</span>
            <code class="exchange-line">{line}</code>
            {status_badge(response.status)}
            <span class="badge">{call.api.name()}</span>
            <PredictionBadge number=call.number />
            <span class="muted">{page::time_of_day(call.ended)}</span>
            <span class="muted">{took}</span>
            <span class="muted">{size}</span>
        </summary>
        <p class="exchange-outcome">
            <strong>{outcome.title.clone()}</strong>
            " "
            {outcome.advice.clone()}
        </p>
    };
    view! {
        <details
            class="exchange"
            open=move || is_latest.get()
            on:toggle=move |event| {
                if page::is_open(&event) {
                    opened.set(true);
                }
            }
        >
            {head}
            {move || opened.get().then(|| parts(&call))}
        </details>
    }
}

/// The call's parts, and the call as a command.
fn parts(call: &Arc<Call>) -> impl IntoView + use<> {
    let command = (call.api == Api::Deployed).then(|| {
        let with_key = call.exchange.request.header(KEY_HEADER).is_some();
        view! {
            <p class="exchange-command">
                <CurlButton call=call.clone() />
                {with_key.then(|| view! { <CurlButton call=call.clone() with_key=true /> })}
                <CodeButton call=call.clone() language=CodeLanguage::Fetch />
                <CodeButton call=call.clone() language=CodeLanguage::Python />
            </p>
        }
    });
    let Exchange {
        request,
        response,
        endpoint,
        log,
        ..
    } = call.exchange.clone();
    let no_answer = response.status == 0;
    // A file's API may have other integrations, too.
    let (to, from) = match call.api {
        Api::File => ("To the integration", "From the integration"),
        Api::Local | Api::Deployed => ("To DynamoDB", "From DynamoDB"),
    };
    let console = Console::here();
    let again = request.clone();
    view! {
        <PredictionDetails call=call.clone() />
        <p class="exchange-command">
            <button type="button" class="button" on:click=move |_| edit(console, &again)>
                "Edit and send again"
            </button>
        </p>
        {command}
        <Comparison call=call.clone() />
        <div class="exchange-parts">
            <Part title="Request" headers=request.headers body=request.body />
            {endpoint
                .map(|endpoint| {
                    view! {
                        <Part title=to headers=Vec::new() body=endpoint.request />
                        <Part
                            title=from
                            status=endpoint.status
                            headers=Vec::new()
                            body=endpoint.response
                        />
                    }
                })}
            {(!no_answer)
                .then(|| {
                    view! {
                        <Part
                            title="Response"
                            status=response.status
                            headers=response.headers
                            body=response.body
                        />
                    }
                })}
            {(!log.is_empty())
                .then(|| {
                    view! {
                        <Part
                            title="Execution log"
                            headers=Vec::new()
                            body=log.join("\n")
                            plain=true
                        />
                    }
                })}
        </div>
    }
}

/// A request, a response or a log.
#[component]
fn Part(
    title: &'static str,
    #[prop(optional)] status: u16,
    headers: Vec<(String, String)>,
    body: String,
    #[prop(optional)] plain: bool,
) -> impl IntoView {
    let style = Console::here().json_styles;
    let empty = body.is_empty();
    let text: Arc<str> = body.into();
    let text = Signal::stored(text);
    let language = if plain {
        Language::Plain
    } else {
        Language::Json
    };
    let headers = headers
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
        .collect::<Vec<_>>();
    view! {
        <div class="part" class:wide=plain role="group" aria-label=title>
            <div class="part-head">
                <h3>{title}</h3>
                {(status > 0).then(|| status_badge(status))}
                <span class="end">
                    {(!empty).then(|| view! { <CopyButton text what="this text" small=true /> })}
                </span>
            </div>
            {(!headers.is_empty()).then(|| view! { <dl class="headers">{headers}</dl> })}
            {if empty {
                view! { <p class="muted part-empty">"No body"</p> }.into_any()
            } else {
                view! { <CodeView text language style label=format!("{title}, text") /> }.into_any()
            }}
        </div>
    }
}
