//! Which part of the page may use which: what ARCHITECTURE.md says, held.
#![cfg(not(target_arch = "wasm32"))]
// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The parts of `src/`, each after those that it may use.
const PARTS: [&str; 8] = [
    "browser",
    "engine",
    "api",
    "state",
    "components",
    "pages",
    "routes",
    "commands",
];

/// The files outside `src/browser/` that may name the browser's types: the mount point, and the view that draws lines of code
/// as HTML.
const MAY_NAME_WEB_SYS: [&str; 2] = ["lib.rs", "components/code_view/mod.rs"];

/// The source files below `src/`: their paths in it, and their texts without comments.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines();
            let code: Vec<&str> = lines
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let name = path.strip_prefix(&src).unwrap().to_string_lossy();
            sources.push((name.replace('\\', "/"), code.join("\n")));
        }
    }
    assert!(sources.len() > 50);
    sources
}

/// Whether `text` names `word` as a whole.
fn names(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}

#[test]
fn parts_use_those_before_them() {
    for (name, text) in sources() {
        let part = name.split(['/', '.']).next().unwrap();
        let Some(place) = PARTS.iter().position(|one| *one == part) else {
            continue;
        };
        for other in PARTS.iter().skip(place + 1) {
            assert!(
                !names(&text, &format!("crate::{other}")),
                "src/{name} uses src/{other}"
            );
        }
    }
}

#[test]
fn the_browser_is_behind_its_part() {
    for (name, text) in sources() {
        let may = name.starts_with("browser/") || MAY_NAME_WEB_SYS.contains(&&name[..]);
        for crate_name in ["web_sys", "js_sys"] {
            assert!(may || !names(&text, crate_name), "src/{name}: {crate_name}");
        }
    }
}

/// `resume-console.` begins every key.
#[test]
fn what_is_stored_is_named_in_one_place() {
    let keys = include_str!("../crates/web/src/keys.rs");
    for (name, text) in sources() {
        assert!(!text.contains("\"resume-console"), "src/{name}");
    }
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    for script in ["start.js", "theme.js"] {
        let text = fs::read_to_string(public.join(script)).unwrap();
        let texts = text.split('"').skip(1).step_by(2);
        for key in
            texts.filter(|text| text.starts_with("resume-console") || *text == "consoleDraft")
        {
            assert!(keys.contains(&format!("\"{key}\"")), "{script}: {key}");
        }
    }
}

/// What evaluates templates is a program of its own: the page neither waits for it to load nor for it to work.
#[test]
fn the_page_is_without_the_engine() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = Command::new(cargo)
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none"])
        .args([
            "--package",
            "resume-console",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{tree:?}");
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(crates.contains(&"protocol"), "{crates:?}");
    for name in [
        "engine",
        "vtl",
        "java",
        "gateway",
        "dynamodb",
        "emulator",
        "stack",
        "similar",
        "saphyr-parser",
    ] {
        assert!(!crates.contains(&name), "{name}");
    }
}
