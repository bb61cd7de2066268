//! `cargo xtask serve`: the console on this machine.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::{paths, process, say, tools};

/// The port that is used where none is named.
const PORT: u16 = 8080;

/// The cargo profile of the page while it is worked on: see `Cargo.toml`.
pub(crate) const PROFILE: &str = "page";

/// Builds the console and serves it on loopback, until Ctrl-C.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let (port, rest) = split_port(args)?;
    if port != 0 && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        return Err(
            Failure::new(format!("port {port} is taken or not allowed")).way_out(format!(
                "Choose another: `cargo xtask serve --port {}`.",
                port.checked_add(1).unwrap_or(PORT)
            )),
        );
    }
    let port = if port == 0 { free_port()? } else { port };
    let mut bundler = tools::bundler()?;
    let is_release = rest.iter().any(|arg| arg == "--release");
    let has_wasm_opt = is_release && bundler.bring_wasm_opt();
    let mut command = bundler.command()?;
    command.args([
        "serve",
        "--address",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ]);
    if !is_release && !rest.iter().any(|arg| arg.starts_with("--cargo-profile")) {
        command.args(["--cargo-profile", PROFILE]);
    }
    command.args(release_options(rest, has_wasm_opt));
    say::note(format!(
        "building; the console will be at http://127.0.0.1:{port}/ (Ctrl-C stops it)"
    ));
    if !has_built_before() {
        say::note("the first build compiles every dependency: about 2 min on two cores");
    }
    replace_by(command)
}

/// Whether an earlier build can be continued.
fn has_built_before() -> bool {
    paths::target()
        .join("wasm32-unknown-unknown")
        .join(PROFILE)
        .exists()
}

/// The options of a release build as trunk gets them. Without `wasm-opt`, trunk's `--release` would try to download one:
/// then each option of a release is passed separately.
pub(crate) fn release_options(args: Vec<String>, has_wasm_opt: bool) -> Vec<String> {
    if has_wasm_opt {
        return args;
    }
    let parts = |arg: String| match arg.as_str() {
        "--release" => vec!["--cargo-profile".into(), "bundle".into(), "--minify".into()],
        _ => vec![arg],
    };
    args.into_iter().flat_map(parts).collect()
}

/// The port that the options name, and the other options.
fn split_port(args: &[String]) -> Outcome<(u16, Vec<String>)> {
    let mut port = PORT;
    let mut rest = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--port=") {
            Some(value) => Some(value),
            None if arg == "--port" || arg == "-p" => Some(args.next().map_or("", String::as_str)),
            None => None,
        };
        match value {
            Some(value) => {
                port = value.parse().map_err(|_| {
                    Failure::new(format!("`{value}` is not a port"))
                        .way_out("Use a number up to 65535; 0 for any free port.")
                })?;
            }
            None => rest.push(arg.clone()),
        }
    }
    Ok((port, rest))
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(crate::failure::io("no free port"))
}

/// Becomes that program: a signal to this process then reaches the server itself, and no process is left
/// behind.
#[cfg(unix)]
fn replace_by(mut command: Command) -> Outcome<()> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Failure::new(format!(
        "can't start `{}`: {error}",
        process::shown(&command)
    )))
}

#[cfg(not(unix))]
fn replace_by(mut command: Command) -> Outcome<()> {
    process::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::{PORT, release_options, split_port};

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_port_is_read_in_each_way_it_is_written() {
        for text in ["--port 81 --open", "-p 81 --open", "--open --port=81"] {
            assert_eq!(
                split_port(&words(text)).unwrap(),
                (81, words("--open")),
                "{text}"
            );
        }
        assert_eq!(
            split_port(&words("--open")).unwrap(),
            (PORT, words("--open"))
        );
    }

    #[test]
    fn what_is_no_port_is_refused() {
        for text in ["--port", "--port x", "--port 65536", "--port=-1"] {
            assert!(split_port(&words(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn a_release_without_wasm_opt_asks_for_the_parts() {
        assert_eq!(
            release_options(words("--release --open"), true),
            words("--release --open")
        );
        assert_eq!(
            release_options(words("--release --open"), false),
            words("--cargo-profile bundle --minify --open")
        );
    }
}
