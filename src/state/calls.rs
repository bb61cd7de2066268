//! The calls of the API: which API, what is under way, what came of the last ones.

use std::sync::Arc;

use gateway::{Exchange, Request};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::editor::Editor;
use super::notices::Notices;
use crate::api::deployed::Deployed;
use crate::api::local::Local;
use crate::api::outcome::{self, Asked, Outcome};
use crate::api::{Api, CallError, address, requests};
use crate::browser::page;
use crate::browser::storage::{self, Area};

/// How many calls are remembered until the page is closed.
const MOST: usize = 20;

const TARGET: &str = "resume-console.target";
const URL: &str = "resume-console.api-url";
const TABLE: &str = "resume-console.table-name";

/// Which API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The stack's template, executed in this page.
    Local,
    /// One that is deployed.
    Deployed,
}

impl Target {
    /// What its choice is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Local => "Local",
            Self::Deployed => "Deployed",
        }
    }
}

/// A call, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// Tells it from the others; counts up.
    pub(crate) number: u32,
    /// What was asked.
    pub(crate) asked: Asked,
    /// Whom.
    pub(crate) target: Target,
    /// The URL of the API; empty for the local one, which has none.
    pub(crate) base: String,
    /// Request and answer; of the answer the status is 0 where none came.
    pub(crate) exchange: Exchange,
    /// What it means.
    pub(crate) outcome: Outcome,
}

/// A call under way.
#[derive(Clone)]
pub(crate) struct Running {
    /// What is asked.
    pub(crate) asked: Asked,
    stop: Option<AbortController>,
}

/// The API and the calls. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Calls {
    editor: Editor,
    notices: Notices,
    local: StoredValue<Local, LocalStorage>,
    /// Which API.
    pub(crate) target: RwSignal<Target>,
    /// The deployed API's URL, as typed.
    pub(crate) url: RwSignal<String>,
    /// The deployed table's name, as typed.
    pub(crate) table: RwSignal<String>,
    /// The call under way.
    pub(crate) running: RwSignal<Option<Running>, LocalStorage>,
    /// The calls, the latest first.
    pub(crate) made: RwSignal<Vec<Call>>,
    /// What the last attempt came to, also if it did not come to a call.
    pub(crate) result: RwSignal<Option<Outcome>>,
    next: StoredValue<u32>,
}

impl Calls {
    /// With the settings that the browser keeps. The local API is that of `template`, also when it changes.
    pub(crate) fn start(
        editor: Editor,
        notices: Notices,
        template: Memo<Arc<serde_json::Value>>,
    ) -> Self {
        let target = match storage::read(Area::Origin, TARGET).as_deref() {
            Some("Deployed") => Target::Deployed,
            _ => Target::Local,
        };
        let calls = Self {
            editor,
            notices,
            local: StoredValue::new_local(Local::new(&template.get_untracked())),
            target: RwSignal::new(target),
            url: RwSignal::new(storage::read(Area::Origin, URL).unwrap_or_default()),
            table: RwSignal::new(storage::read(Area::Origin, TABLE).unwrap_or_default()),
            running: RwSignal::new_local(None),
            made: RwSignal::default(),
            result: RwSignal::default(),
            next: StoredValue::new(1),
        };
        Effect::new(move |before: Option<()>| {
            let template = template.get();
            if before.is_some() {
                let local = calls.local().with_template(&template);
                calls.local.set_value(local);
            }
        });
        // Settings that can't be kept hold until the page is closed.
        Effect::new(move |_| {
            let _ = storage::write(Area::Origin, TARGET, calls.target.get().name());
        });
        for (key, value) in [(URL, calls.url), (TABLE, calls.table)] {
            Effect::new(move |_| {
                let _ = value.with(|value| storage::write(Area::Origin, key, value));
            });
        }
        calls
    }

    /// The name of the table that is written to and read from; the local one's as long as no
    /// other was entered.
    pub(crate) fn table_name(self) -> String {
        let deployed = match self.target.get() {
            Target::Local => String::new(),
            Target::Deployed => self.table.with(|name| name.trim().to_owned()),
        };
        if deployed.is_empty() {
            self.local_table()
        } else {
            deployed
        }
    }

    /// The name of the local API's table.
    pub(crate) fn local_table(self) -> String {
        self.local.with_value(Local::table_name)
    }

