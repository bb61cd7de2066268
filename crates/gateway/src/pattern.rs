//! Java regular expressions of selection patterns, JSONPath filters and models.

use std::fmt;
use std::rc::Rc;

use java::regex::Regex;

/// The most steps of one match.
const MAX_STEPS: usize = 10_000_000;

/// A compiled expression.
#[derive(Clone)]
pub(crate) struct Pattern {
    source: Rc<str>,
    regex: Rc<Regex>,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.source)
    }
}

impl Pattern {
    /// Compiles `source`.
    ///
    /// # Errors
    /// A message: the syntax error, or what is not supported.
    pub(crate) fn compile(source: &str) -> Result<Pattern, String> {
        let regex = Regex::new(source)?;
        Ok(Pattern {
            source: source.into(),
            regex: Rc::new(regex),
        })
    }

    /// Whether `text` as a whole matches.
    ///
    /// # Errors
    /// A message if the match exceeds its steps.
    pub(crate) fn matches(&self, text: &str) -> Result<bool, String> {
        self.find(text, true, &mut { MAX_STEPS })
    }

    /// [`Pattern::matches`] within `steps`, which it counts down.
    ///
    /// # Errors
    /// A message if they do not suffice.
    pub(crate) fn matches_within(&self, text: &str, steps: &mut usize) -> Result<bool, String> {
        self.find(text, true, steps)
    }

    /// Whether some part of `text` matches, counting down `steps`.
    ///
    /// # Errors
    /// A message if they do not suffice.
    pub(crate) fn is_in(&self, text: &str, steps: &mut usize) -> Result<bool, String> {
        self.find(text, false, steps)
    }

    fn find(&self, text: &str, whole: bool, steps: &mut usize) -> Result<bool, String> {
        let chars: Vec<char> = text.chars().collect();
        // Reading the text is charged, too, for any expression.
        *steps = steps.saturating_sub(chars.len() / 16);
        match self.regex.find(&chars, 0, whole, steps) {
            Ok(found) => Ok(found.is_some()),
            Err(_) => Err("the text is too long for the regular expression".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_has_to_match() {
        let pattern = Pattern::compile(r"4\d{2}").unwrap();
        assert_eq!(pattern.matches("404"), Ok(true));
        for other in ["200", "4040", "1404", ""] {
            assert_eq!(pattern.matches(other), Ok(false), "{other}");
        }
        assert!(Pattern::compile("4(").is_err());
    }

    #[test]
    fn a_hostile_expression_ends() {
        let pattern = Pattern::compile(r"(a+)+\1b").unwrap();
        assert!(pattern.matches(&"a".repeat(3_000)).is_err());
    }
}
