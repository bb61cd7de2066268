//! The API as it is deployed, called by `fetch`.

use std::cell::Cell;
use std::rc::Rc;

use gateway::{Exchange, Request, Response};
use gloo_net::http::{Method, RequestBuilder};
use web_sys::{AbortController, RequestCache};

use super::{Api, CallError, address};
use crate::browser::page;

/// How long a call may take, in milliseconds. API Gateway itself gives up after 29 seconds.
const TIMEOUT: i32 = 30_000;

/// A deployed API.
#[derive(Clone, Debug)]
pub(crate) struct Deployed {
    /// Its URL, as [`address::check`] gives it.
    pub(crate) base: String,
    /// Stops a call.
    pub(crate) stop: Option<AbortController>,
}

impl Api for Deployed {
    async fn call(&self, request: Request) -> Result<Exchange, CallError> {
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
        let start = page::now();
        let answer = self.fetch(&request).await;
        let milliseconds = page::now() - start;
        if let Some(timer) = timer {
            page::cancel(timer);
        }
        match answer {
            Ok(response) => Ok(Exchange {
                request,
                response,
                milliseconds: Some(milliseconds),
                ..Exchange::default()
            }),
            Err(_) if late.get() => Err(CallError::TimedOut),
            Err(_)
                if self
                    .stop
                    .as_ref()
                    .is_some_and(|stop| stop.signal().aborted()) =>
            {
                Err(CallError::Cancelled)
            }
            Err(error) => Err(CallError::Unreachable(error.to_string())),
        }
    }
}

impl Deployed {
    async fn fetch(&self, request: &Request) -> Result<Response, gloo_net::Error> {
        let method = match request.method.as_str() {
            "POST" => Method::POST,
            _ => Method::GET,
        };
        let signal = self.stop.as_ref().map(AbortController::signal);
        let mut builder = RequestBuilder::new(&address::url(&self.base, request))
            .method(method)
            // What was stored a moment ago is what is asked for.
            .cache(RequestCache::NoStore)
            .abort_signal(signal.as_ref());
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let answer = if request.body.is_empty() {
            builder.build()?.send().await?
        } else {
            builder.body(request.body.as_str())?.send().await?
        };
        Ok(Response {
            status: answer.status(),
            // To another origin the browser shows the harmless ones only.
            headers: answer.headers().entries().collect(),
            body: answer.text().await?,
        })
    }
}
