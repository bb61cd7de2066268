//! Sizes after brotli, by a program of this machine: this crate has no dependencies.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome, io};
use crate::process;

/// node has brotli built in, at its best by default.
const NODE: &[&str] = &[
    "-e",
    "const z = require('zlib'); process.stdout.write(z.brotliCompressSync(require('fs').readFileSync(0)))",
];
const BROTLI: &[&str] = &["-q", "11", "--stdout"];

/// How many bytes these are after brotli 11, as a host sends them that compresses once.
///
/// # Errors
///
/// Neither `brotli` nor node is installed, or it fails.
pub(crate) fn brotli(bytes: &[u8]) -> Outcome<u64> {
    let (program, args) = program()?;
    let name = program.display().to_string();
    let mut child = Command::new(&program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(io(name.clone()))?;
    let Some(mut input) = child.stdin.take() else {
        return Err(Failure::new(format!("{name} has no standard input")));
    };
    let output = std::thread::scope(|scope| {
        // From a separate thread: a program that writes before it has read everything would deadlock with us.
        scope.spawn(move || input.write_all(bytes));
        child.wait_with_output().map_err(io(name.clone()))
    })?;
    if output.status.success() {
        Ok(output.stdout.len() as u64)
    } else {
        Err(Failure::new(format!("{name} failed to compress")))
    }
}

fn program() -> Outcome<(PathBuf, &'static [&'static str])> {
    let choices = [("node", NODE), ("brotli", BROTLI)];
    choices
        .into_iter()
        .find_map(|(name, args)| Some((process::which(name)?, args)))
        .ok_or_else(|| {
            Failure::new("nothing here compresses with brotli")
                .way_out("Install node, or the program brotli.")
        })
}
