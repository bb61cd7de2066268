//! The dialog before a resume of another format replaces the draft: what becomes of each field.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::html::Dialog;
use resume::import::{Format, Note, NoteKind};
use view::prelude::*;

use super::controls::TextInput;
use crate::state::Console;
use crate::state::opening::Opened;

/// How many fields of a kind are listed.
const MOST: usize = 100;

/// The kinds of notes with their headings, in the order in which a user has to know of them.
const KINDS: [(NoteKind, &str, &str); 4] = [
    (NoteKind::Lost, "Left out", ""),
    (
        NoteKind::Kept,
        "Kept as unknown fields",
        "The form has no input for them. They stay in the resume and are saved with it.",
    ),
    (NoteKind::Converted, "Converted", ""),
    (NoteKind::Mapped, "Same field", ""),
];

/// The dialog; open while an opened resume waits.
#[component]
pub(crate) fn ImportDialog() -> impl IntoView {
    let console = Console::here();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let waits = console.opened.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if waits {
                // It fails only for a dialog that is open already.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="wide import"
            aria-labelledby="import-heading"
            on:close=move |_| console.opened.set(None)
        >
            {move || console.opened.get().map(content)}
        </dialog>
    }
}

// Apart from the dialog, which is there from the start: a first visit does not load it.
#[inline(never)]
fn content(opened: Arc<Opened>) -> impl IntoView {
    view! { <Content opened /> }
}

#[component]
fn Content(
    /// The resume that waits.
    opened: Arc<Opened>,
) -> impl IntoView {
    let console = Console::here();
    let id = RwSignal::new(opened.resume.id.text().into_owned());
    let says = match opened.format {
        Format::Resume => "is a resume. Nothing is converted.".to_owned(),
        Format::Near => "is a resume whose fields have other names or shapes.".to_owned(),
        Format::DynamoDb => "is an item of DynamoDB.".to_owned(),
        format => format!("is a {format}."),
    };
    let says = format!("{} {says}", opened.name);
    let lists = KINDS.map(|(kind, heading, hint)| {
        let notes: Vec<Note> = opened
            .notes
            .iter()
            .filter(|note| note.kind == kind)
            .cloned()
            .collect();
        (!notes.is_empty()).then(|| view! { <Notes notes heading hint /> })
    });
    let has_notes = !opened.notes.is_empty();
    let replace = move |event: SubmitEvent| {
        event.prevent_default();
        console.replace_draft(&opened, id.get_untracked().trim().to_owned());
    };
    view! {
        <form on:submit=replace>
            <h2 id="import-heading">"Replace the draft?"</h2>
            <p>{says}</p>
            <p class="hint">
                "Your draft is unchanged until you replace it, and one undo restores it."
            </p>
            <TextInput
                id="import-id"
                label="ID"
                width="full"
                value=id
                typed=move |text| id.set(text)
                hint=Signal::stored(Some("The resume is stored under it.".to_owned()))
            />
            {has_notes
                .then(|| {
                    view! {
                        // The keyboard scrolls it.
                        <div
                            class="import-notes"
                            role="region"
                            aria-label="What becomes of each field"
                            tabindex="0"
                        >
                            {lists.collect_view()}
                        </div>
                    }
                })}
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| console.opened.set(None)
                >
                    "Cancel"
                </button>
                <button type="submit" class="button primary">
                    "Replace draft"
                </button>
            </div>
        </form>
    }
}

/// The notes of a kind.
#[component]
fn Notes(
    /// The notes.
    notes: Vec<Note>,
    /// The kind.
    heading: &'static str,
    /// What the kind means; may be empty.
    hint: &'static str,
) -> impl IntoView {
    let total = notes.len();
    let more = total.saturating_sub(MOST);
    let rows = notes.into_iter().take(MOST).map(|note| {
        let to = (!note.to.is_empty() && note.to != note.from).then(|| {
            view! {
                " → "
                <code>{note.to}</code>
            }
        });
        let how = match note.count {
            1 => note.how.into_owned(),
            count if note.how.is_empty() => format!("{} times", format::count(count)),
            count => format!("{}, {} times", note.how, format::count(count)),
        };
        view! {
            <li>
                <code>{note.from}</code>
                {to}
                {(!how.is_empty()).then(|| view! { <span class="hint">{how}</span> })}
            </li>
        }
    });
    view! {
        <h3>{heading} " " <span class="count">{format!("({})", format::count(total))}</span></h3>
        {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
        <ul>
            {rows.collect_view()}
            {(more > 0).then(|| view! { <li>{format!("and {} more", format::count(more))}</li> })}
        </ul>
    }
}
