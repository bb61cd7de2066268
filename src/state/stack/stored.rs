//! The stored options.

use super::Stack;
use super::choices::{Choices, Preset, StoredChoices};
use crate::browser::stages::Stage;
use crate::browser::storage::{self, Area};
use crate::browser::{aside, keys};
use crate::state::document::Persistence;
use crate::state::set_aside::SetAside;

/// The name of a record of options that was set aside.
const WHAT: &str = "Stack options";

/// The stored options.
pub(super) struct StoredOptions {
    /// The options at the start.
    pub(super) choices: Choices,
    /// The parts that were not used.
    pub(super) set_aside: Option<SetAside>,
    /// Whether others may be stored in their place.
    pub(super) may_write: bool,
}

/// Reads the stored options.
pub(super) fn read() -> StoredOptions {
    if let Some(text) = storage::read(Area::Origin, keys::FORMER_STACK_UNREADABLE)
        && aside::put(WHAT, &text).is_ok()
    {
        storage::remove(Area::Origin, keys::FORMER_STACK_UNREADABLE);
    }
    let options_hung = Stage::Options.was_left();
    let templates_hung = Stage::Templates.was_left();
    let recommended = || Choices::of_preset(Preset::default());
    let Some(text) = storage::read(Area::Origin, keys::STACK) else {
        return StoredOptions {
            choices: recommended(),
            set_aside: None,
            may_write: true,
        };
    };
    if options_hung {
        return set_aside(
            recommended(),
            "The page did not finish loading with your stack options last time, so it started with the recommended ones.",
            "Your options are under Previous drafts.",
            text,
            true,
        );
    }
    Stage::Options.begin();
    match Choices::from_json(&text) {
        StoredChoices::Read(mut choices) if templates_hung && choices.has_own_templates() => {
            choices.forget_templates();
            set_aside(
                choices,
                "The page did not finish rendering your mapping templates last time, so it started with the console's own.",
                "Your templates are under Previous drafts.",
                text,
                true,
            )
        }
        StoredChoices::Read(choices) => StoredOptions {
            choices,
            set_aside: None,
            may_write: true,
        },
        StoredChoices::Partly(choices) => set_aside(
            choices,
            "This version of the page does not know some of your stack options.",
            "They are ignored. The stored options are under Previous drafts.",
            text,
            false,
        ),
        StoredChoices::Newer => set_aside(
            recommended(),
            "Your stack options were saved by a newer version of this page, so it started with the recommended ones.",
            "Reload the page to get that version. The stored options are under Previous drafts.",
            text,
            false,
        ),
        StoredChoices::Damaged => set_aside(
            recommended(),
            "Your stack options are damaged, so the page started with the recommended ones.",
            "The stored text is under Previous drafts.",
            text,
            false,
        ),
    }
}

fn set_aside(
    choices: Choices,
    title: &str,
    detail: &str,
    text: String,
    again: bool,
) -> StoredOptions {
    StoredOptions {
        choices,
        // Without space for it, it stays where it is.
        may_write: aside::put(WHAT, &text).is_ok(),
        set_aside: Some(SetAside::of_options(title, detail, text, again)),
    }
}

impl Stack {
    /// Stores the options at each change, and follows those that another tab stores.
    pub(super) fn keep(self, may_write: bool) {
        let persistence = Persistence {
            key: keys::STACK,
            to_text: Choices::to_json,
            from_text: |text| match Choices::from_json(text) {
                StoredChoices::Read(choices) => Some(choices),
                _ => None,
            },
            may_write,
        };
        self.document.persist(
            persistence,
            // Templates that may never finish rendering must not be stored for the next start.
            move || self.are_templates_rendered(),
            move |choices| {
                self.rendered.set(choices.own_templates().cloned());
                self.replace(choices, "a change in another tab");
                self.notices
                    .say_undoable(&self, "The options were changed in another tab.");
            },
            move |error| {
                self.notices.say(format!(
                    "The options, with the opened file, could not be saved in this browser: {error}. They last until this page is closed."
                ));
            },
        );
    }
}
