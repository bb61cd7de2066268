//! Opening a template: imports its options, and reports the parts that have no option and what its deployment would be
//! rejected for.

use std::sync::Arc;

use options::Options;
use protocol::{Finding, LeftOut, ListedApi, OpenedDocument, ReadDocument, ReadStack};
use view::prelude::*;

use super::choices::Choices;
use crate::api::Api;
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
    /// Whether its API is called as it is.
    pub(crate) as_it_is: AsItIs,
}

/// Whether the API of an opened template is called as it is, instead of that of the options.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum AsItIs {
    /// It has no API, or the options say all of it.
    #[default]
    No,
    /// It can be: its text.
    Offered(Arc<str>),
    /// It is: why, and its APIs in words.
    Yes {
        /// Why, as a sentence.
        why: String,
        /// `API Notes with 4 methods`
        apis: String,
    },
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
        self.failure.is_none()
            && self.left_out.is_empty()
            && self.findings.is_empty()
            && self.as_it_is == AsItIs::No
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
    /// Imports the options of a template, or calls its API as it is if the options can't express it, and shows the report. Nothing
    /// changes if it can't be read.
    pub(crate) async fn open_template(self, name: &str, text: String) {
        let text: Arc<str> = text.into();
        let (_, opened) = self.engine.ask(ReadDocument { text: text.clone() });
        let report = match opened.await {
            Ok(opened) => self.opened_template(name, text, opened),
            Err(error) => Report::failed(
                name,
                format!("{name} was not opened."),
                format!("{error} Your options are unchanged."),
            ),
        };
        self.stack.opened.show(report);
    }

    fn opened_template(self, name: &str, text: Arc<str>, opened: OpenedDocument) -> Report {
        let OpenedDocument {
            read,
            findings,
            apis,
        } = opened;
        let report = match read {
            Ok(read) if read.fails.is_none() || apis.is_empty() => {
                self.import(name, text, read, &apis)
            }
            Err(error) if apis.is_empty() => Report::failed(
                name,
                format!("{name} is not a template that this console can open."),
                format!("{error}. Your options are unchanged."),
            ),
            read => {
                let why = match read {
                    Ok(ReadStack { fails, .. }) => format!(
                        "With the console's options a save would fail. {}",
                        fails.unwrap_or_default()
                    ),
                    Err(_) => "It is another API than the console's.".to_owned(),
                };
                self.call_as_it_is(name, text);
                Report {
                    name: name.to_owned(),
                    as_it_is: AsItIs::Yes {
                        why,
                        apis: in_words(&apis),
                    },
                    ..Report::default()
                }
            }
        };
        Report { findings, ..report }
    }

    /// Imports the options.
    fn import(self, name: &str, text: Arc<str>, read: ReadStack, apis: &[ListedApi]) -> Report {
        let choices = Choices::of_options(&Options::from(&read.stack));
        let templates = if choices.has_own_templates() {
            ", including its mapping templates"
        } else {
            ""
        };
        let done = format!("Imported {name}{templates}.");
        if self.stack.replace_options(choices, "opening a template") {
            self.notices.say_undoable(&self.stack, done);
        } else {
            self.notices.say(done);
        }
        let is_offered = !read.left_out.is_empty() && !apis.is_empty();
        Report {
            name: name.to_owned(),
            left_out: read.left_out,
            as_it_is: match is_offered {
                true => AsItIs::Offered(text),
                false => AsItIs::No,
            },
            ..Report::default()
        }
    }

    /// Calls a file's API as it is from now on.
    pub(crate) fn call_as_it_is(self, name: &str, text: Arc<str>) {
        self.stack.open_file(name, text);
        self.calls.connection.choose(Api::File);
        self.notices.say_undoable(
            &self.stack,
            format!("The target is {name} now, called as it is."),
        );
    }
}

/// `the API Notes with 4 methods`
fn in_words(apis: &[ListedApi]) -> String {
    let api = |api: &ListedApi| {
        let methods = match api.methods.len() {
            1 => "1 method".to_owned(),
            count => format!("{} methods", format::count(count)),
        };
        format!("{} with {methods}", api.name)
    };
    let apis: Vec<String> = apis.iter().map(api).collect();
    match apis.as_slice() {
        [one] => format!("the API {one}"),
        many => format!("the APIs {}", many.join(", ")),
    }
}
