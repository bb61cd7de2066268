//! A labelled input of the form.

use leptos::prelude::*;
use resume::{Input, Kind};

use super::controls::TextInput;
use crate::state::Console;
use crate::state::outline::{FieldPath, RecordPath};

/// A field of the resume with its label. Its value is unchanged until the user types.
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
    let text = move || {
        editor.look(|resume| {
            path.of(resume)
                .map(|field| field.text().into_owned())
                .unwrap_or_default()
        })
    };
    // Typing does not redraw the form, except the messages of the field.
    let touched = Trigger::new();
    let hint = Memo::new(move |_| {
        touched.track();
        let kind = editor.look(|resume| path.of(resume).and_then(resume::Field::other_kind))?;
        Some(format!("Stored as {kind}; editing makes it text"))
    });
    // Shown once it blocked a save, until it is fixed. Only the resume's own fields are checked.
    let error = path.is_checked().then(|| {
        let error = Memo::new(move |_| {
            touched.track();
            let problem = || editor.look(|resume| path.problem(resume));
            blocked_by_checks.get().then(problem).flatten()
        });
        error.into()
    });
    let typed = move |text| {
        editor.typed(path, text);
        if hint.with_untracked(Option::is_some) || blocked_by_checks.get_untracked() {
            touched.notify();
        }
    };
    view! {
        <TextInput
            id=path.id()
            label
            width
            prose=true
            long
            value=Signal::derive(text)
            typed
            hint
            error
        />
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
