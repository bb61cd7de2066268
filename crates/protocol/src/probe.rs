//! The check of API Gateway's behavior: the template to deploy, the calls of its methods, and what came of them.

use std::sync::Arc;

use exchange::{Request, Response};
use options::DeployTarget;
use serde::{Deserialize, Serialize};

use crate::DeployStep;

/// Asks for the check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteProbe {
    /// Where its template will be deployed.
    pub target: Option<DeployTarget>,
}

/// The check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Its template, as JSON.
    pub template: Arc<str>,
    /// The commands that deploy and delete it; none without a target.
    pub steps: Vec<DeployStep>,
    /// The calls, in order.
    pub requests: Vec<Request>,
}

/// Asks for what was received from a deployed check, compared with what is predicted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordProbe {
    /// The time, in ISO 8601.
    pub time: String,
    /// The host of the address.
    pub host: String,
    /// The response to each call so far, or why there is none.
    pub responses: Vec<Result<Response, String>>,
}

/// Asks for the same of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRecording {
    /// The file's text.
    pub text: String,
}

/// What was received from a deployed check, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeReport {
    /// How many responses are as predicted.
    pub summary: String,
    /// Where and when it was recorded.
    pub place: String,
    /// The recording, as lines of JSON.
    pub recording: Arc<str>,
    /// The cases that are not as predicted, and those without a response.
    pub others: Vec<ProbeResult>,
    /// The cases that are as predicted.
    pub same: Vec<ProbeResult>,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeResult {
    /// Its name.
    pub name: String,
    /// The question, in a sentence.
    pub question: String,
    /// The comparison.
    pub verdict: ProbeVerdict,
    /// What differs, or why there is no response; empty if it is as predicted.
    pub detail: String,
}

/// A response, compared with the predicted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProbeVerdict {
    /// It is as predicted.
    AsPredicted,
    /// It is not.
    Differs,
    /// There is none.
    NoResponse,
}
