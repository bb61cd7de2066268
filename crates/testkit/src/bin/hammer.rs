//! Throws random templates at the engine for some seconds: `cargo run --release -p testkit --bin hammer
//! -- SECONDS [SEED]`. It ends with an error where one panics or takes too long.
//!
//! Each template is parsed, rendered, cut into tokens and linted, in both dialects, on a stack of
//! 1 MiB as in a browser, with small limits.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use vtl::lint::lint;
use vtl::token::tokenize;
use vtl::{Context, Dialect, Limits, Template};

use testkit::grammar::{CONTEXT, Random, template};
use testkit::values;

/// A template that takes longer is reported.
const SLOW: Duration = Duration::from_secs(2);

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default| {
        let argument = arguments.next();
        argument.map_or(Some(default), |text| text.parse().ok())
    };
    let (Some(seconds), Some(seed)) = (number(10), number(1)) else {
        return Err(std::io::Error::other("usage: hammer [SECONDS [SEED]]"));
    };
    let worker = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || run(Duration::from_secs(seconds), seed))?;
    worker
        .join()
        .unwrap_or_else(|_| Err(std::io::Error::other("the hammer broke")))
}

fn run(time: Duration, seed: u64) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut random = Random::new(seed);
    let variables: Json = serde_json::from_str(CONTEXT)?;
    let start = Instant::now();
    let (mut count, mut parsed, mut bad) = (0, 0, 0);
    while start.elapsed() < time {
        let source = mangle(template(&mut random).concat(), &mut random);
        let begun = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| strike(&source, &variables)));
        count += 1;
        parsed += usize::from(matches!(result, Ok(true)));
        let took = begun.elapsed();
        if result.is_err() {
            bad += 1;
            writeln!(out, "panics: {source:?}")?;
        } else if took > SLOW {
            bad += 1;
            writeln!(out, "takes {took:?}: {source:?}")?;
        }
    }
    writeln!(out, "{count} templates, {parsed} of them valid, {bad} bad")?;
    if bad > 0 {
        return Err(std::io::Error::other("templates panicked or took too long"));
    }
    Ok(())
}

/// Repeats, leaves out or turns around a part of the text, one time out of three.
fn mangle(source: String, random: &mut Random) -> String {
    let chars: Vec<char> = source.chars().collect();
    if chars.is_empty() || !random.once_in(3) {
        return source;
    }
    let from = random.below(chars.len());
    let to = from + 1 + random.below((chars.len() - from).min(30));
    let (before, rest) = chars.split_at(from);
    let (part, after) = rest.split_at((to - from).min(rest.len()));
    let mut text: String = before.iter().collect();
    match random.below(4) {
        0 => {
            let times = 1 + random.below(200);
            (0..times).for_each(|_| text.extend(part));
        }
        1 => {}
        2 => text.extend(part.iter().rev()),
        _ => return text,
    }
    text.extend(after);
    text
}

/// Whether it is a template.
fn strike(source: &str, variables: &Json) -> bool {
    tokenize(source);
    let limits = Limits {
        iterations: Some(100),
        steps: 50_000,
        depth: 100,
        output: 1 << 16,
        string: 1 << 14,
        ..Limits::default()
    };
    let mut valid = false;
    for dialect in [Dialect::Velocity, Dialect::Gateway] {
        match Template::parse(source, dialect) {
            Ok(template) => {
                valid = true;
                for lint in lint(&template) {
                    assert!(!lint.span.text(source).is_empty(), "a lint without a place");
                }
                if let Err(error) = template.render(&mut context(variables), &limits) {
                    error.caret(source);
                }
            }
            Err(errors) => {
                for error in errors {
                    assert!(error.span.end <= source.len(), "an error without a place");
                    error.caret(source);
                }
            }
        }
    }
    valid
}

/// The variables that the grammar's templates use, new for each one, since templates change them.
fn context(json: &Json) -> Context {
    let mut context = Context::new();
    for (name, value) in json.as_object().into_iter().flatten() {
        context.set(name, values::value_of(value));
    }
    context
}
