//! A deployed API, called with `fetch`.

use std::cell::Cell;
use std::rc::Rc;

use gateway::{Exchange, Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Array;
use web_sys::{
    AbortController, Blob, Headers, RequestCache, RequestInit, RequestRedirect, ResponseType,
};

use super::body::{self, BodyError};
use super::ways::{self, Way};
use super::{Api, CallError, Unanswered, address};
use crate::browser::page;

/// How long a call may take, in milliseconds. API Gateway itself gives up after 29 seconds.
const TIMEOUT: i32 = 30_000;

/// A deployed API.
#[derive(Clone)]
pub(crate) struct Deployed {
    /// Its URL, as [`address::check`] gives it.
    pub(crate) base: String,
    /// Its API key; empty for none.
    pub(crate) key: String,
    /// The ways that it has answered to before.
    pub(crate) known: Vec<Way>,
    /// Stops a call.
    pub(crate) stop: Option<AbortController>,
}

impl Api for Deployed {
    async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        let late = Rc::new(Cell::new(false));
        let timer = {
            let (late, stop) = (late.clone(), self.stop.clone());
            page::after(TIMEOUT, move || {
                late.set(true);
                if let Some(stop) = stop {
                    stop.abort();
                }
            })
        };
        let (first, second) = ways::to_try(&request, !self.key.is_empty(), &self.known);
        let mut attempt = self.attempt(first, &request, &late).await;
        if let Some(second) = second.filter(|second| ways::is_refused(*second, &attempt.answer)) {
            let again = self.attempt(second, &request, &late).await;
            // An error response tells more than none.
            if again.answer.is_ok() || attempt.answer.is_err() {
                attempt = again;
            }
        }
        if let Some(timer) = timer {
            page::cancel(timer);
        }
        let request = ways::without_key(attempt.request);
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
}

/// A request that was sent, and its result.
struct Attempt {
    request: Request,
    answer: Result<Response, CallError>,
    milliseconds: f64,
}

impl Deployed {
    async fn attempt(&self, way: Way, request: &Request, late: &Cell<bool>) -> Attempt {
        let request = way.dress(request, &self.key);
        let start = page::now();
        let answer = self.fetch(&request).await;
        let stopped = || {
            self.stop
                .as_ref()
                .is_some_and(|stop| stop.signal().aborted())
        };
        Attempt {
            milliseconds: page::now() - start,
            answer: answer.map_err(|error| match error {
                CallError::Unreachable(_) if late.get() => CallError::TimedOut,
                CallError::Unreachable(_) if stopped() => CallError::Cancelled,
                error => error,
            }),
            request,
        }
    }

    async fn fetch(&self, request: &Request) -> Result<Response, CallError> {
        let window = web_sys::window().ok_or_else(|| unreachable(&JsValue::UNDEFINED))?;
        let request = self
            .fetch_request(request)
            .map_err(|error| unreachable(&error))?;
        let answer: web_sys::Response = JsFuture::from(window.fetch_with_request(&request))
            .await
            .map_err(|error| unreachable(&error))?
            .unchecked_into();
        if answer.type_() == ResponseType::Opaqueredirect {
            return Err(CallError::Redirected);
        }
        let body = body::text(&answer).await.map_err(|error| match error {
            BodyError::TooLong => CallError::TooLong,
            BodyError::Broken(error) => unreachable(&error),
        })?;
        Ok(Response {
            status: answer.status(),
            // To another origin the browser shows the harmless ones only, and those that the API exposes.
            headers: headers(&answer.headers()),
            body,
        })
    }

    fn fetch_request(&self, request: &Request) -> Result<web_sys::Request, JsValue> {
        let headers = Headers::new()?;
        for (name, value) in &request.headers {
            headers.append(name, value)?;
        }
        let options = RequestInit::new();
        options.set_method(&request.method);
        options.set_headers(&headers);
        // The latest stored version, not a cached one.
        options.set_cache(RequestCache::NoStore);
        // Not followed, and not `error`, which looks like a broken connection.
        options.set_redirect(RequestRedirect::Manual);
        options.set_signal(self.stop.as_ref().map(AbortController::signal).as_ref());
        if !request.body.is_empty() {
            // A Blob without a type: to a text body, the browser adds a Content-Type if there is none.
            let parts = Array::of1(&JsValue::from_str(&request.body));
            let body = Blob::new_with_str_sequence(&parts)?;
            options.set_body(&body);
        }
        let url = address::url(&self.base, request);
        web_sys::Request::new_with_str_and_init(&url, &options)
    }
}

/// Names and values.
fn headers(headers: &Headers) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Array::from(headers).iter().filter_map(pair).collect()
}

/// No response, with the exception's message.
fn unreachable(error: &JsValue) -> CallError {
    CallError::Unreachable(match error.dyn_ref::<web_sys::js_sys::Error>() {
        Some(error) => String::from(error.to_string()),
        None => format!("{error:?}"),
    })
}
