//! Calling the API. Local and deployed differ only in the [`Client`]; both return one [`Exchange`].

pub(crate) mod address;
pub(crate) mod cors_attempt;
pub(crate) mod curl;
pub(crate) mod deployed;
mod error_response;
pub(crate) mod explain;
pub(crate) mod listed;
pub(crate) mod local;
pub(crate) mod outcome;
pub(crate) mod outputs;
mod rejected_sign_in;
pub(crate) mod sign_in;
pub(crate) mod snippet;
pub(crate) mod user_pool;

use exchange::{Exchange, Request};

use self::deployed::Deployed;
use self::local::Local;
use crate::engine::EngineError;

/// Which API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    /// The stack's template, executed by the engine.
    Local,
    /// One that is deployed.
    Deployed,
    /// That of an opened file, as it is, executed by the engine.
    File,
}

impl Api {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Local, Self::File, Self::Deployed];

    /// The one of that name; the local one where there is none.
    pub(crate) fn named(name: Option<&str>) -> Self {
        let named = |api: &Self| Some(api.name()) == name;
        Self::ALL.into_iter().find(named).unwrap_or(Self::Local)
    }

    /// The label of its choice, and its name in storage.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Local => "Local",
            Self::Deployed => "Deployed",
            Self::File => "Opened file",
        }
    }
}

/// An API with all that a call needs.
pub(crate) enum Client {
    /// One that the engine executes: of the options or of a file.
    Local(Local),
    /// The deployed one.
    Deployed(Deployed),
}

impl Client {
    /// Which API it calls.
    pub(crate) fn api(&self) -> Api {
        match self {
            Self::Local(api) => api.api(),
            Self::Deployed(_) => Api::Deployed,
        }
    }

    /// The API's URL; of a file its name, empty for the local one.
    pub(crate) fn base(&self) -> &str {
        match self {
            Self::Local(api) => api.file_name(),
            Self::Deployed(api) => &api.base,
        }
    }

    /// The table's name.
    pub(crate) fn table(&self) -> &str {
        match self {
            Self::Local(api) => api.table_name(),
            Self::Deployed(api) => &api.table,
        }
    }

    /// Sends a request and waits for the response.
    ///
    /// # Errors
    /// There is no response.
    pub(crate) async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        match self {
            Self::Local(api) => api.call(request).await,
            Self::Deployed(api) => api.call(request).await,
        }
    }

    /// Aborts its calls.
    pub(crate) fn abort(&self) {
        match self {
            Self::Local(api) => api.abort(),
            Self::Deployed(api) => api.abort.abort(),
        }
    }
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
    /// The browser got no response, and none to a request that any server may answer. Its message.
    Unreachable(String),
    /// The server answers, but the browser hides the response: the API does not allow this page. Its message.
    BlockedByCors(String),
    /// The API responded with a redirect, which is not followed: it would send the key and the resume to an address that
    /// the user did not enter.
    Redirected,
    /// The response is larger than [`fetch::MOST_BYTES`](crate::browser::fetch::MOST_BYTES).
    TooLong,
    /// None came in time.
    TimedOut,
    /// The user cancelled.
    Cancelled,
    /// The template of the local API can't be run.
    NoLocalApi(String),
    /// The local API's table is that of a newer page, open in another tab.
    NewerPage,
    /// The engine, which runs the local API, gave no answer.
    NoEngine(EngineError),
}
