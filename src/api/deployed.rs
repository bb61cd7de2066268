//! A deployed API, called with `fetch`.

use std::cell::Cell;
use std::rc::Rc;

use exchange::{Exchange, Request, Response};

use super::cors_attempt::{self, CorsAttempt};
use super::sign_in::SignIn;
use super::{CallError, Unanswered, address};
use crate::browser::abort::Abort;
use crate::browser::fetch::{FetchError, fetch, is_reachable};
use crate::browser::page;

/// How long a call may take, in milliseconds. API Gateway itself gives up after 29 seconds.
const TIMEOUT: i32 = 30_000;

/// A deployed API.
#[derive(Clone)]
pub(crate) struct Deployed {
    /// Its URL, as [`address::check`] gives it.
    pub(crate) base: String,
    /// The name of its table.
    pub(crate) table: String,
    /// Its API key; empty for none.
    pub(crate) key: String,
    /// How it knows the caller besides.
    pub(crate) sign_in: Box<SignIn>,
    /// The attempts that it has responded to before.
    pub(crate) known: Vec<CorsAttempt>,
    /// Aborts its calls.
    pub(crate) abort: Abort,
}

impl Deployed {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    /// There is no answer.
    pub(crate) async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        let (late, timer) = self.limit();
        let has_credentials = !self.key.is_empty() || self.sign_in.is_chosen();
        let (first, second) = cors_attempt::to_try(&request, has_credentials, &self.known);
        let mut attempt = self.attempt(first, &request, &late).await;
        if let Some(second) =
            second.filter(|second| cors_attempt::is_rejected(*second, &attempt.answer))
        {
            let again = self.attempt(second, &request, &late).await;
            // An error response is more specific than none.
            if again.answer.is_ok() || attempt.answer.is_err() {
                attempt = again;
            }
        }
        attempt.answer = self.explained(attempt.answer).await;
        page::cancel(timer);
        let request = cors_attempt::without_secrets(attempt.request);
        match attempt.answer {
            Ok(response) => Ok(Exchange {
                request,
                response,
                milliseconds: Some(attempt.milliseconds),
                ..Exchange::default()
            }),
            Err(error) => Err(Unanswered { request, error }),
        }
    }

    /// Sends a request once, exactly as it is, and waits for the response.
    ///
    /// # Errors
    /// There is none.
    pub(crate) async fn call_unchanged(&self, request: &Request) -> Result<Response, CallError> {
        let (late, timer) = self.limit();
        let attempt = self.attempt(CorsAttempt::Plain, request, &late).await;
        let answer = self.explained(attempt.answer).await;
        page::cancel(timer);
        answer
    }

    /// Starts the time in which a call must end; the cell says whether it is over.
    fn limit(&self) -> (Rc<Cell<bool>>, page::Timer) {
        let late = Rc::new(Cell::new(false));
        let (over, abort) = (late.clone(), self.abort.clone());
        let timer = page::after(TIMEOUT, move || {
            over.set(true);
            abort.abort();
        });
        (late, timer)
    }

    /// The answer; where there is none, whether the browser hides it.
    async fn explained(&self, answer: Result<Response, CallError>) -> Result<Response, CallError> {
        match answer {
            Err(CallError::Unreachable(message)) if is_reachable(&self.base, &self.abort).await => {
                Err(CallError::BlockedByCors(message))
            }
            answer => answer,
        }
    }
}

/// A request that was sent, and its result.
struct Attempt {
    request: Request,
    answer: Result<Response, CallError>,
    milliseconds: f64,
}

impl Deployed {
    async fn attempt(&self, attempt: CorsAttempt, request: &Request, late: &Cell<bool>) -> Attempt {
        let mut request = attempt.apply(request, &self.key);
        let url = address::url(&self.base, &request);
        if attempt == CorsAttempt::WithCredentials
            && let Some(place) = page::host_and_path(&url)
        {
            let seconds = (page::epoch_milliseconds() / 1000.0) as i64;
            let headers = self.sign_in.headers(&self.base, &place, &request, seconds);
            request.headers.extend(headers);
        }
        let start = page::now();
        let answer = fetch(&url, &request, &self.abort).await;
        Attempt {
            milliseconds: page::now() - start,
            answer: answer.map_err(|error| match error {
                FetchError::Redirected => CallError::Redirected,
                FetchError::TooLong => CallError::TooLong,
                FetchError::Failed(_) if late.get() => CallError::TimedOut,
                FetchError::Failed(_) if self.abort.is_aborted() => CallError::Cancelled,
                FetchError::Failed(message) => CallError::Unreachable(message),
            }),
            request,
        }
    }
}
