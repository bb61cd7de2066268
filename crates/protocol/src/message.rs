//! The messages between the two programs, and their bytes.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Question, RenderPut, RenderRoundTrip};

/// The beginning of a message to the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Asks the [`Question`] whose bytes follow.
    Ask {
        /// The number that its answer will have.
        number: u32,
        /// Whether it is a preview, for which the first part of the engine is enough unless an error or a rare method needs
        /// more. Another question is not even decoded before the rest is there.
        is_preview: bool,
    },
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

/// The bytes of a message that asks `question`.
#[must_use]
pub fn ask(number: u32, question: &Question) -> Vec<u8> {
    let is_preview = matches!(
        question,
        Question::RenderPut(_) | Question::RenderRoundTrip(_)
    );
    let mut bytes = encode(&Command::Ask { number, is_preview });
    bytes.append(&mut encode(question));
    bytes
}

/// The command of a message to the engine, and the bytes behind it; `None` if it is none.
#[must_use]
pub fn command(message: &[u8]) -> Option<(Command, &[u8])> {
    postcard::take_from_bytes(message).ok()
}

/// The previews: the first of [`Question`], so that their bytes are those of questions. What decodes all others need not be loaded
/// for them.
#[derive(Deserialize)]
enum Preview {
    Put(RenderPut),
    RoundTrip(RenderRoundTrip),
}

/// The question in the bytes behind its command; `None` if they are none.
#[must_use]
pub fn question(is_preview: bool, bytes: &[u8]) -> Option<Question> {
    match is_preview {
        true => decode(bytes).map(|preview| match preview {
            Preview::Put(put) => put.into(),
            Preview::RoundTrip(round_trip) => round_trip.into(),
        }),
        false => other_question(bytes),
    }
}

#[inline(never)]
fn other_question(bytes: &[u8]) -> Option<Question> {
    decode(bytes)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ApiSource, Ids, LocalItems};

    #[test]
    fn a_question_is_behind_its_command() {
        let put = RenderPut {
            api: ApiSource::default(),
            resume: "{}".to_owned(),
            table: "resumes".to_owned(),
        };
        let round_trip = RenderRoundTrip {
            api: ApiSource::default(),
            resume: "{}".to_owned(),
            id: "r1".to_owned(),
        };
        let ids = Ids {
            api: ApiSource::default(),
            items: LocalItems::default(),
        };
        for (number, asked, is_preview) in [
            (300, put.into(), true),
            (1, round_trip.into(), true),
            (0, ids.into(), false),
        ] {
            let message = ask(number, &asked);
            let (command, bytes) = command(&message).unwrap();
            assert_eq!(command, Command::Ask { number, is_preview });
            assert_eq!(question(is_preview, bytes), Some(asked));
        }
        let cancel = encode(&Command::Cancel(7));
        assert_eq!(command(&cancel), Some((Command::Cancel(7), &[][..])));
        assert_eq!(command(&[2, 0]), None);
    }
}
