//! Random requests, answered here and by dynalite, an engine that was measured against AWS.
//!
//! Needs `node` and dynalite, in the folder that `NODE_PATH` names or in `e2e/node_modules`. Without them the test passes,
//! but `cargo xtask test` lists it as skipped.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

use testkit::shared;

/// How many requests are compared: some seconds' worth.
const REQUESTS: &str = "300";

/// The folder with dynalite.
fn modules() -> Option<PathBuf> {
    let given = std::env::var_os("NODE_PATH").map(PathBuf::from);
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/node_modules");
    let mut folders = given.into_iter().chain([installed]);
    folders.find(|folder| folder.join("dynalite").is_dir())
}

#[test]
fn dynalite_answers_alike() {
    let Some(modules) = modules() else {
        return shared::skip("dynalite is not installed (NODE_PATH, or npm install in e2e)");
    };
    // Built along with the tests.
    let tests = std::env::current_exe().unwrap();
    let answers = tests.ancestors().nth(2).unwrap().join("examples/answers");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/dynalite/compare.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(answers)
        .args([REQUESTS, "7"])
        .env("NODE_PATH", modules)
        .output();
    let Ok(output) = output else {
        return shared::skip("node can't run");
    };
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
