//! The Templates page: the stack's mapping templates, each beside what is wrong with it and what it renders.

use std::sync::Arc;

use leptos::html::Textarea;
use leptos::prelude::*;
use protocol::{TemplateName, TemplateProblem};

use crate::browser::page;
use crate::components::code_view::{CodeView, Language};
use crate::components::controls::Segments;
use crate::components::copy::CopyButton;
use crate::components::engine_notice::EngineNotice;
use crate::components::json_styles::JsonStyleChoice;
use crate::components::undo::UndoButtons;
use crate::components::workbench::Workbench;
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::mapping_templates::{TemplateModel, utf16};

/// The page.
#[component]
pub(crate) fn TemplatesPage() -> impl IntoView {
    let console = Console::here();
    let model = TemplateModel::start(console.editor, console.stack, console.engine);
    let input = NodeRef::<Textarea>::new();
    view! {
        <h1 class="visually-hidden">"Templates"</h1>
        <div class="toolbar" role="toolbar" aria-label="Template actions">
            <UndoButtons document=DocumentId::Stack />
            <span class="toolbar-rule" aria-hidden="true"></span>
            <Segments
                legend="Mapping template"
                name="mapping-template"
                choices=TemplateName::ALL.map(|name| (name, name.title())).to_vec()
                chosen=model.name
                choose=move |name| model.name.set(name)
            />
            <Show when=move || model.is_edited()>
                <span class="preset-note">
                    "Edited. "
                    <button type="button" class="link-button" on:click=move |_| model.reset()>
                        "Restore the default"
                    </button>
                </span>
            </Show>
        </div>
        <Workbench form="Template" preview="Output">
            <div class="form whole">
                <section class="section json-editor" aria-labelledby="section-template">
                    <div class="section-head">
                        <h2 id="section-template" tabindex="-1">
                            {move || format!("Mapping template: {}", model.name.get().title())}
                        </h2>
                    </div>
                    <div class="section-body">
                        <textarea
                            node_ref=input
                            class="input"
                            aria-labelledby="section-template"
                            spellcheck="false"
                            autocapitalize="off"
                            autocomplete="off"
                            wrap="off"
                            prop:value=move || model.text()
                            on:input=move |event| {
                                console
                                    .stack
                                    .template_typed(
                                        model.name.get_untracked(),
                                        event_target_value(&event),
                                    );
                            }
                        ></textarea>
                        <Problems model input />
                    </div>
                </section>
            </div>
            <Output model />
        </Workbench>
    }
}

/// What is wrong with the template.
#[component]
fn Problems(
    /// The template.
    model: TemplateModel,
    /// Its field.
    input: NodeRef<Textarea>,
) -> impl IntoView {
    let problems = Memo::new(move |_| {
        let run = model.run.get();
        run.map(|run| run.problems)
    });
    let one = move |problem: TemplateProblem, all: &[TemplateProblem]| {
        let start = problem.span.0;
        let go = move |_| {
            if let Some(input) = input.get_untracked() {
                let at = utf16(&untrack(|| model.text()), start);
                page::put_cursor(&input, at);
            }
        };
        let same: Vec<TemplateProblem> = all
            .iter()
            .filter(|other| other.code == problem.code && !other.edits.is_empty())
            .cloned()
            .collect();
        let count = same.len();
        let single = problem.clone();
        let is_error = problem.code.is_empty();
        view! {
            <li>
                <span class=if is_error { "badge bad" } else { "badge warn" }>
                    {if is_error { "error" } else { "warning" }}
                </span>
                " "
                <button type="button" class="link-button" on:click=go>
                    {format!("Line {}, column {}", problem.line, problem.column)}
                </button>
                ": "
                {problem.message}
                " "
                {problem.repair}
                " "
                {(!is_error).then(|| view! { <code class="muted">{problem.code.clone()}</code> })}
                {(!problem.edits.is_empty())
                    .then(move || {
                        view! {
                            <span class="repairs">
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| model.repair(std::slice::from_ref(&single))
                                >
                                    "Repair"
                                </button>
                                {(count > 1)
                                    .then(|| {
                                        view! {
                                            <button
                                                type="button"
                                                class="button"
                                                on:click=move |_| model.repair(&same)
                                            >
                                                {format!("Repair all {}", format::count(count))}
                                            </button>
                                        }
                                    })}
                            </span>
                        }
                    })}
            </li>
        }
        .into_any()
    };
    move || {
        problems.get().map(|problems| match problems.is_empty() {
            true => {
                view! { <p class="hint template-good">"No errors, no warnings."</p> }.into_any()
            }
            false => {
                let rows: Vec<AnyView> = problems
                    .iter()
                    .map(|problem| one(problem.clone(), &problems))
                    .collect();
                view! {
                    <ul class="problems" tabindex="0" aria-label="Problems">
                        {rows}
                    </ul>
                }
                .into_any()
            }
        })
    }
}

/// What the template renders, and the body that it gets.
#[component]
fn Output(
    /// The template.
    model: TemplateModel,
) -> impl IntoView {
    let styles = Console::here().json_styles;
    let shows_input = RwSignal::new(false);
    let text = Memo::new(move |_| -> Arc<str> {
        model.run.with(|run| match run {
            Some(run) if shows_input.get() => run.input.clone(),
            Some(run) => run.output.clone().unwrap_or_default(),
            None => "".into(),
        })
    });
    let error = Memo::new(move |_| {
        model.run.with(|run| {
            run.as_ref()
                .and_then(|run| run.output.as_ref().err().cloned())
        })
    });
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
                    choices=vec![(false, "Output"), (true, "Input")]
                    chosen=shows_input
                    choose=move |input| shows_input.set(input)
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
                    is_waiting=move || model.run.with(Option::is_none)
                />
                {move || {
                    error
                        .get()
                        .map(|error| {
                            view! {
                                <span class="status-item bad">
                                    <span class="dot" aria-hidden="true"></span>
                                    "Renders nothing"
                                </span>
                                <p class="log-lines">{error}</p>
                            }
                        })
                }}
                <p class="hint">{move || about(model.name.get())}</p>
            </div>
            <CodeView text language=Language::Json label="Output text" style=styles />
        </section>
    }
}

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
    }
}
