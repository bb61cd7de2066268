//! `cargo xtask build`: the console as files, optimised.

use std::time::Instant;

use crate::failure::Outcome;
use crate::{engine_names, paths, process, remap, say, serve, third_party, tools};

/// Writes `dist/`.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let mut bundler = tools::bundler()?;
    let has_wasm_opt = bundler.bring_wasm_opt();
    let start = Instant::now();
    let options = std::iter::once("--release".to_owned())
        .chain(args.iter().cloned())
        .collect();
    let mut command = bundler.command()?;
    command
        .arg("build")
        .args(serve::release_options(options, has_wasm_opt));
    remap::set(&mut command);
    process::run(&mut command)?;
    say::note(format!("built dist/ in {}", say::time(start.elapsed())));
    let dist = paths::root().join("dist");
    engine_names::set(&dist)?;
    remap::check(&dist)?;
    third_party::write(&dist)
}
