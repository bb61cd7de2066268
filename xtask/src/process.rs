//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// Runs a program to its end, with this process's output streams. Anything but success is a failure.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| no_start(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` failed ({status})",
        shown(command)
    )))
}

/// Runs a program and returns its standard output.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| no_start(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(
        Failure::new(format!("`{}` failed ({})", shown(command), output.status))
            .way_out(said.trim().to_owned()),
    )
}

fn no_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("can't start `{}`: {error}", shown(command)))
}

/// A command as typed in a terminal, without its environment.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The first program of that name on PATH.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    // npm is a script on Windows.
    let names = if cfg!(windows) {
        vec![file, format!("{name}.cmd")]
    } else {
        vec![file]
    };
    env::split_paths(&path)
        .flat_map(|dir| names.iter().map(move |name| dir.join(name)))
        .find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// The PATH of this process with these folders before it.
pub(crate) fn path_with(first: &[PathBuf]) -> Outcome<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .map_err(|error| Failure::new(format!("a tool's folder can't be in PATH: {error}")))
}

/// Whether the output is for a person: not in CI, and on a terminal.
pub(crate) fn is_watched() -> bool {
    use std::io::IsTerminal;
    env::var_os("CI").is_none() && std::io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::{path_with, shown, which};
    use std::path::PathBuf;
    use std::process::Command;

    #[test]
    fn a_command_is_shown_by_its_name() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["fmt", "--check"]);
        assert_eq!(shown(&command), "cargo fmt --check");
    }

    #[test]
    fn cargo_is_found_and_nonsense_is_not() {
        assert!(which("cargo").is_some());
        assert_eq!(which("no-such-program-anywhere"), None);
    }

    #[test]
    fn a_brought_tool_comes_before_the_machines() {
        let path = path_with(&[PathBuf::from("/brought")]).unwrap();
        assert_eq!(
            std::env::split_paths(&path).next(),
            Some(PathBuf::from("/brought"))
        );
    }
}
