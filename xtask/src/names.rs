//! Names of the published files. Each whose content can change is named by it, so that a host and its caches can keep every file
//! for ever. trunk names the files of a page so, but not those of a worker, whose page has to know them, nor does it know of what
//! it did not write.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, io};
use crate::parts::REST;

/// The files of the worker. Each names those after it, and the page names all.
const WORKER: [&str; 5] = [
    "worker.js",
    "rest.js",
    "engine.js",
    "engine_rest.wasm",
    "engine_bg.wasm",
];

/// How the name of the console's files begins; a hash of trunk's follows.
const CONSOLE: &str = "resume-console-";

/// Where `worker.js` names the engine's rest.
const ENGINE_REST: &str = "const REST = \"\"";

/// The attribute of the page's `#program` before which the names of what belongs to the rests are put.
pub(crate) const BEFORE: &str = "data-rest-js=";

/// Renames the files in `dist` and in the texts that name them, and names the rests of both programs in the page.
///
/// # Errors
///
/// A file is missing or can't be written, or nothing names it.
pub(crate) fn set(dist: &Path) -> Outcome<()> {
    let mut renamed: Vec<(String, String)> = Vec::new();
    for name in WORKER.into_iter().rev() {
        let path = dist.join(name);
        let mut bytes = read(&path)?;
        if name == "worker.js" {
            bytes = replaced(
                &path,
                bytes,
                &[(
                    ENGINE_REST.into(),
                    "const REST = \"./engine_rest.wasm\"".into(),
                )],
            )?;
            bytes = replaced(&path, bytes, &renamed)?;
        }
        let new = hashed(name, &bytes);
        write(&dist.join(&new), &bytes)?;
        fs::remove_file(&path).map_err(io(format!("can't remove {}", path.display())))?;
        renamed.push((name.to_owned(), new));
    }
    let rest = renamed.iter().find(|(name, _)| name == "engine_rest.wasm");
    let engine_rest = rest.map(|(_, new)| new.clone()).unwrap_or_default();
    renamed.retain(|(name, _)| name != "engine_rest.wasm");
    let (before, after) = rename_console(dist)?;
    let rests = format!("data-rest=\"{after}{REST}\" data-engine-rest=\"{engine_rest}\" {BEFORE}");
    renamed.push((before, after));
    let index = dist.join("index.html");
    let text = replaced(&index, read(&index)?, &[(BEFORE.into(), rests)])?;
    write(&index, &replaced(&index, text, &renamed)?)
}

/// Renames the console's files by the content of all of them, and returns what their names began with before and begin with now.
fn rename_console(dist: &Path) -> Outcome<(String, String)> {
    let entries = fs::read_dir(dist).map_err(io(format!("can't read {}", dist.display())))?;
    let mut files: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(CONSOLE))
        .collect();
    files.sort();
    let rest = files.iter().find_map(|name| name.strip_suffix(REST));
    let before = rest
        .ok_or_else(|| Failure::new(format!("{} has no {CONSOLE}…{REST}", dist.display())))?
        .to_owned();
    let mut hasher = DefaultHasher::new();
    for name in &files {
        hasher.write(&read(&dist.join(name))?);
    }
    let after = format!("{CONSOLE}{}", digits(hasher.finish()));
    for name in &files {
        let (from, to) = (dist.join(name), dist.join(name.replace(&before, &after)));
        fs::rename(&from, &to).map_err(io(format!("can't rename {}", from.display())))?;
    }
    Ok((before, after))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(io(format!("can't read {}", path.display())))
}

fn write(path: &PathBuf, bytes: &[u8]) -> Outcome<()> {
    fs::write(path, bytes).map_err(io(format!("can't write {}", path.display())))
}

/// A text with other words for some, all of which it contains.
fn replaced(path: &Path, bytes: Vec<u8>, words: &[(String, String)]) -> Outcome<Vec<u8>> {
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    for (word, new) in words {
        if !text.contains(word) {
            return Err(Failure::new(format!(
                "{} does not contain {word}",
                path.display()
            )));
        }
        text = text.replace(word, new);
    }
    Ok(text.into_bytes())
}

/// A hash in a name: twelve digits are enough to tell builds apart, and each is transferred at a first visit.
fn digits(hash: u64) -> String {
    format!("{:012x}", hash >> 16)
}

/// A name with a hash of the content: `engine-0123456789ab_bg.wasm`.
pub(crate) fn hashed(name: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    let hash = digits(hasher.finish());
    let end = name.find(['_', '.']).unwrap_or(name.len());
    format!("{}-{hash}{}", &name[..end], &name[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_named_by_its_content() {
        let dist = std::env::temp_dir().join(format!("names-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist).unwrap();
        let page = "<meta data-js=resume-console-abc.js data-wasm=resume-console-abc_bg.wasm data-worker=worker.js \
                    data-rest-js=rest.js data-engine-js=engine.js data-engine-wasm=engine_bg.wasm>";
        for (name, text) in [
            ("index.html", page),
            (
                "worker.js",
                r#"import "./engine.js"; import "./rest.js"; const REST = ""; "./engine_bg.wasm""#,
            ),
            ("rest.js", "loader"),
            ("engine.js", "glue"),
            ("engine_bg.wasm", "program"),
            ("engine_rest.wasm", "the rest of it"),
            ("resume-console-abc.js", "glue"),
            ("resume-console-abc_bg.wasm", "program"),
            ("resume-console-abc_rest.wasm", "the rest of it"),
        ] {
            fs::write(dist.join(name), text).unwrap();
        }
        set(&dist).unwrap();
        let index = fs::read_to_string(dist.join("index.html")).unwrap();
        let names: Vec<&str> = index
            .split(['=', ' ', '>', '"'])
            .filter(|part| part.contains('.'))
            .collect();
        assert_eq!(names.len(), 8, "{index}");
        for name in &names {
            assert!(dist.join(name).is_file(), "{name}");
            assert!(!WORKER.contains(name) && !name.contains("abc"), "{name}");
        }
        let worker = names
            .iter()
            .find(|name| name.starts_with("worker-"))
            .unwrap();
        let worker = fs::read_to_string(dist.join(worker)).unwrap();
        let engines = names
            .iter()
            .filter(|name| name.starts_with("engine-") || name.starts_with("rest-"));
        for name in engines {
            assert!(worker.contains(name), "{name}: {worker}");
        }
        assert!(set(&dist).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
