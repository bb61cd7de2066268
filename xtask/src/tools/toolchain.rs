//! Parts of the Rust toolchain: the WebAssembly target, rustfmt, clippy.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::{process, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the target if it is missing.
///
/// A `rust-toolchain.toml` would not do: where `RUSTUP_AUTO_INSTALL` is 0, rustup installs nothing that a file names.
pub(crate) fn bring() -> Outcome<()> {
    if is_there() {
        return Ok(());
    }
    if process::which("rustup").is_none() {
        return Err(Failure::new(format!("this Rust compiler can't build for {TARGET}, and there is no rustup"))
            .way_out(
                "Install Rust by rustup (https://rustup.rs), or your distribution's package of the target \
                 (Debian: libstd-rust-dev-wasm32).",
            ));
    }
    say::note(format!(
        "adding the target {TARGET} with rustup (about 5 s)"
    ));
    let start = Instant::now();
    process::run(Command::new("rustup").args(["target", "add", TARGET])).map_err(|failure| {
        failure.way_out(format!(
            "If the network can't be reached, add the target yourself: `rustup target add {TARGET}`."
        ))
    })?;
    say::note(format!(
        "added the target in {}",
        say::time(start.elapsed())
    ));
    Ok(())
}

/// Installs a component of the toolchain that is a cargo command: `fmt` is in the component `rustfmt`.
pub(crate) fn component(command: &str, component: &str) -> Outcome<()> {
    if process::capture(process::cargo().args([command, "--version"])).is_ok() {
        return Ok(());
    }
    say::note(format!("adding {component} with rustup (about 5 s)"));
    process::run(Command::new("rustup").args(["component", "add", component]))
        .map_err(|failure| failure.way_out(format!("Install {component} for your Rust toolchain.")))
}

/// Whether the target's standard library lies where the compiler looks for it.
fn is_there() -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    process::capture(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|dir| has_std(Path::new(dir.trim())))
}

fn has_std(dir: &Path) -> bool {
    let Ok(entries) = dir.read_dir() else {
        return false;
    };
    entries
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}
