//! What the template reads: what the form's resume leads to, or anything that the user enters.

use protocol::{TemplateName, TemplateRequest};
use view::prelude::*;

use crate::components::controls::Segments;
use crate::components::pairs::Pairs;
use crate::state::templates::TemplateModel;
use crate::state::templates::cases::Cases;

/// The choice of the input, and its parts.
#[component]
pub(super) fn Input(
    /// The template.
    model: TemplateModel,
    /// The cases.
    cases: Cases,
) -> impl IntoView {
    let is_own = Memo::new(move |_| model.own_input.with(Option::is_some));
    let shown = move || {
        model
            .checked
            .get()
            .map(|checked| checked.run.request.clone())
    };
    let choose = move |own: bool| {
        // Another input begins with what was there.
        let request = own.then(|| untrack(shown).unwrap_or_default());
        model.own_input.set(request);
    };
    let keep = move |_| {
        let checked = model.checked.get_untracked();
        if let Some(checked) = checked
            && let Ok(output) = &checked.run.output
        {
            let request = model
                .own_input
                .get_untracked()
                .unwrap_or_else(|| checked.run.request.clone());
            cases.add(model.name.get_untracked(), request, output.text.to_string());
        }
    };
    let has_output = move || {
        model.checked.with(|checked| {
            checked
                .as_ref()
                .is_some_and(|checked| checked.run.output.is_ok())
        })
    };
    view! {
        <div class="template-input">
            <div class="row">
                <Segments
                    legend="Input"
                    name="template-input"
                    choices=vec![(false, "What a call sends"), (true, "Another input")]
                    chosen=is_own
                    choose
                />
                <button type="button" class="button" disabled=move || !has_output() on:click=keep>
                    "Keep as a case"
                </button>
            </div>
            <Show
                when=move || is_own.get()
                fallback=move || {
                    view! {
                        <p class="hint">
                            {move || match model.name.get() {
                                TemplateName::OfFile(_) => {
                                    "The template reads what the request of the API view sends, if it goes to this method, else an example. "
                                }
                                _ => "The template reads what a save and a load of the form's resume send. ",
                            }}
                            "Choose “Another input” to change the body, the parameters, the stage variables or $context."
                        </p>
                    }
                }
            >
                <Own model />
            </Show>
        </div>
    }
}

/// A list of names and values.
type Part = fn(&mut TemplateRequest) -> &mut Vec<(String, String)>;

/// What a template reads besides the body.
const PARTS: [(&str, Part); 5] = [
    ("Query string", |request| &mut request.querystring),
    ("Headers", |request| &mut request.headers),
    ("Path parameters", |request| &mut request.path),
    ("Stage variables", |request| &mut request.stage_variables),
    ("$context", |request| &mut request.context),
];

/// The fields of another input.
#[component]
fn Own(model: TemplateModel) -> impl IntoView {
    let request = move || model.own_input.get().unwrap_or_default();
    let change = move |change: &dyn Fn(&mut TemplateRequest)| {
        model.own_input.update(|input| {
            if let Some(input) = input {
                change(input);
            }
        });
    };
    let problem = move || {
        let body = request().body;
        if body.trim().is_empty() {
            return None;
        }
        let error = serde_json::from_str::<serde_json::Value>(&body).err()?;
        Some(format!(
            "Not valid JSON: {error}. API Gateway's $input reads what it can of such a body."
        ))
    };
    let parts: Vec<_> = PARTS
        .into_iter()
        .map(|(title, part)| {
            let pairs = Signal::derive(move || part(&mut request()).clone());
            let changed = move |pairs: Vec<(String, String)>| {
                change(&|request| part(request).clone_from(&pairs));
            };
            view! { <Pairs title pairs change=changed /> }
        })
        .collect();
    view! {
        <label class="body-label" for="template-body">
            "Body"
        </label>
        <textarea
            id="template-body"
            class="input"
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            wrap="off"
            prop:value=move || request().body
            on:input=move |event| {
                let text = event_target_value(&event);
                change(&|request| request.body.clone_from(&text));
            }
        ></textarea>
        <p class="hint" role="status">
            {live(problem)}
        </p>
        {parts}
        <p class="hint">
            "$context has the values of a call of the local API; name here what is to differ, such as identity.sourceIp."
        </p>
    }
}
