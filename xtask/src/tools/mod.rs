//! The tools that the commands need, and the installation of missing ones.
//!
//! Every tool is looked for first where the user may have put it (PATH, or a variable), then in the cache of this user,
//! and only then installed: by cargo, rustup, npm, pip or apt, never by a download of a binary from elsewhere.

mod apt;
mod browser;
mod cargo_tool;
mod esbuild;
mod node;
mod other_browsers;
mod python;
mod toolchain;
mod wasm_opt;

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use browser::Browser;
pub(crate) use other_browsers::OtherBrowser;

use crate::failure::Outcome;
use crate::{process, versions};

/// What building and serving the console need.
pub(crate) struct Bundler {
    /// The bundler.
    pub(crate) trunk: PathBuf,
    /// The folders in which it looks for its helpers.
    path: Vec<PathBuf>,
}

/// Installs what building the console needs.
pub(crate) fn bundler() -> Outcome<Bundler> {
    toolchain::bring()?;
    let trunk = cargo_tool::trunk()?;
    let wasm_bindgen = wasm_bindgen()?;
    let path = folder_of(&wasm_bindgen);
    Ok(Bundler { trunk, path })
}

impl Bundler {
    /// `trunk`, with its helpers on PATH, so that it never downloads one.
    pub(crate) fn command(&self) -> Outcome<Command> {
        let mut command = Command::new(&self.trunk);
        command
            .current_dir(crate::paths::root())
            .env("PATH", process::path_with(&self.path)?);
        // trunk reads the variable as a boolean and rejects the customary `1`.
        if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        } else {
            command.env_remove("NO_COLOR");
        }
        Ok(command)
    }

    /// Puts `wasm-opt` on trunk's PATH. `false`: it is not available, and a line said so.
    pub(crate) fn bring_wasm_opt(&mut self) -> bool {
        let Some(wasm_opt) = wasm_opt() else {
            return false;
        };
        self.path.extend(folder_of(&wasm_opt));
        true
    }
}

/// `wasm-opt`; `None`: it is not available, and a line said so.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    wasm_opt::bring()
}

/// `esbuild`; `None`: it is not available, and a line said so.
pub(crate) fn esbuild() -> Option<PathBuf> {
    esbuild::bring()
}

fn folder_of(program: &Path) -> Vec<PathBuf> {
    program
        .parent()
        .into_iter()
        .map(Path::to_path_buf)
        .collect()
}

/// Installs `wasm-bindgen` of the version that `Cargo.lock` names; `wasm-bindgen-test-runner` is beside it.
pub(crate) fn wasm_bindgen() -> Outcome<PathBuf> {
    cargo_tool::wasm_bindgen(&versions::wasm_bindgen()?)
}

/// Installs what tests in a browser need: the browser and its driver.
pub(crate) fn browser() -> Outcome<Browser> {
    browser::bring()
}

/// Installs the browsers besides Chromium where apt may, and returns all of them: a missing one has no programs.
pub(crate) fn other_browsers() -> Outcome<&'static [OtherBrowser]> {
    other_browsers::bring()
}

/// Installs the packages that the end-to-end tests import, and returns the `node` that runs them.
pub(crate) fn node_with_packages() -> Outcome<PathBuf> {
    node::packages()
}

/// Installs the linters of templates and OpenAPI documents: a python that has `cfn-lint`, `checkov` and
/// `openapi-spec-validator`.
pub(crate) fn linters() -> Outcome<PathBuf> {
    python::venv(
        "linters",
        &crate::paths::root().join("e2e/lint/requirements.lock"),
        "1 min",
        "500 MB",
    )
}

/// Installs the emulator of AWS that the test of the deployment runs: a python that has `localstack`.
pub(crate) fn localstack() -> Outcome<PathBuf> {
    python::venv(
        "localstack",
        &crate::paths::root().join("e2e/deployed/requirements.lock"),
        "2 min",
        "500 MB",
    )
}

/// Installs `cargo-deny`, which checks the dependencies by `deny.toml`.
pub(crate) fn cargo_deny() -> Outcome<PathBuf> {
    cargo_tool::cargo_deny()
}

/// Installs the compiler's target for the browser.
pub(crate) fn rust_target() -> Outcome<()> {
    toolchain::bring()
}

/// Installs the component of the toolchain that contains a cargo command.
pub(crate) fn rust_component(command: &str, component: &str) -> Outcome<()> {
    toolchain::component(command, component)
}
