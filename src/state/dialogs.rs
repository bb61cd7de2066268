//! The dialogs that are opened from several places: a signal for each says whether it is open.

use view::prelude::RwSignal;

/// The dialogs. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Dialogs {
    /// Asks for the ID of a resume to load.
    pub(crate) load: RwSignal<bool>,
    /// Asks whether to delete a stored resume.
    pub(crate) delete: RwSignal<bool>,
    /// Lists the resumes of this browser.
    pub(crate) resumes: RwSignal<bool>,
    /// Lists the previous drafts.
    pub(crate) previous: RwSignal<bool>,
    /// The list of commands, to search.
    pub(crate) commands: RwSignal<bool>,
    /// The list of keyboard shortcuts.
    pub(crate) shortcuts: RwSignal<bool>,
}

impl Dialogs {
    /// Closes them: another view is shown.
    pub(crate) fn close(self) {
        for open in [
            self.load,
            self.delete,
            self.resumes,
            self.previous,
            self.commands,
            self.shortcuts,
        ] {
            if open.get_untracked() {
                open.set(false);
            }
        }
    }

    /// None is open.
    pub(super) fn new() -> Self {
        Self {
            load: RwSignal::new(false),
            delete: RwSignal::new(false),
            resumes: RwSignal::new(false),
            previous: RwSignal::new(false),
            commands: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
        }
    }
}
