//! `cargo xtask COMMAND`: the project's own commands.
//!
//! One table, [`COMMANDS`], names them; each has its own file. [`tools`] installs what a command needs and the machine
//! lacks.

// A command speaks to the person who typed it.
#![allow(clippy::print_stdout)]

mod bench;
mod bundle;
mod compress;
mod failure;
mod first_visit;
mod names;
mod parts;
mod paths;
mod process;
mod remap;
mod say;
mod scripts;
mod serve;
mod setup;
mod size;
mod styles;
mod test;
mod third_party;
mod tools;
mod versions;
mod wasm_names;

use std::process::ExitCode;

use failure::{Failure, Outcome};

/// A row of the table: the word that is typed, how it is used, what it does, and the function that does it.
struct Command {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Outcome<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        usage: "[--port N] [--open] [--release] [any option of `trunk serve`]",
        about: "serve the console on this machine, and rebuild it when a file changes",
        run: serve::run,
    },
    Command {
        name: "build",
        usage: "[any option of `trunk build`]",
        about: "write the console, optimised, into dist/",
        run: bundle::run,
    },
    Command {
        name: "size",
        usage: "[--crates]",
        about: "print what the console in dist/ weighs, and compare it with its budget",
        run: size::run,
    },
    Command {
        name: "first-visit",
        usage: "[any option of `trunk build`]",
        about: "write the rules by which the programs are split, from what runs at a first visit",
        run: first_visit::run,
    },
    Command {
        name: "bench",
        usage: "[start] [keys] [engine] [memory] [native]",
        about: "measure the console in dist/: how soon it starts on slow lines, how soon a key shows, its engine, its memory",
        run: bench::run,
    },
    Command {
        name: "test",
        usage: "[--list] [STEP…]",
        about: "run all checks in order, or the named ones",
        run: test::run,
    },
    Command {
        name: "setup",
        usage: "[--test]",
        about: "install the tools for serve and build (--test: and for the tests)",
        run: setup::run,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Outcome<()> {
    let Some((name, rest)) = args.split_first() else {
        help();
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        help();
        return Ok(());
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Failure::new(format!("no command `{name}`"))
            .way_out("`cargo xtask help` lists the commands."));
    };
    if rest.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!(
            "cargo xtask {} {}\n\n{}",
            command.name, command.usage, command.about
        );
        return Ok(());
    }
    (command.run)(rest)
}

fn help() {
    println!("The project's commands.\n");
    for command in COMMANDS {
        println!(
            "  cargo xtask {} {}\n      {}",
            command.name, command.usage, command.about
        );
    }
    println!(
        "\nMissing tools are installed into {} (set XDG_CACHE_HOME to change it).",
        paths::cache().map_or_else(|_| "a cache folder".into(), |dir| dir.display().to_string())
    );
}
