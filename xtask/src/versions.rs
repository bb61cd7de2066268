//! The versions of the tools: the one place that names them.

use std::fs;

use crate::failure::{Failure, Outcome, io};
use crate::paths;

/// The bundler. 0.22 requires a newer compiler than this project's minimum.
pub(crate) const TRUNK: &str = "0.21.14";

/// The checker of licences, sources and duplicates of the dependencies: the newest that this project's oldest compiler builds.
pub(crate) const CARGO_DENY: &str = "0.20.2";

/// The npm package that carries `wasm-opt`.
pub(crate) const BINARYEN: &str = "132.0.0";

/// The npm package that makes scripts smaller.
pub(crate) const ESBUILD: &str = "0.28.2";

/// The oldest node whose test runner the browser tests use.
pub(crate) const NODE_MAJOR: u32 = 20;

/// The version of `wasm-bindgen` that `Cargo.lock` names: the command line tool must be of exactly that version,
/// because the format between the two is not stable.
pub(crate) fn wasm_bindgen() -> Outcome<String> {
    let file = paths::root().join("Cargo.lock");
    let lock = fs::read_to_string(&file).map_err(io(format!("can't read {}", file.display())))?;
    locked(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock has no wasm-bindgen")
            .way_out("The console needs it; `cargo generate-lockfile` rewrites the file.")
    })
}

/// The version of a package in a lock file.
fn locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_whole_name_counts() {
        assert_eq!(locked(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
    }

    #[test]
    fn what_is_not_there_is_none() {
        assert_eq!(locked(LOCK, "leptos"), None);
    }
}
