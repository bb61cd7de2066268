//! The button that opens a template, and the report of what it imported.

use leptos::prelude::*;
use protocol::LeftOut;

use crate::components::controls::FileButton;
use crate::components::notices::Closable;
use crate::components::open_file::open_template_file;
use crate::state::Console;
use crate::state::stack::opening::{OpenReport, Report};

/// The most parts that are listed.
const MOST: usize = 50;

/// Opens a template's file.
#[component]
pub(super) fn OpenButton() -> impl IntoView {
    let console = Console::here();
    view! {
        <FileButton
            id="open-template"
            text="Open template"
            accept=".yaml,.yml,.json,.template"
            open=move |file| open_template_file(console, file)
        />
    }
}

/// Shows the report of the template opened last again, if it was closed.
#[component]
pub(super) fn ReportButton() -> impl IntoView {
    let OpenReport { report, is_shown } = Console::here().stack.opened;
    let name = move || match report.get() {
        Some(Report::LeftOut(name, _)) if !is_shown.get() => Some(name),
        _ => None,
    };
    move || {
        name().map(|name| {
            view! {
                <button type="button" class="link-button" on:click=move |_| is_shown.set(true)>
                    {format!("What was not imported from {name}")}
                </button>
            }
        })
    }
}

/// The report, until it is closed.
#[component]
pub(super) fn OpenedNotice() -> impl IntoView {
    let opened = Console::here().stack.opened;
    move || {
        if !opened.is_shown.get() {
            return None;
        }
        let (class, title, detail, parts) = match opened.report.get()? {
            Report::Failed(title, detail) => ("message bad", title, detail, Vec::new()),
            Report::LeftOut(name, parts) => {
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
            <Closable class title about="the template" close=move || opened.close()>
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
