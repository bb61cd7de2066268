//! Cursor over a path's text.

/// Characters with a position. Out of bounds is `None`.
#[derive(Debug)]
pub(super) struct Cursor {
    chars: Vec<char>,
    pub(super) at: usize,
}

impl Cursor {
    pub(super) fn new(text: &str) -> Cursor {
        Cursor {
            chars: text.chars().collect(),
            at: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn current(&self) -> Option<char> {
        self.get(self.at)
    }

    /// Whether the position is at the last character or behind it, where Jayway stops: it ignores one superfluous
    /// character at the end.
    pub(super) fn is_tail(&self) -> bool {
        self.at + 1 >= self.len()
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> String {
        self.chars
            .get(from..to.max(from))
            .unwrap_or_default()
            .iter()
            .collect()
    }

    pub(super) fn skip_spaces(&mut self) -> Option<char> {
        while self.current() == Some(' ') {
            self.at += 1;
        }
        self.current()
    }

    /// The first character behind `at` that is not a space, with its position.
    pub(super) fn significant_after(&self, at: usize) -> Option<(usize, char)> {
        (at + 1..self.len()).find_map(|i| self.get(i).filter(|c| *c != ' ').map(|c| (i, c)))
    }

    /// The position of the next `wanted` from `at` on.
    pub(super) fn find(&self, at: usize, wanted: char) -> Option<usize> {
        (at..self.len()).find(|i| self.get(*i) == Some(wanted))
    }

    /// The position of the next unescaped `wanted` behind `at`.
    pub(super) fn find_unescaped(&self, at: usize, wanted: char) -> Option<usize> {
        let mut escaped = false;
        for i in at + 1..self.len() {
            match self.get(i) {
                _ if escaped => escaped = false,
                Some('\\') => escaped = true,
                Some(c) if c == wanted => return Some(i),
                _ => {}
            }
        }
        None
    }

    /// The position of the `close` that matches the `open` at `at`. Strings are skipped, and regular expressions with
    /// `patterns`.
    pub(super) fn matching(
        &self,
        at: usize,
        open: char,
        close: char,
        patterns: bool,
    ) -> Option<usize> {
        let mut depth = 0_usize;
        let mut i = at;
        loop {
            // A quote right behind a string does not start another.
            if let Some(quote @ ('\'' | '"')) = self.get(i) {
                i = self.find_unescaped(i, quote)? + 1;
            }
            if patterns && self.get(i) == Some('/') {
                i = self.find_unescaped(i, '/')? + 1;
            }
            let c = self.get(i)?;
            if c == open {
                depth += 1;
            } else if c == close {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(i);
                }
            }
            i += 1;
        }
    }
}

/// `text` with its escapes resolved, as Jayway's `Utils.unescape` does.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => {
                let digits = chars.as_str().get(..4).unwrap_or_default();
                match u32::from_str_radix(digits, 16) {
                    Ok(code) => {
                        out.push(char::from_u32(code).unwrap_or('?'));
                        chars = chars.as_str().get(4..).unwrap_or_default().chars();
                    }
                    Err(_) => out.push('u'),
                }
            }
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}
