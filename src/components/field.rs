//! A labelled input of the form.

use resume::{Input, Kind};
use view::prelude::*;

use super::controls::TextInput;
use crate::browser::page;
use crate::state::Console;
use crate::state::outline::{FieldPath, ID_INPUT, RecordPath};

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
    // Half-typed text is not wrong yet.
    let was_left = RwSignal::new(false);
    let hint = Memo::new(move |_| {
        touched.track();
        let (kind, text) = editor.look(|resume| {
            let field = path.of(resume)?;
            Some((field.other_kind(), field.text().into_owned()))
        })?;
        if let Some(kind) = kind {
            return Some(format!("Stored as {kind}; editing makes it text"));
        }
        if !was_left.get() {
            return None;
        }
        resume::format_hint(path.member.name, &text).map(str::to_owned)
    });
    let left = move |()| {
        // A removed field is left, too.
        was_left.try_set(true);
    };
    // Shown once it blocked a save, until it is fixed. Only the resume's own fields are checked.
    let error = path.is_checked().then(|| {
        let error = Memo::new(move |_| {
            touched.track();
            let problem = || editor.look(|resume| path.problem(resume));
            blocked_by_checks.get().then(problem).flatten()
        });
        error.into()
    });
    let baseline = console.calls.baseline;
    let changed = Memo::new(move |_| {
        touched.track();
        editor.look(|_| ());
        baseline.is_changed(path)
    });
    let typed = move |text| {
        editor.typed(path, text);
        if hint.with_untracked(Option::is_some)
            || was_left.get_untracked()
            || blocked_by_checks.get_untracked()
            || baseline.is_known()
        {
            touched.notify();
        }
    };
    // The change of a removed field fires, too: then there is nothing to trim.
    let entered = move |()| {
        let text = path
            .of(&editor.resume_now())
            .map(|field| field.text().into_owned());
        if let Some(text) = text.filter(|text| path.is_id() && text.trim() != text) {
            editor.typed(path, text.trim().to_owned());
            editor.redraw();
            console.notices.say("Spaces around the ID were removed.");
        }
    };
    let below = path.is_id().then(|| view! { <SuggestedId /> });
    view! {
        <TextInput
            id=path.id()
            label
            width
            prose=true
            long
            value=Signal::derive(text)
            typed
            changed
            entered
            left
            hint
            error
        >
            {below}
        </TextInput>
    }
}

/// What an empty ID is needed for, with one made from the name.
#[component]
fn SuggestedId() -> impl IntoView {
    let editor = Console::here().editor;
    // Once a save was blocked, the error says the same.
    let is_said = Console::here().calls.blocked_by_checks;
    let is_empty = Memo::new(move |_| editor.resume().id.text().is_empty());
    let suggested =
        Memo::new(move |_| resume::suggested_id(&page::lower_case(&editor.resume().name.text())));
    let take = move |_| {
        editor.suggest_id(suggested.get_untracked());
        page::focus_soon(format!("#{ID_INPUT}"));
    };
    view! {
        <Show when=move || is_empty.get()>
            <span class="hint">
                {move || (!is_said.get()).then_some("Required: the resume is stored under it. ")}
                <Show when=move || suggested.with(|id| !id.is_empty())>
                    <button type="button" class="link-button" on:click=take>
                        {move || format!("Use {}", suggested.get())}
                    </button>
                </Show>
            </span>
        </Show>
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
