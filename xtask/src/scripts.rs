//! The scripts of a published build, made smaller by esbuild.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Outcome, io};
use crate::process;

/// How the names of the scripts begin that are written as they are published.
const NAMES: [&str; 4] = ["start-", "theme-", "rest.", "offline."];

/// Makes a script smaller, in its place.
fn shrink(esbuild: &Path, script: &Path) -> Outcome<()> {
    process::run(&mut command(esbuild, script))
}

/// Makes the scripts smaller that the page of `dist` names, and those whose names are their addresses. The digests that trunk has written
/// into the page are of the former ones: they are removed.
///
/// # Errors
///
/// esbuild fails, or a file can't be read or written.
pub(crate) fn shrink_all(esbuild: &Path, dist: &Path) -> Outcome<()> {
    let entries = fs::read_dir(dist).map_err(io(format!("can't read {}", dist.display())))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_script = NAMES.iter().any(|start| name.starts_with(start)) && name.ends_with(".js");
        if is_script {
            shrink(esbuild, &entry.path())?;
        }
    }
    let index = dist.join("index.html");
    let mut page =
        fs::read_to_string(&index).map_err(io(format!("can't read {}", index.display())))?;
    while let Some((before, after)) = page.split_once(" integrity=") {
        // Quoted or not, it has no space; the element has more attributes.
        let end = after.find([' ', '>']).unwrap_or(after.len());
        page = format!("{before}{}", after.get(end..).unwrap_or_default());
    }
    fs::write(&index, page).map_err(io(format!("can't write {}", index.display())))
}

/// Makes wasm-bindgen's script smaller, and gives it the short names of functions under which its program knows them: the file `names`
/// lists them as JSON, each name with its short one. The file is removed.
///
/// # Errors
///
/// esbuild fails, or the file can't be read.
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
