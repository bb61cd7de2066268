//! `split RULES LOADER PROGRAM LINKED FIRST REST [NAMES]`: reads the wasm file PROGRAM and the linker's output from which it was made,
//! and writes its two parts. With NAMES, what JavaScript gives and calls has short names in them, which are written to that file: a
//! JSON object, each name with its short one.
//!
//! `split --trace PROGRAM TRACED` writes the program with a note of each function that runs: an export `run N`.
//!
//! `split --suggest PROGRAM RAN RULES` writes rules by which what did not run is of the rest: RAN lists the numbers of the functions
//! that ran.

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

use split::{Rules, split, suggest, trace};

const USAGE: &str = "split RULES LOADER PROGRAM LINKED FIRST REST [NAMES]
split --trace PROGRAM TRACED
split --suggest PROGRAM RAN RULES";

/// The beginning of rules that are written.
const HEAD: &str =
    "# The functions that a first visit does not need: they are loaded beside it (crates/split).
# Written by `cargo xtask first-visit`, which replaces the file.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["--trace", program, traced] => write_traced(program, traced),
        ["--suggest", program, ran, rules] => write_rules(program, ran, rules),
        [rules, loader, program, linked, first, rest] => {
            write_parts(rules, loader, [program, linked], [first, rest], None)
        }
        [rules, loader, program, linked, first, rest, names] => {
            write_parts(rules, loader, [program, linked], [first, rest], Some(names))
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("split: {why}");
            ExitCode::FAILURE
        }
    }
}

fn write_parts(
    rules: &str,
    loader: &str,
    [program, linked]: [&str; 2],
    [first, rest]: [&str; 2],
    names: Option<&str>,
) -> Result<(), String> {
    let text = fs::read_to_string(rules).map_err(|error| format!("can't read {rules}: {error}"))?;
    let rules = Rules::read(&text);
    let parts = split(
        &read(program)?,
        Some(&read(linked)?),
        &rules,
        loader,
        names.is_some(),
    )
    .map_err(|error| format!("{program}: {error}"))?;
    write(first, &parts.first)?;
    write(rest, &parts.rest)?;
    let Some(names) = names else {
        return Ok(());
    };
    // Names of functions in JavaScript: none has a character that JSON escapes.
    let lines: Vec<String> = parts
        .short
        .iter()
        .map(|(name, short)| format!("  {name:?}: {short:?}"))
        .collect();
    write(names, format!("{{\n{}\n}}\n", lines.join(",\n")).as_bytes())
}

fn write_traced(program: &str, traced: &str) -> Result<(), String> {
    let wasm = trace(&read(program)?).map_err(|error| format!("{program}: {error}"))?;
    write(traced, &wasm)
}

fn write_rules(program: &str, ran: &str, rules: &str) -> Result<(), String> {
    let text = fs::read_to_string(ran).map_err(|error| format!("can't read {ran}: {error}"))?;
    let numbers = text.split_whitespace().map(|number| {
        let number = number.parse::<u32>();
        number.map_err(|error| format!("{ran} holds more than numbers: {error}"))
    });
    let numbers = numbers.collect::<Result<BTreeSet<u32>, String>>()?;
    let lines =
        suggest(&read(program)?, &numbers).map_err(|error| format!("{program}: {error}"))?;
    write(rules, format!("{HEAD}{}\n", lines.join("\n")).as_bytes())
}

fn read(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("can't read {file}: {error}"))
}

fn write(file: &str, bytes: &[u8]) -> Result<(), String> {
    fs::write(file, bytes).map_err(|error| format!("can't write {file}: {error}"))
}
