//! Regular expressions of schemas, compiled once per validation and limited together.

use std::collections::HashMap;

use crate::pattern::Pattern;

/// The most steps of all expressions of one validation.
const MAX_STEPS: usize = 10_000_000;

/// The expressions used so far, and the steps that are left.
pub(super) struct Patterns {
    /// `None`: not a valid expression.
    compiled: HashMap<String, Option<Pattern>>,
    steps: usize,
}

impl Patterns {
    pub(super) fn new() -> Patterns {
        Patterns {
            compiled: HashMap::new(),
            steps: MAX_STEPS,
        }
    }

    /// Whether the expression matches somewhere in the text. An invalid one, or one that exceeds the limit, matches.
    pub(super) fn matches(&mut self, expression: &str, text: &str) -> bool {
        let pattern = self
            .compiled
            .entry(expression.to_owned())
            .or_insert_with(|| Pattern::compile(expression).ok());
        pattern
            .as_ref()
            .is_none_or(|pattern| pattern.is_in(text, &mut self.steps).unwrap_or(true))
    }
}
