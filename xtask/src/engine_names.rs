//! Names of the engine's files. trunk gives the files of a page names with a hash, but not those of a worker, whose page has to
//! know them; here they get one, too, so that a host and its caches can keep every file for ever.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use crate::failure::{Failure, Outcome, io};

/// The files as trunk writes them. Each is named by those after it, and the first by the page.
const FILES: [&str; 3] = ["worker.js", "engine.js", "engine_bg.wasm"];

/// Renames the files in `dist` and in the texts that name them.
///
/// # Errors
///
/// A file is missing or can't be written, or nothing names it.
pub(crate) fn set(dist: &Path) -> Outcome<()> {
    let mut renamed: Vec<(&str, String)> = Vec::new();
    for name in FILES.into_iter().rev() {
        let path = dist.join(name);
        let mut bytes = read(&path)?;
        if name == "worker.js" {
            bytes = with_names(&path, bytes, &renamed)?;
        }
        let new = hashed(name, &bytes);
        let to = dist.join(&new);
        fs::write(&to, bytes).map_err(io(format!("can't write {}", to.display())))?;
        fs::remove_file(&path).map_err(io(format!("can't remove {}", path.display())))?;
        renamed.push((name, new));
    }
    let index = dist.join("index.html");
    let text = with_names(&index, read(&index)?, &renamed)?;
    fs::write(&index, text).map_err(io(format!("can't write {}", index.display())))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(io(format!("can't read {}", path.display())))
}

/// A text with other names for files.
fn with_names(path: &Path, bytes: Vec<u8>, renamed: &[(&str, String)]) -> Outcome<Vec<u8>> {
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    for (name, new) in renamed {
        if !text.contains(name) {
            return Err(Failure::new(format!(
                "{} does not name {name}",
                path.display()
            )));
        }
        text = text.replace(name, new);
    }
    Ok(text.into_bytes())
}

/// `engine-0123456789abcdef_bg.wasm`
fn hashed(name: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    let hash = hasher.finish();
    let end = name.find(['_', '.']).unwrap_or(name.len());
    format!("{}-{hash:016x}{}", &name[..end], &name[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_named_by_its_content() {
        let dist = std::env::temp_dir().join(format!("engine-names-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist).unwrap();
        let page = r#"<meta data-worker=worker.js data-engine-js=engine.js data-engine-wasm=engine_bg.wasm>"#;
        for (name, text) in [
            ("index.html", page),
            ("worker.js", r#"import "./engine.js"; "./engine_bg.wasm""#),
            ("engine.js", "glue"),
            ("engine_bg.wasm", "program"),
        ] {
            fs::write(dist.join(name), text).unwrap();
        }
        set(&dist).unwrap();
        let index = fs::read_to_string(dist.join("index.html")).unwrap();
        let names: Vec<&str> = index
            .split(['=', ' ', '>'])
            .filter(|part| part.contains('.'))
            .collect();
        assert_eq!(names.len(), 3, "{index}");
        for name in &names {
            assert!(dist.join(name).is_file(), "{name}");
            assert!(!FILES.contains(name), "{name}");
        }
        let worker = fs::read_to_string(dist.join(names[0])).unwrap();
        assert!(
            names[1..].iter().all(|name| worker.contains(name)),
            "{worker}"
        );
        assert!(set(&dist).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
