//! Calls of the API: the one in progress, and the history.

pub(crate) mod any;
mod client;
mod finished;
pub(crate) mod har;
mod kept;
pub(crate) mod prediction;
pub(crate) mod stored;

use std::rc::Rc;
use std::sync::Arc;

use exchange::{Exchange, Request};
use leptos::task::spawn_local;
use protocol::{ApiSource, LOCAL_TABLE, StackOptions};
use resume::Resume;
use view::prelude::*;

use self::prediction::Predictions;
use self::stored::{Deletion, Listed};
use super::baseline::Baseline;
use super::connection::Connection;
use super::editor::Editor;
use super::notices::Notices;
use super::stack::Stack;
use super::stack::file::FileApis;
use super::unconfirmed;
use super::versions::{ResumeAddress, Versions};
use crate::api::local::Local;
use crate::api::outcome::{Offer, Operation, Outcome};
use crate::api::{Api, CallError, Client, Unanswered};
use crate::browser::page::{self, Timer};
use crate::engine::Engine;

/// The length of the history.
const MOST: usize = 50;
/// The most bytes of all calls but the last: responses are up to 10 MB.
const MOST_BYTES: usize = 20 << 20;
/// The timeout of a call, in milliseconds. A deployed API ends its calls itself, a second earlier, and then knows
/// how it was called; this one is the safety net.
const TIMEOUT: i32 = 31_000;

/// How many fields a question names.
const MOST_NAMES: usize = 8;

/// A call with its outcome.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// Its number, counting up.
    pub(crate) number: u32,
    /// The operation.
    pub(crate) operation: Operation,
    /// When it ended, in milliseconds since 1970.
    pub(crate) ended: f64,
    /// Which API.
    pub(crate) api: Api,
    /// The resume's place.
    pub(crate) address: ResumeAddress,
    /// Request and response; status 0 means no response.
    pub(crate) exchange: Exchange,
    /// Its meaning for the user.
    pub(crate) outcome: Outcome,
}

impl Call {
    /// Its approximate size in bytes.
    fn weight(&self) -> usize {
        let Exchange {
            request,
            response,
            endpoint,
            log,
            ..
        } = &self.exchange;
        let endpoint = endpoint.iter();
        let log = log.iter().map(String::len).sum::<usize>();
        let behind = endpoint.map(|one| one.request.len() + one.response.len());
        request.body.len() + response.body.len() + behind.sum::<usize>() + log
    }
}

/// How many of the calls, the latest first, the history has room for. The latest always fits.
fn fitting<'c>(calls: impl Iterator<Item = &'c Call>) -> usize {
    let mut bytes = 0;
    let rest = calls.skip(1).take(MOST - 1).take_while(|call| {
        bytes += call.weight();
        bytes <= MOST_BYTES
    });
    1 + rest.count()
}

/// A call in progress.
#[derive(Clone)]
pub(crate) struct RunningCall {
    /// The operation.
    pub(crate) operation: Operation,
    number: u32,
    client: Rc<Client>,
    /// The request, for the case that no response comes.
    request: Request,
    timer: Timer,
}

/// The stored resume that a save conflicted with: `None` until it is loaded, and where that failed.
pub(crate) type Conflicting = Option<Box<Resume>>;

/// What a save may overwrite.
enum Over {
    /// What the tab has loaded.
    Loaded,
    /// The same, also if the API returned it in place of another: the user has confirmed it.
    Confirmed,
    /// Any version of this resume.
    AnyVersion(ResumeAddress),
}

/// The API and the calls. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Calls {
    editor: Editor,
    notices: Notices,
    local: StoredValue<Local, LocalStorage>,
    versions: StoredValue<Versions>,
    /// Which API.
    pub(crate) connection: Connection,
    /// The call in progress.
    pub(crate) running: leptos::prelude::RwSignal<Option<RunningCall>, LocalStorage>,
    /// The calls, the latest first.
    pub(crate) made: RwSignal<Vec<Arc<Call>>>,
    /// The outcome of the last attempt, also if nothing was sent.
    pub(crate) result: RwSignal<Option<Outcome>>,
    /// Whether the checks of the resume blocked the last save: from then on the fields show their problems.
    pub(crate) blocked_by_checks: RwSignal<bool>,
    /// The resume of the form when `result` was shown.
    shown_for: StoredValue<Option<Arc<Resume>>>,
    /// The resume as the API had it last.
    pub(crate) baseline: Baseline,
    /// Notifies of a save that the checks of the resume blocked: the view shows the field.
    pub(crate) problem_found: Trigger,
    /// The stored resume of the conflict in `result`.
    pub(crate) conflicting: RwSignal<Conflicting>,
    /// The resume that the API returned instead of the requested one, for the message in `result`.
    other: RwSignal<Option<(ResumeAddress, Box<Resume>)>>,
    /// The page of the stored resumes that was listed last.
    listed: RwSignal<Option<Arc<Listed>>>,
    /// The resume that the user is asked whether to delete.
    pub(crate) deletion: RwSignal<Option<Deletion>>,
    next: StoredValue<u32>,
    /// The request that the user writes.
    pub(crate) draft: RwSignal<Request>,
    engine: Engine,
    /// The stack of the options.
    stack: Memo<Arc<StackOptions>>,
    /// The APIs of the opened file.
    pub(crate) file: FileApis,
    /// The API that the engine executes: of the file if that is the target, else of the options.
    pub(crate) source: Memo<ApiSource>,
    /// What was predicted for the calls of a deployed API.
    predictions: Predictions,
    /// Whether the stack's mapping templates lose fields that the form does not know.
    loses_fields: Memo<bool>,
    /// Whether a save needs a caller who is signed in.
    pub(crate) needs_sign_in: Memo<bool>,
    /// Whether the local API is called as such a one.
    pub(crate) signed_in: RwSignal<bool>,
    /// The fields that were last saved without, with the user's confirmation.
    given_up: StoredValue<Vec<String>>,
}

