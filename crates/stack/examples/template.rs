//! Prints the CloudFormation template of the stack: `cargo run -p stack --example template -- --format yaml`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let template = stack::template(&stack::Options::default());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] | ["--format", "yaml"] => print!("{}", stack::to_yaml(&template)),
        ["--format", "json"] => print!("{}", stack::to_json(&template)),
        _ => {
            eprintln!("usage: template [--format yaml|json]");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
