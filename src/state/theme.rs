//! The colours: light, dark, or as the system has them.

use view::prelude::*;

use crate::browser::keys::THEME;
use crate::browser::storage::{self, Area};

/// A choice of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colors {
    /// As the system has them.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Colors {
    /// All of them, in the order in which they follow each other.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// As it is stored, and as the style sheet knows it; the system's is neither.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The one after it.
    pub(crate) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self);
        let next = at.and_then(|at| Self::ALL.get(at + 1));
        next.copied().unwrap_or(Self::System)
    }
}

/// The chosen colours. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Theme(RwSignal<Colors>);

impl Theme {
    /// The user's last choice, which `theme.js` has shown already.
    pub(crate) fn start() -> Self {
        let stored = storage::read(Area::Origin, THEME);
        let mut all = Colors::ALL.into_iter();
        let colors = all.find(|colors| colors.word() == stored.as_deref());
        Self(RwSignal::new(colors.unwrap_or(Colors::System)))
    }

    /// The choice.
    pub(crate) fn get(self) -> Colors {
        self.0.get()
    }

    /// Chooses the next, and stores the choice.
    pub(crate) fn turn(self) -> Colors {
        let colors = self.0.get_untracked().next();
        self.0.set(colors);
        // If it can't be shown or stored, it stays or is forgotten.
        if let Some(root) = document().document_element() {
            let _ = match colors.word() {
                Some(word) => root.set_attribute("data-theme", word),
                None => root.remove_attribute("data-theme"),
            };
        }
        let _ = match colors.word() {
            Some(word) => storage::write(Area::Origin, THEME, word),
            None => {
                storage::remove(Area::Origin, THEME);
                Ok(())
            }
        };
        colors
    }
}