impl Calls {
    /// With the stored settings. The local API follows the options of `stack` and its file.
    pub(crate) fn start(
        editor: Editor,
        notices: Notices,
        engine: Engine,
        stack: Stack,
        loses_fields: Memo<bool>,
        needs_sign_in: Memo<bool>,
    ) -> Self {
        let connection = Connection::start(notices);
        let file = FileApis::start(stack, engine);
        let source = Memo::new(move |_| {
            let file = stack
                .file
                .get()
                .filter(|_| connection.api.get() == Api::File);
            match file {
                Some(file) => ApiSource::File(file),
                None => ApiSource::Options(stack.message.get()),
            }
        });
        let stack = stack.message;
        let options_need_it = needs_sign_in;
        let needs_sign_in = Memo::new(move |_| match connection.api.get() {
            Api::File => file.needs_sign_in(),
            _ => options_need_it.get(),
        });
        let calls = Self {
            editor,
            notices,
            local: StoredValue::new_local(Local::new(engine, source.get_untracked())),
            versions: StoredValue::new(Versions::open()),
            connection,
            file,
            source,
            running: leptos::prelude::RwSignal::new_local(None),
            made: RwSignal::default(),
            result: RwSignal::default(),
            blocked_by_checks: RwSignal::new(false),
            shown_for: StoredValue::new(None),
            baseline: Baseline::start(editor),
            problem_found: Trigger::new(),
            conflicting: RwSignal::default(),
            other: RwSignal::default(),
            listed: RwSignal::default(),
            deletion: RwSignal::default(),
            next: StoredValue::new(1),
            draft: RwSignal::new(any::first()),
            engine,
            stack,
            predictions: Predictions::new(),
            loses_fields,
            needs_sign_in,
            signed_in: RwSignal::new(false),
            given_up: StoredValue::default(),
        };
        // A message about what was: the form has changed since.
        Effect::new(move |_| {
            let resume = editor.resume();
            let is_other = calls.shown_for.with_value(|shown_for| {
                shown_for
                    .as_ref()
                    .is_some_and(|before| !Arc::ptr_eq(before, &resume))
            });
            if is_other && calls.is_outdated(&resume) {
                calls.result.set(None);
                calls.blocked_by_checks.set(false);
            }
        });
        calls
    }

    /// Whether the result no longer holds for the form: what was saved or loaded has been edited, or what blocked a save is fixed.
    fn is_outdated(self, resume: &Resume) -> bool {
        let is_done = self
            .result
            .with_untracked(|result| result.as_ref().is_some_and(|outcome| outcome.done));
        is_done || (self.blocked_by_checks.get_untracked() && resume.problems().is_empty())
    }

    fn show(self, outcome: Outcome) {
        self.shown_for.set_value(Some(self.editor.resume_now()));
        self.result.set(Some(outcome));
    }

    /// The last result was about another resume than the one in the form.
    pub(crate) fn forget_result(self) {
        self.result.set(None);
        self.conflicting.set(None);
        self.other.set(None);
        self.blocked_by_checks.set(false);
    }

    /// The table's name; the local table's until another one
    /// is entered.
    pub(crate) fn table_name(self) -> String {
        let deployed = match self.connection.api.get() {
            Api::Local | Api::File => String::new(),
            Api::Deployed => self.connection.table.with(|name| name.trim().to_owned()),
        };
        if deployed.is_empty() {
            self.local_table()
        } else {
            deployed
        }
    }

    /// The name of the table of the API that the engine executes; reactive.
    pub(crate) fn local_table(self) -> String {
        match self
            .source
            .with(|source| matches!(source, ApiSource::File(_)))
        {
            true => self.file.table(),
            false => LOCAL_TABLE.to_owned(),
        }
    }

    /// The API that the engine executes.
    pub(crate) fn local(self) -> Local {
        let (source, table) = untrack(|| (self.source.get(), self.local_table()));
        self.local.with_value(|local| local.with(source, table))
    }

    /// Saves the form's resume, unless it was saved elsewhere after this tab loaded it.
    pub(crate) fn save(self) {
        self.store(Over::Loaded);
    }

    /// Saves the resume of the form over the one that a save conflicted with.
    pub(crate) fn overwrite(self, address: ResumeAddress) {
        self.store(Over::AnyVersion(address));
    }

