//! The resume as the API had it last: what is different in the form is not saved yet.

use std::sync::Arc;

use resume::Resume;
use view::prelude::*;

use super::editor::Editor;
use super::outline::FieldPath;
use crate::browser::keys::BASELINE;
use crate::browser::storage::{self, Area};

/// The resume that was saved or loaded last in this tab.
#[derive(Clone, Copy)]
pub(crate) struct Baseline {
    editor: Editor,
    resume: RwSignal<Option<Arc<Resume>>>,
}

/// What the form is, compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// Nothing was saved or loaded under the form's ID.
    Unknown,
    /// The same.
    Saved,
    /// Something else.
    Changed,
}

impl Baseline {
    /// That of before a reload.
    pub(super) fn start(editor: Editor) -> Self {
        // What can't be read is none: nothing is marked then.
        let stored = storage::read(Area::Tab, BASELINE);
        let resume = stored.and_then(|json| Resume::from_json(&json).ok());
        Self {
            editor,
            resume: RwSignal::new(resume.map(Arc::new)),
        }
    }

    /// The API has this resume now.
    pub(super) fn set(self, resume: Resume) {
        if storage::write(Area::Tab, BASELINE, &resume.to_json()).is_err() {
            // Without space for it, a reload forgets it, rather than to compare with an older one.
            storage::remove(Area::Tab, BASELINE);
        }
        self.resume.set(Some(Arc::new(resume)));
    }

    /// The API has the resume of this ID no more.
    pub(super) fn forget(self, id: &str) {
        let is_it = |resume: &Option<Arc<Resume>>| {
            resume.as_ref().is_some_and(|resume| resume.id.text() == id)
        };
        if self.resume.with_untracked(is_it) {
            storage::remove(Area::Tab, BASELINE);
            self.resume.set(None);
        }
    }

    /// Whether the form is what the API has; reactive.
    pub(crate) fn state(self) -> SaveState {
        let resume = self.editor.resume();
        match self.of(&resume) {
            None => SaveState::Unknown,
            Some(baseline) if *baseline == *resume => SaveState::Saved,
            Some(_) => SaveState::Changed,
        }
    }

    /// Whether a field of the present resume has another text there; reactive to the baseline only.
    pub(crate) fn is_changed(self, path: FieldPath) -> bool {
        let resume = self.editor.resume_now();
        let text = |resume: &Resume| path.of(resume).map(|field| field.text().into_owned());
        self.of(&resume).is_some_and(|baseline| {
            text(&baseline).unwrap_or_default() != text(&resume).unwrap_or_default()
        })
    }

    /// Whether there is one for this resume.
    pub(crate) fn is_known(self) -> bool {
        self.resume.with_untracked(Option::is_some)
    }

    /// The baseline, if it is that of this resume.
    fn of(self, resume: &Resume) -> Option<Arc<Resume>> {
        let baseline = self.resume.get()?;
        (baseline.id.text() == resume.id.text()).then_some(baseline)
    }
}
