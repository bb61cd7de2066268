//! Tokens: for every text they cover all of it, and they agree with the parser about what is wrong.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use vtl::{Dialect, ErrorKind, Template, TokenKind, tokenize};

/// In order, without gap or overlap, none empty, each at boundaries of characters.
fn check(source: &str) {
    let mut at = 0;
    for token in tokenize(source) {
        assert_eq!(token.span.start, at, "{source:?}: a gap or an overlap");
        assert!(token.span.end > at, "{source:?}: an empty token");
        at = token.span.end;
        assert!(source.is_char_boundary(at), "{source:?}");
    }
    assert_eq!(at, source.len(), "{source:?}: not covered");
    let is_error = |kind| tokenize(source).iter().any(|token| token.kind == kind);
    match Template::parse(source, Dialect::Velocity) {
        Ok(_) => assert!(
            !is_error(TokenKind::Error),
            "{source:?} parses, {:?}",
            tokenize(source)
        ),
        Err(errors) => {
            let lexical = |e: &&vtl::Error| {
                e.kind == ErrorKind::Lexical && !e.message.starts_with("in this string")
            };
            if errors.first().as_ref().is_some_and(lexical) {
                assert!(is_error(TokenKind::Error), "{source:?}: {}", errors[0]);
            }
        }
    }
}

/// The texts of all files of cases: templates, valid and invalid, and what else the files contain.
fn texts(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            self::texts(&path, texts);
        } else {
            texts.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn tokens_cover_every_case_and_all_of_its_starts() {
    // Without optimisation the deepest templates need more than a test's stack.
    let worker = std::thread::Builder::new().stack_size(16 << 20);
    worker.spawn(check_cases).unwrap().join().unwrap();
}

fn check_cases() {
    let mut all = Vec::new();
    texts(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"),
        &mut all,
    );
    let mut count = 0;
    for text in &all {
        for section in text.split("\n=== ") {
            let section = section.split_once('\n').map_or(section, |(_, text)| text);
            check(section);
            // As while it is typed.
            for (at, _) in section.char_indices().take(120) {
                check(&section[..at]);
            }
            count += 1;
        }
    }
    assert!(count > 800, "{count} texts");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_cover_any_text(source in any::<String>()) {
        check(&source);
    }

    #[test]
    fn tokens_cover_any_signs(source in "[ a$#!\\\\{}()\\[\\]\"'.,*|=1é😀\r\n\t-]{0,40}") {
        check(&source);
    }
}
