//! The parts of the published programs: each wasm file is split in two by crates/split, and both are optimised.
//!
//! trunk writes whole programs; so does it alone, where nothing is split.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, scripts};

/// The import through which the first part has the rest loaded: crates/web/src/rest.rs.
const LOADER: &str = "loadRest";

/// The programs: the name of the linker's output, how the name of their file begins, and which functions are of the rest.
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("engine.wasm", "engine", "crates/engine/rest.txt"),
    ("resume-console.wasm", "resume-console-", "rest.txt"),
];

/// How the names of wasm-bindgen's files end.
const WHOLE: &str = "_bg.wasm";
/// How those of the rests do.
pub(crate) const REST: &str = "_rest.wasm";

/// How those of wasm-bindgen's scripts do.
const GLUE: &str = ".js";

/// Splits the programs in `dist`, optimises both parts if there is a `wasm-opt`, and makes their scripts smaller if there is an `esbuild`.
///
/// # Errors
///
/// A program is missing, or can't be split.
pub(crate) fn split(dist: &Path, wasm_opt: Option<&Path>, esbuild: Option<&Path>) -> Outcome<()> {
    for program in programs(dist)? {
        let beside = |end: &str| {
            let file = program.file.to_string_lossy();
            PathBuf::from(format!("{}{end}", file.trim_end_matches(WHOLE)))
        };
        let (rest, glue, names) = (beside(REST), beside(GLUE), beside(".names.json"));
        let first = program.file.clone();
        let mut split = splitter();
        split
            .arg(&program.rules)
            .arg(LOADER)
            .args([&first, &program.linked, &first, &rest]);
        if let Some(esbuild) = esbuild {
            process::run(split.arg(&names))?;
            scripts::shrink_glue(esbuild, &glue, &names)?;
        } else {
            process::run(&mut split)?;
        }
        for part in [first, rest] {
            if let Some(wasm_opt) = wasm_opt {
                let mut optimise = Command::new(wasm_opt);
                process::run(optimise.args(["-Oz", "-o"]).args([&part, &part]))?;
            }
        }
    }
    Ok(())
}

/// The program of crates/split.
pub(crate) fn splitter() -> Command {
    let mut command = process::cargo();
    command
        .args(["run", "--quiet", "--locked", "--package", "split", "--"])
        .current_dir(paths::root());
    command
}

/// A program that is split.
pub(crate) struct Program {
    /// Its wasm file, as wasm-bindgen wrote it.
    pub(crate) file: PathBuf,
    /// The linker's output from which that was made.
    linked: PathBuf,
    /// The rules.
    pub(crate) rules: PathBuf,
}

/// The programs in a folder.
///
/// # Errors
///
/// One is missing.
pub(crate) fn programs(dist: &Path) -> Outcome<Vec<Program>> {
    let named = |(linked, start, rules)| {
        Ok(Program {
            file: program(dist, start)?,
            linked: paths::target()
                .join("wasm32-unknown-unknown/bundle")
                .join(linked),
            rules: paths::root().join(rules),
        })
    };
    PROGRAMS.into_iter().map(named).collect()
}

/// The wasm file of the program whose name begins so.
fn program(dist: &Path, start: &str) -> Outcome<PathBuf> {
    let entries = fs::read_dir(dist).map_err(io(format!("can't read {}", dist.display())))?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    let found = names.find(|name| {
        let name = name.to_string_lossy();
        name.starts_with(start) && name.ends_with(WHOLE)
    });
    found
        .map(|name| dist.join(name))
        .ok_or_else(|| Failure::new(format!("{} has no {start}…{WHOLE}", dist.display())))
}
