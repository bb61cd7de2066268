//! The resumes as the API had them last: what is different in the form is not saved yet.

use std::sync::Arc;

use resume::Resume;
use serde_json::value::RawValue;
use view::prelude::*;

use super::editor::Editor;
use super::outline::FieldPath;
use crate::browser::aside;
use crate::browser::keys::BASELINE;
use crate::browser::storage::{self, Area};

/// The name of a record that was set aside.
const WHAT: &str = "Resumes that a tab had saved or loaded";

/// The resumes that were saved or loaded in this tab, one for each ID.
type Known = Vec<Arc<Resume>>;

/// What the API has of them.
#[derive(Clone, Copy)]
pub(crate) struct Baseline {
    editor: Editor,
    known: RwSignal<Known>,
    /// Whether they may be stored.
    may_write: bool,
}

/// What a resume is, compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// Nothing was saved or loaded under its ID.
    Unknown,
    /// The same.
    Saved,
    /// Something else.
    Changed,
}

impl Baseline {
    /// Those of before a reload.
    pub(super) fn start(editor: Editor) -> Self {
        // Without those of an unreadable record, nothing is marked.
        let stored = aside::read_or_put(WHAT, Area::Tab, BASELINE, read);
        Self {
            editor,
            may_write: stored.is_ok(),
            known: RwSignal::new(stored.ok().flatten().unwrap_or_default()),
        }
    }

    /// The API has this resume now.
    pub(super) fn set(self, resume: Resume) {
        self.change(|known| {
            let id = resume.id.text().into_owned();
            known.retain(|other| other.id.text() != id);
            known.push(Arc::new(resume));
        });
    }

    /// The API has the resume of this ID no more.
    pub(super) fn forget(self, id: &str) {
        self.change(|known| {
            known.retain(|resume| resume.id.text() != id);
        });
    }

    fn change(self, change: impl FnOnce(&mut Known)) {
        self.known.update(change);
        if !self.may_write {
            return;
        }
        let json = self.known.with_untracked(write);
        if storage::write(Area::Tab, BASELINE, &json).is_err() {
            // Without space for them, a reload forgets them, rather than to compare with older ones.
            storage::remove(Area::Tab, BASELINE);
        }
    }

    /// Whether the form is what the API has; reactive.
    pub(crate) fn state(self) -> SaveState {
        self.state_of(&self.editor.resume())
    }

    /// Whether a resume is what the API has; reactive to that only.
    pub(crate) fn state_of(self, resume: &Resume) -> SaveState {
        match self.of(resume) {
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

    /// Whether there is one for some resume.
    pub(crate) fn is_known(self) -> bool {
        self.known.with_untracked(|known| !known.is_empty())
    }

    /// The baseline of this resume.
    fn of(self, resume: &Resume) -> Option<Arc<Resume>> {
        let id = resume.id.text();
        self.known.with(|known| {
            let mut known = known.iter();
            known.find(|known| known.id.text() == id).cloned()
        })
    }
}

/// A list of resumes, as JSON.
fn write(known: &Known) -> String {
    let texts: Vec<String> = known.iter().map(|resume| resume.to_json()).collect();
    format!("[{}]", texts.join(","))
}

/// The resumes of a text of [`write`].
fn read(json: &str) -> Option<Known> {
    // As they stand: a number keeps its digits.
    let texts: Vec<Box<RawValue>> = serde_json::from_str(json).ok()?;
    let resume = |text: &RawValue| Resume::from_json(text.get()).ok().map(Arc::new);
    texts.iter().map(|text| resume(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resumes_are_read_as_they_were_written() {
        let mut other = Resume::sample();
        other.id.set("other".to_owned());
        let known: Known = [Resume::sample(), other].map(Arc::new).into();
        assert_eq!(read(&write(&known)), Some(known));
        assert_eq!(read("not a list"), None);
        assert_eq!(read(r#"[{"name": 3, "skills": 4}]"#), None);
    }
}
