//! `wasm-opt`, which makes a release build about a fifth smaller; the build works without it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Outcome;
use crate::{process, say, versions};

/// The oldest `wasm-opt` that reads the output of today's compiler. (Debian 12 has 108, which does not.)
const OLDEST: u32 = 120;

/// A `wasm-opt` that is new enough, or `None` and a line that says why.
pub(crate) fn bring() -> Option<PathBuf> {
    if let Some(file) = process::which("wasm-opt").filter(|file| is_new_enough(file)) {
        return Some(file);
    }
    match from_npm() {
        Ok(file) => Some(file),
        Err(failure) => {
            say::note(format!(
                "building without wasm-opt, so the file is larger: {failure}"
            ));
            None
        }
    }
}

fn is_new_enough(file: &Path) -> bool {
    process::capture(Command::new(file).arg("--version"))
        .is_ok_and(|said| version(&said).is_some_and(|version| version >= OLDEST))
}

/// The number in `wasm-opt version 132 (version_132)`.
fn version(said: &str) -> Option<u32> {
    said.split_whitespace().nth(2)?.parse().ok()
}

fn from_npm() -> Outcome<PathBuf> {
    super::node::program("binaryen", versions::BINARYEN, "wasm-opt", is_new_enough)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn both_ways_of_saying_a_version_are_read() {
        assert_eq!(version("wasm-opt version 132 (version_132)\n"), Some(132));
        assert_eq!(version("wasm-opt version 108"), Some(108));
        assert_eq!(version("something else"), None);
    }
}
