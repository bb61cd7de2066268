//! What the template renders, and what it gets.

use std::sync::Arc;

use protocol::{OutputVerdict, TemplateFailure, TemplateName, TemplateOutput, TemplatePlace};
use view::prelude::*;

use super::cases::CaseList;
use super::changes::Changes;
use super::input::Input;
use super::steps::Steps;
use crate::components::code_editor::CodeField;
use crate::components::code_view::{CodeView, Language};
use crate::components::controls::Segments;
use crate::components::copy::CopyButton;
use crate::components::engine_notice::EngineNotice;
use crate::components::json_styles::JsonStyleChoice;
use crate::state::Console;
use crate::state::templates::TemplateModel;
use crate::state::templates::cases::Cases;
use crate::state::templates::inspector::Inspector;
use crate::state::templates::stepping::Stepping;

/// What the panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Output,
    Input,
    Steps,
    Cases,
    Changes,
}

impl Side {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Output, "Output"),
        (Self::Input, "Input"),
        (Self::Steps, "Steps"),
        (Self::Cases, "Cases"),
        (Self::Changes, "Changes"),
    ];
}

/// The panel.
#[component]
pub(super) fn Output(
    /// The template.
    model: TemplateModel,
    /// The place at the cursor.
    inspector: Inspector,
    /// The steps of its rendering.
    stepping: Stepping,
    /// The cases.
    cases: Cases,
    /// The template's field.
    field: CodeField,
) -> impl IntoView {
    let styles = Console::here().json_styles;
    let side = RwSignal::new(Side::Output);
    let text = Memo::new(move |_| -> Arc<str> {
        if side.get() == Side::Steps {
            return stepping.output();
        }
        model.checked.with(|checked| {
            let Some(checked) = checked else {
                return "".into();
            };
            match side.get() {
                Side::Input => checked.run.request.body.as_str().into(),
                _ => match &checked.run.output {
                    Ok(output) => output.text.clone(),
                    Err(failure) => failure.partial.clone(),
                },
            }
        })
    });
    let marked = RwSignal::new(None::<(usize, usize)>);
    let related = Memo::new(move |_| match side.get() {
        Side::Output => inspector.found.with(|found| {
            found
                .as_ref()
                .map(|found| found.output.clone())
                .unwrap_or_default()
        }),
        _ => Vec::new(),
    });
    Effect::new(move |_| stepping.is_on.set(side.get() == Side::Steps));
    // The body of another input is in its own field, and the cases have no text.
    let has_text = Memo::new(move |_| match side.get() {
        Side::Output | Side::Steps => true,
        Side::Input => model.own_input.with(Option::is_none),
        Side::Cases | Side::Changes => false,
    });
    let status = move || {
        let checked = model.checked.get()?;
        Some(match &checked.run.output {
            Ok(output) => good(output, marked),
            Err(failure) => bad(failure, field),
        })
    };
    view! {
        <section
            class="panel preview"
            aria-label="Output"
            aria-busy=move || model.is_busy.get().to_string()
        >
            <div class="panel-head">
                <Segments
                    legend="Show"
                    name="template-side"
                    choices=Side::ALL.to_vec()
                    chosen=side
                    choose=move |chosen| side.set(chosen)
                />
                <div class="end">
                    <JsonStyleChoice name="template-json" />
                    <CopyButton text what="the text" small=true />
                </div>
            </div>
            <div class="status" role="status">
                <EngineNotice
                    failure=model.failure
                    retry=move || model.retry()
                    is_waiting=move || model.checked.with(Option::is_none)
                />
                {move || (side.get() == Side::Output).then(status)}
                {move || {
                    matches!(side.get(), Side::Output | Side::Input)
                        .then(|| {
                            let own = model.own_input.with(Option::is_some);
                            let text = if own { OWN } else { about(model.name.get()) };
                            view! { <p class="hint">{text}</p> }
                        })
                }}
            </div>
            {move || match side.get() {
                Side::Output => None,
                Side::Input => Some(view! { <Input model cases /> }.into_any()),
                Side::Steps => Some(view! { <Steps stepping /> }.into_any()),
                Side::Cases => Some(view! { <CaseList model cases /> }.into_any()),
                Side::Changes => Some(view! { <Changes model /> }.into_any()),
            }}
            <Show when=move || has_text.get()>
            <CodeView
                text
                language=Language::Json
                label="Output text"
                style=styles
                marked
                related
                clicked=move |at| {
                    if side.get_untracked() == Side::Output {
                        inspector.look_at(TemplatePlace::Output(at));
                    }
                }
            />
            </Show>
        </section>
    }
}

