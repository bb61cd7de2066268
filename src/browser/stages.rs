//! Stages of the page that a stored text could keep from finishing.
//!
//! A mark is written before a stage and removed after it. If one is left, the page hung or ran out of memory in that
//! stage, and the next start skips what was read or run there. `start.js` removes the marks of a page that is
//! closed normally.

use super::storage::{self, Area};
use super::{keys, page};

/// A mark of another tab that is older than this, in milliseconds, is one that was left.
const LONGEST: f64 = 10_000.0;

/// A stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Reading the draft, and drawing it for the first time.
    Draft,
    /// Reading the stack's options.
    Options,
    /// Rendering mapping templates that are not the console's own.
    Templates,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Options => "options",
            Self::Templates => "templates",
        }
    }

    /// Begins each mark of this stage.
    fn prefix(self) -> String {
        format!("{}{}.", keys::UNFINISHED, self.name())
    }

    fn key(self) -> String {
        format!("{}{}", self.prefix(), tab())
    }

    /// Starts it. May be called again before the end.
    pub(crate) fn begin(self) {
        let now = format::fixed(page::epoch_milliseconds(), 0);
        // Without storage, no stored text can do harm either.
        let _ = storage::write(Area::Origin, &self.key(), &now);
    }

    /// Ends it.
    pub(crate) fn end(self) {
        storage::remove(Area::Origin, &self.key());
    }

    /// Starts it until the returned guard is dropped.
    pub(crate) fn guard(self) -> StageGuard {
        self.begin();
        StageGuard(self)
    }

    /// Whether it did not end last time. True once only.
    pub(crate) fn was_left(self) -> bool {
        let own = self.key();
        let now = page::epoch_milliseconds();
        let mut left = false;
        for key in storage::keys(Area::Origin, &self.prefix()) {
            let time = storage::read(Area::Origin, &key);
            let time = time.and_then(|time| format::parsed(&time)).unwrap_or(0.0);
            // Another tab's may still be running.
            if key == own || (now - time).abs() > LONGEST {
                storage::remove(Area::Origin, &key);
                left = true;
            }
        }
        left
    }
}

/// Ends a stage when it is dropped.
pub(crate) struct StageGuard(Stage);

impl Drop for StageGuard {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A name for this tab that survives reloads.
fn tab() -> String {
    if let Some(tab) = storage::read(Area::Tab, keys::TAB) {
        return tab;
    }
    let tab = page::random_id();
    // Without a name, marks count once they are old.
    let _ = storage::write(Area::Tab, keys::TAB, &tab);
    tab
}
