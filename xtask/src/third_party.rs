//! `dist/THIRD-PARTY.txt`: the licences of third-party code in the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, say};

/// The file's name. The page links to it.
pub(crate) const FILE: &str = "THIRD-PARTY.txt";

const TARGET: &str = "wasm32-unknown-unknown";
const APACHE: &str = include_str!("../../LICENSE-APACHE");

/// A crate of another's that is compiled into the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    /// The SPDX expression of its manifest.
    license: String,
}

/// Writes the file into a folder.
pub(crate) fn write(dist: &Path) -> Outcome<()> {
    let file = dist.join(FILE);
    let packages = packages()?;
    fs::write(&file, notices(&packages, &folders()?)?)
        .map_err(io(format!("can't write {}", file.display())))?;
    say::note(format!(
        "wrote the licences of {} crates into {}",
        packages.len(),
        file.display()
    ));
    Ok(())
}

/// The crates that the page and its engine are linked from, without those that run at its build alone: macros and build scripts.
fn packages() -> Outcome<Vec<Package>> {
    let mut cargo = process::cargo();
    cargo.current_dir(paths::root()).args([
        "tree",
        "--locked",
        "--package",
        "resume-console",
        "--package",
        "engine",
        "--target",
        TARGET,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ]);
    let mut packages: Vec<Package> = process::capture(&mut cargo)?
        .lines()
        .filter_map(package)
        .collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// A line of `cargo tree`: `serde v1.0.0|MIT OR Apache-2.0`, with ` (*)` where it was listed before. `None` for a crate of
/// the project, which has its path behind the version.
fn package(line: &str) -> Option<Package> {
    let line = line.strip_suffix(" (*)").unwrap_or(line);
    let (package, license) = line.split_once('|')?;
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    words.next().is_none().then(|| Package {
        name: name.to_owned(),
        version: version.to_owned(),
        license: license.to_owned(),
    })
}

/// The folders of the sources, by `NAME-VERSION`.
fn folders() -> Outcome<BTreeMap<String, PathBuf>> {
    let mut cargo = process::cargo();
    cargo.current_dir(paths::root()).args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        TARGET,
    ]);
    Ok(manifests(&process::capture(&mut cargo)?)
        .into_iter()
        .filter_map(|manifest| {
            let folder = manifest.parent()?.to_path_buf();
            Some((folder.file_name()?.to_str()?.to_owned(), folder))
        })
        .collect())
}

/// The manifests that cargo's metadata names: the strings of JSON behind `"manifest_path":`.
fn manifests(metadata: &str) -> Vec<PathBuf> {
    metadata
        .split("\"manifest_path\":\"")
        .skip(1)
        .map(|rest| {
            let mut path = String::new();
            let mut characters = rest.chars();
            while let Some(c) = characters.next().filter(|c| *c != '"') {
                match c {
                    // A path of Windows; cargo escapes nothing else of a path.
                    '\\' => path.extend(characters.next()),
                    c => path.push(c),
                }
            }
            PathBuf::from(path)
        })
        .collect()
}

/// The text: first the crates, then each licence text once, with its crates.
fn notices(packages: &[Package], folders: &BTreeMap<String, PathBuf>) -> Outcome<String> {
    let mut text = "The resume console is made with the crates below, under the licences that their authors gave them,\n\
                    and with Rust's standard library (https://www.rust-lang.org, MIT OR Apache-2.0).\n\
                    The console itself is licensed under MIT OR Apache-2.0.\n\n"
        .to_owned();
    let mut licences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |licence: String, of: String| licences.entry(licence).or_default().push(of);
    add(
        standard("MIT", "The Rust project developers").unwrap_or_default(),
        "Rust's standard library".to_owned(),
    );
    for package in packages {
        let Package {
            name,
            version,
            license,
        } = package;
        let known = match license.as_str() {
            "" => "no licence named in its manifest",
            named => named,
        };
        text.push_str(&format!(
            "{name} {version}: {known}\n  https://crates.io/crates/{name}/{version}\n"
        ));
        for licence in texts(package, folders)? {
            add(licence, format!("{name} {version}"));
        }
    }
    for (licence, of) in licences {
        text.push_str(&format!(
            "\n{}\n{}\n\n{licence}\n",
            "=".repeat(80),
            of.join(", ")
        ));
    }
    Ok(text)
}

/// A crate's licence texts: its own files, or the standard text of the licence that its manifest names.
fn texts(package: &Package, folders: &BTreeMap<String, PathBuf>) -> Outcome<Vec<String>> {
    let Package {
        name,
        version,
        license,
    } = package;
    let id = format!("{name}-{version}");
    let folder = folders.get(&id).ok_or_else(|| {
        Failure::new(format!("no source found for {name} {version}"))
            .way_out("`cargo fetch` downloads it.")
    })?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(io(format!("can't read {}", folder.display())))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_licence(path))
        .collect();
    files.sort();
    if files.is_empty() {
        return standard(license, &format!("The authors of {name}"))
            .map(|text| vec![text])
            .ok_or_else(|| {
                Failure::new(format!(
                    "{name} {version} (`{license}`) has no licence text, and there is no standard text of it here"
                ))
                .way_out("Add its text to `standard` in xtask/src/third_party.rs, or remove the crate.")
            });
    }
    files
        .iter()
        .map(|file| {
            let text =
                fs::read_to_string(file).map_err(io(format!("can't read {}", file.display())))?;
            Ok(text.replace("\r\n", "\n").trim_matches('\n').to_owned())
        })
        .collect()
}

