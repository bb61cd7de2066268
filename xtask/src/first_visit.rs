//! `cargo xtask first-visit`: writes the rules by which crates/split chooses, from what runs at a first visit in a real browser.

use std::fs;

use crate::failure::{Outcome, io};
use crate::{bundle, parts, paths, process, tools};

/// Builds both programs, notes which functions run, and writes the rules of each.
///
/// # Errors
///
/// There is no browser, or the page does not work in it.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let browser = tools::browser()?;
    let node = tools::node_with_packages()?;
    let folder = paths::root().join("target/first-visit");
    let (whole, traced) = (folder.join("whole"), folder.join("traced"));
    bundle::whole(&whole, args)?;
    // Also removes an earlier trace.
    let _ = fs::remove_dir_all(&traced);
    fs::create_dir_all(&traced).map_err(io(format!("can't make {}", traced.display())))?;
    for file in fs::read_dir(&whole).into_iter().flatten().flatten() {
        let to = traced.join(file.file_name());
        fs::copy(file.path(), &to).map_err(io(format!("can't write {}", to.display())))?;
    }
    let programs = parts::programs(&whole)?;
    for program in &programs {
        let name = program.file.file_name().unwrap_or_default();
        process::run(
            parts::splitter()
                .arg("--trace")
                .arg(&program.file)
                .arg(traced.join(name)),
        )?;
    }
    let mut script = std::process::Command::new(node);
    script
        .arg("e2e/first-visit/run.mjs")
        .arg(&traced)
        .env("CHROMIUM", browser.chromium)
        .current_dir(paths::root());
    process::run(&mut script)?;
    for program in &programs {
        let name = program
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let ran = traced.join(format!("{name}.ran"));
        process::run(
            parts::splitter()
                .arg("--suggest")
                .arg(&program.file)
                .arg(ran)
                .arg(&program.rules),
        )?;
    }
    Ok(())
}
