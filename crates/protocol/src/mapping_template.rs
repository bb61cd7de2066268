//! One of an API's mapping templates: what is wrong with it, what it renders, and what its parts have to do with that.

use std::sync::Arc;

use options::MappingTemplates;
use serde::{Deserialize, Serialize};

use crate::ApiSource;

/// Which of the mapping templates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateName {
    /// `POST`'s integration request.
    #[default]
    PutRequest,
    /// `GET`'s integration request.
    GetRequest,
    /// `GET`'s integration response.
    GetResponse,
    /// Either's integration response for an error.
    ErrorResponse,
    /// One of an opened file: its index in [`ListedApi::templates`](crate::ListedApi::templates).
    OfFile(u32),
}

impl TemplateName {
    /// Those of the options, in the order of a save and a load.
    pub const ALL: [Self; 4] = [
        Self::PutRequest,
        Self::GetRequest,
        Self::GetResponse,
        Self::ErrorResponse,
    ];

    /// Its name for a person.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::PutRequest => "POST request",
            Self::GetRequest => "GET request",
            Self::GetResponse => "GET response",
            Self::ErrorResponse => "Error response",
            Self::OfFile(_) => "Template of the opened file",
        }
    }

    /// Its text; empty for one of a file.
    #[must_use]
    pub fn of(self, texts: &MappingTemplates) -> &str {
        match self {
            Self::PutRequest => &texts.put_request,
            Self::GetRequest => &texts.get_request,
            Self::GetResponse => &texts.get_response,
            Self::ErrorResponse => &texts.error_response,
            Self::OfFile(_) => "",
        }
    }

    /// Its text, to change; `None` for one of a file.
    pub fn of_mut(self, texts: &mut MappingTemplates) -> Option<&mut String> {
        match self {
            Self::PutRequest => Some(&mut texts.put_request),
            Self::GetRequest => Some(&mut texts.get_request),
            Self::GetResponse => Some(&mut texts.get_response),
            Self::ErrorResponse => Some(&mut texts.error_response),
            Self::OfFile(_) => None,
        }
    }
}

/// The input of a mapping template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateInput {
    /// What a save or a load of this resume has at that template.
    Resume {
        /// The resume as JSON.
        json: String,
        /// The resume's ID.
        id: String,
    },
    /// What a call has at a template of a file: this one if it goes to the template's method, else an example.
    Call(Box<exchange::Request>),
    /// Another one.
    Own(Box<TemplateRequest>),
}

impl Default for TemplateInput {
    fn default() -> Self {
        Self::Resume {
            json: String::new(),
            id: String::new(),
        }
    }
}

/// What a mapping template can read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRequest {
    /// The body: the caller's, or that of the integration's response.
    pub body: String,
    /// The caller's parameters in the path, by name.
    pub path: Vec<(String, String)>,
    /// Those in the query string.
    pub querystring: Vec<(String, String)>,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// `$stageVariables`.
    pub stage_variables: Vec<(String, String)>,
    /// `$context`, by dotted names such as `identity.sourceIp`: what differs from a call of the local API.
    pub context: Vec<(String, String)>,
}

/// Checks a mapping template, and renders it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTemplate {
    /// The API, with its mapping templates.
    pub api: ApiSource,
    /// Which of them.
    pub name: TemplateName,
    /// What it reads.
    pub input: TemplateInput,
}

/// What is wrong with a mapping template, and what it renders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRun {
    /// The template cut into pieces for its colours: their classes and their lengths in bytes.
    pub tokens: Vec<(TokenClass, u32)>,
    /// Errors and lints, in the order of the template.
    pub problems: Vec<TemplateProblem>,
    /// What it reads.
    pub request: TemplateRequest,
    /// What it renders from that; or why it renders nothing.
    pub output: Result<TemplateOutput, TemplateFailure>,
}

/// The colour of a piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenClass {
    /// Text of the output.
    Text,
    /// A comment.
    Comment,
    /// `#if` and the like; words and operators inside of directives.
    Directive,
    /// A reference's name.
    Reference,
    /// A quoted string.
    String,
    /// A number, `true` or `false`.
    Number,
    /// Parentheses and the like.
    Punctuation,
    /// What is not valid here.
    Error,
}

/// What a mapping template renders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateOutput {
    /// The text.
    pub text: Arc<str>,
    /// What the service or the caller would say of it.
    pub verdict: OutputVerdict,
    /// How long the rendering took here.
    pub microseconds: u32,
    /// The status that the template sets, if it sets one.
    pub status: Option<u16>,
    /// What is odd about this rendering, such as a loop beyond the quota.
    pub notes: Vec<TemplateProblem>,
}

