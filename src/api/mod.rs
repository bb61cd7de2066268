//! Calling the API. Local and deployed differ in what stands behind [`Api`] only; both give one
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

/// Something that answers requests.
pub(crate) trait Api {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    /// There is no answer.
    async fn call(&self, request: Request) -> Result<Exchange, Unanswered>;
}

/// A request without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unanswered {
    /// The request as it was sent last.
    pub(crate) request: Request,
    /// Why there is no answer.
    pub(crate) error: CallError,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallError {
    /// The browser got none, or got one and does not show it; it does not tell which. What it says.
    Unreachable(String),
    /// The API answered with a redirect, which is not followed: it would take the key and the resume to an address that
    /// nobody entered.
    Redirected,
    /// The answer is longer than [`body::MOST_BYTES`].
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