    /// Loads a resume into the form.
    pub(crate) fn read(self, id: String) {
        if let Some(client) = self.client_with("GET") {
            let request = protocol::read(client.table(), &id);
            self.send(client, Operation::Load(id), request);
        }
    }

    /// Cancels the call in progress.
    pub(crate) fn cancel(self) {
        let number = self
            .running
            .with_untracked(|running| running.as_ref().map(|running| running.number));
        if let Some(number) = number {
            self.give_up(number, CallError::Cancelled);
        }
    }

    /// Puts the resume that the API returned instead of the requested one into the form.
    pub(crate) fn use_other(self) {
        let Some((address, resume)) = self.other.get_untracked() else {
            return;
        };
        self.other.set(None);
        unconfirmed::add(&address);
        let mut outcome = Outcome::done(format!("Loaded {}.", address.id));
        self.take(*resume, &mut outcome);
        self.show(outcome);
    }

    /// Overwrites the resume that the API returned instead of the requested one.
    pub(crate) fn save_over(self) {
        let resume = self.editor.resume_now();
        if let Some(client) = self.client() {
            unconfirmed::remove(&ResumeAddress::new(&client, &resume.id.text()));
            self.store(Over::Confirmed);
        }
    }

    /// Saves the form without the fields that the stack's mapping templates lose.
    pub(crate) fn save_without(self) {
        self.given_up
            .set_value(self.editor.resume_now().fields_without_row());
        self.store(Over::Loaded);
    }

    /// The question whether to save without the fields that would be lost; `None` where none would, or where it was answered.
    fn question_of_lost_fields(self, resume: &Resume) -> Option<Outcome> {
        if !self.loses_fields.get_untracked() {
            return None;
        }
        let lost = resume.fields_without_row();
        if lost.is_empty() || self.given_up.with_value(|given_up| *given_up == lost) {
            return None;
        }
        let title = match lost.len() {
            1 => "Save without 1 field?".to_owned(),
            count => format!("Save without {} fields?", format::count(count)),
        };
        let advice = format!(
            "The mapping templates store the fields of the form only. These would be lost: {}. Nothing was sent yet.",
            format::names(&lost, MOST_NAMES)
        );
        Some(Outcome::failed(title, advice).offering(Offer::SaveWithout))
    }

    fn store(self, over: Over) {
        let resume = self.editor.resume_now();
        let problem = resume.problems().into_iter().next();
        self.blocked_by_checks.set(problem.is_some());
        if let Some(problem) = problem {
            self.show(
                Outcome::failed("Not sent: fix the ID first.", problem.message).offering(Offer::Id),
            );
            self.problem_found.notify();
            return;
        }
        if let Some(question) = self.question_of_lost_fields(&resume) {
            self.show(question);
            return;
        }
        let Some(client) = self.client_with("POST") else {
            return;
        };
        let address = ResumeAddress::new(&client, &resume.id.text());
        let json = self.editor.json_now().to_string();
        let request = match (over, unconfirmed::why(&address)) {
            (Over::AnyVersion(of), _) if of == address => {
                protocol::save(client.table(), json, Some(protocol::ANY_VERSION))
            }
            // Confirmed counts, even where that can't be stored.
            (Over::Loaded | Over::AnyVersion(_), Some(why)) => {
                self.show(
                    Outcome::failed(
                        format!("Overwrite {}?", address.id),
                        format!("{why} Nothing was sent yet."),
                    )
                    .offering(Offer::SaveOver),
                );
                return;
            }
            _ => self
                .versions
                .with_value(|versions| protocol::save(client.table(), json, versions.of(&address))),
        };
        self.send(client, Operation::Save(address.id), request);
    }

    fn send(self, client: Client, operation: Operation, request: Request) {
        if self.running.with_untracked(Option::is_some) {
            return;
        }
        self.result.set(None);
        self.conflicting.set(None);
        self.other.set(None);
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let client = Rc::new(client);
        self.running.set(Some(RunningCall {
            operation: operation.clone(),
            number,
            client: client.clone(),
            request: request.clone(),
            timer: page::after(TIMEOUT, move || self.give_up(number, CallError::TimedOut)),
        }));
        spawn_local(async move {
            let answer = client.call(request).await;
            if self.end(number).is_some() {
                self.ended(number, &client, operation, answer).await;
            }
        });
    }

    /// Ends the call in progress; `None` if it has ended already, or the page is closed.
    fn end(self, number: u32) -> Option<RunningCall> {
        let running = self
            .running
            .try_update(|running| running.take_if(|running| running.number == number))
            .flatten()?;
        page::cancel(running.timer);
        Some(running)
    }

    /// Stops waiting for a call: its response is ignored from now on.
    fn give_up(self, number: u32, error: CallError) {
        let Some(RunningCall {
            operation,
            client,
            request,
            ..
        }) = self.end(number)
        else {
            return;
        };
        client.abort();
        let call = self.call_made(
            number,
            &client,
            operation,
            Err(Unanswered { request, error }),
        );
        self.show(call.outcome.clone());
        self.remember(call);
    }
}