fn item(class: &'static str, text: String) -> AnyView {
    view! {
        <span class=format!("status-item {class}")>
            <span class="dot" aria-hidden="true"></span>
            {text}
        </span>
    }
    .into_any()
}

fn good(output: &TemplateOutput, marked: RwSignal<Option<(usize, usize)>>) -> AnyView {
    let place = |at: (usize, usize), message: String| {
        view! {
            <p>
                <button type="button" class="link-button" on:click=move |_| marked.set(Some(at))>
                    {format!("Line {}, column {}", at.0, at.1)}
                </button>
                ": "
                {message}
            </p>
        }
        .into_any()
    };
    let verdict = match &output.verdict {
        OutputVerdict::Json => vec![item("good", "Valid JSON".to_owned())],
        OutputVerdict::Accepted => vec![
            item("good", "Valid JSON".to_owned()),
            item("good", "Accepted by DynamoDB".to_owned()),
        ],
        OutputVerdict::NotJson { message, at } => vec![
            item("bad", "Not valid JSON".to_owned()),
            place(*at, message.clone()),
        ],
        OutputVerdict::Rejected { message, at } => vec![
            item("good", "Valid JSON".to_owned()),
            item("bad", "DynamoDB would reject this".to_owned()),
            match at {
                Some(at) => place(*at, message.clone()),
                None => view! { <p>{message.clone()}</p> }.into_any(),
            },
        ],
    };
    let status = output
        .status
        .map(|status| item("warn", format!("Sets the status {status}")));
    let size = format::size(output.text.len());
    let time = format::milliseconds(f64::from(output.microseconds) / 1_000.0);
    view! {
        {verdict}
        {status}
        <span class="status-item muted">{format!("{size}, rendered in {time}")}</span>
    }
    .into_any()
}

fn bad(failure: &TemplateFailure, field: CodeField) -> AnyView {
    let span = failure.span;
    let go = span.map(|(start, _)| {
        view! {
            <button
                type="button"
                class="link-button"
                on:click=move |_| field.select((start, start))
            >
                "Show in the template"
            </button>
        }
    });
    let partial = (!failure.partial.is_empty())
        .then(|| view! { <p class="hint">"Below: the output up to the error."</p> });
    view! {
        {item("bad", "Renders nothing".to_owned())}
        <p class="log-lines">{failure.message.clone()} " " {go}</p>
        {partial}
    }
    .into_any()
}

/// Of another input.
const OWN: &str = "Input: what was entered under Input.";

/// The input of the template, and the use of its output.
fn about(name: TemplateName) -> &'static str {
    match name {
        TemplateName::PutRequest => {
            "Input: the resume of the form. Output: the PutItem body for DynamoDB."
        }
        TemplateName::GetRequest => {
            "Input: no body; the ID is in the query string. Output: the GetItem body for DynamoDB."
        }
        TemplateName::GetResponse => {
            "Input: DynamoDB's response, after the form's resume was saved. Output: the resume for the caller."
        }
        TemplateName::ErrorResponse => {
            "Input: an error of DynamoDB, here a conflict of two saves. Output: the message for the caller."
        }
        TemplateName::OfFile(_) => {
            "Input: the request of the API view if it goes to this method, else an example; for a response, what the integration responds while the tables are empty."
        }
    }
}
