//! Tools that cargo builds: trunk, wasm-bindgen and cargo-deny.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, say, versions};

/// A program that a crate holds.
struct CargoTool<'a> {
    package: &'a str,
    binary: &'a str,
    version: &'a str,
    /// Arguments of `cargo install` besides name and version.
    options: &'a [&'a str],
    /// The packages of the build that are optimised: those that pass over the whole wasm file at each rebuild. The rest is
    /// not, for a quick build.
    optimised: &'a [&'a str],
    /// How long the build takes on two cores, from a measurement.
    estimate: &'a str,
}

/// The bundler.
pub(crate) fn trunk() -> Outcome<PathBuf> {
    CargoTool {
        package: "trunk",
        binary: "trunk",
        version: versions::TRUNK,
        // Its default features check for updates and download helpers; xtask provides the helpers.
        options: &["--locked", "--no-default-features"],
        optimised: &[],
        estimate: "3 min",
    }
    .bring()
}

/// The generator of the JavaScript around the wasm file, and its test runner.
pub(crate) fn wasm_bindgen(version: &str) -> Outcome<PathBuf> {
    CargoTool {
        package: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version,
        // Without `--locked`: a dependency that its lock file names may have been yanked since.
        options: &[],
        optimised: &[
            "walrus",
            "wasm-bindgen-cli-support",
            "wasm-encoder",
            "wasmparser",
        ],
        estimate: "2 min",
    }
    .bring()
}

/// The checker of the dependencies.
pub(crate) fn cargo_deny() -> Outcome<PathBuf> {
    CargoTool {
        package: "cargo-deny",
        binary: "cargo-deny",
        version: versions::CARGO_DENY,
        options: &["--locked"],
        optimised: &[],
        estimate: "1 min",
    }
    .bring()
}

impl CargoTool<'_> {
    fn bring(&self) -> Outcome<PathBuf> {
        if let Some(file) = process::which(self.binary).filter(|file| self.fits(file)) {
            return Ok(file);
        }
        let root = paths::tool(self.package, self.version)?;
        let file =
            root.join("bin")
                .join(format!("{}{}", self.binary, std::env::consts::EXE_SUFFIX));
        if !self.fits(&file) {
            self.install(&root)?;
        }
        Ok(file)
    }

    /// Whether that file is this tool in this version: `trunk 0.21.14`.
    fn fits(&self, file: &Path) -> bool {
        file.is_file()
            && process::capture(Command::new(file).arg("--version"))
                .is_ok_and(|said| said.split_whitespace().nth(1) == Some(self.version))
    }

    fn install(&self, root: &Path) -> Outcome<()> {
        let Self {
            package, version, ..
        } = self;
        say::note(format!(
            "building {package} {version} into {} (once; about {} on two cores)",
            root.display(),
            self.estimate
        ));
        let start = Instant::now();
        fs::create_dir_all(root).map_err(io(format!("can't make {}", root.display())))?;
        let build = root.join("build");
        let mut command = process::cargo();
        command.args([
            "install",
            package,
            "--version",
            version,
            "--debug",
            "--force",
        ]);
        command
            .args(self.options)
            .arg("--root")
            .arg(root)
            .arg("--target-dir")
            .arg(&build);
        if !process::is_watched() {
            command.arg("--quiet");
        }
        // Not in the project's folder, whose cargo settings are not for the tool.
        command.current_dir(root);
        for package in self.optimised {
            command
                .arg("--config")
                .arg(format!("profile.dev.package.{package}.opt-level=1"));
        }
        for (name, value) in [
            ("DEBUG", "false"),
            ("STRIP", "true"),
            ("INCREMENTAL", "false"),
        ] {
            command.env(format!("CARGO_PROFILE_DEV_{name}"), value);
        }
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        let built = process::run(&mut command);
        // Several hundred megabytes that are not needed again.
        let _ = fs::remove_dir_all(&build);
        built.map_err(|failure| self.explain(failure))?;
        say::note(format!(
            "built {package} {version} in {}",
            say::time(start.elapsed())
        ));
        Ok(())
    }

    fn explain(&self, failure: Failure) -> Failure {
        failure.way_out(format!(
            "If crates.io can't be reached, fix the network (cargo reads HTTPS_PROXY) and try again: downloads are \
             kept.\nIf a C compiler or linker is missing, install one (Debian: `apt-get install gcc libc6-dev`).\n\
             Or put a `{}` of version {} on PATH: it is used as it is.",
            self.binary, self.version
        ))
    }
}
