//! The API as it is deployed, called by `fetch`.

use std::cell::Cell;
use std::rc::Rc;

use gateway::{Exchange, Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Headers, RequestCache, RequestInit};

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
            Err(error) => Err(CallError::Unreachable(error)),
        }
    }
}

impl Deployed {
    async fn fetch(&self, request: &Request) -> Result<Response, String> {
        let request = self.fetch_request(request).map_err(|error| words(&error))?;
        let answer = request.send().await.map_err(|error| error.to_string())?;
        Ok(Response {
            status: answer.status(),
            // To another origin the browser shows the harmless ones only.
            headers: answer.headers().entries().collect(),
            body: answer.text().await.map_err(|error| error.to_string())?,
        })
    }

    /// Not by gloo's builder: that leaves a `&` at the end of a query string which is there
    /// already, and encodes the parameters of its own as a form does, with `+` for a blank.
    fn fetch_request(&self, request: &Request) -> Result<gloo_net::http::Request, JsValue> {
        let headers = Headers::new()?;
        for (name, value) in &request.headers {
            headers.append(name, value)?;
        }
        let options = RequestInit::new();
        options.set_method(&request.method);
        options.set_headers(&headers);
        // What was stored a moment ago is what is asked for.
        options.set_cache(RequestCache::NoStore);
        options.set_signal(self.stop.as_ref().map(AbortController::signal).as_ref());
        if !request.body.is_empty() {
            options.set_body(&JsValue::from_str(&request.body));
        }
        let url = address::url(&self.base, request);
        Ok(web_sys::Request::new_with_str_and_init(&url, &options)?.into())
    }
}

/// What an exception says.
fn words(error: &JsValue) -> String {
    match error.dyn_ref::<web_sys::js_sys::Error>() {
        Some(error) => String::from(error.to_string()),
        None => format!("{error:?}"),
    }
}
