//! Opening files: by a button, by drag and drop, or from the clipboard.

use leptos::task::spawn_local;
use view::prelude::*;

use crate::browser::files::{self, File, Pasted};
use crate::browser::page;
use crate::state::Console;
use crate::state::opening::{FileProblem, Kind, kind_of};
use crate::state::router::Route;
use crate::state::stack::opening::Report;

/// Lets a file be dropped anywhere on the page, and a resume be pasted anywhere but into a field. A template opens on the Stack
/// page, everything else on the Resume page, so that it is seen.
#[component]
pub(crate) fn DropTarget(
    /// The view that is shown.
    here: RwSignal<&'static Route>,
) -> impl IntoView {
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
                open_any_file(console, file, here.get_untracked());
            }
        }),
        window_event_listener(leptos::ev::paste, move |event| {
            let Some(pasted) = files::pasted(&event) else {
                return;
            };
            event.prevent_default();
            match pasted {
                Pasted::File(file) => open_any_file(console, file, here.get_untracked()),
                Pasted::Text(text) => spawn_local(open_text(console, None, text)),
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    let hint = move || match here.get().expects {
        Kind::Resume => "Drop the file to open it as a resume",
        Kind::Template => "Drop the file to open it as a template",
    };
    view! {
        <div class="drop-hint" aria-hidden="true" hidden=move || !over.get()>
            {live(hint)}
        </div>
    }
}

/// Opens a file that was dropped or pasted while `here` is shown: by what it holds, or else as that view expects.
fn open_any_file(console: Console, file: File, here: &'static Route) {
    spawn_local(async move {
        let name = file.name();
        match files::read_text(&file).await {
            Ok(text) => match kind_of(&name, &text).unwrap_or(here.expects) {
                Kind::Resume => open_text(console, Some(&name), text).await,
                Kind::Template => {
                    page::go_to_view("stack");
                    console.open_template(&name, text).await;
                }
            },
            Err(title) if here.expects == Kind::Template => {
                template_failed(console, &name, title);
            }
            Err(title) => {
                page::go_to_view("resume");
                resume_failed(console, title);
            }
        }
    });
}

/// Opens a resume: a file's text, or one that was pasted.
async fn open_text(console: Console, file: Option<&str>, text: String) {
    page::go_to_view("resume");
    match file {
        Some(name) => console.open(name, text).await,
        None => console.open_pasted(text).await,
    }
}

/// Opens a file as a resume.
pub(crate) fn open_file(console: Console, file: File) {
    spawn_local(async move {
        match files::read_text(&file).await {
            Ok(text) => console.open(&file.name(), text).await,
            Err(title) => resume_failed(console, title),
        }
    });
}

/// Opens a file as a template.
pub(crate) fn open_template_file(console: Console, file: File) {
    spawn_local(async move {
        match files::read_text(&file).await {
            Ok(text) => console.open_template(&file.name(), text).await,
            Err(title) => template_failed(console, &file.name(), title),
        }
    });
}

fn resume_failed(console: Console, title: String) {
    console.file_problem.set(Some(FileProblem {
        title,
        detail: "Your draft is unchanged.".to_owned(),
    }));
}

fn template_failed(console: Console, name: &str, title: String) {
    let detail = "Your options are unchanged.".to_owned();
    console
        .stack
        .opened
        .show(Report::failed(name, title, detail));
}
