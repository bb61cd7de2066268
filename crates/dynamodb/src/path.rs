//! Paths in a JSON document and positions in its text.

use std::fmt;

/// One step into a JSON document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathSegment<'a> {
    /// Into an object's member.
    Member(&'a str),
    /// Into an array's element, counted from 0.
    Element(usize),
}

/// The path as text: `Item.skills.L[2].M.title`.
pub(crate) fn display(steps: &[PathSegment<'_>]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            PathSegment::Member(name) if text.is_empty() => text.push_str(name),
            PathSegment::Member(name) => {
                text.push('.');
                text.push_str(name);
            }
            PathSegment::Element(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// A position in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextPosition {
    /// Bytes from the start.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl TextPosition {
    /// The position of a byte. One beyond the end or within a character moves back to the start of a character.
    pub fn at(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = text.get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            offset,
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// The position of serde_json's error in its text.
    pub(crate) fn of_json_error(text: &str, error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::at(text, text.len());
        }
        // serde_json counts columns in bytes, up to the wrong byte.
        let line_start = match error.line().checked_sub(2) {
            None => 0,
            Some(newline) => text
                .match_indices('\n')
                .nth(newline)
                .map_or(text.len(), |(at, _)| at + 1),
        };
        Self::at(
            text,
            line_start.saturating_add(error.column().saturating_sub(1)),
        )
    }
}

impl fmt::Display for TextPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// The start of the value at a path of a valid JSON text; of the last value found if there is none at the path.
pub(crate) fn locate(text: &str, steps: &[PathSegment<'_>]) -> TextPosition {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    scanner.skip_blanks();
    let mut found = scanner.at;
    for step in steps {
        let inside = match step {
            PathSegment::Member(name) => scanner.enter_member(name),
            PathSegment::Element(index) => scanner.enter_element(*index),
        };
        match inside {
            Some(at) => found = at,
            None => break,
        }
        scanner.at = found;
    }
    TextPosition::at(text, found)
}

/// A scanner of valid JSON. It stops at invalid JSON without an error.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let there = self.peek() == Some(byte);
        if there {
            self.at += 1;
        }
        there
    }

    /// Skips a string. Returns its raw bytes with the quotes.
    fn string(&mut self) -> &[u8] {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        loop {
            self.skip_blanks();
            match self.peek() {
                None => return,
                Some(b'"') => {
                    self.string();
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                Some(_) => {
                    self.at += 1;
                    if depth == 0 {
                        while self
                            .peek()
                            .is_some_and(|b| !b",]}".contains(&b) && !b.is_ascii_whitespace())
                        {
                            self.at += 1;
                        }
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The start of a member's value; the last one of duplicates.
    fn enter_member(&mut self, name: &str) -> Option<usize> {
        if !self.eat(b'{') {
            return None;
        }
        let mut found = None;
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return found;
            }
            let key: Option<String> = serde_json::from_slice(self.string()).ok();
            if !self.eat(b':') {
                return found;
            }
            self.skip_blanks();
            if key.as_deref() == Some(name) {
                found = Some(self.at);
            }
            self.skip_value();
            if !self.eat(b',') {
                return found;
            }
        }
    }

    fn enter_element(&mut self, index: usize) -> Option<usize> {
        if !self.eat(b'[') {
            return None;
        }
        for _ in 0..index {
            self.skip_blanks();
            self.skip_value();
            if !self.eat(b',') {
                return None;
            }
        }
        self.skip_blanks();
        (self.peek() != Some(b']')).then_some(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_values() {
        let text = "{\n  \"a\\\"b\": [1, true, {\"é\": \"x\"}, \"]\"],\n  \"k\": null, \"k\": {\"z\": -1.5e3}\n}";
        let at =
            |steps: &[PathSegment<'_>]| text.get(locate(text, steps).offset..).unwrap().to_owned();
        use PathSegment::{Element, Member};
        assert!(at(&[]).starts_with("{\n"));
        assert!(at(&[Member("a\"b"), Element(1)]).starts_with("true"));
        assert!(at(&[Member("a\"b"), Element(2), Member("é")]).starts_with("\"x\""));
        assert!(at(&[Member("a\"b"), Element(3)]).starts_with("\"]\""));
        assert!(at(&[Member("k"), Member("z")]).starts_with("-1.5e3"));
        // A path to a missing member stops at the last existing one.
        assert!(at(&[Member("k"), Member("no")]).starts_with("{\"z\""));
        let position = locate(text, &[Member("a\"b"), Element(2), Member("é")]);
        assert_eq!((position.line, position.column), (2, 27));
        assert_eq!(
            display(&[Member("Item"), Member("L"), Element(2), Member("M")]),
            "Item.L[2].M"
        );
    }
}
