//! node, and packages of npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, say, versions};

/// A `node` that is new enough.
fn node() -> Outcome<PathBuf> {
    let file = process::which("node").ok_or_else(|| {
        Failure::new("no node on PATH").way_out(format!(
            "Install node {} or newer with npm (https://nodejs.org).",
            versions::NODE_MAJOR
        ))
    })?;
    let said = process::capture(Command::new(&file).arg("--version"))?;
    if major(&said).is_some_and(|major| major >= versions::NODE_MAJOR) {
        return Ok(file);
    }
    Err(Failure::new(format!("node has version {}", said.trim()))
        .way_out(format!("Install node {} or newer.", versions::NODE_MAJOR)))
}

/// The first number of `v20.20.2`.
fn major(said: &str) -> Option<u32> {
    said.trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// An `npm` that sends no reports and runs no scripts of the packages that it installs.
pub(super) fn npm() -> Outcome<Command> {
    node()?;
    let file = process::which("npm")
        .ok_or_else(|| Failure::new("no npm on PATH").way_out("Install npm for your node."))?;
    let mut npm = Command::new(file);
    for (name, value) in [
        ("AUDIT", "false"),
        ("FUND", "false"),
        ("IGNORE_SCRIPTS", "true"),
        ("UPDATE_NOTIFIER", "false"),
    ] {
        npm.env(format!("NPM_CONFIG_{name}"), value);
    }
    npm.env("NPM_CONFIG_LOGLEVEL", "error");
    Ok(npm)
}

/// Installs the packages of `e2e/package-lock.json` into `e2e/node_modules`, and returns node.
pub(super) fn packages() -> Outcome<PathBuf> {
    let node = node()?;
    let dir = paths::root().join("e2e");
    let lock = dir.join("package-lock.json");
    let wanted = fs::read_to_string(&lock).map_err(io(format!("can't read {}", lock.display())))?;
    let mark = dir.join("node_modules/.installed-from");
    if fs::read_to_string(&mark).is_ok_and(|there| there == wanted) {
        return Ok(node);
    }
    say::note("installing the browser tests' packages with npm (about 5 s)");
    let start = Instant::now();
    process::run(npm()?.args(["ci", "--prefer-offline"]).current_dir(&dir)).map_err(|failure| {
        failure.way_out("If the npm registry can't be reached, fix the network and try again.")
    })?;
    fs::write(&mark, wanted).map_err(io(format!("can't write {}", mark.display())))?;
    say::note(format!("installed in {}", say::time(start.elapsed())));
    Ok(node)
}

/// A program of an npm package, which is installed if it is not there, or not `good`.
pub(super) fn program(
    package: &str,
    version: &str,
    program: &str,
    good: impl Fn(&Path) -> bool,
) -> Outcome<PathBuf> {
    let root = paths::tool(package, version)?;
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let file = root
        .join("node_modules")
        .join(".bin")
        .join(format!("{program}{suffix}"));
    if file.exists() && good(&file) {
        return Ok(file);
    }
    let mut npm = npm()?;
    say::note(format!(
        "installing {program} {version} from npm (about 10 s)"
    ));
    let start = Instant::now();
    make_dir(&root)?;
    npm.args(["install", "--no-save", "--prefix"]).arg(&root);
    npm.arg(format!("{package}@{version}"));
    process::run(npm.current_dir(&root))?;
    say::note(format!(
        "installed {program} in {}",
        say::time(start.elapsed())
    ));
    Ok(file)
}

/// Makes a folder for a tool.
fn make_dir(dir: &Path) -> Outcome<()> {
    fs::create_dir_all(dir).map_err(io(format!("can't make {}", dir.display())))
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
