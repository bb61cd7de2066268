//! The calls of the API: what is under way, what came of the last ones.

use std::rc::Rc;
use std::sync::Arc;

use gateway::{Exchange, Request};
use leptos::prelude::*;
use leptos::task::spawn_local;
use resume::Resume;
use web_sys::AbortController;

use super::connection::{Connection, Target};
use super::editor::Editor;
use super::notices::Notices;
use super::unconfirmed;
use super::versions::{self, Place, Versions};
use crate::api::deployed::Deployed;
use crate::api::local::Local;
use crate::api::outcome::{self, Asked, Offer, Outcome};
use crate::api::ways::Way;
use crate::api::{Api, CallError, Unanswered, requests};
use crate::browser::page;

/// How many calls are remembered until the page is closed.
const MOST: usize = 20;
/// How many bytes all of them may have but for the last: answers are up to 10 MB.
const MOST_BYTES: usize = 20 << 20;
/// How long a call may take, in milliseconds. A deployed API ends its calls itself, a second earlier, and can then tell
/// how it was called; this holds whatever became of the call.
const TIMEOUT: i32 = 31_000;

/// A call, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// Tells it from the others; counts up.
    pub(crate) number: u32,
    /// What was asked.
    pub(crate) asked: Asked,
    /// Whom.
    pub(crate) target: Target,
    /// About which resume.
    pub(crate) place: Place,
    /// Request and answer; of the answer the status is 0 where none came.
    pub(crate) exchange: Exchange,
    /// What it means.
    pub(crate) outcome: Outcome,
}

impl Call {
    /// About how many bytes it holds.
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

/// A call under way.
#[derive(Clone)]
pub(crate) struct Running {
    /// What is asked.
    pub(crate) asked: Asked,
    number: u32,
    to: Rc<Recipient>,
    /// What is sent, should no answer come.
    request: Request,
    timer: Option<i32>,
}

/// What is stored where a save came too late: `None` until it was read, and where that failed.
pub(crate) type Theirs = Option<Box<Resume>>;

/// The API and the calls. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Calls {
    editor: Editor,
    notices: Notices,
    local: StoredValue<Local, LocalStorage>,
    versions: StoredValue<Versions>,
    /// Which API.
    pub(crate) connection: Connection,
    /// The call under way.
    pub(crate) running: RwSignal<Option<Running>, LocalStorage>,
    /// The calls, the latest first.
    pub(crate) made: RwSignal<Vec<Arc<Call>>>,
    /// What the last attempt came to, also if it did not come to a call.
    pub(crate) result: RwSignal<Option<Outcome>>,
    /// Whether the last save was not sent for what the resume's checks say: the fields tell it from then on.
    pub(crate) held_back: RwSignal<bool>,
    /// The other side of the conflict that `result` tells of.
    pub(crate) theirs: RwSignal<Theirs>,
    /// The resume that came in place of the one that was asked for, as `result` tells.
    other: RwSignal<Option<(Place, Box<Resume>)>>,
    next: StoredValue<u32>,
}

impl Calls {
    /// With the settings that the browser keeps. The local API is that of `template`, also when it changes.
    pub(crate) fn start(
        editor: Editor,
        notices: Notices,
        template: Memo<Arc<serde_json::Value>>,
    ) -> Self {
        let calls = Self {
            editor,
            notices,
            local: StoredValue::new_local(Local::new(&template.get_untracked())),
            versions: StoredValue::new(Versions::open()),
            connection: Connection::start(notices),
            running: RwSignal::new_local(None),
            made: RwSignal::default(),
            result: RwSignal::default(),
            held_back: RwSignal::new(false),
            theirs: RwSignal::default(),
            other: RwSignal::default(),
            next: StoredValue::new(1),
        };
        Effect::new(move |before: Option<()>| {
            let template = template.get();
            if before.is_some() {
                let local = calls.local().with_template(&template);
                calls.local.set_value(local);
            }
        });
        calls
    }

