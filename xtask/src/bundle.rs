//! `cargo xtask build`: the console as files, optimised.

use std::path::Path;
use std::time::Instant;

use crate::failure::Outcome;
use crate::{names, parts, paths, process, remap, say, scripts, serve, styles, third_party, tools};

/// Writes `dist/`.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let wasm_opt = tools::wasm_opt();
    let esbuild = tools::esbuild();
    let start = Instant::now();
    let dist = paths::root().join("dist");
    whole(&dist, args)?;
    parts::split(&dist, wasm_opt.as_deref(), esbuild.as_deref())?;
    if let Some(esbuild) = &esbuild {
        scripts::shrink_all(esbuild, &dist)?;
    }
    styles::join(&dist, names::BEFORE, names::hashed)?;
    names::set(&dist)?;
    say::note(format!("built dist/ in {}", say::time(start.elapsed())));
    remap::check(&dist)?;
    third_party::write(&dist)
}

/// Writes the console as trunk does, with programs that are whole and have names of functions.
pub(crate) fn whole(dist: &Path, args: &[String]) -> Outcome<()> {
    let options = std::iter::once("--release".to_owned())
        .chain(args.iter().cloned())
        .collect();
    let mut command = tools::bundler()?.command()?;
    command
        .args(["build", "--dist"])
        .arg(dist)
        // What is split is optimised afterwards.
        .args(serve::release_options(options, false));
    remap::set(&mut command);
    process::run(&mut command)
}
