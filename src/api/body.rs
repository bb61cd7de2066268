//! The body of a response, read in chunks up to a limit: it may be endless, and may be compressed.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Reflect, Uint8Array};
use web_sys::{ReadableStreamDefaultReader, Response};

/// The largest response, in bytes: 10 MB, API Gateway's limit
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html>).
pub(crate) const MOST_BYTES: usize = 10 << 20;

/// Why there is no body.
pub(super) enum BodyError {
    /// It is longer than [`MOST_BYTES`].
    TooLong,
    /// The connection broke: the browser's message.
    Broken(JsValue),
}

impl From<JsValue> for BodyError {
    fn from(error: JsValue) -> Self {
        Self::Broken(error)
    }
}

/// The body as text. Invalid UTF-8 becomes the replacement character, as with `Response.text()`.
///
/// # Errors
/// It is too large, and then not read further; or the connection breaks.
pub(super) async fn text(response: &Response) -> Result<String, BodyError> {
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
            // Whether it can be cancelled or not, nothing more is read.
            let _ = reader.cancel();
            return Err(BodyError::TooLong);
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