    /// The name of the table that is written to and read from; the local one's as long as no
    /// other was entered.
    pub(crate) fn table_name(self) -> String {
        let deployed = match self.connection.target.get() {
            Target::Local => String::new(),
            Target::Deployed => self.connection.table.with(|name| name.trim().to_owned()),
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

    /// Stores the resume of the form, unless it was stored from elsewhere since this tab saw it.
    pub(crate) fn save(self) {
        self.store(None);
    }

    /// Stores the resume of the form over the one that a save has met in that place.
    pub(crate) fn overwrite(self, place: Place) {
        self.store(Some(place));
    }

    /// Reads a resume into the form.
    pub(crate) fn read(self, id: String) {
        if let Some(to) = self.recipient() {
            let request = requests::read(&to.table, &id);
            self.send(to, Asked::Read(id), request);
        }
    }

    /// Stops the call under way.
    pub(crate) fn cancel(self) {
        let number = self
            .running
            .with_untracked(|running| running.as_ref().map(|running| running.number));
        if let Some(number) = number {
            self.give_up(number, CallError::Cancelled);
        }
    }

    /// Puts the resume into the form that came in place of the one that was asked for.
    pub(crate) fn use_other(self) {
        let Some((place, resume)) = self.other.get_untracked() else {
            return;
        };
        self.other.set(None);
        unconfirmed::add(&place);
        let mut outcome = Outcome::done(format!("Loaded {}.", place.id));
        self.take(*resume, &mut outcome);
        self.result.set(Some(outcome));
    }

    /// Saves the form over a resume that another one was asked for in place of.
    pub(crate) fn save_over(self) {
        let resume = self.editor.resume_now();
        if let Some(to) = self.recipient() {
            unconfirmed::remove(&to.place(&resume.id.text()));
            self.store(None);
        }
    }

    fn store(self, over: Option<Place>) {
        let resume = self.editor.resume_now();
        let problem = resume.problems().into_iter().next();
        self.held_back.set(problem.is_some());
        if let Some(problem) = problem {
            self.result.set(Some(Outcome::failed(
                "Not sent: fix the ID first.",
                format!(
                    "{} It is the first field of the Resume page.",
                    problem.message
                ),
            )));
            page::go_soon("#basics-id".to_owned());
            return;
        }
        let Some(to) = self.recipient() else { return };
        let place = to.place(&resume.id.text());
        let request = if over.as_ref() == Some(&place) {
            requests::save(&to.table, resume.to_json(), Some(requests::ANY_VERSION))
        } else if unconfirmed::holds(&place) {
            self.result.set(Some(
                Outcome::failed(
                    format!("Overwrite {}?", place.id),
                    "The API returned the resume in the form in place of the one that you asked for. Nothing was sent yet.",
                )
                .offering(Offer::SaveOver),
            ));
            return;
        } else {
            self.versions.with_value(|versions| {
                requests::save(&to.table, resume.to_json(), versions.of(&place))
            })
        };
        self.send(to, Asked::Save(place.id), request);
    }

    /// Whom to call; if that can't be, the result says why.
    fn recipient(self) -> Option<Recipient> {
        let target = self.connection.target.get_untracked();
        if target == Target::Local {
            let local = self.local();
            let stop = AbortController::new().ok();
            let signal = stop.as_ref().map(AbortController::signal);
            return Some(Recipient {
                target,
                base: String::new(),
                table: local.table_name(),
                api: Which::Local(local.stopped_by(signal), stop),
            });
        }
        match self.connection.deployed() {
            Ok((base, table, key)) => Some(Recipient {
                target,
                api: Which::Deployed(Deployed {
                    base: base.clone(),
                    key,
                    known: self.connection.known(&base),
                    stop: AbortController::new().ok(),
                }),
                base,
                table,
            }),
            Err(what) => {
                self.result.set(Some(Outcome::failed(
                    "The deployed API can't be called yet.",
                    format!("{what} The fields are on the API page."),
                )));
                None
            }
        }
    }

    fn send(self, to: Recipient, asked: Asked, request: Request) {
        if self.running.with_untracked(Option::is_some) {
            return;
        }
        self.result.set(None);
        self.theirs.set(None);
        self.other.set(None);
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let to = Rc::new(to);
        self.running.set(Some(Running {
            asked: asked.clone(),
            number,
            to: to.clone(),
            request: request.clone(),
            timer: page::after(TIMEOUT, move || self.give_up(number, CallError::TimedOut)),
        }));
        spawn_local(async move {
            let answer = to.call(request).await;
            if self.end(number).is_some() {
                self.ended(number, &to, asked, answer).await;
            }
        });
    }

    /// The call is no longer under way; `None` where it was not any more, or where the page is gone.
    fn end(self, number: u32) -> Option<Running> {
        let running = self
            .running
            .try_update(|running| running.take_if(|running| running.number == number))
            .flatten()?;
        if let Some(timer) = running.timer {
            page::cancel(timer);
        }
        Some(running)
    }

    /// Does not wait for a call any longer: what it comes to is nobody's business from now on.
    fn give_up(self, number: u32, error: CallError) {
        let Some(Running {
            asked, to, request, ..
        }) = self.end(number)
        else {
            return;
        };
        if let Some(stop) = to.stop() {
            stop.abort();
        }
        let call = self.call_made(number, &to, asked, Err(Unanswered { request, error }));
        self.result.set(Some(call.outcome.clone()));
        self.remember(call);
    }

    async fn ended(
        self,
        number: u32,
        to: &Recipient,
        asked: Asked,
        answer: Result<Exchange, Unanswered>,
    ) {
        let mut call = self.call_made(number, to, asked, answer);
        if let Some(resume) = call.outcome.resume.take() {
            if call.outcome.done {
                self.take(*resume, &mut call.outcome);
            } else {
                let place = to.place(&resume.id.text());
                self.other.set(Some((place, resume)));
            }
        }
        let outcome = call.outcome.clone();
        self.result.set(Some(outcome.clone()));
        let id = call.place.id.clone();
        self.remember(call);
        if outcome.offer == Offer::Conflict {
            self.look_at_theirs(to, id, &outcome).await;
        }
    }

    /// What came of a call, with what it tells about the API and the version there.
    fn call_made(
        self,
        number: u32,
        to: &Recipient,
        asked: Asked,
        answer: Result<Exchange, Unanswered>,
    ) -> Call {
        let place = match &asked {
            Asked::Save(id) | Asked::Read(id) => to.place(id),
        };
        let (exchange, mut outcome) = match answer {
            Ok(exchange) => {
                let outcome = outcome::of_answer(&asked, &exchange);
                if outcome.done {
                    unconfirmed::remove(&place);
                    self.connection.went(&to.base, Way::of(&exchange.request));
                }
                let is_gone = exchange.response.status == 404 && matches!(asked, Asked::Read(_));
                if outcome.done || is_gone {
                    let version = exchange.response.header(versions::HEADER);
                    self.versions
                        .update_value(|versions| versions.see(&place, version));
                }
                (exchange, outcome)
            }
            Err(unanswered) => {
                let outcome = outcome::of_error(&asked, &unanswered);
                let exchange = Exchange {
                    request: unanswered.request,
                    ..Exchange::default()
                };
                (exchange, outcome)
            }
        };
        if to.target == Target::Local
            && let Err(error) = self.local.with_value(Local::kept)
        {
            let advice = format!(
                "{} The local table can't be used: {error}. Saved resumes last until this page is closed.",
                outcome.advice
            );
            outcome.advice = advice.trim_start().to_owned();
        }
        if to.target == Target::Local && self.local.with_value(Local::damaged) > 0 {
            let advice = format!(
                "{} The record stored under this ID was damaged and was set aside: download it on the API page.",
                outcome.advice
            );
            outcome.advice = advice.trim_start().to_owned();
        }
        Call {
            number,
            asked,
            target: to.target,
            place,
            exchange,
            outcome,
        }
    }

    /// Reads what a save would have overwritten, to show what is different. That is not a version that this tab has
    /// in its form.
    async fn look_at_theirs(self, to: &Recipient, id: String, conflict: &Outcome) {
        let answer = to.call(requests::read(&to.table, &id)).await;
        let theirs = answer
            .ok()
            .and_then(|exchange| outcome::of_answer(&Asked::Read(id), &exchange).resume);
        // Meanwhile the user may have gone on.
        let is_shown = self
            .result
            .try_with_untracked(|result| result.as_ref() == Some(conflict));
        if is_shown == Some(true) {
            self.theirs.set(theirs);
        }
    }

    fn remember(self, call: Call) {
        self.made.update(|made| {
            made.insert(0, Arc::new(call));
            let mut bytes = 0;
            let fitting = made.iter().skip(1).take(MOST - 1).take_while(|call| {
                bytes += call.weight();
                bytes <= MOST_BYTES
            });
            let fitting = fitting.count();
            made.truncate(1 + fitting);
        });
    }

    /// Puts a resume that was read into the form.
    fn take(self, resume: Resume, outcome: &mut Outcome) {
        if *self.editor.resume_now() == resume {
            outcome.advice = "The form is already up to date.".to_owned();
        } else {
            self.editor.replace(resume, "loading from the API");
            outcome.advice = "Undo restores your draft.".to_owned();
            self.notices
                .say_undoable("Resume loaded; your draft was replaced.");
        }
    }
}

/// Whom a call goes to.
pub(crate) struct Recipient {
    target: Target,
    /// The API's URL; empty for the local one.
    base: String,
    table: String,
    api: Which,
}

enum Which {
    Local(Local, Option<AbortController>),
    Deployed(Deployed),
}

impl Recipient {
    fn place(&self, id: &str) -> Place {
        Place {
            base: self.base.clone(),
            table: self.table.clone(),
            id: id.to_owned(),
        }
    }

    fn stop(&self) -> Option<AbortController> {
        match &self.api {
            Which::Local(_, stop) => stop.clone(),
            Which::Deployed(api) => api.stop.clone(),
        }
    }

    async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        match &self.api {
            Which::Local(api, _) => api.call(request).await,
            Which::Deployed(api) => api.call(request).await,
        }
    }
}
