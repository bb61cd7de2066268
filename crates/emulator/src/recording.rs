//! Recordings of [`stack::probe_template`], deployed: lines of JSON, the first about the recording, then one for each case.
//!
//! A line has all of its case, so that a recording stays a test when the cases change.

use std::fmt;

use gateway::{Request, Response};
use serde_json::{Value, json};
use stack::ProbeCase;

use crate::probe::{ProbeDifference, counted, predict_probe, probe_differences};

/// The first member of a recording.
const KIND: &str = "api-gateway-check";
/// The format of the lines that are written.
const FORMAT: u64 = 1;
/// What API Gateway responds where it has no such method.
const NO_METHOD: &str = "Missing Authentication Token";

/// The responses of a deployed template.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The version of the program that recorded.
    pub version: String,
    /// When, in ISO 8601.
    pub time: String,
    /// The host of the address.
    pub host: String,
    /// The cases.
    pub cases: Vec<RecordedCase>,
}

/// A case with its responses.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedCase {
    /// The case.
    pub case: ProbeCase,
    /// The response that this version predicts.
    pub predicted: Response,
    /// The one that was received; or why there is none.
    pub actual: Result<Response, String>,
}

/// A text that is no recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, as the rest of a sentence.
    pub reason: String,
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}.", self.line, self.reason)
    }
}

impl std::error::Error for RecordingError {}

impl RecordedCase {
    /// Where the response is not as predicted; `None` without a response.
    #[must_use]
    pub fn differences(&self) -> Option<Vec<ProbeDifference>> {
        let actual = self.actual.as_ref().ok()?;
        Some(probe_differences(&self.case, &self.predicted, actual))
    }
}

impl Recording {
    /// What was received for the cases, in order; those after the last one have no response.
    ///
    /// # Errors
    /// The template of the cases can't be read.
    pub fn new(
        (time, host): (&str, &str),
        cases: Vec<ProbeCase>,
        responses: impl IntoIterator<Item = Result<Response, String>>,
    ) -> Result<Self, crate::LoadError> {
        let predicted = predict_probe(&cases)?;
        let mut responses = responses.into_iter();
        let cases = cases.into_iter().zip(predicted);
        let cases = cases.map(|(case, predicted)| {
            let received = responses
                .next()
                .unwrap_or_else(|| Err("It was not called.".to_owned()));
            let actual = received.and_then(|response| {
                match response.status == 403 && response.body.contains(NO_METHOD) {
                    true => Err(
                        "The API has no method for it: deploy the template of this version."
                            .to_owned(),
                    ),
                    false => Ok(counted(&case, &response)),
                }
            });
            RecordedCase {
                case,
                predicted,
                actual,
            }
        });
        Ok(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            time: time.to_owned(),
            host: host.to_owned(),
            cases: cases.collect(),
        })
    }

    /// The lines.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let head = json!({
            "recording": KIND,
            "format": FORMAT,
            "version": self.version,
            "time": self.time,
            "host": self.host,
            "cases": self.cases.len(),
        });
        let lines = self.cases.iter().map(line);
        std::iter::once(head)
            .chain(lines)
            .map(|line| format!("{line}\n"))
            .collect()
    }

    /// Reads lines. What is predicted is what this version predicts.
    ///
    /// # Errors
    /// The text is no recording: the first line that is none of one.
    pub fn from_lines(text: &str) -> Result<Self, RecordingError> {
        let at = |line: usize, reason: String| RecordingError { line, reason };
        let mut lines = (1..)
            .zip(text.lines())
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(number, text)| {
                let value: Result<Value, _> = serde_json::from_str(text);
                value
                    .map(|value| (number, value))
                    .map_err(|error| at(number, format!("it is no JSON ({error})")))
            });
        let (number, head) = lines
            .next()
            .unwrap_or_else(|| Err(at(1, "the file is empty".to_owned())))?;
        if head["recording"] != KIND {
            let reason = format!("a recording starts with {{\"recording\":\"{KIND}\"}}");
            return Err(at(number, reason));
        }
        if head["format"] != FORMAT {
            let reason = format!(
                "the recording has the format {}, this version opens {FORMAT}",
                head["format"]
            );
            return Err(at(number, reason));
        }
        let (mut cases, mut actual) = (Vec::new(), Vec::new());
        let mut last = number;
        for line in lines {
            let (number, line) = line?;
            let (case, response) = read(&line).map_err(|reason| at(number, reason))?;
            cases.push(case);
            actual.push(response);
            last = number;
        }
        let count = head["cases"].as_u64().unwrap_or_default();
        if usize::try_from(count) != Ok(cases.len()) {
            let reason = format!("the recording ends after {} of {count} cases", cases.len());
            return Err(at(last, reason));
        }
        let text = |name: &str| head[name].as_str().unwrap_or_default().to_owned();
        let recording = Self::new((&text("time"), &text("host")), cases, actual);
        let recording = recording.map_err(|error| at(number, error.to_string()))?;
        Ok(Self {
            version: text("version"),
            ..recording
        })
    }
}

