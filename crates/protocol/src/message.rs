//! The messages between the two programs, and their bytes.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::Question;

/// A message to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// A question, and the number that its answer will have.
    Ask(u32, Question),
    /// Ends the work on the question of that number. It may have been answered already.
    Cancel(u32),
}

/// A message of the engine: the number of a question, and the bytes of its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The question's number.
    pub number: u32,
    /// The answer, of the type that the question's [`Ask`](crate::Ask) names.
    pub answer: Vec<u8>,
}

/// The bytes of a message.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // It fails only for types that are not here: maps and sequences of unknown length. No bytes are no message, and the other
    // side says so.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// The message in these bytes; `None` if they are none of this type.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
