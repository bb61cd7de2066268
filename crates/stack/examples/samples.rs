//! Writes templates for linting into a folder: `cargo run -p stack --example samples -- FOLDER`.
//!
//! They are the check of API Gateway's behavior, both presets, and combinations of options in which every pair of values occurs;
//! and the APIs of these as OpenAPI documents.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/common/pairs.rs"]
mod pairs;

use stack::{Deployment, Options, Setting};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: samples FOLDER");
        return ExitCode::FAILURE;
    };
    match write_all(Path::new(&folder)) {
        Ok(files) => {
            for file in files {
                println!("{}", file.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("can't write into {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    let presets = [
        ("recommended", Options::recommended()),
        ("example", Options::example()),
    ];
    files.push(file(folder, "check.json", &stack::probe_text())?);
    for (name, options) in presets {
        let template = stack::template(&options);
        files.push(file(
            folder,
            &format!("{name}.yaml"),
            &stack::to_yaml(&template),
        )?);
        files.push(file(
            folder,
            &format!("{name}.json"),
            &stack::to_json(&template),
        )?);
    }
    for (index, options) in pairs::all_pairs().iter().enumerate() {
        let template = stack::template(options);
        files.push(file(
            folder,
            &format!("pairs-{index:02}.yaml"),
            &stack::to_yaml(&template),
        )?);
        let document = stack::openapi(&template, &deployment(options)).map_err(io::Error::other)?;
        files.push(file(
            folder,
            &format!("openapi-{index:02}.json"),
            &stack::to_json(&document),
        )?);
    }
    Ok(files)
}

/// The default one, with the options that are required.
fn deployment(options: &Options) -> Deployment {
    let certificate = Setting::named("certificate-arn").and_then(|setting| setting.get(options));
    let parameters = certificate.map(|arn| ("CertificateArn".to_owned(), arn));
    Deployment {
        parameters: parameters.into_iter().collect(),
        ..Deployment::default()
    }
}

fn file(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let path = folder.join(name);
    fs::write(&path, text)?;
    Ok(path)
}