    /// The local API.
    pub(crate) fn local(self) -> Local {
        self.local.with_value(Clone::clone)
    }

    /// Stores the resume of the form.
    pub(crate) fn save(self) {
        let resume = self.editor.resume_now();
        if let Some(problem) = resume.problems().into_iter().next() {
            self.result.set(Some(Outcome::failed(
                "The resume was not sent.",
                format!("{} The ID is the first field of the form.", problem.message),
            )));
            page::focus_soon("#basics-id".to_owned());
            return;
        }
        let id = resume.id.text().into_owned();
        let body = resume.to_json();
        self.send(Asked::Save(id), move |table| requests::save(table, body));
    }

    /// Reads a resume into the form.
    pub(crate) fn read(self, id: String) {
        self.send(Asked::Read(id.clone()), move |table| {
            requests::read(table, &id)
        });
    }

    /// Stops the call under way.
    pub(crate) fn cancel(self) {
        let stop = self
            .running
            .with_untracked(|running| running.as_ref()?.stop.clone());
        if let Some(stop) = stop {
            stop.abort();
        }
    }

    fn send(self, asked: Asked, request: impl FnOnce(&str) -> Request) {
        if self.running.with_untracked(Option::is_some) {
            return;
        }
        let target = self.target.get_untracked();
        match target {
            Target::Local => {
                let local = self.local();
                let request = request(&local.table_name());
                self.run(local, asked, (target, String::new()), request, None);
            }
            Target::Deployed => {
                let base = self.url.with_untracked(|url| address::check(url));
                let table = self.table.with_untracked(|name| address::check_table(name));
                match (base, table) {
                    (Ok(base), Ok(table)) => {
                        let stop = AbortController::new().ok();
                        let api = Deployed {
                            base: base.clone(),
                            stop: stop.clone(),
                        };
                        self.run(api, asked, (target, base), request(&table), stop);
                    }
                    (Err(what), _) | (_, Err(what)) => {
                        self.result.set(Some(Outcome::failed(
                            "The deployed API can't be called yet.",
                            format!("{what} Its fields are on the API page."),
                        )));
                    }
                }
            }
        }
    }

    fn run(
        self,
        api: impl Api + 'static,
        asked: Asked,
        (target, base): (Target, String),
        request: Request,
        stop: Option<AbortController>,
    ) {
        self.result.set(None);
        self.running.set(Some(Running {
            asked: asked.clone(),
            stop,
        }));
        spawn_local(async move {
            let answer = api.call(request.clone()).await;
            // The page may be gone by now.
            if self.running.try_set(None).is_none() {
                self.finish(asked, (target, base), request, answer);
            }
        });
    }

    fn finish(
        self,
        asked: Asked,
        (target, base): (Target, String),
        request: Request,
        answer: Result<Exchange, CallError>,
    ) {
        let (exchange, mut outcome) = match answer {
            Ok(exchange) => {
                let outcome = outcome::of_answer(&asked, &exchange);
                (exchange, outcome)
            }
            Err(error) => (
                Exchange {
                    request,
                    ..Exchange::default()
                },
                outcome::of_error(&error),
            ),
        };
        if target == Target::Local
            && let Err(error) = self.local.with_value(Local::kept)
        {
            let advice = format!(
                "{} The local table is out of reach: {error}. What is saved stays until this page is closed.",
                outcome.advice
            );
            outcome.advice = advice.trim_start().to_owned();
        }
        if let Some(resume) = outcome.resume.take() {
            self.take(*resume, &mut outcome);
        }
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.result.set(Some(outcome.clone()));
        self.made.update(|made| {
            made.insert(
                0,
                Call {
                    number,
                    asked,
                    target,
                    base,
                    exchange,
                    outcome,
                },
            );
            made.truncate(MOST);
        });
    }

    /// Puts a resume that was read into the form.
    fn take(self, resume: resume::Resume, outcome: &mut Outcome) {
        if *self.editor.resume_now() == resume {
            outcome.advice = "It is equal to what is in the form.".to_owned();
        } else {
            self.editor.replace(resume, "reading from the API");
            outcome.advice = "It is in the form now.".to_owned();
            self.notices
                .say_undoable("The form holds the resume that was read.");
        }
    }
}
