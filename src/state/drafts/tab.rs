//! One tab's draft: its record, the records that it replaces, and unwritten changes.

use resume::Resume;

use super::OpenedDrafts;
use super::lineage;
use super::record::{Record, Replaced};
use super::store::SavedTo;
use crate::browser::page;

/// This tab's draft.
pub(crate) struct Tab {
    /// Its ID.
    pub(crate) name: String,
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
    pub(crate) on_their_way: u32,
    /// Whether the text has changed since the last write started.
    pub(crate) changed: bool,
    pub(crate) is_looking: bool,
    pub(crate) look_again: bool,
    /// The time of the last key, pointer or focus event.
    pub(crate) touched: f64,
}

impl Tab {
    pub(crate) fn new(opened: &OpenedDrafts, resume: &Resume) -> Self {
        let mut tab = Self {
            name: page::random_id(),
            id: page::random_id(),
            rev: 0,
            written: 0,
            saved: SavedTo::OnDisk,
            base: None,
            is_base_typed: false,
            over: opened.over.clone(),
            text: resume.to_json(),
            title: title(resume),
            on_their_way: 0,
            changed: false,
            is_looking: false,
            look_again: false,
            touched: f64::NEG_INFINITY,
        };
        if let Some((record, _)) = &opened.shown {
            let why = if opened.is_own {
                Replaced::RELOAD
            } else {
                Replaced::CONTINUED
            };
            tab.go_on_from(record, why);
            tab.is_base_typed = opened.is_own_typed;
        }
        tab
    }

    /// The next write starts a record that replaces `record`.
    pub(crate) fn go_on_from(&mut self, record: &Record, why: &str) {
        self.id = page::random_id();
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

    /// The record of the next write.
    pub(crate) fn next(&self) -> Record {
        Record {
            id: self.id.clone(),
            rev: self.rev + 1,
            time: page::epoch_milliseconds(),
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
