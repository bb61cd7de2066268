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

use std::io::Write;

use serde_json::{Value as Json, json};

use testkit::grammar::{CONTEXT, Random, template, template_for};
use testkit::oracle::{Answer, Other, cut, ours, same};
use testkit::{questions, splice};

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
