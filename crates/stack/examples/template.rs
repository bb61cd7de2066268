//! Prints the stack's template: `cargo run -p stack --example template -- --preset recommended --format yaml`.
//!
//! Any option can be set by its name; `--help` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use stack::{Deployment, Options, SETTINGS, Setting, Severity, Subject};
use std::process::ExitCode;

const USAGE: &str = "\
Prints the CloudFormation template of the stack, or its API as an OpenAPI document.

usage: template [--preset recommended|example] [--format yaml|json|openapi] [--NAME VALUE ...]
       template --probe
       template --check FILE

  --probe   prints the template of mock methods that show how API Gateway runs mapping templates (docs/PROBE.md)
  --check   prints what a deployment of a template (YAML or JSON, of any API) is rejected for or fails at, a line for each
            finding; the exit code is 1 if it is rejected, 2 if the file is no template

  --preset  recommended (default): on-demand capacity, writes by API key, backups, logs
            example: the stack of the article \"AWS API Gateway with DynamoDB\", as its CDK code builds it
  --format  yaml (default), json: the template; openapi: the API, for aws apigateway import-rest-api
  --help    this text

For an OpenAPI document, which can't refer to other resources:

  --region REGION            the table's region (us-east-1)
  --account-id ID            the table's account, twelve digits
  --role-name NAME           the role with access to the table
  --physical-table-name NAME the table's name
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next() {
        Some(first) if first == "--probe" && std::env::args().len() == 2 => {
            print!("{}", stack::probe_text());
            return ExitCode::SUCCESS;
        }
        Some(first) if first == "--check" => return checked(arguments.next()),
        Some(first) => {
            if let Some(file) = first.strip_prefix("--check=") {
                return checked(Some(file.to_owned()));
            }
        }
        None => {}
    }
    match run(std::env::args().skip(1)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}\n(--help lists the options)");
            ExitCode::FAILURE
        }
    }
}

/// Prints the findings of a file.
fn checked(file: Option<String>) -> ExitCode {
    let findings = match &file {
        Some(file) => std::fs::read_to_string(file)
            .map_err(|error| error.to_string())
            .and_then(|text| stack::check(&text).map_err(|error| error.to_string())),
        None => Err("--check has no file".to_owned()),
    };
    let file = file.unwrap_or_default();
    let findings = match findings {
        Ok(findings) => findings,
        Err(message) => {
            let place = if file.is_empty() { "" } else { ": " };
            eprintln!("{file}{place}{message}");
            return ExitCode::from(2);
        }
    };
    for finding in &findings {
        let position = |number: Option<usize>| number.unwrap_or(1);
        println!(
            "{file}:{}:{}: {}: {finding}",
            position(finding.line),
            position(finding.column),
            finding.severity
        );
    }
    match findings.iter().any(|f| f.severity == Severity::Rejected) {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let mut options = Options::recommended();
    let mut format = "yaml".to_owned();
    let mut deployment = Deployment::default();
    let mut given: Vec<(&Setting, String)> = Vec::new();
    while let Some(argument) = arguments.next() {
        if matches!(argument.as_str(), "--help" | "-h") {
            return Ok(help());
        }
        let name = argument
            .strip_prefix("--")
            .ok_or_else(|| format!("{argument:?} is not an option: options start with --"))?;
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (name, arguments.next()),
        };
        let value = value.ok_or_else(|| format!("--{name} has no value"))?;
        let mut named = |id: &str, name| deployment.physical_names.push((id.to_owned(), name));
        match (name, value.as_str()) {
            ("preset", "recommended") => options = Options::recommended(),
            // The name of earlier versions.
            ("preset", "example" | "seed") => options = Options::example(),
            ("preset", _) => {
                return Err(format!(
                    "--preset can't be {value:?}: use recommended or example"
                ));
            }
            ("format", _) => format = value,
            ("region", _) => deployment.region = value,
            ("account-id", _) => deployment.account_id = value,
            ("role-name", _) => named("TableAccess", value),
            ("physical-table-name", _) => named("Table", value),
            _ => {
                let setting = Setting::named(name);
                let setting = setting.ok_or_else(|| format!("there is no option --{name}"))?;
                given.push((setting, value));
            }
        }
    }
    // In the table's order, in which what an option goes with comes before it.
    for setting in SETTINGS {
        for (_, value) in given.iter().filter(|(other, _)| other.name == setting.name) {
            let set = setting.set(&mut options, value);
            set.map_err(|error| format!("--{error}"))?;
        }
    }
    if let Some(problem) = options.problems().first() {
        return Err(format!("--{problem}"));
    }
    let template = stack::template(&options);
    match format.as_str() {
        "yaml" => Ok(stack::to_yaml(&template)),
        "json" => Ok(stack::to_json(&template)),
        "openapi" => {
            let document = stack::openapi(&template, &deployment);
            document
                .map(|document| stack::to_json(&document))
                .map_err(|error| error.to_string())
        }
        _ => Err(format!(
            "--format can't be {format:?}: use yaml, json or openapi"
        )),
    }
}

fn help() -> String {
    let mut text = USAGE.to_owned();
    for subject in Subject::ALL {
        text.push_str(&format!("\n{}\n", subject.title()));
        for setting in SETTINGS.iter().filter(|setting| setting.subject == subject) {
            text.push_str(&setting_help(setting));
        }
    }
    text
}

fn setting_help(setting: &Setting) -> String {
    let mut text = format!("  --{} VALUE\n", setting.name);
    let mut line = |indent: usize, content: &str| {
        for part in wrapped(content, 100 - indent) {
            text.push_str(&format!("{:indent$}{part}\n", ""));
        }
    };
    line(6, setting.doc());
    if let stack::Allowed::Choice(choices) = setting.allowed {
        for choice in choices {
            line(8, &format!("{}: {}", choice.value, choice.doc()));
        }
    } else {
        line(6, &format!("Value: {}.", setting.allowed));
    }
    if !setting.applies_with.is_empty() {
        line(6, &format!("Only with {}.", setting.applies_with));
    }
    // What goes with another value than the preset's has its default there.
    if let Some(default) = setting.default_value() {
        let default = if default.is_empty() {
            "empty"
        } else {
            &default
        };
        line(6, &format!("Default: {default}."));
    }
    text
}

/// The text in lines of at most so many characters, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines
            .last_mut()
            .map(|line| line.chars().count())
            .unwrap_or_default();
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
