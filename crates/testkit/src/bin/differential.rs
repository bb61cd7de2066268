//! Renders random templates with the real Velocity and with this engine, and prints the differences.
//!
//! `cargo run -p testkit --bin differential -- CASES SEED [FILE.jsonl…] COMMAND…`: COMMAND answers the
//! protocol of the `conformance` example line by line (`{"template", "context", "gwrules"?, "apigw"?}`
//! in, `{"ok", "out"}` out), by real Velocity 1.7. Templates are rendered in either dialect, and
//! mapping templates with API Gateway's variables. With files of cases (`{"template", "context"?,
//! "apigw"?}`, one a line) as many templates again are spliced from theirs. Each difference is cut down and printed as such a
//! case with both answers.
//!
//! An error matches any error. Templates that reach one of our limits are skipped, and so are
//! outputs that contain an object's address in Java.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use gateway::mapping::{MappingTemplate, render};
use serde_json::{Value as Json, json};
use vtl::{Context, Dialect, ErrorKind, Limits, Template};

use testkit::grammar::{CONTEXT, Random, template, template_for};
use testkit::{inputs, questions, splice, values};

/// The limit of requests to the other engine while one difference is cut down.
const QUESTIONS: usize = 150;

fn main() -> std::io::Result<()> {
    let worker = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(run)?;
    worker
        .join()
        .unwrap_or_else(|_| Err(std::io::Error::other("a case panicked")))
}

fn run() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let cases: usize = number(arguments.next())?;
    let seed: usize = number(arguments.next())?;
    let mut seeds = Vec::new();
    let mut command = Vec::new();
    for argument in arguments {
        if command.is_empty() && argument.ends_with(".jsonl") {
            seeds.extend(splice::read(&argument)?);
        } else {
            command.push(argument);
        }
    }
    let mut other = Other::start(command)?;
    let mut random = Random::new(seed as u64);
    let context: Json = serde_json::from_str(CONTEXT)?;
    let inputs: Json = serde_json::from_str(questions::INPUTS)?;
    let velocity = json!({"context": context});
    let gateway = json!({"context": context, "gwrules": true});
    let mapping = json!({"apigw": inputs});
    let mut out = std::io::stdout().lock();
    let (mut compared, mut fine, mut different) = (0, 0, 0);
    for _ in 0..cases {
        let pieces = template(&mut random);
        let mapped = template_for(&mut random, Some(questions::reference));
        let mut cases = vec![
            (pieces.clone(), velocity.clone()),
            (pieces, gateway.clone()),
            (mapped, mapping.clone()),
        ];
        if let Some((pieces, case)) = splice::template(&mut random, &seeds) {
            if case.get("apigw").is_none() {
                let mut gateway = case.clone();
                if let Some(gateway) = gateway.as_object_mut() {
                    gateway.insert("gwrules".to_owned(), true.into());
                }
                cases.push((pieces.clone(), gateway));
            }
            cases.push((pieces, case));
        }
        for (pieces, case) in &cases {
            let mut compare = |pieces: &[String]| {
                let mut case = case.clone();
                if let Some(case) = case.as_object_mut() {
                    case.insert("template".to_owned(), pieces.concat().into());
                }
                let theirs = other.ask(&case)?;
                let ours = ours(&pieces.concat(), &case);
                Ok::<_, std::io::Error>((same(&ours, &theirs), ours, theirs))
            };
            let (same, ours, _) = compare(pieces)?;
            compared += 1;
            fine += usize::from(matches!(ours, Answer::Text(_)));
            if same {
                continue;
            }
            different += 1;
            let pieces = cut(pieces.clone(), &mut |pieces| Ok(!compare(pieces)?.0))?;
            let (_, ours, theirs) = compare(&pieces)?;
            let kind = match case.get("apigw") {
                Some(_) => "apigw",
                None if case.get("gwrules").is_some() => "gwrules",
                None => "velocity",
            };
            let case = json!({kind: pieces.concat()});
            writeln!(out, "{case}\n  ours   {ours}\n  theirs {theirs}")?;
        }
    }
    writeln!(
        out,
        "{compared} compared, {fine} of them rendered, {different} different"
    )
}

fn number(argument: Option<String>) -> std::io::Result<usize> {
    argument
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| std::io::Error::other("usage: differential CASES SEED COMMAND…"))
}

enum Answer {
    Text(String),
    Error(String),
    /// One of our limits, or the other engine could not read the case.
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

fn same(ours: &Answer, theirs: &Answer) -> bool {
    match (ours, theirs) {
        (Answer::Text(ours), Answer::Text(theirs)) => ours == theirs || has_address(theirs),
        (Answer::Error(_), Answer::Error(_)) => true,
        (Answer::None(_), _) | (_, Answer::None(_)) => true,
        _ => false,
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

fn ours(source: &str, case: &Json) -> Answer {
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
struct Other {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Other {
    fn start(command: Vec<String>) -> std::io::Result<Other> {
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

    fn ask(&mut self, case: &Json) -> std::io::Result<Answer> {
        writeln!(self.input, "{case}")?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer: Json = serde_json::from_str(&line)?;
        let text = |key: &str| answer.get(key).and_then(Json::as_str).unwrap_or_default();
        let error = text("error");
        Ok(if answer.get("ok") == Some(&Json::Bool(true)) {
            Answer::Text(text("out").to_owned())
        } else if error.starts_with("ORACLE") || error.contains("StackOverflow") {
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
fn cut(
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
