//! The console's engine: everything that runs mapping templates or CloudFormation templates, apart from the page.
//!
//! A program for a worker (`main.rs`); the library is for tests, which ask it in their own page. [`answer`] has an arm for each
//! question of the crate `protocol`, a file for each kind.

mod api_file;
mod changes;
mod document;
mod edited_file;
mod example;
mod left_out;
mod loaded;
mod local;
mod predict;
mod preview;
mod probe;
mod resume_file;
mod template;

use std::pin::Pin;

use protocol::{Ask, Call, Ids, Question, encode};
use web::abort::Abort;
use web::time;

/// The bytes of the answer to a question; `abort` ends a call that waits for the database.
pub async fn answer(question: Question, abort: &Abort) -> Vec<u8> {
    match question {
        Question::RenderPut(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| {
                stack.preview.put(&asked.resume, &asked.table)
            })
        }),
        Question::RenderRoundTrip(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| {
                stack.preview.round_trip(&asked.resume, &asked.id)
            })
        }),
        Question::Call(asked) => call(asked, abort).await,
        Question::Ids(asked) => ids(asked).await,
        Question::RunTemplate(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| template::run(stack, asked, time::now))
        }),
        Question::InspectTemplate(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| template::inspect(stack, asked))
        }),
        Question::CompleteTemplate(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| template::complete(stack, asked))
        }),
        Question::ListApis(asked) => at_once(&asked, api_file::list),
        Question::WriteFile(asked) => at_once(&asked, |asked| edited_file::write(&asked.file)),
        Question::ReadResume(asked) => at_once(&asked, |asked| resume_file::read(&asked.text)),
        Question::CompareTexts(asked) => {
            at_once(&asked, |asked| changes::diff(&asked.before, &asked.after))
        }
        Question::StepTemplate(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.api, |stack| template::steps(stack, asked))
        }),
        Question::Predict(asked) => at_once(&asked, |asked| {
            loaded::with(&asked.stack.clone().into(), |stack| {
                predict::predict(stack, asked)
            })
        }),
        Question::WriteProbe(asked) => at_once(&asked, probe::write),
        Question::RecordProbe(asked) => at_once(&asked, probe::record),
        Question::OpenRecording(asked) => at_once(&asked, probe::open),
        Question::WriteDocument(asked) => at_once(&asked, document::write),
        Question::ReadDocument(asked) => at_once(&asked, |asked| document::open(&asked.text)),
    }
}

/// The bytes of an answer that waits for nothing. Its function is not inlined here: a page loads those of most questions after the
/// first answer (crates/split).
#[inline(never)]
fn at_once<Q: Ask>(asked: &Q, answer: fn(&Q) -> Q::Answer) -> Vec<u8> {
    reply(asked, answer(asked))
}

/// The bytes of an answer that waits for the database. Its function is apart, as that of [`at_once`] is.
type Waiting<'a> = Pin<Box<dyn Future<Output = Vec<u8>> + 'a>>;

#[inline(never)]
fn call(asked: Call, abort: &Abort) -> Waiting<'_> {
    Box::pin(async move {
        let called = local::call(&asked, abort).await;
        reply(&asked, called)
    })
}

#[inline(never)]
fn ids(asked: Ids) -> Waiting<'static> {
    Box::pin(async move {
        let ids = local::ids(&asked).await;
        reply(&asked, ids)
    })
}

/// The bytes of an answer, which has the type that belongs to the question.
fn reply<Q: Ask>(_: &Q, answer: Q::Answer) -> Vec<u8> {
    encode(&answer)
}
