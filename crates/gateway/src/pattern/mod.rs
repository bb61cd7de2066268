//! Java's regular expressions, as far as a selection pattern or a filter uses them: whether a text
//! matches as a whole.
//!
//! Literals, `.`, classes, `\d \w \s` and their opposites, `\Q…\E`, anchors, `\b`, groups without
//! back references, alternation, `? * + {m,n}` (greedy or lazy), `(?i)`, `(?s)`. Since no part of a
//! match is asked for, a set of states is carried along the text: the time grows with the text's
//! length times the expression's, whatever the expression. Look-around, back references,
//! possessive quantifiers and `\p{…}` are refused.

mod parse;

use std::fmt;
use std::rc::Rc;

/// The most work of one match: states times characters.
const MAX_WORK: usize = 50_000_000;

/// A compiled expression.
#[derive(Clone)]
pub(crate) struct Pattern {
    source: Rc<str>,
    program: Rc<[Op]>,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.source)
    }
}

/// An instruction; targets are places in the program.
#[derive(Clone, Debug)]
enum Op {
    One(Set),
    Start,
    End,
    Word(bool),
    Jump(usize),
    Split(usize, usize),
    Accept,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
struct Set {
    ranges: Vec<(char, char)>,
    /// Sets within a class, such as `\d` or the negated `\W`.
    parts: Vec<Set>,
    negated: bool,
    fold: bool,
}

impl Set {
    fn has(&self, c: char) -> bool {
        let within = |c: char| {
            self.ranges
                .iter()
                .any(|(low, high)| (*low..=*high).contains(&c))
        };
        let found = within(c)
            || (self.fold && (within(c.to_ascii_lowercase()) || within(c.to_ascii_uppercase())))
            || self.parts.iter().any(|part| part.has(c));
        found != self.negated
    }
}

impl Pattern {
    /// Compiles `source`.
    ///
    /// # Errors
    /// A message that says what is wrong with it, or what is not supported.
    pub(crate) fn compile(source: &str) -> Result<Pattern, String> {
        let program = parse::compile(source)?;
        Ok(Pattern {
            source: source.into(),
            program: program.into(),
        })
    }

    /// Whether `text` as a whole matches.
    ///
    /// # Errors
    /// A message where the text is too long for this expression.
    pub(crate) fn matches(&self, text: &str) -> Result<bool, String> {
        if text.len().saturating_mul(self.program.len()) > MAX_WORK {
            return Err("the text is too long for the regular expression".to_owned());
        }
        let mut states = States::new(self.program.len());
        let mut next = States::new(self.program.len());
        let mut before = None;
        let mut chars = text.chars();
        let mut now = chars.next();
        self.enter(0, before, now, &mut states);
        while let Some(c) = now {
            let after = chars.next();
            next.clear();
            for at in &states.list {
                if let Some(Op::One(set)) = self.program.get(*at)
                    && set.has(c)
                {
                    self.enter(at + 1, Some(c), after, &mut next);
                }
            }
            std::mem::swap(&mut states, &mut next);
            if states.list.is_empty() {
                return Ok(false);
            }
            before = Some(c);
            now = after;
        }
        let _ = before;
        Ok(states
            .list
            .iter()
            .any(|at| matches!(self.program.get(*at), Some(Op::Accept))))
    }

    /// Adds the state `at` and all that can be reached from it without a character.
    fn enter(&self, at: usize, before: Option<char>, after: Option<char>, into: &mut States) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            if !into.add(at) {
                continue;
            }
            match self.program.get(at) {
                Some(Op::Jump(to)) => open.push(*to),
                Some(Op::Split(a, b)) => open.extend([*b, *a]),
                Some(Op::Start) if before.is_none() => open.push(at + 1),
                Some(Op::End) if after.is_none() => open.push(at + 1),
                Some(Op::Word(wanted)) if *wanted == (word(before) != word(after)) => {
                    open.push(at + 1);
                }
                _ => {}
            }
        }
    }
}

fn word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

struct States {
    list: Vec<usize>,
    known: Vec<bool>,
}

impl States {
    fn new(size: usize) -> States {
        States {
            list: Vec::new(),
            known: vec![false; size],
        }
    }

    fn add(&mut self, at: usize) -> bool {
        match self.known.get_mut(at) {
            Some(known) if !*known => {
                *known = true;
                self.list.push(at);
                true
            }
            _ => false,
        }
    }

    fn clear(&mut self) {
        for at in self.list.drain(..) {
            if let Some(known) = self.known.get_mut(at) {
                *known = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Pattern::compile(pattern)
            .and_then(|p| p.matches(text))
            .unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn whole_texts_match() {
        for (pattern, text, found) in [
            ("4\\d{2}", "404", true),
            ("4\\d{2}", "4040", false),
            ("5\\d{2}", "404", false),
            ("400|404", "404", true),
            ("(?i)^the.*", "The Lord of the Rings", true),
            ("^the.*", "The Lord of the Rings", false),
            ("[^a-c&&]+x?", "dex", true),
            ("[^a-c]+", "dab", false),
            ("a{2,3}", "aaaa", false),
            ("a{2,}?", "aaaa", true),
            ("(?:ab)*", "ababab", true),
            ("(a|b|)c", "c", true),
            (".*\\bword\\b.*", "a word here", true),
            (".*\\bword\\b.*", "swords", false),
            ("\\Qa.b\\E.", "a.bc", true),
            ("[\\w.-]+@[\\w.]+", "a.b-c@d.e", true),
            (".", "\n", false),
            ("(?s).", "\n", true),
            ("", "", true),
            ("(a*)*", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false),
        ] {
            assert_eq!(matches(pattern, text), found, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_not_supported_is_an_error() {
        for pattern in [
            "(",
            ")",
            "[",
            "a{2",
            "*",
            "(?=a)",
            "\\1",
            "a*+",
            "\\p{L}",
            "(a{1000}){1000}",
            "a\\",
        ] {
            assert!(Pattern::compile(pattern).is_err(), "{pattern}");
        }
        assert!(Pattern::compile(&"(".repeat(100_000)).is_err());
    }
}
