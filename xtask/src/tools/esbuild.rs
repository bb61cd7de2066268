//! `esbuild`, which makes the scripts of a release build smaller; the build works without it.

use std::path::PathBuf;

use crate::{say, versions};

/// An `esbuild`, or `None` and a line that says why.
pub(crate) fn bring() -> Option<PathBuf> {
    match super::node::program("esbuild", versions::ESBUILD, "esbuild", |_| true) {
        Ok(file) => Some(file),
        Err(failure) => {
            say::note(format!(
                "building without esbuild, so the scripts are larger: {failure}"
            ));
            None
        }
    }
}
