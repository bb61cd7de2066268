//! The drafts: the user's work, stored in this browser, so that nothing is lost.
//!
//! Each tab writes its own record, which lists the records that it replaces; so nothing must be read and
//! compared before a write, and no order of writes loses one. [`lineage`] finds the current records: if
//! a resume has several, the user chooses. Replaced records are kept for a while.

pub(crate) mod draft;
pub(crate) mod lineage;
pub(crate) mod record;
pub(crate) mod store;
pub(crate) mod tab;
pub(crate) mod undo;

use std::rc::Rc;

use resume::Resume;
use serde_json::{Value, json};

use self::record::{Record, Replaced, StoredDraft};
use self::store::{SavedTo, Store};
use crate::browser::stages::Stage;
use crate::browser::storage::{self, Area, StorageError};
use crate::browser::{aside, keys, page};

/// The stored drafts at the start of a page.
#[derive(Default)]
pub(crate) struct OpenedDrafts {
    /// The drafts.
    pub(crate) store: Rc<Store>,
    /// The draft to continue.
    pub(crate) shown: Option<(Record, Resume)>,
    /// Whether this tab has shown it before the page was reloaded.
    pub(crate) is_own: bool,
    /// Whether it was typed in this tab.
    pub(crate) is_own_typed: bool,
    /// Which resume of this browser is shown; see [`Record::document`].
    pub(crate) document: String,
    /// How many resumes there are, with the one that is shown.
    pub(crate) resumes: usize,
    /// Other current drafts of it: the user must choose.
    pub(crate) others: Vec<Record>,
    /// Drafts that the next change replaces, besides the one that is shown.
    pub(crate) over: Vec<Replaced>,
    /// Unreadable drafts.
    pub(crate) unread: Vec<Unread>,
    /// Why the database can't be used, if so.
    pub(crate) problem: Option<StorageError>,
}

/// A draft that is not shown, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unread {
    /// Its text.
    pub(crate) text: String,
    /// Why.
    pub(crate) why: WhyUnread,
}

/// Why a draft is not shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WhyUnread {
    /// It is not a resume: the error.
    NoResume(String),
    /// The record is damaged.
    Damaged,
    /// It was written by a newer version of this page.
    Newer,
    /// The page did not finish loading with it last time.
    Unfinished,
}

/// Whether a draft's text is that of an empty resume.
pub(crate) fn is_blank(text: &str) -> bool {
    thread_local!(static BLANK: String = Resume::blank().to_json());
    text.is_empty() || text == "{}" || BLANK.with(|blank| blank == text)
}

/// Reads the stored drafts.
pub(crate) async fn open() -> OpenedDrafts {
    let store = Rc::new(Store::default());
    let was_left = Stage::Draft.was_left();
    let (found, problem) = store.all().await;
    let mut records = Vec::new();
    let mut unread = Vec::new();
    for one in found {
        let (text, why) = match one {
            StoredDraft::Record(record) => {
                records.push(record);
                continue;
            }
            StoredDraft::Newer(_, text) => (text, WhyUnread::Newer),
            StoredDraft::Damaged(_, text) => (text, WhyUnread::Damaged),
        };
        unread.push(Unread { text, why });
    }
    let own = take_former(&store, &mut records).await;
    let mut opened = OpenedDrafts {
        store,
        problem,
        unread,
        ..OpenedDrafts::default()
    };
    let own = own.or_else(own_draft);
    opened.document = document_to_show(&records, own.as_ref());
    if was_left {
        opened.leave(&records);
    } else {
        Stage::Draft.begin();
        opened.choose(&records, own);
    }
    opened.resumes = count(&records, &opened.document);
    opened
}

/// The latest current draft of each resume, the latest first; without the resumes that nothing was entered in.
pub(crate) fn latest_of_each(records: &[Record]) -> Vec<&Record> {
    let mut latest: Vec<&Record> = Vec::new();
    for head in lineage::heads(records) {
        let text = head.text.as_deref().unwrap_or_default();
        let is_new = is_blank(text) && head.label.is_empty();
        if !is_new && latest.iter().all(|one| one.document != head.document) {
            latest.push(head);
        }
    }
    latest
}

/// How many resumes there are, with the one that is `shown`.
pub(crate) fn count(records: &[Record], shown: &str) -> usize {
    let others = latest_of_each(records).into_iter();
    1 + others.filter(|head| head.document != shown).count()
}

/// The resume that the tab has shown before a reload, unless it was deleted since; else the one that was edited last.
fn document_to_show(records: &[Record], own: Option<&OwnDraft>) -> String {
    let of_draft = |own: &OwnDraft| {
        let mut records = records.iter();
        let record = records.find(|record| record.id == own.id)?;
        Some(record.document.clone())
    };
    let document = own.and_then(|own| own.document.clone().or_else(|| of_draft(own)));
    let is_there = |document: &String| {
        let mut own = records.iter().filter(|record| record.document == *document);
        own.next().is_none() || !lineage::heads_of(records, document).is_empty()
    };
    document.filter(is_there).unwrap_or_else(|| {
        let heads = lineage::heads(records);
        heads
            .first()
            .map(|head| head.document.clone())
            .unwrap_or_default()
    })
}

