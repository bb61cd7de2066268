//! Payloads, text or binary, and their conversions.
//!
//! Source: AWS's [table of conversions][table], and recordings of AWS for S3; `*/*` and the failing template are reported
//! with AWS's own log.
//!
//! [table]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html

use crate::api::ContentHandling;
use crate::encoding::{base64_decode, base64_encode};

/// A payload on its way through the gateway. Only a text can be the input of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Payload {
    Text(String),
    Binary(Vec<u8>),
}

impl Payload {
    /// The payload as the text of a request or response; bytes that are not UTF-8 become U+FFFD.
    pub(super) fn into_text(self) -> String {
        match self {
            Payload::Text(text) => text,
            Payload::Binary(bytes) => String::from_utf8(bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        }
    }
}

/// A text that should be decoded from base64, and is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotBase64;

/// The payload of a request for its template, or for the integration.
pub(super) fn of_request(
    body: &str,
    is_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    match (is_binary, handling) {
        (true, Some(ContentHandling::ToText)) => Ok(encoded(body)),
        (true, _) => Ok(binary(body)),
        (false, Some(ContentHandling::ToBinary)) => decoded(body),
        (false, _) => Ok(Payload::Text(body.to_owned())),
    }
}

/// The payload of an integration's response for its template, or for the caller.
pub(super) fn of_response(
    body: &str,
    is_binary: bool,
    accepts_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    let to_binary = match handling {
        Some(handling) => handling == ContentHandling::ToBinary,
        None => accepts_binary,
    };
    match (is_binary, to_binary) {
        (true, true) => Ok(binary(body)),
        (true, false) => Ok(encoded(body)),
        (false, true) => decoded(body),
        (false, false) => Ok(Payload::Text(body.to_owned())),
    }
}

fn binary(body: &str) -> Payload {
    Payload::Binary(body.as_bytes().to_vec())
}

fn encoded(body: &str) -> Payload {
    Payload::Text(base64_encode(body.as_bytes()))
}

fn decoded(body: &str) -> Result<Payload, NotBase64> {
    base64_decode(body).map(Payload::Binary).ok_or(NotBase64)
}

/// Whether a `Content-Type`, or the first type of an `Accept`, is one of the API's binary media types. Without the
/// header only `*/*` applies.
pub(super) fn is_binary(header: Option<&str>, binary_media_types: &[String]) -> bool {
    let mime = |text: &str| {
        let mime = text.split([',', ';']).next().unwrap_or_default();
        mime.trim().to_ascii_lowercase()
    };
    let sent = header.map(mime).unwrap_or_default();
    binary_media_types.iter().any(|known| {
        let known = mime(known);
        known == "*/*"
            || (!sent.is_empty() && known == sent)
            || known
                .strip_suffix('*')
                .is_some_and(|kind| kind.len() > 1 && kind.ends_with('/') && sent.starts_with(kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_media_types_match() {
        let types = |types: &[&str]| types.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        for (known, header, matches) in [
            (&["*/*"][..], None, true),
            (&["*/*"], Some("text/plain"), true),
            (&["image/png"], None, false),
            (&["image/png"], Some("Image/PNG; q=1"), true),
            (&["image/png"], Some("text/html,image/png"), false),
            (&["image/png"], Some("image/png,text/html"), true),
            (&["image/*"], Some("image/webp"), true),
            (&["image/*"], Some("images/webp"), false),
            (&["image/*"], None, false),
            (&["a/b", "c/d"], Some("c/d"), true),
            (&[], Some("c/d"), false),
            (&["*", "/", ""], Some("c/d"), false),
        ] {
            assert_eq!(
                is_binary(header, &types(known)),
                matches,
                "{known:?} {header:?}"
            );
        }
    }

    #[test]
    fn payloads_are_converted_as_in_the_tables() {
        use ContentHandling::{ToBinary, ToText};
        let text = |text: &str| Ok(Payload::Text(text.to_owned()));
        let bytes = |text: &str| Ok(Payload::Binary(text.as_bytes().to_vec()));
        for (is_binary, handling, payload) in [
            (false, None, text("cXE=")),
            (false, Some(ToBinary), bytes("qq")),
            (false, Some(ToText), text("cXE=")),
            (true, None, bytes("cXE=")),
            (true, Some(ToBinary), bytes("cXE=")),
            (true, Some(ToText), text("Y1hFPQ==")),
        ] {
            assert_eq!(of_request("cXE=", is_binary, handling), payload);
        }
        for (is_binary, accepts, handling, payload) in [
            (false, false, None, text("cXE=")),
            (false, true, None, bytes("qq")),
            (true, false, None, text("Y1hFPQ==")),
            (true, true, None, bytes("cXE=")),
            (false, true, Some(ToText), text("cXE=")),
            (true, true, Some(ToText), text("Y1hFPQ==")),
            (false, false, Some(ToBinary), bytes("qq")),
            (true, false, Some(ToBinary), bytes("cXE=")),
        ] {
            assert_eq!(of_response("cXE=", is_binary, accepts, handling), payload);
        }
        assert_eq!(of_request("a b", false, Some(ToBinary)), Err(NotBase64));
        assert_eq!(of_response("{}", false, true, None), Err(NotBase64));
    }
}
