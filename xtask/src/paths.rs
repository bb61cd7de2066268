//! Paths: the project, and the cache of this user.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    // cargo sets it when it runs a command; the value of the build is for a binary that was started directly.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The folder of the tools installed for this user: outside of the checkout, so that a second checkout,
/// or a fresh one, finds it.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let set = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|dir| dir.is_absolute())
    };
    let base = set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
        .ok_or_else(|| {
            Failure::new("no folder for tools: neither XDG_CACHE_HOME nor HOME is set")
                .way_out("Set XDG_CACHE_HOME to an absolute path.")
        })?;
    Ok(base.join("resume-console"))
}

/// Where cargo writes what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// cargo's own folder, where the sources of the dependencies are.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// The folder of one tool in one version.
pub(crate) fn tool(name: &str, version: &str) -> Outcome<PathBuf> {
    Ok(cache()?.join("tools").join(format!("{name}-{version}")))
}
