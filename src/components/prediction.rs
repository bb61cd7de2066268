//! Whether the response of a deployed API is the one that the engine predicts.

use std::sync::Arc;

use protocol::Prediction;
use view::prelude::*;

use super::differences::Differences;
use crate::browser::files;
use crate::state::Console;
use crate::state::calls::Call;
use crate::state::calls::prediction::report;

/// A badge; nothing for a local call.
#[component]
pub(crate) fn PredictionBadge(
    /// The call's number.
    number: u32,
) -> impl IntoView {
    let calls = Console::here().calls;
    live(move || {
        let (class, text) = match &*calls.prediction(number)? {
            Prediction::AsPredicted { .. } => ("badge good", "As predicted"),
            Prediction::Differs { .. } => ("badge warn", "Not as predicted"),
            Prediction::Unknown(_) => ("badge", "Not predicted"),
        };
        Some(view! { <span class=class>{text}</span> })
    })
}

/// What was compared, and what differs.
#[component]
pub(crate) fn PredictionDetails(
    /// The call.
    call: Arc<Call>,
) -> impl IntoView {
    let console = Console::here();
    live(move || {
        let prediction = console.calls.prediction(call.number)?;
        let text = match &*prediction {
            Prediction::AsPredicted { masked } => match masked.is_empty() {
                true => "The engine gives the same response to this request.".to_owned(),
                false => format!(
                    "The engine gives the same response to this request. Not compared: {}.",
                    masked.join(", ")
                ),
            },
            Prediction::Differs { .. } => {
                "The engine gives another response to this request with the options of the Stack view. If the deployed stack has other options, open its template there.".to_owned()
            }
            Prediction::Unknown(why) => format!("The response is not predicted. {why}"),
        };
        let differences = match &*prediction {
            Prediction::Differs { parts, body, .. } => {
                Some(view! { <Parts parts=parts.clone() body=body.clone() /> })
            }
            _ => None,
        };
        let save = {
            let (call, prediction) = (call.clone(), prediction);
            move |_| {
                let name = format!("call-{}.json", call.number);
                if !files::save(&name, "application/json", &report(&call, &prediction)) {
                    console.notices.say("The browser blocked the download.");
                }
            }
        };
        Some(view! {
            <div class="prediction" role="group" aria-label="Prediction">
                <p>
                    <PredictionBadge number=call.number />
                    " "
                    {text}
                    " "
                    <button type="button" class="link-button" on:click=save>
                        "Save a report"
                    </button>
                </p>
                {differences}
            </div>
        })
    })
}

#[component]
fn Parts(
    parts: Vec<(String, String, String)>,
    body: (Vec<resume::Difference>, usize),
) -> impl IntoView {
    let (listed, total) = body;
    let rows: Vec<_> = parts
        .into_iter()
        .map(|(what, predicted, actual)| {
            view! {
                <li>
                    {format!("{what}: predicted ")}
                    <code>{predicted}</code>
                    ", actual "
                    <code>{actual}</code>
                </li>
            }
        })
        .collect();
    view! {
        {(!rows.is_empty()).then(|| view! { <ul class="predicted-parts">{rows}</ul> })}
        {(total > 0)
            .then(|| view! { <Differences listed total sides=("Predicted", "Actual") /> })}
    }
}
