//! The drafts of one tab: that of the resume in the form, and those of the resumes that it has shown before.

use resume::Resume;

use super::draft::Draft;
use super::record::{Record, Replaced};
use super::{OpenedDrafts, is_blank};
use crate::browser::page;
use crate::state::history::History;

/// This tab.
pub(crate) struct Tab {
    /// Its name.
    pub(crate) name: String,
    /// The draft in the form.
    pub(crate) draft: Draft,
    /// The drafts of the other resumes that it has shown.
    parked: Vec<Parked>,
    /// How many writes are in progress.
    pub(crate) on_their_way: u32,
    pub(crate) is_looking: bool,
    pub(crate) look_again: bool,
    /// The time of the last key, pointer or focus event.
    pub(crate) touched: f64,
}

/// A draft that is not in the form, with its resume and what can be undone of it.
pub(crate) struct Parked {
    /// The draft.
    pub(crate) draft: Draft,
    /// The resume.
    pub(crate) history: History<Resume>,
}

impl Tab {
    /// A tab that continues the drafts found.
    pub(crate) fn new(opened: &OpenedDrafts, resume: &Resume) -> Self {
        let mut draft = match &opened.shown {
            Some((record, resume)) => {
                let why = if opened.is_own {
                    Replaced::RELOAD
                } else {
                    Replaced::CONTINUED
                };
                Draft::of(record, resume, why)
            }
            None => Draft::new(opened.document.clone(), resume),
        };
        draft.is_base_typed = opened.is_own_typed;
        for over in &opened.over {
            super::lineage::add(&mut draft.over, over.clone());
        }
        Self {
            name: page::random_id(),
            draft,
            parked: Vec::new(),
            on_their_way: 0,
            is_looking: false,
            look_again: false,
            touched: f64::NEG_INFINITY,
        }
    }

    /// The draft that a record is a write of.
    pub(crate) fn draft_of(&mut self, record: &Record) -> Option<&mut Draft> {
        self.all_drafts().find(|draft| draft.id == record.id)
    }

    /// All of its drafts.
    pub(crate) fn drafts(&self) -> impl Iterator<Item = &Draft> {
        let parked = self.parked.iter().map(|parked| &parked.draft);
        std::iter::once(&self.draft).chain(parked)
    }

    /// The draft of a resume that it has shown before; then it is parked no longer.
    pub(crate) fn unpark(&mut self, document: &str) -> Option<Parked> {
        let mut parked = self.parked.iter();
        let found = parked.position(|parked| parked.draft.document == document)?;
        Some(self.parked.remove(found))
    }

    /// Puts another resume's draft in place of the one in the form, whose history is `history`.
    pub(crate) fn show(&mut self, draft: Draft, history: History<Resume>) {
        let before = std::mem::replace(&mut self.draft, draft);
        let is_new = before.rev == 0 && before.base.is_none() && is_blank(&before.text);
        if !is_new {
            self.wait(before, history);
        }
    }

    /// Keeps a draft until its resume is put into the form.
    pub(crate) fn wait(&mut self, draft: Draft, history: History<Resume>) {
        self.parked.push(Parked { draft, history });
    }

    /// Its draft of a resume.
    pub(crate) fn draft_for(&mut self, document: &str) -> Option<&mut Draft> {
        self.all_drafts().find(|draft| draft.document == document)
    }

    fn all_drafts(&mut self) -> impl Iterator<Item = &mut Draft> {
        let parked = self.parked.iter_mut().map(|parked| &mut parked.draft);
        std::iter::once(&mut self.draft).chain(parked)
    }
}
