//! The check of AWS's behavior: calls of a deployed stack of mocks, and what the engine says of their responses.

use std::sync::Arc;

use exchange::{Request, Response};
use leptos::task::spawn_local;
use options::DeployTarget;
use protocol::{OpenRecording, Probe, ProbeReport, RecordProbe, WriteProbe};
use view::prelude::*;

use crate::api::deployed::Deployed;
use crate::api::explain;
use crate::api::outcome::Operation;
use crate::api::{CallError, Unanswered};
use crate::browser::abort::Abort;
use crate::browser::page;
use crate::engine::{Engine, EngineError};

/// So many calls in a row without a response end a run.
const MOST_FAILED: usize = 3;

/// The check. It ends with the view.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    engine: Engine,
    /// Its template and calls; `None` until they are asked for.
    pub(crate) probe: RwSignal<Option<Arc<Probe>>>,
    /// Why there are none.
    pub(crate) failure: RwSignal<Option<EngineError>>,
    /// How many calls of a run have ended.
    pub(crate) ended: RwSignal<Option<usize>>,
    /// What came of the last run, or of the recording opened last.
    pub(crate) report: RwSignal<Option<Arc<ProbeReport>>>,
    /// Why there is none, or why it is short.
    pub(crate) problem: RwSignal<Option<String>>,
    /// Counts the runs and the opened recordings: only the last one is shown.
    number: StoredValue<u32>,
    /// Aborts the present call.
    abort: StoredValue<Abort, LocalStorage>,
}

impl Check {
    pub(crate) fn new(engine: Engine) -> Self {
        let check = Self {
            engine,
            probe: RwSignal::new(None),
            failure: RwSignal::new(None),
            ended: RwSignal::new(None),
            report: RwSignal::new(None),
            problem: RwSignal::new(None),
            number: StoredValue::new(0),
            abort: StoredValue::new_local(Abort::new()),
        };
        on_cleanup(move || {
            if let Some(abort) = check.abort.try_get_value() {
                abort.abort();
            }
        });
        check
    }

    /// Asks for the template and its commands.
    pub(crate) fn write(self, target: Option<DeployTarget>) {
        let (_, probe) = self.engine.ask(WriteProbe { target });
        spawn_local(async move {
            let probe = probe.await;
            if self.probe.is_disposed() {
                return;
            }
            match probe {
                Ok(probe) => {
                    self.failure.set(None);
                    self.probe.set(Some(Arc::new(probe)));
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// Ends a run.
    pub(crate) fn cancel(self) {
        self.ended.set(None);
        self.abort.get_value().abort();
    }

    /// A new number; what is shown makes room for what it will be.
    fn begin(self) -> u32 {
        let number = self.number.get_value().wrapping_add(1);
        self.number.set_value(number);
        self.problem.set(None);
        self.report.set(None);
        number
    }

    fn is_last(self, number: u32) -> bool {
        self.number.try_get_value() == Some(number)
    }

    /// Calls the methods of the stack at that URL, one after the other.
    pub(crate) fn run(self, base: String) {
        let Some(probe) = self.probe.get_untracked() else {
            return;
        };
        let number = self.begin();
        self.ended.set(Some(0));
        spawn_local(async move {
            let time = page::iso_time(page::epoch_milliseconds());
            let (responses, problem) = self.responses(&base, &probe.requests, number).await;
            if !self.is_last(number) {
                return;
            }
            self.ended.set(None);
            self.problem.set(problem);
            if !responses.iter().any(Result::is_ok) {
                return;
            }
            let host = page::host_and_path(&base).map(|(host, _)| host);
            let (_, report) = self.engine.ask(RecordProbe {
                time,
                host: host.unwrap_or_default(),
                responses,
            });
            self.show(number, report.await);
        });
    }

    /// The responses, until the run is cancelled or no more come; and why none do.
    async fn responses(
        self,
        base: &str,
        requests: &[Request],
        number: u32,
    ) -> (Vec<Result<Response, String>>, Option<String>) {
        let mut responses: Vec<Result<Response, String>> = Vec::new();
        let mut failed = 0;
        for request in requests {
            let abort = Abort::new();
            self.abort.set_value(abort.clone());
            let api = Deployed {
                base: base.to_owned(),
                table: String::new(),
                key: String::new(),
                sign_in: Box::default(),
                known: Vec::new(),
                abort,
            };
            let response = api.call_unchanged(request).await;
            // The view may be closed by now.
            if !self.is_last(number) || self.ended.get_untracked().is_none() {
                break;
            }
            match response {
                Ok(response) => {
                    failed = 0;
                    responses.push(Ok(response));
                }
                Err(error) => {
                    failed += 1;
                    let (title, advice) = explained(request, error);
                    if responses.is_empty() || failed == MOST_FAILED {
                        return (responses, Some(format!("{title} {advice}")));
                    }
                    responses.push(Err(title));
                }
            }
            self.ended.set(Some(responses.len()));
        }
        (responses, None)
    }

    /// Shows a recording.
    pub(crate) fn open(self, text: String) {
        self.ended.set(None);
        let number = self.begin();
        let (_, report) = self.engine.ask(OpenRecording { text });
        spawn_local(async move { self.show(number, report.await) });
    }

    /// Shows what came of a run or a recording, unless another one has started.
    fn show(self, number: u32, report: Result<Result<ProbeReport, String>, EngineError>) {
        if !self.is_last(number) {
            return;
        }
        match report {
            Ok(Ok(report)) => self.report.set(Some(Arc::new(report))),
            Ok(Err(why)) => self
                .problem
                .set(Some(format!("This is no recording. {why}"))),
            Err(error) => self.problem.set(Some(error.to_string())),
        }
    }
}

/// Why there is no response, and what to do.
fn explained(request: &Request, error: CallError) -> (String, String) {
    let unanswered = Unanswered {
        request: request.clone(),
        error,
    };
    let outcome = explain::no_response(&Operation::Any, &unanswered);
    (outcome.title, outcome.advice)
}
