//! Questions without an answer.

use std::fmt;

/// Why the engine gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EngineError {
    /// It can't be loaded: why.
    Unavailable(String),
    /// It stopped while it worked on the question, and was replaced: what it said.
    Stopped(String),
    /// It gave no answer in time, and was replaced.
    TimedOut,
    /// The user ended its work on the question, and it was replaced.
    Ended,
    /// The question was cancelled before it was asked.
    Cancelled,
    /// The answer is none that this page knows: the page and the engine are of two versions.
    Unknown,
}

impl fmt::Display for EngineError {
    /// A sentence, with what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(why) => write!(f, "The engine can't be loaded: {why}."),
            Self::Stopped(why) => write!(f, "The engine stopped and was restarted: {why}."),
            Self::TimedOut => {
                f.write_str("The engine did not respond within 20 seconds and was restarted.")
            }
            Self::Ended => f.write_str("You stopped the engine; it was restarted."),
            Self::Cancelled => f.write_str("It was cancelled."),
            Self::Unknown => {
                f.write_str("The engine is of another version than this page. Reload the page.")
            }
        }
    }
}
