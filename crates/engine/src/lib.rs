//! The console's engine: everything that runs mapping templates or CloudFormation templates, apart from the page.
//!
//! A program for a worker (`main.rs`); the library is for tests, which ask it in their own page. [`answer`] has an arm for each
//! question of the crate `protocol`, a file for each kind.

mod changes;
mod document;
mod left_out;
mod loaded;
mod local;
mod predict;
mod preview;
mod probe;
mod resume_file;
mod template;

use protocol::{Ask, Question, encode};
use web::abort::Abort;

/// The bytes of the answer to a question; `abort` ends a call that waits for the database.
pub async fn answer(question: Question, abort: &Abort) -> Vec<u8> {
    match question {
        Question::RenderPut(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| {
                stack.preview.put(&asked.resume, &asked.table)
            }),
        ),
        Question::RenderRoundTrip(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| {
                stack.preview.round_trip(&asked.resume, &asked.id)
            }),
        ),
        Question::Call(asked) => {
            let called = local::call(&asked, abort).await;
            reply(&asked, called)
        }
        Question::Ids(asked) => {
            let ids = local::ids(&asked).await;
            reply(&asked, ids)
        }
        Question::RunTemplate(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| template::run(stack, &asked)),
        ),
        Question::InspectTemplate(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| template::inspect(stack, &asked)),
        ),
        Question::CompleteTemplate(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| template::complete(stack, &asked)),
        ),
        Question::ReadResume(asked) => reply(&asked, resume_file::read(&asked.text)),
        Question::CompareTexts(asked) => {
            let diff = changes::diff(&asked.before, &asked.after);
            reply(&asked, diff)
        }
        Question::StepTemplate(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| template::steps(stack, &asked)),
        ),
        Question::Predict(asked) => reply(
            &asked,
            loaded::with(&asked.stack, |stack| predict::predict(stack, &asked)),
        ),
        Question::WriteProbe(asked) => reply(&asked, probe::write(&asked)),
        Question::RecordProbe(asked) => reply(&asked, probe::record(&asked)),
        Question::OpenRecording(asked) => reply(&asked, probe::open(&asked)),
        Question::WriteDocument(asked) => reply(&asked, document::write(&asked)),
        Question::ReadDocument(asked) => reply(&asked, document::open(&asked.text)),
    }
}

/// The bytes of an answer, which has the type that belongs to the question.
fn reply<Q: Ask>(_: &Q, answer: Q::Answer) -> Vec<u8> {
    encode(&answer)
}