fn line(recorded: &RecordedCase) -> Value {
    let RecordedCase {
        case,
        predicted,
        actual,
    } = recorded;
    let response = |response: &Response| {
        json!({
            "status": response.status,
            "headers": response.headers,
            "body": response.body,
        })
    };
    let mut line = json!({
        "name": case.name,
        "question": case.question,
        "settles": case.settles,
        "request": {
            "method": case.request.method,
            "path": case.request.path,
            "headers": case.request.headers,
            "body": case.request.body,
        },
        "compared": case.headers,
        "integration": case.integration,
    });
    if let Some(schema) = &case.schema {
        line["schema"] = schema.clone();
    }
    line["expected"] = response(predicted);
    match actual {
        Ok(actual) => line["answered"] = response(actual),
        Err(why) => line["unanswered"] = json!(why),
    }
    let same = recorded.differences().map(|found| found.is_empty());
    line["same"] = json!(same.unwrap_or(false));
    line
}

/// A case of a line, and what was received.
fn read(line: &Value) -> Result<(ProbeCase, Result<Response, String>), String> {
    let text = |value: &Value, name: &str| {
        let text = value[name].as_str();
        text.map(str::to_owned)
            .ok_or_else(|| format!("\"{name}\", a text, is missing"))
    };
    let name = text(line, "name")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(format!("{name:?} is no name of a case"));
    }
    let request = Request {
        method: text(&line["request"], "method")?,
        path: text(&line["request"], "path")?,
        query: Vec::new(),
        headers: pairs(&line["request"], "headers")?,
        body: text(&line["request"], "body")?,
    };
    let integration = line["integration"].clone();
    if integration["type"] != "mock" || !integration["responses"].is_object() {
        return Err("\"integration\", a mock, is missing".to_owned());
    }
    let compared = line["compared"].as_array();
    let headers = compared.and_then(|names| {
        let names = names.iter().map(|name| name.as_str().map(str::to_owned));
        names.collect::<Option<Vec<String>>>()
    });
    let case = ProbeCase {
        name,
        question: text(line, "question")?,
        settles: text(line, "settles")?,
        request,
        headers: headers.ok_or("\"compared\", a list of texts, is missing")?,
        integration,
        schema: line.get("schema").cloned(),
    };
    let actual = match line.get("answered") {
        Some(answered) => {
            let status = answered["status"].as_u64();
            Ok(Response {
                status: status
                    .and_then(|status| u16::try_from(status).ok())
                    .ok_or("\"status\", a number, is missing in \"answered\"")?,
                headers: pairs(answered, "headers")?,
                body: text(answered, "body")?,
            })
        }
        None => {
            let why = text(line, "unanswered");
            Err(why.map_err(|_| "\"answered\" is missing".to_owned())?)
        }
    };
    Ok((case, actual))
}

/// Names and values.
fn pairs(of: &Value, name: &str) -> Result<Vec<(String, String)>, String> {
    let pair = |pair: &Value| {
        let texts = (pair[0].as_str()?, pair[1].as_str()?);
        Some((texts.0.to_owned(), texts.1.to_owned()))
    };
    let pairs = of[name].as_array();
    pairs
        .and_then(|pairs| pairs.iter().map(pair).collect())
        .ok_or_else(|| format!("\"{name}\", a list of names with values, is missing"))
}
