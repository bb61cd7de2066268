//! The button that opens a template, and the report of what it imported.

use protocol::{Finding, LeftOut};
use view::prelude::*;

use crate::components::controls::FileButton;
use crate::components::notices::Closable;
use crate::components::open_file::open_template_file;
use crate::state::Console;
use crate::state::stack::opening::{OpenReport, Report};

/// The most parts or findings that are listed.
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
    live(move || {
        let report = report.get().filter(|_| !is_shown.get())?;
        Some(view! {
            <button type="button" class="link-button" on:click=move |_| is_shown.set(true)>
                {format!("Report on {}", report.name)}
            </button>
        })
    })
}

/// The report, until it is closed.
#[component]
pub(super) fn OpenedNotice() -> impl IntoView {
    let opened = Console::here().stack.opened;
    live(move || {
        if !opened.is_shown.get() {
            return None;
        }
        let Report {
            name,
            failure,
            left_out,
            findings,
        } = opened.report.get()?;
        let class = match failure {
            Some(_) => "message bad opened",
            None => "message warn opened",
        };
        let (title, detail) = failure.unwrap_or_else(|| match (left_out.len(), findings.len()) {
            (0, _) => (format!("{name} was imported."), String::new()),
            (parts, _) => {
                let title = match parts {
                    1 => format!("1 part of {name} has no option here."),
                    count => format!(
                        "{} parts of {name} have no option here.",
                        format::count(count)
                    ),
                };
                let detail = "Everything else was imported. The generated template differs:";
                (title, detail.to_owned())
            }
        });
        Some(view! {
            <Closable class title about="the template" close=move || opened.close()>
                {detail}
                {(!left_out.is_empty()).then(|| parts(left_out))}
                {(!findings.is_empty()).then(|| found(&name, findings))}
            </Closable>
        })
    })
}

/// The differences, part by part.
fn parts(parts: Vec<LeftOut>) -> impl IntoView {
    let rows = parts
        .into_iter()
        .map(|LeftOut { what, becomes }| view! { <li>{what} " " {becomes}</li> }.into_any());
    list("Differences", rows.collect())
}

/// What the deployment of the file would be rejected for, or fail at.
fn found(name: &str, findings: Vec<Finding>) -> impl IntoView + use<> {
    let title = match findings.len() {
        1 => format!("1 finding about the deployment of {name}:"),
        count => format!(
            "{} findings about the deployment of {name}:",
            format::count(count)
        ),
    };
    let rows = findings.into_iter().map(|finding| {
        let place = match finding.line {
            Some(line) => format!("line {line}, {}", finding.path),
            None => finding.path,
        };
        let class = match finding.severity.as_str() {
            "rejected" => "badge bad",
            "note" => "badge",
            _ => "badge warn",
        };
        view! {
            <li>
                <span class=class>{finding.severity}</span>
                " "
                {format::capitalized(&finding.reason)}
                ". "
                {finding.repair}
                " "
                <span class="hint">{place} " (" <code>{finding.code}</code> ")"</span>
            </li>
        }
        .into_any()
    });
    view! {
        <strong>{title}</strong>
        {list("Findings", rows.collect())}
    }
}

/// A list, up to a length. It scrolls where it is long, also by the keyboard.
fn list(label: &'static str, mut rows: Vec<AnyView>) -> impl IntoView {
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    view! {
        <ul tabindex="0" aria-label=label>
            {rows}
            {(more > 0).then(|| view! { <li>{format!("and {} more", format::count(more))}</li> })}
        </ul>
    }
}