/// What the service or the caller would say of a template's output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputVerdict {
    /// It is not JSON.
    NotJson {
        /// What is wrong.
        message: String,
        /// Line and column.
        at: (usize, usize),
    },
    /// DynamoDB would reject it.
    Rejected {
        /// Its message.
        message: String,
        /// Line and column, where they are known.
        at: Option<(usize, usize)>,
    },
    /// It is JSON, and DynamoDB would accept it.
    Accepted,
    /// It is JSON.
    Json,
}

/// Why a mapping template renders nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFailure {
    /// What happened.
    pub message: String,
    /// Where in the template: its first byte and the byte after it.
    pub span: Option<(usize, usize)>,
    /// The output up to there.
    pub partial: Arc<str>,
}

/// Asks what a place of a template, of its output or of its input has to do with the other two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectTemplate {
    /// The API, with its mapping templates.
    pub api: ApiSource,
    /// Which of them.
    pub name: TemplateName,
    /// What it reads.
    pub input: TemplateInput,
    /// The place.
    pub place: TemplatePlace,
}

/// A place of a template, of its output or of its input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplatePlace {
    /// A byte of the template.
    Template(usize),
    /// A byte of the output.
    Output(usize),
    /// A value of the body, by its JSONPath, with all that is in it.
    Body(String),
}

impl Default for TemplatePlace {
    fn default() -> Self {
        Self::Template(0)
    }
}

/// The answer to [`InspectTemplate`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Documentation of what stands at the place of the template.
    pub doc: Option<TemplateDoc>,
    /// The values of the reference there, in order; the first five that differ.
    pub values: Vec<String>,
    /// How often it was evaluated.
    pub times: usize,
    /// The pieces of the template: of a place in the output, what wrote it.
    pub template: Vec<(usize, usize)>,
    /// The pieces of the output, at most 1,000.
    pub output: Vec<(usize, usize)>,
    /// The places of the input that it came from, as JSONPaths or references; at most 100.
    pub origins: Vec<String>,
}

/// Documentation of a directive, an object or a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateDoc {
    /// `$util.escapeJavaScript(text)`
    pub signature: String,
    /// What it does.
    pub text: String,
    /// Where API Gateway differs from Velocity, or what to beware of; may be empty.
    pub note: String,
}

/// Asks for what can be written at a place of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompleteTemplate {
    /// The API, with its mapping templates.
    pub api: ApiSource,
    /// Which of them.
    pub name: TemplateName,
    /// What it reads.
    pub input: TemplateInput,
    /// The byte before which the cursor stands.
    pub at: usize,
}

/// What can be written at a place of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completions {
    /// The first byte of what it replaces, which ends at the cursor.
    pub from: usize,
    /// The candidates that fit what is written so far, the likeliest first.
    pub candidates: Vec<Completion>,
}

/// What can be written at a place of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The text to put in.
    pub text: String,
    /// What it is or does, in a few words.
    pub about: String,
}

/// Asks for the difference of two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareTexts {
    /// The text before.
    pub before: Arc<str>,
    /// The text after.
    pub after: Arc<str>,
}

/// Renders a mapping template step by step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTemplate {
    /// The API, with its mapping templates.
    pub api: ApiSource,
    /// Which of them.
    pub name: TemplateName,
    /// What it reads.
    pub input: TemplateInput,
}

/// The steps of a rendering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSteps {
    /// The first 5,000.
    pub steps: Vec<TemplateStep>,
    /// How many there are.
    pub total: usize,
    /// The output at the end; up to the error, if there is one.
    pub output: Arc<str>,
    /// The error that ends the rendering.
    pub error: Option<String>,
}

/// A step of a rendering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateStep {
    /// What happens: `write`, `#set`, `condition`, `round 2`.
    pub what: String,
    /// The place in the template.
    pub span: (usize, usize),
    /// The value, shortened; `None` if there is none.
    pub value: Option<String>,
    /// The length of the output before the step, in bytes.
    pub output: usize,
}

/// Something wrong at a place of a mapping template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateProblem {
    /// The lint's code, such as `unescaped-value`; empty for an error of the syntax.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead; may be empty.
    pub repair: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The place in the template: its first byte and the byte after it.
    pub span: (usize, usize),
    /// The changes that repair it: a span in bytes, and the text in its place. None where a person has to decide.
    pub edits: Vec<((usize, usize), String)>,
}
