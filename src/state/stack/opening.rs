//! Opening a template: imports its options, and reports the parts that have no option and what its deployment would be
//! rejected for.

use options::Options;
use protocol::{Finding, LeftOut, OpenedDocument, ReadDocument};
use view::prelude::*;

use super::choices::Choices;
use crate::state::Console;

/// The report of the template opened last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// The file's name.
    pub(crate) name: String,
    /// It was not opened: a title and the error.
    pub(crate) failure: Option<(String, String)>,
    /// The parts that were not imported: they have no option.
    pub(crate) left_out: Vec<LeftOut>,
    /// What its deployment would be rejected for, or fail at.
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    /// It was not opened.
    pub(crate) fn failed(name: &str, title: String, detail: String) -> Self {
        Self {
            name: name.to_owned(),
            failure: Some((title, detail)),
            ..Self::default()
        }
    }

    fn is_empty(&self) -> bool {
        self.failure.is_none() && self.left_out.is_empty() && self.findings.is_empty()
    }
}

/// The report, and whether it is shown.
#[derive(Clone, Copy)]
pub(crate) struct OpenReport {
    /// The report; `None` where there is nothing to say.
    pub(crate) report: RwSignal<Option<Report>>,
    /// Whether it is shown: closed, it can be opened again.
    pub(crate) is_shown: RwSignal<bool>,
}

impl OpenReport {
    /// No template was opened.
    pub(super) fn new() -> Self {
        Self {
            report: RwSignal::new(None),
            is_shown: RwSignal::new(false),
        }
    }

    /// Shows a report, if it says anything.
    pub(crate) fn show(self, report: Report) {
        self.is_shown.set(true);
        self.report.set((!report.is_empty()).then_some(report));
    }

    /// Closes the report.
    pub(crate) fn close(self) {
        self.is_shown.set(false);
    }
}

impl Console {
    /// Imports the options of a template, and shows the report. The options are unchanged if it can't be read.
    pub(crate) async fn open_template(self, name: &str, text: String) {
        let (_, opened) = self.engine.ask(ReadDocument { text });
        let report = match opened.await {
            Ok(OpenedDocument {
                read: Ok(read),
                findings,
            }) => {
                let choices = Choices::of_options(&Options::from(&read.stack));
                let templates = if choices.has_own_templates() {
                    ", including its mapping templates"
                } else {
                    ""
                };
                let done = format!("Imported {name}{templates}.");
                if self.stack.replace(choices, "opening a template") {
                    self.notices.say_undoable(&self.stack, done);
                } else {
                    self.notices.say(done);
                }
                Report {
                    name: name.to_owned(),
                    failure: None,
                    left_out: read.left_out,
                    findings,
                }
            }
            Ok(OpenedDocument {
                read: Err(error),
                findings,
            }) => Report {
                findings,
                ..Report::failed(
                    name,
                    format!("{name} is not a template that this console can open."),
                    format!("{error}. Your options are unchanged."),
                )
            },
            Err(error) => Report::failed(
                name,
                format!("{name} was not opened."),
                format!("{error} Your options are unchanged."),
            ),
        };
        self.stack.opened.show(report);
    }
}
