//! How a request is sent to another origin, and in which attempts.
//!
//! A browser first asks the API, with a preflight (`OPTIONS`), whether it may send a header such as `x-api-key` or a
//! `Content-Type` of `application/json`. An API without `OPTIONS`, such as the published example's, rejects that, and the request is
//! never sent. A `POST` without any `Content-Type` needs no preflight, and API Gateway treats its body as JSON.
//! (<https://fetch.spec.whatwg.org/#cors-safelisted-request-header>)

use exchange::{Request, Response};
use protocol::LIST_PATH;

use super::{CallError, sign_in};

/// The header of the API key.
pub(crate) const KEY_HEADER: &str = "x-api-key";

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CorsAttempt {
    /// Unchanged.
    Plain,
    /// With the API key, or signed in, or both; a preflight comes first.
    WithCredentials,
    /// Without a `Content-Type`, so that no preflight comes first.
    WithoutType,
}

impl CorsAttempt {
    /// The request of this attempt, before it is signed.
    pub(crate) fn apply(self, request: &Request, key: &str) -> Request {
        let mut request = request.clone();
        match self {
            Self::Plain => {}
            Self::WithCredentials if key.is_empty() => {}
            Self::WithCredentials => request
                .headers
                .push((KEY_HEADER.to_owned(), key.to_owned())),
            Self::WithoutType => request.headers.retain(|(name, _)| !is_content_type(name)),
        }
        request
    }

    /// The attempt that a request was of.
    pub(crate) fn of(request: &Request) -> Self {
        if [KEY_HEADER, "Authorization"]
            .iter()
            .any(|name| request.header(name).is_some())
        {
            Self::WithCredentials
        } else if request.method == "POST" && request.header("Content-Type").is_none() {
            Self::WithoutType
        } else {
            Self::Plain
        }
    }
}

/// The first attempt, and the second one for a request that [`is_rejected`].
///
/// `known` are the attempts that this API has responded to before.
pub(crate) fn to_try(
    request: &Request,
    has_credentials: bool,
    known: &[CorsAttempt],
) -> (CorsAttempt, Option<CorsAttempt>) {
    let is_known = |way| known.contains(&way);
    match (request.method.as_str(), has_credentials) {
        ("POST" | "DELETE", true) => (CorsAttempt::WithCredentials, None),
        // A list shows all IDs, so an API with a key asks for it.
        (_, true) if request.path == LIST_PATH => {
            (CorsAttempt::WithCredentials, Some(CorsAttempt::Plain))
        }
        ("POST", false) if is_known(CorsAttempt::WithoutType) => (CorsAttempt::WithoutType, None),
        // A browser does not distinguish a rejected preflight from a connection that broke after the first request was
        // done. Saving the same resume twice is harmless; but with a version, the second save would conflict with
        // the first. An API with versions has an OPTIONS method, too.
        ("POST", false) if !request.query.iter().any(|(name, _)| name == "version") => {
            (CorsAttempt::Plain, Some(CorsAttempt::WithoutType))
        }
        ("POST", false) => (CorsAttempt::Plain, None),
        // Reads are public in most stacks, and need no preflight without the key.
        (_, true) if is_known(CorsAttempt::WithCredentials) => (CorsAttempt::WithCredentials, None),
        (_, true) => (CorsAttempt::Plain, Some(CorsAttempt::WithCredentials)),
        (_, false) => (CorsAttempt::Plain, None),
    }
}

/// Whether the response to the first request is a reason for the second attempt.
///
/// Not if the API has responded to a write, nor after a timeout or a cancel.
pub(crate) fn is_rejected(second: CorsAttempt, answer: &Result<Response, CallError>) -> bool {
    match answer {
        Err(CallError::Unreachable(_)) => true,
        Ok(response) => {
            second == CorsAttempt::WithCredentials && matches!(response.status, 401 | 403)
        }
        Err(_) => false,
    }
}

/// The request as it may be stored and shown: without the values of the key, of a signature and of a token.
pub(crate) fn without_secrets(mut request: Request) -> Request {
    for (name, value) in &mut request.headers {
        if name.eq_ignore_ascii_case(KEY_HEADER) {
            *value = "••••••••".to_owned();
        } else if let Some(hidden) = sign_in::hidden(name, value) {
            *value = hidden;
        }
    }
    request
}

/// Whether a header's value is a secret: the key, a signature or a token.
pub(crate) fn is_secret(name: &str) -> bool {
    [KEY_HEADER, "Authorization", "X-Amz-Security-Token"]
        .iter()
        .any(|secret| secret.eq_ignore_ascii_case(name))
}

fn is_content_type(name: &str) -> bool {
    name.eq_ignore_ascii_case("Content-Type")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(version: Option<&str>) -> Request {
        protocol::save("t", "{}".to_owned(), version)
    }

    #[test]
    fn which_ways_are_tried() {
        let read = protocol::read("t", "ada");
        let (list, delete) = (
            protocol::list("t", None),
            protocol::delete("t", "ada", None),
        );
        let (plain, key, bare) = (
            CorsAttempt::Plain,
            CorsAttempt::WithCredentials,
            CorsAttempt::WithoutType,
        );
        for (request, has_key, known, expected) in [
            (&save(None), false, &[][..], (plain, Some(bare))),
            (&save(None), false, &[bare][..], (bare, None)),
            (&save(None), true, &[bare][..], (key, None)),
            (&save(Some("7")), false, &[][..], (plain, None)),
            (&read, false, &[bare][..], (plain, None)),
            (&read, true, &[][..], (plain, Some(key))),
            (&read, true, &[key][..], (key, None)),
            (&list, true, &[][..], (key, Some(plain))),
            (&list, false, &[][..], (plain, None)),
            (&delete, true, &[][..], (key, None)),
            (&delete, false, &[bare][..], (plain, None)),
        ] {
            assert_eq!(to_try(request, has_key, known), expected, "{request:?}");
        }
    }

    #[test]
    fn a_write_that_was_answered_or_may_have_been_done_is_not_sent_again() {
        let status = |status| {
            Ok(Response {
                status,
                ..Response::default()
            })
        };
        let unreachable = Err(CallError::Unreachable(String::new()));
        assert!(is_rejected(CorsAttempt::WithoutType, &unreachable));
        assert!(is_rejected(CorsAttempt::WithCredentials, &unreachable));
        assert!(is_rejected(CorsAttempt::WithCredentials, &status(403)));
        for answer in [status(200), status(403), status(415), status(500)] {
            assert!(
                !is_rejected(CorsAttempt::WithoutType, &answer),
                "{answer:?}"
            );
        }
        for error in [CallError::TimedOut, CallError::Cancelled] {
            assert!(!is_rejected(CorsAttempt::WithoutType, &Err(error)));
        }
    }

    #[test]
    fn a_way_is_seen_in_the_request() {
        for way in [
            CorsAttempt::Plain,
            CorsAttempt::WithCredentials,
            CorsAttempt::WithoutType,
        ] {
            assert_eq!(CorsAttempt::of(&way.apply(&save(None), "secret")), way);
        }
        let shown = without_secrets(CorsAttempt::WithCredentials.apply(&save(None), "secret"));
        assert_eq!(CorsAttempt::of(&shown), CorsAttempt::WithCredentials);
        assert!(!format!("{shown:?}").contains("secret"));
    }
}
