//! Checks that need what is not part of the repository: shared test data, another engine.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The environment variable that names a file for the checks that did not run. `cargo xtask test native` sets it and shows
/// them in its summary.
const LOG: &str = "SKIPPED_CHECKS";

/// A path in the shared test data: the folder that `RESUME_SHARED` names, or `../shared` beside the repository. `None`, and
/// a line by [`skip`], if it does not exist.
pub fn path(relative: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("RESUME_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = folder.join(relative);
    if path.exists() {
        return Some(path);
    }
    skip(&format!("no test data `{relative}` (RESUME_SHARED)"));
    None
}

/// Reports that the calling test did not check what it is for: a passing test's output is not shown, so silence would look
/// like success.
///
/// # Panics
/// The log can't be written.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let line = format!("{}: {reason}\n", thread.name().unwrap_or("?"));
    let _ = write!(std::io::stderr(), "skipped {line}");
    if let Some(log) = std::env::var_os(LOG) {
        let file = OpenOptions::new().create(true).append(true).open(log);
        file.unwrap().write_all(line.as_bytes()).unwrap();
    }
}
