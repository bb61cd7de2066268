//! `cargo xtask test`: every check, in order, with the time each takes.
//!
//! A step that fails does not stop the ones after it: one run lists everything that is wrong. The closing line counts
//! the steps, and the exit code is 0 only if each passed.

mod steps;

use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::say;
use steps::{STEPS, Shared, Step};

/// The result of a step.
struct Report {
    name: &'static str,
    outcome: Outcome<()>,
    time: Duration,
}

/// Runs the steps that are named, or all.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    if args.iter().any(|arg| arg == "--list") {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    let chosen = choose(args)?;
    let mut shared = Shared::default();
    let reports: Vec<Report> = chosen
        .into_iter()
        .map(|step| report(step, &mut shared))
        .collect();
    close(&reports, &shared)
}

/// The steps with these names, in the order of the table; all for no name.
fn choose(names: &[String]) -> Outcome<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        return Err(Failure::new(format!("no step `{unknown}`"))
            .way_out("`cargo xtask test --list` lists them."));
    }
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_chosen).collect())
}

fn report(step: &'static Step, shared: &mut Shared) -> Report {
    say::heading(&format!("{}: {}", step.name, step.about));
    let start = Instant::now();
    let outcome = (step.run)(shared);
    let time = start.elapsed();
    if let Err(failure) = &outcome {
        // On the stream that the step's output went to, so that it is printed below it.
        println!("\nerror: {failure}");
    }
    say::note(format!("{} took {}", step.name, say::time(time)));
    Report {
        name: step.name,
        outcome,
        time,
    }
}

fn close(reports: &[Report], shared: &Shared) -> Outcome<()> {
    say::heading("summary");
    for Report {
        name,
        outcome,
        time,
    } in reports
    {
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("{word}  {name:<12} {:>12}", say::time(*time));
    }
    for check in &shared.skipped {
        println!("skipped {check}");
    }
    for file in &shared.unsteady {
        println!("UNSTEADY {file}: failed, then passed");
    }
    let failed: Vec<&str> = reports
        .iter()
        .filter(|report| report.outcome.is_err())
        .map(|report| report.name)
        .collect();
    println!(
        "steps: {} passed, {} failed",
        reports.len() - failed.len(),
        failed.len()
    );
    if failed.is_empty() {
        return Ok(());
    }
    Err(
        Failure::new(format!("failed: {}", failed.join(", "))).way_out(format!(
            "`cargo xtask test {}` reruns only that.",
            failed.join(" ")
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::{STEPS, choose};

    #[test]
    fn no_name_is_all_and_names_keep_the_order_of_the_table() {
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
        let chosen = choose(&["e2e".to_owned(), "fmt".to_owned()]).unwrap();
        assert_eq!(
            chosen.iter().map(|step| step.name).collect::<Vec<_>>(),
            ["fmt", "e2e"]
        );
    }

    #[test]
    fn a_step_that_is_not_there_is_refused() {
        assert!(choose(&["unit".to_owned()]).is_err());
    }
}
