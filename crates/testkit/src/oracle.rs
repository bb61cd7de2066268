//! Another engine beside this one: what both answer to a case, and what is left of a difference once it is cut down.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use gateway::mapping::{MappingTemplate, render};
use serde_json::Value as Json;
use vtl::{Context, Dialect, ErrorKind, Limits, Template};

use crate::{inputs, values};

/// The limit of requests to the other engine while one difference is cut down.
const QUESTIONS: usize = 150;

/// What an engine makes of a case.
pub enum Answer {
    /// The output.
    Text(String),
    /// The message.
    Error(String),
    /// One of our limits, or the other engine could not read the case or write its overrides.
    None(String),
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Answer::Text(text) => write!(f, "{text:?}"),
            Answer::Error(error) => write!(f, "error: {error}"),
            Answer::None(why) => write!(f, "no answer: {why}"),
        }
    }
}

/// Whether the answers agree: an error matches any error, and no answer matches everything.
pub fn same(ours: &Answer, theirs: &Answer) -> bool {
    match (ours, theirs) {
        (Answer::Text(ours), Answer::Text(theirs)) => ours == theirs || has_address(theirs),
        (Answer::Error(_), Answer::Error(_)) => true,
        (Answer::None(_), _) | (_, Answer::None(_)) => true,
        _ => false,
    }
}

/// Why the answers can't be compared, which [`same`] lets pass: a reason that many answers share.
pub fn unsettled(ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    match (ours, theirs) {
        (Answer::None(_), _) => Some("a limit here (COMPATIBILITY.md, Limits)"),
        (_, Answer::None(_)) => Some("no answer by the other engine"),
        (Answer::Text(ours), Answer::Text(theirs)) if ours != theirs && has_address(theirs) => {
            Some("an object's address in Java (COMPATIBILITY.md, Arrays and parts of lists)")
        }
        _ => None,
    }
}

/// Whether Java printed an object by its class and address.
fn has_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let digits = text.get(at + 1..).unwrap_or_default();
        digits
            .chars()
            .take_while(|c| c.is_ascii_digit() || ('a'..='f').contains(c))
            .count()
            >= 4
    })
}

/// The answer of this engine.
pub fn ours(source: &str, case: &Json) -> Answer {
    let rendered = match case.get("apigw") {
        Some(inputs) => MappingTemplate::parse(source)
            .and_then(|template| render(&template, &inputs::inputs(inputs)))
            .map(|mapped| mapped.text)
            .map_err(|mut error| error.errors.remove(0)),
        None => unmapped(source, case),
    };
    match rendered {
        Ok(text) => Answer::Text(text),
        Err(error) if error.kind == ErrorKind::Limit => Answer::None(error.to_string()),
        Err(error) => Answer::Error(error.to_string()),
    }
}

fn unmapped(source: &str, case: &Json) -> Result<String, vtl::Error> {
    let dialect = match case.get("gwrules") {
        Some(_) => Dialect::Gateway,
        None => Dialect::Velocity,
    };
    let template = Template::parse(source, dialect).map_err(|mut errors| errors.remove(0))?;
    let mut variables = Context::new();
    let context = case.get("context").and_then(Json::as_object);
    for (name, value) in context.into_iter().flatten() {
        variables.set(name, values::value_of(value));
    }
    let rendered = template.render(&mut variables, &Limits::default());
    rendered
        .map(|rendered| rendered.text)
        .map_err(|error| *error)
}

/// The other engine, running.
pub struct Other {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Other {
    /// Starts a command, given as its words.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(command: Vec<String>) -> std::io::Result<Other> {
        let mut words = command.into_iter();
        let mut process = Command::new(words.next().unwrap_or_default())
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(input), Some(output)) => Ok(Other {
                process,
                input,
                output: BufReader::new(output),
            }),
            _ => Err(std::io::Error::other("the command has no pipes")),
        }
    }

    /// The other engine's answer to a case.
    ///
    /// # Errors
    /// It has ended, or answers no JSON.
    pub fn ask(&mut self, case: &Json) -> std::io::Result<Answer> {
        writeln!(self.input, "{case}")?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer: Json = serde_json::from_str(&line)?;
        let text = |key: &str| answer.get(key).and_then(Json::as_str).unwrap_or_default();
        let error = text("error");
        Ok(if answer.get("ok") == Some(&Json::Bool(true)) {
            Answer::Text(text("out").to_owned())
        } else if error.starts_with("ORACLE")
            || error.contains("No serializer")
            || error.contains("StackOverflow")
        {
            Answer::None(error.to_owned())
        } else {
            Answer::Error(error.to_owned())
        })
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Leaves out pieces, then characters, as long as `differs` still holds.
///
/// # Errors
/// Those of `differs`.
pub fn cut(
    mut pieces: Vec<String>,
    differs: &mut dyn FnMut(&[String]) -> std::io::Result<bool>,
) -> std::io::Result<Vec<String>> {
    let mut questions = QUESTIONS;
    for fine in [false, true] {
        if fine {
            pieces = pieces.concat().chars().map(String::from).collect();
        }
        let mut size = pieces.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            while at < pieces.len() && questions > 0 {
                let mut fewer = pieces.clone();
                fewer.drain(at..(at + size).min(pieces.len()));
                questions -= 1;
                if differs(&fewer)? {
                    pieces = fewer;
                } else {
                    at += size;
                }
            }
            if size == 1 || questions == 0 {
                break;
            }
            size = size.div_ceil(2);
        }
    }
    Ok(pieces)
}
