//! Aborting a fetch, or work on the database.

use web_sys::{AbortController, AbortSignal};

/// Aborts whatever it was given to. Clones abort the same. In a browser without `AbortController` it does nothing.
#[derive(Clone, Debug)]
pub struct Abort(Option<AbortController>);

impl Default for Abort {
    fn default() -> Self {
        Self::new()
    }
}

impl Abort {
    /// One that has not aborted.
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Aborts.
    pub fn abort(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    /// Whether it has aborted.
    pub fn is_aborted(&self) -> bool {
        self.signal().is_some_and(|signal| signal.aborted())
    }

    /// The signal to pass to the browser's functions.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}
