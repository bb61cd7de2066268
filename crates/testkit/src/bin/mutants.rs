//! Renders changed mapping templates with the real Velocity and with this engine, and prints the differences.
//!
//! `cargo run --release -p testkit --bin mutants -- MUTANTS SEED COMMAND…`: COMMAND answers the protocol of the
//! `conformance` example line by line, by real Velocity 1.7 with API Gateway's variables, as for `differential`, and paths
//! by Jayway 2.9. The templates are those of `crates/testkit/src/mutants/templates`, which use all of DynamoDB's actions; each
//! mutant has up to three changed tokens and up to three changed values in its inputs. A seed always
//! gives the same mutants, so a run can be continued at a later seed: `1-20` as SEED makes MUTANTS of each seed from 1 to 20.
//! MUTANTS 0 compares the unchanged templates.
//!
//! Each difference is cut down. One that is known counts under its name, with where it is described; any other is
//! printed once, as a case with both answers, and the run fails in the end. Some mutants use all of the memory that Java gets:
//! `JAVA_TOOL_OPTIONS=-Xmx800m`.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use serde_json::{Value as Json, json};

use testkit::grammar::Random;
use testkit::mutants::{Mutator, known, originals};
use testkit::oracle::{Answer, Other, cut, ours, same, unsettled};

fn main() -> std::io::Result<()> {
    let worker = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(run)?;
    worker
        .join()
        .unwrap_or_else(|_| Err(std::io::Error::other("a mutant panicked")))
}

fn run() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|text| text.parse::<u64>().ok());
    let seeds = arguments.next().and_then(|text| seeds(&text));
    let (Some(count), Some((first, last))) = (count, seeds) else {
        return Err(std::io::Error::other(
            "usage: mutants MUTANTS SEED|FIRST-LAST COMMAND…",
        ));
    };
    let mut other = Other::start(arguments.collect())?;
    let mut out = std::io::stdout().lock();
    let mut compared = Compared::default();
    if count == 0 {
        for original in originals() {
            let pieces = original.template.lines().map(|line| format!("{line}\n"));
            compared.compare(&mut other, &mut out, pieces.collect(), &original.inputs)?;
        }
    }
    let mutator = Mutator::new(originals());
    for seed in first..=last {
        let mut random = Random::new(seed);
        for _ in 0..count {
            if let Some((pieces, inputs)) = mutator.mutant(&mut random) {
                compared.compare(&mut other, &mut out, pieces, &inputs)?;
            }
        }
        eprintln!("seed {seed}: {}", compared.sum());
    }
    writeln!(out, "{}", compared.sum())?;
    for (kind, count) in &compared.kinds {
        writeln!(out, "{count:7} {kind}")?;
    }
    match compared.unknown {
        0 => Ok(()),
        _ => Err(std::io::Error::other(
            "there are differences without a name",
        )),
    }
}

/// The first and the last seed.
fn seeds(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.parse().ok()?, last.parse().ok()?))
}

#[derive(Default)]
struct Compared {
    all: usize,
    rendered: usize,
    different: usize,
    unknown: usize,
    /// Known differences by their names, and answers that can't be compared by the reason.
    kinds: BTreeMap<String, usize>,
    printed: HashSet<String>,
}

impl Compared {
    fn sum(&self) -> String {
        format!(
            "{} compared, {} of them rendered, {} different, {} of these without a name",
            self.all, self.rendered, self.different, self.unknown
        )
    }

    fn compare(
        &mut self,
        other: &mut Other,
        out: &mut impl Write,
        pieces: Vec<String>,
        inputs: &Json,
    ) -> std::io::Result<()> {
        let mut case = json!({"apigw": inputs});
        let mut ask = |template: String| {
            if let Some(case) = case.as_object_mut() {
                case.insert("template".to_owned(), template.as_str().into());
            }
            let theirs = other.ask(&case)?;
            Ok::<_, std::io::Error>((ours(&template, &case), theirs))
        };
        let (ours, theirs) = ask(pieces.concat())?;
        self.all += 1;
        self.rendered += usize::from(matches!(ours, Answer::Text(_)));
        if let Some(reason) = unsettled(&ours, &theirs) {
            let kind = format!("not compared: {reason}");
            *self.kinds.entry(kind).or_default() += 1;
        }
        if same(&ours, &theirs) {
            return Ok(());
        }
        self.different += 1;
        let pieces = cut(pieces, &mut |pieces| {
            let (ours, theirs) = ask(pieces.concat())?;
            Ok(!same(&ours, &theirs))
        })?;
        let template = pieces.concat();
        let (ours, theirs) = ask(template.clone())?;
        let body = inputs.get("body").and_then(Json::as_str);
        let body = body.unwrap_or_default();
        if let Some(name) = known(&template, body, &theirs) {
            *self.kinds.entry(name.to_owned()).or_default() += 1;
            return Ok(());
        }
        self.unknown += 1;
        if self.printed.insert(template.clone()) {
            let case = json!({"template": template, "body": body});
            writeln!(out, "{case}\n  ours   {ours}\n  theirs {theirs}")?;
            out.flush()?;
        }
        Ok(())
    }
}
