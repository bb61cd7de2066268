//! The sections of the options that the user has folded.

use view::prelude::*;

use crate::browser::keys::FOLDED;
use crate::browser::storage::{self, Area};

/// Their names.
#[derive(Clone, Copy)]
pub(crate) struct Folded(RwSignal<Vec<String>>);

impl Folded {
    /// Those of the last time.
    pub(super) fn start() -> Self {
        let stored = storage::read(Area::Origin, FOLDED).unwrap_or_default();
        let names = stored.split(',').filter(|name| !name.is_empty());
        Self(RwSignal::new(names.map(str::to_owned).collect()))
    }

    /// Whether a section is folded.
    pub(crate) fn has(self, section: &str) -> bool {
        self.0
            .with(|names| names.iter().any(|name| name == section))
    }

    /// A section was folded or opened.
    pub(crate) fn set(self, section: &str, is_folded: bool) {
        if self
            .0
            .with_untracked(|names| names.iter().any(|name| name == section))
            == is_folded
        {
            return;
        }
        self.0.update(|names| {
            names.retain(|name| name != section);
            if is_folded {
                names.push(section.to_owned());
            }
        });
        // A browser that stores nothing forgets it.
        let names = self.0.with_untracked(|names| names.join(","));
        let _ = storage::write(Area::Origin, FOLDED, &names);
    }
}
