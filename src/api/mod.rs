//! Calling the API. Local and deployed differ only in the implementation of [`Api`]; both return one
//! [`Exchange`].

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod curl;
pub(crate) mod deployed;
pub(crate) mod local;
pub(crate) mod outcome;
pub(crate) mod outputs;
mod refusal;
pub(crate) mod requests;
pub(crate) mod ways;

use gateway::{Exchange, Request};

/// An API.
pub(crate) trait Api {
    /// Sends a request and waits for the response.
    ///
    /// # Errors
    /// There is no response.
    async fn call(&self, request: Request) -> Result<Exchange, Unanswered>;
}

/// A request without a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unanswered {
    /// The request as last sent.
    pub(crate) request: Request,
    /// Why there is no answer.
    pub(crate) error: CallError,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallError {
    /// The browser got no response, or got one and hides it; which, it does not tell. Its message.
    Unreachable(String),
    /// The API responded with a redirect, which is not followed: it would send the key and the resume to an address that
    /// the user did not enter.
    Redirected,
    /// The response is larger than [`body::MOST_BYTES`].
    TooLong,
    /// None came in time.
    TimedOut,
    /// The user did not want to wait.
    Cancelled,
    /// The template of the local API can't be run.
    NoLocalApi(String),
    /// The local API's table is that of a newer page, open in another tab.
    NewerPage,
}
