//! The changed lines of a text.

use format::count;
use serde::{Deserialize, Serialize};

/// A line's change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineChange {
    /// Unchanged.
    #[default]
    Same,
    /// Added.
    Added,
    /// Unchanged, but lines before it were removed.
    AfterRemoved,
}

/// The changes of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChanges {
    /// A mark for each line; none if nothing changed.
    pub marks: Vec<LineChange>,
    /// How many lines were added.
    pub added: usize,
    /// How many lines were removed.
    pub removed: usize,
    /// The first line of each place where something changed, from 1.
    pub places: Vec<usize>,
}

impl LineChanges {
    /// `4 lines added, 1 removed`
    #[must_use]
    pub fn summary(&self) -> String {
        let lines = |n: usize| match n {
            1 => "1 line".to_owned(),
            n => format!("{} lines", count(n)),
        };
        match (self.added, self.removed) {
            (0, 0) => "No changes".to_owned(),
            (added, 0) => format!("{} added", lines(added)),
            (0, removed) => format!("{} removed", lines(removed)),
            (added, removed) => format!("{} added, {} removed", lines(added), count(removed)),
        }
    }
}
