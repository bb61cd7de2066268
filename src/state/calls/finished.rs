//! The end of a call: its outcome, and what the page remembers of it.

use std::sync::Arc;

use exchange::Exchange;
use resume::Resume;
use view::prelude::*;

use super::{Call, Calls, fitting};
use crate::api::cors_attempt::CorsAttempt;
use crate::api::local::Local;
use crate::api::outcome::{Offer, Operation, Outcome};
use crate::api::{Api, Client, Unanswered, explain};
use crate::browser::page;
use crate::state::unconfirmed;
use crate::state::versions::{self, ResumeAddress};

impl Calls {
    pub(super) async fn ended(
        self,
        number: u32,
        client: &Client,
        operation: Operation,
        answer: Result<Exchange, Unanswered>,
    ) {
        let mut call = self.call_made(number, client, operation, answer);
        self.predict(&call);
        if call.outcome.done
            && matches!(call.operation, Operation::Save(_))
            && let Ok(saved) = Resume::from_json(&call.exchange.request.body)
        {
            self.baseline.set(saved);
        }
        let is_gone = call.exchange.response.status == 404;
        match &call.operation {
            Operation::List(start) if call.outcome.done => {
                let body = &call.exchange.response.body;
                self.has_listed(call.address.clone(), start.clone(), body);
            }
            Operation::Delete(_) if call.outcome.done => {
                self.has_deleted(&call.address, &mut call.outcome);
            }
            // Not so where another error has that status.
            Operation::Delete(_) if is_gone && call.outcome.offer == Offer::Nothing => {
                self.has_deleted(&call.address, &mut call.outcome);
            }
            Operation::Save(_) | Operation::Load(_) if call.outcome.done => {
                let version = call.exchange.response.header(versions::HEADER);
                self.has_version(&call.address, version);
            }
            _ => {}
        }
        if let Some(resume) = call.outcome.resume.take() {
            if call.outcome.done {
                self.take(*resume, &mut call.outcome);
            } else {
                let address = ResumeAddress::new(client, &resume.id.text());
                self.other.set(Some((address, resume)));
            }
        }
        let outcome = call.outcome.clone();
        self.show(outcome.clone());
        let id = call.address.id.clone();
        self.remember(call);
        if outcome.offer == Offer::Conflict {
            self.load_conflicting(client, id, &outcome).await;
        }
    }

    /// A finished call; remembers the API's way and the resume's version.
    pub(super) fn call_made(
        self,
        number: u32,
        client: &Client,
        operation: Operation,
        answer: Result<Exchange, Unanswered>,
    ) -> Call {
        let address = ResumeAddress::new(client, operation.id());
        let is_of_one = !matches!(operation, Operation::List(_) | Operation::Any);
        let (exchange, mut outcome) = match answer {
            Ok(exchange) => {
                let outcome = explain::response(&operation, &exchange);
                if outcome.done {
                    if is_of_one {
                        unconfirmed::settled(&address);
                    }
                    self.connection
                        .went(client.base(), CorsAttempt::of(&exchange.request));
                }
                let is_gone = exchange.response.status == 404
                    && matches!(operation, Operation::Load(_) | Operation::Delete(_));
                if is_of_one && (outcome.done || is_gone) {
                    let version = exchange.response.header(versions::HEADER);
                    self.versions
                        .update_value(|versions| versions.see(&address, version));
                }
                (exchange, outcome)
            }
            Err(unanswered) => {
                let outcome = explain::no_response(&operation, &unanswered);
                let exchange = Exchange {
                    request: unanswered.request,
                    ..Exchange::default()
                };
                (exchange, outcome)
            }
        };
        if client.api() != Api::Deployed {
            for advice in self.local_advice(exchange.response.status) {
                outcome.advice = format!("{} {advice}", outcome.advice)
                    .trim_start()
                    .to_owned();
            }
        }
        Call {
            number,
            operation,
            ended: page::epoch_milliseconds(),
            api: client.api(),
            address,
            exchange,
            outcome,
        }
    }

    /// What is to be said of the local API besides.
    fn local_advice(self, status: u16) -> Vec<String> {
        let mut advice = Vec::new();
        if let Some(error) = self.local.with_value(Local::not_stored) {
            advice.push(format!(
                "The local table can't be used: {error}. Saved resumes last until this page is closed."
            ));
        }
        if matches!(status, 401 | 403)
            && self.needs_sign_in.get_untracked()
            && !self.signed_in.get_untracked()
        {
            advice.push(
                "To try the rest of the local API, switch on \"Call as a signed-in caller\" on the API page.".to_owned(),
            );
        }
        if self.local.with_value(Local::damaged) > 0 {
            advice.push(
                "The record stored under this ID was damaged and was set aside: download it on the API page.".to_owned(),
            );
        }
        advice
    }

    /// Loads what a save would have overwritten, to show what is different. This does not count as a version that the
    /// tab has in its form.
    async fn load_conflicting(self, client: &Client, id: String, conflict: &Outcome) {
        let answer = client.call(protocol::read(client.table(), &id)).await;
        let conflicting = answer
            .ok()
            .and_then(|exchange| explain::response(&Operation::Load(id), &exchange).resume);
        // The user may have continued meanwhile.
        let is_shown = self
            .result
            .try_with_untracked(|result| result.as_ref() == Some(conflict));
        if is_shown == Some(true) {
            self.conflicting.set(conflicting);
        }
    }

    pub(super) fn remember(self, call: Call) {
        self.keep(&call);
        self.made.update(|made| {
            made.insert(0, Arc::new(call));
            let fits = fitting(made.iter().map(|call| &**call));
            made.truncate(fits);
        });
    }

    /// Puts a loaded resume into the form.
    pub(super) fn take(self, resume: Resume, outcome: &mut Outcome) {
        self.baseline.set(resume.clone());
        if *self.editor.resume_now() == resume {
            outcome.advice = "The form is already up to date.".to_owned();
        } else {
            self.editor.replace(resume, "loading from the API");
            outcome.advice = "Undo restores your draft.".to_owned();
            self.notices.say_undoable(
                self.editor.document(),
                "Resume loaded; your draft was replaced.",
            );
        }
    }
}
