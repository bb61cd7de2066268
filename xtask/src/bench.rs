//! `cargo xtask bench`: how fast the page is, in a real browser.

use crate::failure::Outcome;
use crate::{bundle, paths, process, tools};

/// Measures an existing `dist/`, or one that it builds first.
///
/// # Errors
///
/// There is no browser, or the page does not start in it.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    if !paths::root().join("dist/index.html").is_file() {
        bundle::run(&[])?;
    }
    let browser = tools::browser()?;
    let mut node = std::process::Command::new(tools::node_with_packages()?);
    node.arg("e2e/bench/page.mjs")
        .args(args)
        .env("CHROMIUM", browser.chromium)
        .current_dir(paths::root());
    process::run(&mut node)
}
