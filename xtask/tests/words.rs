//! The words that a user reads, on the page, on the command line and in the documents: one name for one thing, and the
//! terms of AWS and HTTP. A phrase of [`PHRASES`] fails the test with its place and the better word.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What is not ours, and what is.
const PHRASES: &[(&str, &str)] = &[
    // Calls.
    ("refuse", "reject"),
    ("refuses", "rejects"),
    ("refused", "rejected"),
    ("refusal", "rejection, error response"),
    ("takes it", "accepts it"),
    ("takes no", "does not accept"),
    ("does not take", "does not accept"),
    ("took the", "accepted the"),
    ("exchange", "request, or call; the list of them: history"),
    ("exchanges", "requests; the list of them: history"),
    ("read from api", "load from API"),
    ("reading from the api", "loading from the API"),
    ("read back", "round trip, or load"),
    ("comes back", "the response, or the round trip"),
    ("came back", "the response"),
    ("what passed", "requests and responses"),
    ("got no leave", "was rejected"),
    ("wants an", "requires an"),
    ("wants a", "requires a"),
    ("asks nobody", "sends requests only to …"),
    ("calls in a second", "rate limit, requests per second"),
    ("lets through", "allows"),
    ("out of reach", "can't be reached"),
    // Data.
    ("member of the file", "field"),
    ("members of the file", "fields"),
    ("kept as it is", "unchanged"),
    ("kept as they are", "unchanged"),
    ("as it was", "unchanged"),
    ("as they were", "unchanged"),
    ("gone", "removed, lost, deleted"),
    ("take away", "download, or delete"),
    ("takes away", "downloads, or deletes"),
    ("taken away", "downloaded, or deleted"),
    ("take it away", "delete it"),
    ("taken over", "imported, applied"),
    ("blank", "space; for a form: empty"),
    ("blanks", "spaces"),
    ("at hand", "available, cached"),
    ("set aside as", "saved as"),
    ("written down", "logged, stored"),
    // Messages.
    ("is told", "names, says, lists"),
    ("are told", "name, say, list"),
    ("told of", "reported"),
    ("tells of", "reports"),
    ("said by", "has; is covered by"),
    ("is said", "says, names"),
    ("told", "said, named, listed"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("to the letter", "exactly"),
    ("by the letter", "strictly"),
    ("all the same", "still, anyway"),
    ("in all", "total, in total"),
    ("as long as nobody", "until"),
    ("anew", "again"),
    ("begun", "started"),
    ("beginning a", "starting a"),
    ("the last time", "last time"),
    ("without end", "endless, infinite"),
    ("a slip", "an accident"),
    ("has to be", "must be"),
    ("have to be", "must be"),
    ("it has to", "it must"),
    ("is no longer there", "was removed"),
    ("not there", "missing"),
    ("by hand", "manually, yourself"),
    ("looked at", "checked, visited"),
    ("rounds", "iterations"),
    ("grounds", "source"),
    ("stands twice", "is a duplicate"),
    ("stand twice", "are duplicates"),
    ("the words of", "the messages of"),
    // People.
    ("nobody", "no one, or the thing itself"),
    ("somebody", "a user, someone"),
    ("everybody", "everyone, public"),
    ("anybody", "anyone"),
    ("whoever", "anyone who, callers that"),
    ("a key of aws", "AWS owned key"),
    ("of one's own", "customer managed, custom"),
    // Amounts.
    ("a gb", "per GB"),
    ("kb a", "KB per"),
    ("in a second", "per second"),
    ("in a day", "per day"),
    ("for each call", "per request"),
];

/// As [`PHRASES`], in the texts of the page alone: documents compare what engines answer, and name what a seed is.
const PHRASES_OF_THE_PAGE: &[(&str, &str)] = &[
    ("answer", "response"),
    ("answers", "responds, responses"),
    ("answered", "responded"),
    ("seed", "the published example"),
    ("member", "field"),
    ("members", "fields"),
    ("indent", "pretty print"),
    ("as a file", "download"),
    ("as file", "download"),
];

/// Where a word is right: the end of a file's path, and a part of the text.
const ALLOWED: &[(&str, &str)] = &[
    // What earlier versions stored.
    ("src/state/stack/choices.rs", "Seed"),
    // A member of JSON, by its name.
    ("crates/resume/src/record.rs", "duplicate member"),
    ("crates/resume/src/import/json.rs", "duplicate member"),
    // A mapping template.
    ("crates/stack/src/probe/cases/values.rs", "#set"),
    // AWS's message.
    ("crates/stack/src/check/enumerations.rs", "Member must"),
    ("crates/stack/src/check/rules.rs", "Member must"),
];

/// Folders and files of Rust whose string literals a user reads.
const SOURCES: &[&str] = &[
    "src",
    "crates/engine/src",
    "crates/format/src",
    "crates/options/src",
    "crates/protocol/src",
    "crates/resume/src",
    "crates/stack/src",
    "crates/stack/examples/template.rs",
    "xtask/src",
];

const PAGES: &[&str] = &["index.html", "public/start.js", "public/theme.js"];

const DOCUMENTS: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "COMPATIBILITY.md",
    "CONTRIBUTING.md",
    "crates/gateway/COMPATIBILITY.md",
    "docs/DEPLOYMENT-CHECK.md",
    "docs/HOSTING.md",
    "docs/PROBE.md",
    "docs/STACK.md",
    "e2e/README.md",
];

