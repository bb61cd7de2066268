//! The scripts of a published build, made smaller by esbuild.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Outcome, io};
use crate::process;

/// Makes a script smaller, in its place. It is a module.
///
/// # Errors
///
/// esbuild fails.
pub(crate) fn shrink(esbuild: &Path, script: &Path) -> Outcome<()> {
    process::run(&mut command(esbuild, script))
}

/// Makes wasm-bindgen's script smaller, and gives it the short names of functions under which its program knows them: the file `names`
/// lists them as JSON, each name with its short one. The file is removed.
///
/// # Errors
///
/// As of [`shrink`], or the file can't be read.
pub(crate) fn shrink_glue(esbuild: &Path, glue: &Path, names: &Path) -> Outcome<()> {
    let text = fs::read_to_string(names).map_err(io(format!("can't read {}", names.display())))?;
    // The names are those of functions: no character of theirs has a meaning in a pattern but `$`, which they don't have.
    let long: Vec<&str> = text.split('"').skip(1).step_by(4).collect();
    let mut esbuild = command(esbuild, glue);
    esbuild
        .arg(format!("--mangle-props=^({})$", long.join("|")))
        .arg(format!("--mangle-cache={}", names.display()));
    process::run(&mut esbuild)?;
    fs::remove_file(names).map_err(io(format!("can't remove {}", names.display())))
}

fn command(esbuild: &Path, script: &Path) -> Command {
    let mut command = Command::new(esbuild);
    command
        .args([
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ])
        .arg("--allow-overwrite")
        .arg(format!("--outfile={}", script.display()))
        .arg(script);
    command
}
