//! Requests with `fetch`. Responses are read in chunks up to a limit: a body may be endless, and may be
//! packed.

use exchange::{Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Error, Reflect, Uint8Array};
use web_sys::{
    Blob, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit,
    RequestMode, RequestRedirect, ResponseType,
};

use super::abort::Abort;

/// The largest response, in bytes: 10 MB, API Gateway's limit
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html>).
pub(crate) const MOST_BYTES: usize = 10 << 20;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FetchError {
    /// No response, or one that the browser hides, or an abort; its message does not distinguish them.
    Failed(String),
    /// The answer is a redirect, which is not followed.
    Redirected,
    /// The answer is longer than [`MOST_BYTES`].
    TooLong,
}

impl From<JsValue> for FetchError {
    fn from(error: JsValue) -> Self {
        Self::Failed(match error.dyn_ref::<Error>() {
            Some(error) => String::from(error.to_string()),
            None => format!("{error:?}"),
        })
    }
}

/// Sends `request` to `url` and waits for the answer.
///
/// # Errors
/// There is none.
pub(crate) async fn fetch(
    url: &str,
    request: &Request,
    abort: &Abort,
) -> Result<Response, FetchError> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let request = fetch_request(url, request, abort)?;
    let answer: web_sys::Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .unchecked_into();
    if answer.type_() == ResponseType::Opaqueredirect {
        return Err(FetchError::Redirected);
    }
    let body = text(&answer).await?;
    Ok(Response {
        status: answer.status(),
        // To another origin the browser shows the harmless ones only, and those that the API exposes.
        headers: headers(&answer.headers()),
        body,
    })
}

/// Whether a server answers at `url`, whatever it answers. The browser hides the answer to such a request, but says if there is one:
/// so a server that does not allow this page differs from a missing one.
pub(crate) async fn is_reachable(url: &str, abort: &Abort) -> bool {
    let options = RequestInit::new();
    options.set_mode(RequestMode::NoCors);
    options.set_cache(RequestCache::NoStore);
    options.set_credentials(RequestCredentials::Omit);
    // A redirect is an answer; in this mode the browser allows only to follow it.
    options.set_signal(abort.signal().as_ref());
    let Some(window) = web_sys::window() else {
        return false;
    };
    match web_sys::Request::new_with_str_and_init(url, &options) {
        Ok(request) => JsFuture::from(window.fetch_with_request(&request))
            .await
            .is_ok(),
        Err(_) => false,
    }
}

fn fetch_request(url: &str, request: &Request, abort: &Abort) -> Result<web_sys::Request, JsValue> {
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
    options.set_signal(abort.signal().as_ref());
    if !request.body.is_empty() {
        // A Blob without a type: to a text body, the browser adds a Content-Type if there is none.
        let parts = Array::of1(&JsValue::from_str(&request.body));
        let body = Blob::new_with_str_sequence(&parts)?;
        options.set_body(&body);
    }
    web_sys::Request::new_with_str_and_init(url, &options)
}

/// Names and values.
fn headers(headers: &Headers) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Array::from(headers).iter().filter_map(pair).collect()
}

/// The body as text. Invalid UTF-8 becomes the replacement character, as with `Response.text()`.
async fn text(response: &web_sys::Response) -> Result<String, FetchError> {
    let Some(stream) = response.body() else {
        return Ok(String::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            break;
        }
        // Decompressed: with gzip, the decompressed size counts.
        let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.unchecked_into();
        if bytes.len() + piece.length() as usize > MOST_BYTES {
            // Whether it can be ended or not, nothing more is read.
            let _ = reader.cancel();
            return Err(FetchError::TooLong);
        }
        bytes.extend_from_slice(&piece.to_vec());
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
