//! How JSON is shown: byte for byte, or easier to read.

use view::prelude::*;

use crate::browser::keys::JSON_STYLE;
use crate::browser::storage::{self, Area};

/// A way to show JSON. What is copied is the exact text in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonStyle {
    /// The text as it is sent.
    Exact,
    /// With other white space: a field a line, indented.
    Indented,
    /// Indented, and characters in place of their escapes: `ö` for `\u00F6`, `/` for `\/`.
    Readable,
}

impl JsonStyle {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Exact, Self::Indented, Self::Readable];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exact => "Exact",
            Self::Indented => "Indented",
            Self::Readable => "Readable",
        }
    }

    /// Its description.
    pub(crate) fn doc(self) -> &'static str {
        match self {
            Self::Exact => "Byte for byte as it is sent",
            Self::Indented => "Pretty-printed; escapes such as \\u00F6 as they are sent",
            Self::Readable => {
                "Pretty-printed, with escapes such as \\u00F6 and \\/ decoded. Copy gives the exact text sent"
            }
        }
    }

    /// As it is stored. `no` and `yes` are what earlier versions stored.
    fn word(self) -> &'static str {
        match self {
            Self::Exact => "no",
            Self::Indented => "yes",
            Self::Readable => "readable",
        }
    }
}

/// The choice. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct JsonStyles(RwSignal<JsonStyle>);

impl JsonStyles {
    /// The user's last choice.
    pub(crate) fn start() -> Self {
        let stored = storage::read(Area::Origin, JSON_STYLE);
        let mut all = JsonStyle::ALL.into_iter();
        let style = all.find(|style| stored.as_deref() == Some(style.word()));
        Self(RwSignal::new(style.unwrap_or(JsonStyle::Readable)))
    }

    /// Chooses a way.
    pub(crate) fn choose(self, style: JsonStyle) {
        self.0.set(style);
        // A browser that stores nothing forgets it.
        let _ = storage::write(Area::Origin, JSON_STYLE, style.word());
    }

    /// Chooses the next.
    pub(crate) fn turn(self) {
        let now = self.0.get_untracked();
        let at = JsonStyle::ALL.iter().position(|style| *style == now);
        let next = at.and_then(|at| JsonStyle::ALL.get(at + 1));
        self.choose(next.copied().unwrap_or(JsonStyle::Exact));
    }
}

impl From<JsonStyles> for Signal<JsonStyle> {
    fn from(styles: JsonStyles) -> Self {
        styles.0.into()
    }
}
