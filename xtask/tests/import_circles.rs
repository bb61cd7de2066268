//! No two files of a crate import each other in a circle, be it through others. A module and those inside it may:
//! a parent's file re-exports its children, and children use what it defines.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path};

/// A module or an item, by its segments from the crate's root.
type Path = Vec<String>;
/// The tokens of each module's file.
type Files = BTreeMap<Path, Vec<String>>;

/// Where the sources are, from the project's folder.
const SOURCES: [&str; 10] = [
    "src",
    "crates/dynamodb/src",
    "crates/emulator/src",
    "crates/gateway/src",
    "crates/java/src",
    "crates/resume/src",
    "crates/stack/src",
    "crates/testkit/src",
    "crates/vtl/src",
    "xtask/src",
];

#[test]
fn no_files_import_each_other_in_a_circle() {
    for name in SOURCES {
        let root = path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = Files::new();
        read(&root.join(name), &[], &mut files);
        assert!(files.len() > 3, "the sources of {name} were not found");
        let all = files.keys().map(|module| (module, imports(module, &files)));
        let imports: BTreeMap<&Path, BTreeSet<Path>> = all.collect();
        for (module, direct) in &imports {
            let mut pending: Vec<&Path> = direct.iter().collect();
            let mut seen = BTreeSet::new();
            while let Some(next) = pending.pop() {
                assert!(next != *module, "{name}: {module:?} through {seen:?}");
                if seen.insert(next) {
                    pending.extend(imports.get(next).into_iter().flatten());
                }
            }
        }
    }
}

/// Reads the files of a folder, without comments and tests.
fn read(folder: &path::Path, module: &[String], files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if file.is_dir() {
            read(&file, &inner, files);
        } else if name != "tests" {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let lines = code.lines().map(|line| line.split("//").next().unwrap());
            let is_root = ["mod", "lib", "main"].contains(&name.as_str());
            let module = if is_root { module.to_vec() } else { inner };
            files.insert(module, tokens(&lines.collect::<Vec<_>>().join("\n")));
        }
    }
}

/// Words, `::`, and other characters one by one.
fn tokens(code: &str) -> Vec<String> {
    let spaced = code.chars().map(|c| match c {
        c if c.is_alphanumeric() || "_:".contains(c) => c.to_string(),
        c => format!(" {c} "),
    });
    let spaced = spaced.collect::<String>().replace("::", " :: ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// The modules whose items a file names, other than those around it and inside it.
fn imports(module: &Path, files: &Files) -> BTreeSet<Path> {
    let mut paths = Vec::new();
    for at in 0..files[module].len() {
        if let [first, separator, ..] = &files[module][at..]
            && ["crate", "super"].contains(&first.as_str())
            && separator == "::"
        {
            expand(&files[module][at..], Path::new(), &mut paths);
        }
    }
    let owners = paths
        .iter()
        .map(|path| owner(absolute(path, module), files, 0));
    let is_apart = |owner: &Path| !module.starts_with(owner) && !owner.starts_with(module);
    owners.filter(is_apart).collect()
}

/// Adds the paths of a tree such as `a::{b, c::d}`; how many tokens it has.
fn expand(tokens: &[String], mut path: Path, paths: &mut Vec<Path>) -> usize {
    let mut at = 0;
    loop {
        match tokens.get(at).map_or("", String::as_str) {
            "{" => {
                while ["{", ","].contains(&tokens[at].as_str()) {
                    at += 1 + expand(&tokens[at + 1..], path.clone(), paths);
                }
                return at + 1;
            }
            "}" => return at,
            "self" => {}
            word => path.push(word.to_owned()),
        }
        at += 1;
        if tokens.get(at).is_none_or(|next| next != "::") {
            paths.push(path);
            return at;
        }
        at += 1;
    }
}

/// A path from the crate's root.
fn absolute(path: &[String], module: &[String]) -> Path {
    let supers = path
        .iter()
        .take_while(|segment| *segment == "super")
        .count();
    match path[0] == "crate" {
        true => path[1..].to_vec(),
        false => [&module[..module.len() - supers], &path[supers..]].concat(),
    }
}

/// The module that defines what a path names: re-exports are followed.
fn owner(path: Path, files: &Files, depth: usize) -> Path {
    let is_module = |length: &usize| files.contains_key(&path[..*length]);
    let length = (0..=path.len()).rev().find(is_module).unwrap();
    let (module, rest) = path.split_at(length);
    let tokens = &files[module];
    for at in (0..tokens.len()).filter(|at| tokens[*at] == "use" && depth < 8) {
        let mut uses = Vec::new();
        expand(&tokens[at + 1..], Path::new(), &mut uses);
        let named = |own: &&Path| own.len() > 1 && own.last() == rest.first();
        if let Some(own) = uses.iter().find(named).filter(|own| own[0] != "std") {
            let target = [absolute(own, module), rest[1..].to_vec()].concat();
            return owner(target, files, depth + 1);
        }
    }
    module.to_vec()
}