impl OpenedDrafts {
    /// Chooses the draft to continue.
    fn choose(&mut self, records: &[Record], own: Option<OwnDraft>) {
        let heads = lineage::heads_of(records, &self.document);
        let own_record = own.as_ref().and_then(|own| {
            let mut records = records.iter();
            records.find(|record| {
                record.id == own.id && record.text.is_some() && record.document == self.document
            })
        });
        let is_head = |record: &Record| heads.iter().any(|head| head.id == record.id);
        let is_typed = own.as_ref().is_some_and(|own| own.is_typed);
        // Typed in this tab and continued in another: the user has not chosen yet.
        let is_asked = |record: &Record| {
            is_typed
                && heads.iter().all(|head| head.text != record.text)
                && record.text.as_deref().is_some_and(|text| !is_blank(text))
        };
        let first = own_record.filter(|record| is_head(record) || is_asked(record));
        let candidates = first.into_iter().chain(heads.iter().copied());
        for record in candidates {
            let text = record.text.as_deref().unwrap_or_default();
            match Resume::from_json(text) {
                Ok(resume) => {
                    self.is_own = own.as_ref().is_some_and(|own| own.id == record.id);
                    self.is_own_typed = self.is_own && is_typed;
                    let mut record = record.clone();
                    // Records that no longer exist need not be replaced.
                    record
                        .over
                        .retain(|over| records.iter().any(|one| one.id == over.id));
                    self.shown = Some((record, resume));
                    break;
                }
                Err(error) => {
                    self.unread.push(Unread {
                        text: text.to_owned(),
                        why: WhyUnread::NoResume(error.to_string()),
                    });
                    for over in lineage::over(record, "a new one was started") {
                        lineage::add(&mut self.over, over);
                    }
                }
            }
        }
        let shown = self.shown.as_ref().map(|(record, _)| record);
        let is_left = |id: &str| self.over.iter().any(|over| over.id == id);
        self.others = heads
            .into_iter()
            .filter(|head| shown.is_none_or(|shown| head.id != shown.id && head.text != shown.text))
            .filter(|head| !is_left(&head.id))
            .cloned()
            .collect();
    }

    /// Continues none of the shown resume's drafts: they stay where they are.
    fn leave(&mut self, records: &[Record]) {
        for record in lineage::heads_of(records, &self.document) {
            let why = "the page started without it";
            for over in lineage::over(record, why) {
                lineage::add(&mut self.over, over);
            }
            self.unread.push(Unread {
                text: record.text.clone().unwrap_or_default(),
                why: WhyUnread::Unfinished,
            });
        }
    }
}

/// The draft that a tab continues after a reload.
pub(crate) struct OwnDraft {
    id: String,
    /// Which resume it is of; `None` if an earlier version of this page remembered it.
    document: Option<String>,
    /// Whether it was typed there, rather than found.
    is_typed: bool,
}

fn own_draft() -> Option<OwnDraft> {
    let text = storage::read(Area::Tab, keys::OWN_DRAFT)?;
    // An unreadable one loses nothing: the drafts themselves are elsewhere.
    let value: Value = serde_json::from_str(&text).ok()?;
    Some(OwnDraft {
        id: value.get("id")?.as_str()?.to_owned(),
        document: value
            .get("document")
            .and_then(Value::as_str)
            .map(str::to_owned),
        is_typed: value.get("typed")?.as_bool()?,
    })
}

/// Remembers the draft that this tab continues after a reload.
pub(crate) fn remember_own(document: &str, id: &str, is_typed: bool) {
    let record = json!({ "version": 1, "document": document, "id": id, "typed": is_typed });
    // Otherwise the reloaded tab continues the latest one.
    let _ = storage::write(Area::Tab, keys::OWN_DRAFT, &record.to_string());
}

/// Moves the drafts of versions before the database. They are removed there once they are on disk here.
async fn take_former(store: &Store, records: &mut Vec<Record>) -> Option<OwnDraft> {
    if let Some(text) = storage::read(Area::Origin, keys::FORMER_UNREADABLE)
        && aside::put("A draft that is not a resume", &text).is_ok()
    {
        storage::remove(Area::Origin, keys::FORMER_UNREADABLE);
    }
    let mut own = None;
    let former = [
        (Area::Origin, keys::FORMER_DRAFT),
        (Area::Tab, keys::FORMER_HELD),
    ];
    for (area, key) in former {
        let Some(text) = storage::read(area, key) else {
            continue;
        };
        let known = records
            .iter()
            .find(|record| record.text.as_ref() == Some(&text));
        let record = known.cloned().unwrap_or_else(|| Record {
            id: page::random_id(),
            rev: 1,
            time: page::epoch_milliseconds(),
            document: String::new(),
            label: String::new(),
            name: String::new(),
            over: Vec::new(),
            text: Some(text.clone()),
        });
        if store.put(&record).await == SavedTo::OnDisk
            && storage::read(area, key).as_ref() == Some(&text)
        {
            storage::remove(area, key);
        }
        if area == Area::Tab {
            own = Some(OwnDraft {
                id: record.id.clone(),
                document: None,
                is_typed: true,
            });
        }
        if records.iter().all(|known| known.id != record.id) {
            records.push(record);
        }
    }
    own
}
