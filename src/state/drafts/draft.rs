//! The draft of one resume in this tab: its record, the records that it replaces, and unwritten changes.

use resume::Resume;

use super::lineage;
use super::record::{Record, Replaced};
use super::store::SavedTo;
use crate::browser::page;

/// A resume's draft in this tab.
pub(crate) struct Draft {
    /// Which resume of this browser; see [`Record::document`].
    pub(crate) document: String,
    /// The user's own name for that resume.
    pub(crate) label: String,
    /// The record that it writes to.
    pub(crate) id: String,
    /// Its last write; 0 before the first.
    pub(crate) rev: u32,
    /// The last finished write.
    pub(crate) written: u32,
    /// Its result.
    pub(crate) saved: SavedTo,
    /// Before the first write: the record whose text is shown, and its write.
    pub(crate) base: Option<(String, u32)>,
    /// Whether that was typed in this tab, before the page was reloaded.
    pub(crate) is_base_typed: bool,
    /// The drafts that the next write replaces.
    pub(crate) over: Vec<Replaced>,
    /// The draft.
    pub(crate) text: String,
    pub(crate) title: String,
    /// Whether the text has changed since the last write started.
    pub(crate) changed: bool,
}

impl Draft {
    /// The draft of a resume that nothing is stored of.
    pub(crate) fn new(document: String, resume: &Resume) -> Self {
        Self {
            document,
            label: String::new(),
            id: page::random_id(),
            rev: 0,
            written: 0,
            saved: SavedTo::OnDisk,
            base: None,
            is_base_typed: false,
            over: Vec::new(),
            text: resume.to_json(),
            title: title(resume),
            changed: false,
        }
    }

    /// The draft that continues a record, which holds `resume`.
    pub(crate) fn of(record: &Record, resume: &Resume, why: &str) -> Self {
        let mut draft = Self::new(record.document.clone(), resume);
        draft.go_on_from(record, why);
        draft
    }

    /// The next write starts a record that replaces `record`.
    pub(crate) fn go_on_from(&mut self, record: &Record, why: &str) {
        self.id = page::random_id();
        self.label.clone_from(&record.label);
        self.rev = 0;
        self.written = 0;
        self.changed = false;
        self.base = Some((record.id.clone(), record.rev));
        self.is_base_typed = false;
        self.replace(record, why);
    }

    /// The next write replaces `record` and all that it replaces.
    pub(crate) fn replace(&mut self, record: &Record, why: &str) {
        for over in lineage::over(record, why) {
            lineage::add(&mut self.over, over);
        }
    }

    /// The written record stays unchanged from now on: another draft replaces it.
    pub(crate) fn begin_another(&mut self, why: &str) {
        let (id, rev) = match self.base.take() {
            None if self.rev == 0 => return,
            Some(base) if self.rev == 0 => base,
            _ => {
                let own = (std::mem::replace(&mut self.id, page::random_id()), self.rev);
                self.rev = 0;
                self.written = 0;
                own
            }
        };
        let why = why.to_owned();
        lineage::add(&mut self.over, Replaced { id, rev, why });
    }

    /// The text is that of `resume` from now on.
    pub(crate) fn take(&mut self, resume: &Resume, json: String) {
        self.text = json;
        self.title = title(resume);
    }

    /// The record of the next write.
    pub(crate) fn next(&self) -> Record {
        Record {
            id: self.id.clone(),
            rev: self.rev + 1,
            time: page::epoch_milliseconds(),
            document: self.document.clone(),
            label: self.label.clone(),
            name: self.title.clone(),
            over: self.over.clone(),
            text: Some(self.text.clone()),
        }
    }

    /// Whether all typed text is stored.
    pub(crate) fn is_stored(&self) -> bool {
        !self.changed && self.written == self.rev && !matches!(self.saved, SavedTo::Not(_))
    }

    pub(crate) fn has(&self, record: &Record) -> bool {
        record.text.as_ref() == Some(&self.text)
    }
}

/// The draft's title in a list.
pub(crate) fn title(resume: &Resume) -> String {
    let name = resume.name.text();
    let text = if name.trim().is_empty() {
        resume.id.text()
    } else {
        name
    };
    text.trim().chars().take(80).collect()
}
