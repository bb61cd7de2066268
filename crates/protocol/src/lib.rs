//! What the console asks its engine, and what that answers: plain types, and their bytes.
//!
//! The engine is a program of its own, in a worker: it renders mapping templates, runs the local API, and writes and reads
//! CloudFormation templates, so that none of it stops the page. Each question is complete: it has the stack's options or the opened file with it,
//! so that a new worker answers as the one before it would have.
//!
//! ```
//! use protocol::{Ask, Ids, Question, decode, encode};
//!
//! let bytes = encode(&Question::from(Ids::default()));
//! let Some(Question::Ids(question)) = decode(&bytes) else { panic!() };
//! let answer = encode(&vec!["ada".to_owned()]);
//! assert_eq!(decode::<<Ids as Ask>::Answer>(&answer), Some(vec!["ada".to_owned()]));
//! # assert_eq!(question, Ids::default());
//! ```

mod api_source;
mod call;
mod document;
mod line_changes;
mod mapping_template;
mod message;
mod prediction;
mod preview;
mod probe;
mod requests;
mod resume_file;
mod stack_options;

pub use api_source::{
    ApiFile, ApiSource, ListApis, ListedApi, ListedMethod, ListedTemplate, PreparedResponse,
    WriteFile,
};
pub use call::{Call, CallFailure, Called, Ids, LOCAL_TABLE, LocalItems, StoredItem};
pub use document::{
    DeployStep, Document, Finding, Format, LeftOut, OpenedDocument, ReadDocument, ReadStack,
    StepKind, WriteDocument,
};
pub use line_changes::{LineChange, LineChanges};
pub use mapping_template::{
    CompareTexts, CompleteTemplate, Completion, Completions, InspectTemplate, Inspection,
    OutputVerdict, RunTemplate, StepTemplate, TemplateDoc, TemplateFailure, TemplateInput,
    TemplateName, TemplateOutput, TemplatePlace, TemplateProblem, TemplateRequest, TemplateRun,
    TemplateStep, TemplateSteps, TokenClass,
};
pub use message::{Command, Reply, ask, command, decode, encode, question};
pub use prediction::{Predict, Prediction};
pub use preview::{
    PutPreview, PutVerdict, RenderPut, RenderRoundTrip, RoundTrip, RoundTripVerdict,
};
pub use probe::{
    OpenRecording, Probe, ProbeReport, ProbeResult, ProbeVerdict, RecordProbe, WriteProbe,
};
pub use requests::{ANY_VERSION, LIST_PATH, delete, list, read, save};
pub use resume_file::{NoResume, OpenedResume, ReadResume};
pub use stack_options::StackOptions;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A question with the type of its answer.
pub trait Ask: Into<Question> {
    /// The answer.
    type Answer: Serialize + DeserializeOwned;
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident -> $answer:ty,)+) => {
        /// All that the engine can be asked.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Question {
            $($(#[$doc])* $name($name),)+
        }

        $(
            impl From<$name> for Question {
                fn from(question: $name) -> Self {
                    Self::$name(question)
                }
            }

            impl Ask for $name {
                type Answer = $answer;
            }
        )+
    };
}

questions! {
    /// The `PutItem` body of a resume.
    RenderPut -> PutPreview,
    /// A resume after a round trip.
    RenderRoundTrip -> RoundTrip,
    /// A call of the local API.
    Call -> Result<Called, CallFailure>,
    /// The IDs in the local table, in order.
    Ids -> Vec<String>,
    /// The APIs of a file, at least one; or why there is none.
    ListApis -> Result<Vec<ListedApi>, String>,
    /// The text of a file with its edited mapping templates; or why there is none.
    WriteFile -> Result<String, String>,
    /// A mapping template of the API: what is wrong with it, and what it renders.
    RunTemplate -> TemplateRun,
    /// What a place of a mapping template, its output or its input has to do with the other two.
    InspectTemplate -> Inspection,
    /// What can be written at a place of a mapping template.
    CompleteTemplate -> Completions,
    /// A resume in a file, of whatever format.
    ReadResume -> Result<OpenedResume, NoResume>,
    /// The changed lines of a text, with those around them.
    CompareTexts -> String,
    /// A mapping template step by step.
    StepTemplate -> TemplateSteps,
    /// The response of a deployed stack, predicted and compared.
    Predict -> Prediction,
    /// The check of API Gateway's behavior: its template and calls.
    WriteProbe -> Probe,
    /// What was received from the check, compared with what is predicted; or why it can't be.
    RecordProbe -> Result<ProbeReport, String>,
    /// The same of a recording; or what is wrong with it.
    OpenRecording -> Result<ProbeReport, String>,
    /// The stack as a text to download.
    WriteDocument -> Document,
    /// The options of an opened template; or what is wrong with it.
    ReadDocument -> OpenedDocument,
}
