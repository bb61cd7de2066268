//! The button that opens a template, and the report of what it imported.

use protocol::{Finding, LeftOut};
use view::prelude::*;

use crate::browser::page;
use crate::components::controls::FileButton;
use crate::components::notices::Closable;
use crate::components::open_file::open_template_file;
use crate::state::Console;
use crate::state::stack::opening::{AsItIs, OpenReport, Report};

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
        let report = opened.report.get().filter(|_| opened.is_shown.get())?;
        let (title, detail) = heading(&report);
        let class = match (&report.failure, &report.as_it_is) {
            (Some(_), _) => "message bad opened",
            (None, AsItIs::Yes { .. }) => "message good opened",
            (None, _) => "message warn opened",
        };
        let Report {
            name,
            left_out,
            findings,
            as_it_is,
            ..
        } = report;
        Some(view! {
            <Closable class title about="the template" close=move || opened.close()>
                {detail}
                {(!left_out.is_empty()).then(|| parts(left_out))}
                {next(name.clone(), as_it_is)}
                {(!findings.is_empty()).then(|| found(&name, findings))}
            </Closable>
        })
    })
}

/// The title of a report, and its first sentences.
fn heading(report: &Report) -> (String, String) {
    let name = &report.name;
    if let Some(failure) = &report.failure {
        return failure.clone();
    }
    if let AsItIs::Yes { why, apis } = &report.as_it_is {
        let detail =
            format!("{why} Its API runs here instead: {apis}. Your options are unchanged.");
        return (format!("{name} is called as it is."), detail);
    }
    let title = match report.left_out.len() {
        0 => return (format!("{name} was imported."), String::new()),
        1 => format!("1 part of {name} has no option here."),
        count => format!(
            "{} parts of {name} have no option here.",
            format::count(count)
        ),
    };
    let detail = "Everything else was imported. The generated template differs:";
    (title, detail.to_owned())
}

/// What can be done with the file's API.
fn next(name: String, as_it_is: AsItIs) -> Option<AnyView> {
    let console = Console::here();
    match as_it_is {
        AsItIs::No => None,
        AsItIs::Offered(text) => Some(
            view! {
                <p>
                    "To try what these parts do, "
                    <button
                        type="button"
                        class="link-button"
                        on:click=move |_| {
                            console.call_as_it_is(&name, text.clone());
                            page::go_to_view("api");
                        }
                    >
                        "call the file's API as it is"
                    </button>
                    "."
                </p>
            }
            .into_any(),
        ),
        AsItIs::Yes { .. } => Some(
            view! {
                <p>
                    "Next: " <a href="#/api">"call its methods"</a> ", or "
                    <a href="#/templates">"edit its mapping templates"</a> "."
                </p>
            }
            .into_any(),
        ),
    }
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
