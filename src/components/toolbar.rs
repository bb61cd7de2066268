//! The actions on the whole resume.

use leptos::prelude::*;
use leptos::task::spawn_local;
use resume::Resume;

use super::calls::CallButtons;
use super::controls::FileButton;
use super::notices::save_resume;
use super::previous::PreviousDrafts;
use super::undo::UndoButtons;
use crate::browser::files::{self, File};
use crate::state::document::DocumentId;
use crate::state::{Console, FileProblem};

/// The toolbar of the resume page.
#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let console = Console::here();
    let editor = console.editor;
    let sample = move |_| {
        console.file_problem.set(None);
        editor.replace(Resume::sample(), "loading the sample");
        console.notices.say_undoable(
            DocumentId::Resume,
            "Sample loaded; your draft was replaced.",
        );
    };
    let new = move |_| {
        console.file_problem.set(None);
        editor.clear();
        console
            .notices
            .say_undoable(DocumentId::Resume, "Started a new resume.");
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label="Resume actions">
            <button type="button" class="button" on:click=sample>"Load sample"</button>
            <FileButton
                text="Open file"
                accept=".json,application/json"
                open=move |file| open(console, file)
            />
            <button type="button" class="button" on:click=move |_| save_resume(console)>
                "Download file"
            </button>
            <button type="button" class="button" on:click=new>"New resume"</button>
            <PreviousDrafts />
            <span class="toolbar-rule" aria-hidden="true"></span>
            <UndoButtons document=DocumentId::Resume />
            <span class="toolbar-gap"></span>
            <CallButtons />
        </div>
    }
}

/// Lets a file be dropped anywhere on the page.
#[component]
pub(crate) fn DropTarget() -> impl IntoView {
    let console = Console::here();
    let over = RwSignal::new(false);
    let listeners = [
        window_event_listener(leptos::ev::dragover, move |event| {
            if files::is_dragged(&event) {
                event.prevent_default();
                if !over.get_untracked() {
                    over.set(true);
                }
            }
        }),
        window_event_listener(leptos::ev::dragleave, move |event| {
            // Without a related target the pointer has left the window.
            if event.related_target().is_none() {
                over.set(false);
            }
        }),
        window_event_listener(leptos::ev::drop, move |event| {
            over.set(false);
            if let Some(file) = files::dropped(&event) {
                event.prevent_default();
                open(console, file);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view! {
        <div class="drop-hint" aria-hidden="true" hidden=move || !over.get()>
            "Drop the file to open it"
        </div>
    }
}

fn open(console: Console, file: File) {
    spawn_local(async move {
        match files::read_text(&file).await {
            Ok(text) => console.open(&file.name(), &text),
            Err(title) => console.file_problem.set(Some(FileProblem {
                title,
                detail: "Your draft is unchanged.".to_owned(),
            })),
        }
    });
}
