//! A labelled input of the form.

use leptos::prelude::*;
use resume::{Input, Kind};

use crate::state::Console;
use crate::state::outline::{FieldPath, RecordPath};

/// A field of the resume with its label. What it holds stays untouched until somebody types.
#[component]
pub(crate) fn FieldInput(
    /// Which field.
    path: FieldPath,
    /// The label over it; the field's own where it is empty.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let console = Console::here();
    let (editor, blocked_by_checks) = (console.editor, console.calls.blocked_by_checks);
    let (width, long) = match path.member.kind {
        Kind::Text(Input::Quarter) => ("quarter", false),
        Kind::Text(Input::Third) => ("third", false),
        Kind::Text(Input::Lines) => ("full", true),
        _ => ("", false),
    };
    let label = match label.is_empty() {
        true => path.member.label.to_owned(),
        false => label,
    };
    let id = path.id();
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    let text = move || {
        editor.look(|resume| {
            path.of(resume)
                .map(|field| field.text().into_owned())
                .unwrap_or_default()
        })
    };
    // Typing does not redraw the form; the hint of the field typed into is the exception.
    let touched = Trigger::new();
    let kind = Memo::new(move |_| {
        touched.track();
        editor.look(|resume| path.of(resume).and_then(resume::Field::other_kind))
    });
    // Said once a save was held back for it, until it is mended. Checks are made of the resume's own fields alone.
    let problem: Signal<Option<String>> = match path.is_checked() {
        true => Memo::new(move |_| {
            touched.track();
            let problem = || editor.look(|resume| path.problem(resume));
            blocked_by_checks.get().then(problem).flatten()
        })
        .into(),
        false => Signal::stored(None),
    };
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let described = {
        let (hint_id, problem_id) = (hint_id.clone(), problem_id.clone());
        move || {
            let problem = problem.with(Option::is_some).then_some(&problem_id[..]);
            let hint = kind.get().map(|_| &hint_id[..]);
            let ids: Vec<&str> = problem.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let typed = move |event: leptos::ev::Event| {
        editor.typed(path, event_target_value(&event));
        if kind.get_untracked().is_some() || blocked_by_checks.get_untracked() {
            touched.notify();
        }
    };
    let input = if long {
        view! {
            <textarea
                class="input"
                id=id.clone()
                rows="1"
                spellcheck="true"
                prop:value=text
                aria-describedby=described
                aria-invalid=invalid
                on:input=typed
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input"
                id=id.clone()
                type="text"
                autocomplete="off"
                prop:value=text
                aria-describedby=described
                aria-invalid=invalid
                on:input=typed
            />
        }
        .into_any()
    };
    view! {
        <div class=format!("field {width}")>
            <label for=id>{label}</label>
            {input}
            {move || {
                problem
                    .get()
                    .map(|problem| {
                        view! {
                            <span class="hint bad" id=problem_id.clone()>
                                {problem}
                            </span>
                        }
                    })
            }}
            {move || {
                kind.get()
                    .map(|kind| {
                        view! {
                            <span class="hint" id=hint_id.clone()>
                                {format!("Stored as {kind}; editing makes it text")}
                            </span>
                        }
                    })
            }}
        </div>
    }
}

/// The texts of an object in a row that wraps.
pub(crate) fn fields(path: RecordPath) -> impl IntoView {
    let inputs = path
        .fields()
        .map(|path| view! { <FieldInput path /> })
        .collect_view();
    view! { <div class="fields">{inputs}</div> }
}
