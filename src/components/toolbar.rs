//! The actions on the whole resume.

use view::prelude::*;

use super::calls::CallButtons;
use super::controls::FileButton;
use super::download::{save_json_resume, save_resume};
use super::open_file::open_file;
use super::undo::UndoButtons;
use crate::state::Console;
use crate::state::baseline::SaveState;
use crate::state::document::DocumentId;

/// Whether the form is what the API has.
#[component]
fn SaveStateText() -> impl IntoView {
    let baseline = Console::here().calls.baseline;
    let state = Memo::new(move |_| baseline.state());
    live(move || match state.get() {
        SaveState::Unknown => None,
        SaveState::Saved => Some(view! { <span class="save-state">"Same as in the API"</span> }),
        SaveState::Changed => {
            Some(view! { <span class="save-state">"Differs from the API"</span> })
        }
    })
}

/// The toolbar of the resume page.
#[component]
pub(crate) fn Toolbar() -> impl IntoView {
    let console = Console::here();
    view! {
        <div class="toolbar" role="toolbar" aria-label="Resume actions">
            <UndoButtons document=DocumentId::Resume />
            <span class="toolbar-rule" aria-hidden="true"></span>
            <button
                type="button"
                class="button resumes-button"
                aria-haspopup="dialog"
                on:click=move |_| console.dialogs.resumes.set(true)
            >
                "Resumes"
                {live(move || {
                    let count = console.drafts.count.get();
                    (count > 1).then(|| view! { <span class="count">{count}</span> })
                })}
                {live(move || {
                    let label = console.drafts.label.get();
                    (!label.is_empty()).then(|| view! { <span class="label">{label}</span> })
                })}
            </button>
            <button type="button" class="button" on:click=move |_| console.load_sample()>
                "Load sample"
            </button>
            <FileButton
                id="open-resume"
                text="Open file"
                accept=".json,application/json"
                open=move |file| open_file(console, file)
            />
            <button type="button" class="button" on:click=move |_| save_resume(console)>
                "Download file"
            </button>
            <button
                type="button"
                class="button rare"
                on:click=move |_| save_json_resume(console)
            >
                "Download JSON Resume"
            </button>
            <button type="button" class="button" on:click=move |_| console.new_resume()>
                "New resume"
            </button>
            <button
                type="button"
                class="button previous-drafts"
                aria-haspopup="dialog"
                on:click=move |_| console.dialogs.previous.set(true)
            >
                "Previous drafts"
            </button>
            <span class="toolbar-gap"></span>
            <SaveStateText />
            <CallButtons />
        </div>
    }
}