#[test]
fn texts_use_our_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut faults = String::new();
    let mut texts = 0;
    let mut check = |file: &Path, found: Vec<(usize, String)>, is_document: bool| {
        let name = file
            .strip_prefix(&root)
            .unwrap_or(file)
            .display()
            .to_string();
        for (line, text) in found {
            texts += 1;
            for (wrong, better) in faults_of(&text, is_document) {
                let is_allowed = ALLOWED
                    .iter()
                    .any(|(path, part)| name.ends_with(path) && text.contains(part));
                if !is_allowed {
                    let _ = writeln!(faults, "{name}:{line}: \"{wrong}\": say {better}");
                }
            }
        }
    };
    for source in SOURCES {
        for file in rust_files(&root.join(source)) {
            check(&file, literals(&read(&file)), false);
        }
    }
    for page in PAGES {
        let file = root.join(page);
        let text = read(&file);
        let found = match page.ends_with(".js") {
            true => literals(&text),
            false => numbered(&text),
        };
        check(&file, found, false);
    }
    for document in DOCUMENTS {
        let file = root.join(document);
        check(&file, prose(&read(&file)), true);
    }
    assert!(texts > 1_000, "only {texts} texts were found");
    assert!(faults.is_empty(), "\n{faults}");
}

/// The phrases in a text that are not ours, each with the better one.
fn faults_of(text: &str, is_document: bool) -> Vec<(String, &'static str)> {
    let lower = without_placeholders(text).to_lowercase();
    let of_the_page = PHRASES_OF_THE_PAGE.iter().filter(|_| !is_document);
    let mut faults: Vec<_> = PHRASES
        .iter()
        .chain(of_the_page)
        .filter(|(wrong, _)| holds(&lower, wrong))
        .map(|(wrong, better)| ((*wrong).to_owned(), *better))
        .collect();
    if holds(text, "kB") {
        faults.push(("kB".to_owned(), "KB (1,024 bytes)"));
    }
    let is_share = |(at, _): (usize, &str)| text[..at].ends_with(|c: char| c.is_ascii_digit());
    if text.match_indices(" %").any(is_share) {
        faults.push((" %".to_owned(), "% without a space"));
    }
    faults
}

/// A text of `format!` without what is put in: `{name}`.
fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        left.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    left
}

/// Whether a phrase is in a text as whole words.
fn holds(text: &str, phrase: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + phrase.len()..].chars();
        // The end of a sentence is no part of a name.
        let ends = match (after.next(), after.next()) {
            (Some('.'), next) => next.is_none_or(|c| !is_word(c)),
            (next, _) => next.is_none_or(|c| !is_word(c)),
        };
        before.is_none_or(|c| !is_word(c)) && ends
    })
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn numbered(text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate();
    lines
        .map(|(index, line)| (index + 1, line.to_owned()))
        .collect()
}

