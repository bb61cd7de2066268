//! Opening a resume from a file, by drag and drop, or from the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::files::{self, File, Pasted};
use crate::state::Console;
use crate::state::opening::FileProblem;

/// Lets a file be dropped anywhere on the page, and a resume be pasted anywhere but into a field.
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
                open_file(console, file);
            }
        }),
        window_event_listener(leptos::ev::paste, move |event| {
            let Some(pasted) = files::pasted(&event) else {
                return;
            };
            event.prevent_default();
            match pasted {
                Pasted::File(file) => open_file(console, file),
                Pasted::Text(text) => console.open_pasted(&text),
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

/// Opens a file.
pub(crate) fn open_file(console: Console, file: File) {
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
