//! The actions on the whole resume.

use leptos::prelude::*;
use resume::Resume;

use super::calls::CallButtons;
use super::controls::FileButton;
use super::download::{save_json_resume, save_resume};
use super::open_file::open_file;
use super::previous::PreviousDrafts;
use super::undo::UndoButtons;
use crate::state::Console;
use crate::state::document::DocumentId;

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
                open=move |file| open_file(console, file)
            />
            <button type="button" class="button" on:click=move |_| save_resume(console)>
                "Download file"
            </button>
            <button
                type="button"
                class="button"
                on:click=move |_| save_json_resume(console)
            >
                "Download JSON Resume"
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
