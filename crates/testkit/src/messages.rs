//! Census of error messages: which literals of the sources no test case shows.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The number of messages in the Rust files under `sources`, but for `except`, and a line for each of them that none of
/// `messages` shows.
///
/// # Panics
/// A source can't be read.
pub fn missing(sources: &[PathBuf], except: &[&str], messages: &[String]) -> (usize, String) {
    let mut count = 0;
    let mut missing = String::new();
    for path in sources.iter().flat_map(|folder| rust_files(folder)) {
        for words in words(&fs::read_to_string(&path).unwrap()) {
            if except.contains(&words.as_str()) || words.trim().is_empty() {
                continue;
            }
            count += 1;
            let parts = parts(&words);
            if !messages.iter().any(|message| says(message, &parts)) {
                let _ = writeln!(missing, "{}: {words}", path.display());
            }
        }
    }
    (count, missing)
}

/// The Rust files under a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The literals of a source file that may be messages: those with a space.
fn words(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut words = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' {
            // A character, or a lifetime.
            match chars.next() {
                Some('\\') => drop(chars.nth(1)),
                Some(_) if chars.peek() == Some(&'\'') => drop(chars.next()),
                _ => {}
            }
            continue;
        }
        if c != '"' {
            continue;
        }
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                    Some('n') => text.push('\n'),
                    Some(c) => text.push(c),
                    None => break,
                },
                _ => text.push(c),
            }
        }
        if text.contains(' ') {
            words.push(text);
        }
    }
    words
}

/// The parts of a format string between its placeholders.
fn parts(words: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = words;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        parts.last_mut().unwrap().push_str(before);
        if let Some(rest_of_it) = ["{{", "}}"]
            .iter()
            .find_map(|twice| after.strip_prefix(twice))
        {
            parts.last_mut().unwrap().push_str(&after[..1]);
            rest = rest_of_it;
            continue;
        }
        if let Some(closed) = after.strip_prefix('}') {
            parts.last_mut().unwrap().push('}');
            rest = closed;
            continue;
        }
        let name = after.get(1..).and_then(|name| name.split_once('}'));
        match name {
            Some((name, after)) if name.chars().all(|c| c == '_' || c.is_alphanumeric()) => {
                parts.push(String::new());
                rest = after;
            }
            _ => {
                parts.last_mut().unwrap().push('{');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    parts.last_mut().unwrap().push_str(rest);
    parts
}

fn says(message: &str, parts: &[String]) -> bool {
    let mut rest = message;
    parts
        .iter()
        .all(|part| match rest.split_once(part.as_str()) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}