/// A document's paragraphs, without code, each with the line that it begins at.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut paragraphs = Vec::new();
    let mut is_code = false;
    let mut last_is_text = false;
    for (line, text) in numbered(text) {
        if text.trim_start().starts_with("```") {
            is_code = !is_code;
            last_is_text = false;
            continue;
        }
        let begins = text.trim_start().starts_with(['|', '-', '#']);
        let text: String = text.split('`').step_by(2).collect::<Vec<_>>().join("…");
        let is_text = !is_code && !text.trim().is_empty();
        match paragraphs.last_mut() {
            // A phrase may be broken between lines.
            Some((_, last)) if is_text && last_is_text && !begins => {
                *last = format!("{last} {}", text.trim());
            }
            _ if is_text => paragraphs.push((line, text.trim().to_owned())),
            _ => {}
        }
        last_is_text = is_text;
    }
    paragraphs
}

/// The string literals of Rust or JavaScript that may be read by a person: those with a space or a capital letter. What
/// follows a module of tests is left out.
fn literals(source: &str) -> Vec<(usize, String)> {
    let source = match source.find("#[cfg(test)]\nmod ") {
        Some(end) => &source[..end],
        None => source,
    };
    let mut found = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(at) = rest.find(['"', '\'', '/', 'r', '`']) {
        let before = rest[..at].chars().next_back();
        line += rest[..at].matches('\n').count();
        let token = &rest[at..];
        let length = if token.starts_with("//") {
            token.find('\n').unwrap_or(token.len())
        } else if token.starts_with("/*") {
            token.find("*/").map_or(token.len(), |end| end + 2)
        } else if token.starts_with('"') || token.starts_with('`') {
            let (text, length) = quoted(token);
            found.push((line, text));
            length
        } else if token.starts_with('\'') {
            character(token)
        } else if let Some(hashes) = raw(token).filter(|_| !before.is_some_and(is_name)) {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = &token[hashes + 2..];
            let length = body.find(&end).unwrap_or(body.len());
            found.push((line, body[..length].to_owned()));
            hashes + 2 + length + end.len()
        } else {
            1
        };
        line += token[..length].matches('\n').count();
        rest = &token[length..];
    }
    let is_read = |text: &str| text.contains(' ') || text.starts_with(char::is_uppercase);
    found.retain(|(_, text)| is_read(text));
    found
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many `#` a raw string begins with.
fn raw(token: &str) -> Option<usize> {
    let rest = token.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// The text between quotes, and how long it is with them. A line that goes on with `\` is joined.
fn quoted(token: &str) -> (String, usize) {
    let mut text = String::new();
    let mut chars = token.char_indices();
    let quote = chars.next().map(|(_, c)| c);
    while let Some((at, c)) = chars.next() {
        if Some(c) == quote {
            return (text, at + c.len_utf8());
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some((at, '\n')) => {
                let rest = &token[at + 1..];
                let spaces = rest.len() - rest.trim_start().len();
                for _ in 0..spaces {
                    chars.next();
                }
            }
            Some((_, 'n')) => text.push('\n'),
            Some((_, c)) => text.push(c),
            None => {}
        }
    }
    (text, token.len())
}

/// How long a character in quotes is; 1 for a lifetime. In JavaScript the same quotes hold strings, which our files do not use.
fn character(token: &str) -> usize {
    let mut chars = token.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => token[2..].find('\'').map_or(1, |end| end + 3),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

#[test]
fn words_are_found_as_words() {
    assert!(holds("it was refused.", "refused"));
    assert!(!holds("class=exchange-part", "exchange"));
    assert!(!holds("exchanged", "exchange"));
    let source = "fn f<'a>() { /* \"gone\" */ let c = '\"'; g(\"Old \\\n   text\", r#\"raw \"x\" \"#); } // \"told\"";
    let texts: Vec<_> = literals(source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Old text", "raw \"x\" "]);
    assert_eq!(
        prose("One\ntwo `gone`.\n\n```\ngone\n```\n| a |\n| b |\n"),
        [
            (1, "One two ….".to_owned()),
            (7, "| a |".to_owned()),
            (8, "| b |".to_owned())
        ]
    );
    let faults = faults_of("Sent 5 % of 3 kB", true);
    assert_eq!(faults.len(), 2);
}
