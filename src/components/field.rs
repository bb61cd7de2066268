//! A labelled input of the form.

use leptos::prelude::*;

use crate::state::Console;
use crate::state::outline::{Fields, Place, Spec};

/// A field of the resume with its label. What it holds stays untouched until somebody types.
#[component]
pub(crate) fn FieldInput(
    /// Which field.
    place: Place,
    /// The label over it.
    #[prop(into)]
    label: String,
    /// How much of the row it takes: a class of the style sheet.
    #[prop(optional)]
    width: &'static str,
    /// Whether it holds more than a line.
    #[prop(optional)]
    long: bool,
) -> impl IntoView {
    let console = Console::here();
    let (editor, held_back) = (console.editor, console.calls.held_back);
    let id = place.id();
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    let text = move || {
        editor.look(|resume| {
            place
                .of(resume)
                .map(|field| field.text().into_owned())
                .unwrap_or_default()
        })
    };
    // Typing does not redraw the form; the hint of the field typed into is the exception.
    let touched = RwSignal::new(0_u32);
    let kind = Memo::new(move |_| {
        touched.track();
        editor.look(|resume| place.of(resume).and_then(resume::Field::other_kind))
    });
    // Said once a save was held back for it, until it is mended. Checks are made of the resume's own fields alone.
    let problem: Signal<Option<String>> = match place {
        Place::Basics(_) => Memo::new(move |_| {
            touched.track();
            let problem = || editor.look(|resume| place.problem(resume));
            held_back.get().then(problem).flatten()
        })
        .into(),
        Place::Current(_) | Place::Entry(..) => Signal::stored(None),
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
    let typed = move |event: web_sys::Event| {
        editor.typed(place, event_target_value(&event));
        if kind.get_untracked().is_some() || held_back.get_untracked() {
            touched.update(|n| *n = n.wrapping_add(1));
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

/// The fields of a record in a row that wraps.
pub(crate) fn fields<T: Fields>(place: impl Fn(&'static str) -> Place) -> impl IntoView {
    specs(T::SPECS, place)
}

/// As [`fields`], from the fields themselves.
pub(crate) fn specs(
    specs: &'static [Spec],
    place: impl Fn(&'static str) -> Place,
) -> impl IntoView {
    let inputs = specs
        .iter()
        .map(|spec| {
            view! {
                <FieldInput
                    place=place(spec.name)
                    label=spec.label
                    width=spec.width
                    long=spec.long
                />
            }
        })
        .collect_view();
    view! { <div class="fields">{inputs}</div> }
}
