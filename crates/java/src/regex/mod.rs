//! Java's regular expressions: compiled to a program, run by backtracking that remembers
//! where it has failed, with a limit on its steps. Texts are sequences of characters, and places count these.

mod class;
mod matcher;
mod named;
mod parser;
mod program;
pub(crate) mod unicode;

use std::collections::HashMap;

use program::Op;

/// A compiled regular expression.
#[derive(Debug)]
pub struct Regex {
    program: Vec<Op>,
    groups: usize,
    names: HashMap<String, usize>,
    loops: usize,
    /// Whether a state that failed once always fails.
    remembers: bool,
    /// Whether groups are right only without that memory.
    empties: bool,
}

/// A match: places in characters.
#[derive(Debug)]
pub struct Found {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    slots: Vec<Option<usize>>,
}

/// The steps are exhausted.
#[derive(Debug)]
pub struct TooLong;

impl Regex {
    /// Compiles `pattern`.
    ///
    /// # Errors
    /// A message that says what is wrong with the pattern.
    pub fn new(pattern: &str) -> Result<Regex, String> {
        let parsed = parser::parse(pattern)?;
        let compiled = program::compile(&parsed.node)?;
        Ok(Regex {
            program: compiled.ops,
            loops: compiled.loops,
            remembers: compiled.remembers,
            empties: compiled.empties,
            groups: parsed.groups,
            names: parsed.names,
        })
    }

    /// The number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The number of the group of that name.
    pub fn group_named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The first match in `text` from `from` on; with `whole`, only a match of the whole text. The
    /// steps used are subtracted from `steps`.
    ///
    /// # Errors
    /// [`TooLong`] if `steps` are exhausted.
    pub fn find(
        &self,
        text: &[char],
        from: usize,
        whole: bool,
        steps: &mut usize,
    ) -> Result<Option<Found>, TooLong> {
        matcher::find(self, text, (from, from), whole, steps)
    }

    /// As [`Regex::find`], for the match after one that ended at `last`: there `\G` matches.
    ///
    /// # Errors
    /// [`TooLong`] if `steps` are exhausted.
    pub fn find_next(
        &self,
        text: &[char],
        from: usize,
        last: usize,
        steps: &mut usize,
    ) -> Result<Option<Found>, TooLong> {
        matcher::find(self, text, (from, last), false, steps)
    }
}

impl Found {
    /// Where the group `number` matched; 0 is all of it.
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        if number == 0 {
            return Some((self.start, self.end));
        }
        let start = self.slots.get(number * 2).copied().flatten()?;
        let end = self.slots.get(number * 2 + 1).copied().flatten()?;
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(pattern: &str, text: &str) -> Option<String> {
        let regex = Regex::new(pattern).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let found = regex.find(&chars, 0, false, &mut 1_000_000).unwrap()?;
        Some(chars[found.start..found.end].iter().collect())
    }

    #[test]
    fn finds_what_java_finds() {
        for (pattern, text, expected) in [
            ("a|ab", "xabx", Some("a")),
            ("a*", "bb", Some("")),
            ("(a|b)+c", "ababc", Some("ababc")),
            ("a{2,3}?", "aaaa", Some("aa")),
            ("a++a", "aaa", None),
            ("(?>a*)ab", "aaab", None),
            ("[^a-c&&[^x]]", "axd", Some("x")),
            ("[a-z&&[^bc]]+", "bcad", Some("ad")),
            ("\\bfoo\\b", "a foo b", Some("foo")),
            ("(?i)ABC", "xabcx", Some("abc")),
            ("(?<=\\$)\\d+", "a $42", Some("42")),
            ("(?<!\\$)\\b\\d+", "$42 7", Some("7")),
            ("foo(?=bar)", "foobar", Some("foo")),
            ("foo(?!bar)", "foobar foobaz", Some("foo")),
            ("(\\w)\\1", "abccd", Some("cc")),
            ("(?<q>['\"]).*?\\k<q>", "say 'hi' \"x\"", Some("'hi'")),
            ("\\Qa.b\\E.", "a.bc", Some("a.bc")),
            ("\\Qa*", "aa*", Some("a*")),
            ("(a)\\1\\Q1\\E+", "aa11", Some("aa11")),
            ("[\\Q]-\\E]+", "a]-]", Some("]-]")),
            ("[a\\Q^]\\E-c]+", "-ab]^", Some("ab]^")),
            ("\\p{Upper}\\p{L}+", "abCde", Some("Cde")),
            ("^b", "a\nb", None),
            ("(?m)^b", "a\nb", Some("b")),
            ("a$", "a\n", Some("a")),
            ("a\\z", "a\n", None),
            (".", "\n", None),
            ("(?s).", "\n", Some("\n")),
            ("\\u0041\\x42\\x{43}", "ABC", Some("ABC")),
            ("(a*)*", "aaa", Some("aaa")),
            ("(a*)*b", "aaac", None),
            ("x{0}y", "y", Some("y")),
            ("[]a]", "]", Some("]")),
            ("[a\\-z]+", "a-z", Some("a-z")),
            ("\\s*,\\s*", "a , b", Some(" , ")),
        ] {
            assert_eq!(
                find(pattern, text).as_deref(),
                expected,
                "{pattern} in {text:?}"
            );
        }
    }

    #[test]
    fn bad_patterns_are_errors() {
        for pattern in [
            "(", ")", "[", "a{", "*", "\\", "a**", "(?<n", "[b-a]", "\\k<x>", "x{3,1}",
        ] {
            assert!(Regex::new(pattern).is_err(), "{pattern}");
        }
        assert!(Regex::new(&"(".repeat(100_000)).is_err());
        assert!(Regex::new("((a{999}){999}){999}").is_err());
    }

    #[test]
    fn a_hostile_pattern_ends() {
        let text: Vec<char> = "a".repeat(5_000).chars().collect();
        let regex = Regex::new("(a|aa)+$|(x+x+)+y").unwrap();
        assert!(
            regex
                .find(&text, 0, true, &mut 10_000_000)
                .unwrap()
                .is_some()
        );
        let regex = Regex::new("(a+)+\\1b").unwrap();
        assert!(regex.find(&text, 0, false, &mut 100_000).is_err());
    }
}
