//! Opening a template: imports its options, and reports the parts that have no option.

use leptos::prelude::*;
use options::Options;
use protocol::{LeftOut, ReadDocument};

use super::choices::Choices;
use crate::state::Console;

/// The report of the template opened last.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Report {
    /// It was not opened: a title and the error.
    Failed(String, String),
    /// It was imported but for these parts, which have no option. The file's name.
    LeftOut(String, Vec<LeftOut>),
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

    /// Shows a report, or none.
    pub(crate) fn show(self, report: Option<Report>) {
        self.is_shown.set(true);
        self.report.set(report);
    }

    /// Closes the report. One about parts that were left out can be opened again.
    pub(crate) fn close(self) {
        self.is_shown.set(false);
        if self
            .report
            .with_untracked(|report| matches!(report, Some(Report::Failed(..))))
        {
            self.report.set(None);
        }
    }
}

impl Console {
    /// Imports the options of a template, and shows the report. The options are unchanged if it can't be read.
    pub(crate) async fn open_template(self, name: &str, text: String) {
        let (_, read) = self.engine.ask(ReadDocument { text });
        let report = match read.await {
            Ok(Ok(read)) => {
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
                let parts = read.left_out;
                (!parts.is_empty()).then(|| Report::LeftOut(name.to_owned(), parts))
            }
            Ok(Err(error)) => Some(Report::Failed(
                format!("{name} is not a template that this console can open."),
                format!("{error}. Your options are unchanged."),
            )),
            Err(error) => Some(Report::Failed(
                format!("{name} was not opened."),
                format!("{error} Your options are unchanged."),
            )),
        };
        self.stack.opened.show(report);
    }
}