/// Whether a file is a licence or a notice by its name.
fn is_licence(file: &Path) -> bool {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().to_ascii_uppercase())
        .unwrap_or_default();
    ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
        .iter()
        .any(|start| name.starts_with(start))
        // A program may be called so, too.
        && !name.ends_with(".RS")
}

/// The standard text of the first licence of an SPDX expression that this file has a text for.
fn standard(expression: &str, holder: &str) -> Option<String> {
    if expression.contains(" AND ") {
        return None;
    }
    expression
        .split(" OR ")
        .flat_map(|part| part.split('/'))
        .find_map(|id| match id.trim() {
            "MIT" => Some(mit(holder)),
            "Apache-2.0" => Some(APACHE.trim_matches('\n').to_owned()),
            _ => None,
        })
}

fn mit(holder: &str) -> String {
    let own = include_str!("../../LICENSE-MIT").trim_matches('\n');
    own.lines()
        .map(|line| match line.starts_with("Copyright (c)") {
            true => format!("Copyright (c) {holder}"),
            false => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.to_owned(),
        }
    }

    #[test]
    fn every_crate_of_the_page_is_listed_with_a_text() {
        let packages = packages().unwrap();
        let text = notices(&packages, &folders().unwrap()).unwrap();
        for name in [
            "leptos",
            "serde_json",
            "wasm-bindgen",
            "similar",
            "postcard",
        ] {
            assert!(
                packages.iter().any(|package| package.name == name),
                "{name}"
            );
        }
        // Neither the project's own crates nor those that run only during the build.
        for name in ["stack", "vtl", "leptos_macro", "serde_derive"] {
            assert!(
                packages.iter().all(|package| package.name != name),
                "{name}"
            );
        }
        let (list, licences) = text.split_once("\n====").unwrap();
        for Package {
            name,
            version,
            license,
        } in &packages
        {
            assert!(
                list.contains(&format!("{name} {version}: {license}\n")),
                "{name}"
            );
            let headed = |line: &str| {
                line.split(", ")
                    .any(|one| one == format!("{name} {version}"))
            };
            assert!(licences.lines().any(headed), "{name} has no text");
        }
        assert!(licences.contains("Permission is hereby granted"));
        assert!(licences.contains("UNICODE LICENSE V3"));
        assert!(!text.contains("no licence named"));
    }

    #[test]
    fn a_crate_without_a_text_gets_the_standard_one_or_fails() {
        let empty = std::env::temp_dir().join(format!("third-party-{}", std::process::id()));
        fs::create_dir_all(&empty).unwrap();
        let folders = BTreeMap::from([("a-1.0.0".to_owned(), empty.clone())]);
        let of = |license: &str| texts(&package("a", license), &folders);
        assert!(of("MIT").unwrap()[0].contains("Copyright (c) The authors of a\n"));
        assert!(of("Zlib/Apache-2.0").unwrap()[0].contains("Apache License"));
        for license in ["", "Zlib", "MIT AND Zlib"] {
            let failure = of(license).unwrap_err().to_string();
            assert!(
                failure.contains("a 1.0.0") && failure.contains("third_party.rs"),
                "{failure}"
            );
        }
        fs::write(empty.join("LICENSE-ZLIB.md"), "its own\r\n").unwrap();
        fs::write(empty.join("license.rs"), "fn main() {}").unwrap();
        assert_eq!(of("Zlib").unwrap(), ["its own"]);
        fs::remove_dir_all(&empty).unwrap();
        assert!(texts(&package("b", "MIT"), &folders).is_err());
    }

    #[test]
    fn lines_of_cargo_tree_are_read() {
        assert_eq!(
            super::package("a v1.0.0|MIT (*)"),
            Some(package("a", "MIT"))
        );
        assert_eq!(super::package("own v0.1.0 (/home/x)|MIT"), None);
        assert_eq!(super::package(""), None);
    }

    #[test]
    fn paths_are_read_from_the_metadata() {
        let metadata = r#"{"a":1,"manifest_path":"C:\\x\\a-1\\Cargo.toml","b":{"manifest_path":"/y/b-2/Cargo.toml"}}"#;
        assert_eq!(
            manifests(metadata),
            [
                PathBuf::from(r"C:\x\a-1\Cargo.toml"),
                PathBuf::from("/y/b-2/Cargo.toml")
            ]
        );
    }
}
