//! Positions of a text's values: line and column.

#[cfg(feature = "yaml")]
#[path = "position_yaml.rs"]
mod yaml;

use std::collections::HashMap;

/// The position of a value with those of its members.
#[derive(Debug, Default)]
pub(super) struct Positions {
    pub(super) line: usize,
    pub(super) column: usize,
    /// By name; of a list by index.
    pub(super) members: HashMap<String, Positions>,
}

impl Positions {
    /// The positions of a text that has been parsed before. `None`: the text has another form.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('{') {
            let mut scanner = Scanner {
                rest: text,
                line: 1,
                column: 1,
            };
            return scanner.value();
        }
        #[cfg(feature = "yaml")]
        return yaml::positions(text);
        #[cfg(not(feature = "yaml"))]
        None
    }

    /// Line and column of the value at a path, or of the nearest one around it.
    pub(super) fn nearest(&self, names: &[&str]) -> Option<(usize, usize)> {
        let mut at = self;
        for name in names {
            match at.members.get(*name) {
                Some(member) => at = member,
                None => break,
            }
        }
        Some((at.line, at.column))
    }
}

/// A scanner of JSON that is known to be valid, so that its depth is that of the parser.
struct Scanner<'t> {
    rest: &'t str,
    line: usize,
    column: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        match c {
            '\n' => (self.line, self.column) = (self.line + 1, 1),
            _ => self.column += 1,
        }
        Some(c)
    }

    /// The next character that is neither a space nor punctuation between values.
    fn peek(&mut self) -> Option<char> {
        loop {
            let c = self.rest.chars().next()?;
            if !(c.is_ascii_whitespace() || c == ',' || c == ':') {
                return Some(c);
            }
            self.next();
        }
    }

    fn value(&mut self) -> Option<Positions> {
        let first = self.peek()?;
        let mut found = Positions {
            line: self.line,
            column: self.column,
            members: HashMap::new(),
        };
        match first {
            '{' => {
                self.next();
                while self.peek()? != '}' {
                    let (line, column) = (self.line, self.column);
                    let name = self.string()?;
                    let value = self.value()?;
                    let member = Positions {
                        line,
                        column,
                        ..value
                    };
                    found.members.insert(name, member);
                }
                self.next();
            }
            '[' => {
                self.next();
                while self.peek()? != ']' {
                    let index = found.members.len().to_string();
                    let value = self.value()?;
                    found.members.insert(index, value);
                }
                self.next();
            }
            '"' => drop(self.string()?),
            _ => {
                let is_end = |c: char| c.is_ascii_whitespace() || ",:]}".contains(c);
                while self.rest.chars().next().is_some_and(|c| !is_end(c)) {
                    self.next();
                }
            }
        }
        Some(found)
    }

    fn string(&mut self) -> Option<String> {
        let text = self.rest;
        self.next()?;
        loop {
            match self.next()? {
                '\\' => drop(self.next()),
                '"' => break,
                _ => {}
            }
        }
        let literal = text.get(..text.len() - self.rest.len())?;
        serde_json::from_str(literal).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_of_json() {
        let text = "{\n \"a\\\"é\": [1, {\"b\": true},\n  \"x\"],\"c\":{}}";
        let positions = Positions::of(text).unwrap();
        for (path, expected) in [
            (&["a\"é"][..], (2, 2)),
            (&["a\"é", "0"], (2, 11)),
            (&["a\"é", "1", "b"], (2, 15)),
            (&["a\"é", "2"], (3, 3)),
            (&["c", "none"], (3, 8)),
            (&[], (1, 1)),
        ] {
            assert_eq!(positions.nearest(path), Some(expected), "{path:?}");
        }
    }

    #[test]
    fn broken_json_has_none() {
        assert!(Positions::of("{\"a\": [").is_none());
        assert!(Positions::of("{\"a").is_none());
    }

    #[test]
    #[cfg(feature = "yaml")]
    fn positions_of_yaml() {
        let text = "a: 1\nb:\n- x\n- c: !Sub y\n  d: [1, {e: 2}]\n";
        let positions = Positions::of(text).unwrap();
        for (path, expected) in [
            (&["a"][..], (1, 1)),
            (&["b", "0"], (3, 3)),
            (&["b", "1", "c"], (4, 3)),
            (&["b", "1", "c", "Fn::Sub"], (4, 3)),
            (&["b", "1", "d", "1", "e"], (5, 11)),
        ] {
            assert_eq!(positions.nearest(path), Some(expected), "{path:?}");
        }
    }
}
