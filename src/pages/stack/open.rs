//! Opening a template: imports its options and lists the parts that have no option.

use leptos::prelude::*;
use leptos::task::spawn_local;
use options::Options;
use protocol::{LeftOut, ReadDocument};

use crate::browser::files::{self, File};
use crate::components::controls::FileButton;
use crate::components::notices::Closable;
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::stack::choices::Choices;

/// The most parts that are listed.
const MOST: usize = 50;

/// The result of opening a template, if there is a message.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum OpenResult {
    /// Failed: a title and the error.
    Not(String, String),
    /// Imported, except these parts.
    Without(String, Vec<LeftOut>),
}

/// Opens a template's file.
#[component]
pub(super) fn OpenButton(opened: RwSignal<Option<OpenResult>>) -> impl IntoView {
    let console = Console::here();
    let open = move |file: File| {
        spawn_local(async move {
            let came = match files::read_text(&file).await {
                Ok(text) => read(console, &file.name(), text).await,
                Err(title) => Some(OpenResult::Not(title, String::new())),
            };
            // The page may be closed by now.
            opened.try_set(came);
        });
    };
    view! {
        <FileButton
            text="Open template"
            accept=".yaml,.yml,.json,.template"
            open
        />
    }
}

/// Imports the options of a template. Returns the message about it.
async fn read(console: Console, name: &str, text: String) -> Option<OpenResult> {
    let (_, read) = console.engine.ask(ReadDocument { text });
    match read.await {
        Ok(Ok(read)) => {
            let choices = Choices::of_options(&Options::from(&read.stack));
            let templates = if choices.has_own_templates() {
                ", including its mapping templates"
            } else {
                ""
            };
            console.stack.replace(choices, "opening a template");
            console
                .notices
                .say_undoable(DocumentId::Stack, format!("Imported {name}{templates}."));
            let parts = read.left_out;
            (!parts.is_empty()).then(|| OpenResult::Without(name.to_owned(), parts))
        }
        Ok(Err(error)) => Some(OpenResult::Not(
            format!("{name} is not a template that this console can open."),
            format!("{error}. Your options are unchanged."),
        )),
        Err(error) => Some(OpenResult::Not(
            format!("{name} was not opened."),
            format!("{error} Your options are unchanged."),
        )),
    }
}

/// The message about it, until it is closed.
#[component]
pub(super) fn OpenedNotice(opened: RwSignal<Option<OpenResult>>) -> impl IntoView {
    move || {
        let (class, title, detail, parts) = match opened.get()? {
            OpenResult::Not(title, detail) => ("message bad", title, detail, Vec::new()),
            OpenResult::Without(name, parts) => {
                let title = match parts.len() {
                    1 => format!("1 part of {name} has no option here."),
                    count => format!("{count} parts of {name} have no option here."),
                };
                let detail =
                    "Everything else was imported. The generated template differs:".to_owned();
                ("message warn opened", title, detail, parts)
            }
        };
        Some(view! {
            <Closable class title about="the template" close=move || opened.set(None)>
                {detail}
                {(!parts.is_empty()).then(|| listed(parts))}
            </Closable>
        })
    }
}

/// The differences, part by part.
fn listed(parts: Vec<LeftOut>) -> impl IntoView {
    let more = parts.len().saturating_sub(MOST);
    let items = parts
        .into_iter()
        .take(MOST)
        .map(|LeftOut { what, becomes }| view! { <li>{what} " " {becomes}</li> })
        .collect_view();
    view! {
        // It scrolls where it is long, also by the keyboard.
        <ul tabindex="0" aria-label="Differences">
            {items} {(more > 0).then(|| view! { <li>{format!("and {} more", format::count(more))}</li> })}
        </ul>
    }
}
