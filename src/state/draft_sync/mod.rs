//! Saves the draft at each change, and follows the other tabs.

mod other_tabs;
pub(crate) mod resumes;

use std::rc::Rc;

use leptos::task::spawn_local;
use resume::Resume;
use view::prelude::*;

use super::drafts::draft::Draft;
use super::drafts::lineage::{self, Previous};
use super::drafts::record::{Record, StoredDraft};
use super::drafts::store::{SavedTo, Store};
use super::drafts::tab::Tab;
use super::drafts::{self, OpenedDrafts, is_blank, undo};
use super::editor::Editor;
use super::notices::Notices;
use crate::browser::storage::StorageError;
use crate::browser::tabs::{self, Listener};
use crate::browser::{database, keys, page};

/// The most concurrent writes; later letters wait for one of them, and are then written together.
const MOST_WRITES: u32 = 4;
/// The draft's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DraftStatus {
    /// Nothing was entered since the page was opened.
    Untouched,
    /// It is being written.
    Saving,
    /// It is on disk.
    Saved,
    /// It is only in `localStorage`: why.
    Simply(StorageError),
    /// It could not be stored.
    NotSaved(StorageError),
    /// Another tab has changed it, and nothing was entered here since.
    Followed,
}

impl From<SavedTo> for DraftStatus {
    fn from(saved: SavedTo) -> Self {
        match saved {
            SavedTo::OnDisk => Self::Saved,
            SavedTo::Simply(error) => Self::Simply(error),
            SavedTo::Not(error) => Self::NotSaved(error),
        }
    }
}

/// The draft and its state on the page.
#[derive(Clone, Copy)]
pub(crate) struct DraftSync {
    editor: Editor,
    notices: Notices,
    /// Whether the undo steps may be stored.
    keeps_undo: bool,
    store: StoredValue<Rc<Store>, LocalStorage>,
    tab: StoredValue<Tab>,
    /// Its state.
    pub(crate) status: RwSignal<DraftStatus>,
    /// Whether another tab has changed the draft, too, so that the user must choose.
    pub(crate) asks: RwSignal<bool>,
    /// How many resumes this browser has, with the one in the form.
    pub(crate) count: RwSignal<usize>,
    /// The user's own name for the resume in the form.
    pub(crate) label: RwSignal<String>,
}

/// Continues the draft in the browser, and stores it from now on.
pub(crate) fn start(mut opened: OpenedDrafts, notices: Notices) -> (Editor, DraftSync) {
    let resume = match &opened.shown {
        Some((_, resume)) => resume.clone(),
        None => Resume::blank(),
    };
    let tab = Tab::new(&opened, &resume);
    share(&tab.draft.text);
    let label = RwSignal::new(tab.draft.label.clone());
    let kept = undo::kept(&tab.draft.document, &resume);
    let editor = Editor::new(resume);
    let keeps_undo = kept.is_ok();
    if let Ok(Some(history)) = kept {
        editor.exchange(history);
    }
    editor.set_size(tab.draft.text.len());
    let status = match opened.problem.take() {
        Some(problem) if opened.shown.is_some() => DraftStatus::Simply(problem),
        _ => DraftStatus::Untouched,
    };
    let sync = DraftSync {
        editor,
        notices,
        keeps_undo,
        store: StoredValue::new_local(opened.store),
        tab: StoredValue::new(tab),
        status: RwSignal::new(status),
        asks: RwSignal::new(!opened.others.is_empty()),
        count: RwSignal::new(opened.resumes),
        label,
    };
    sync.remember();
    sync.listen();
    (editor, sync)
}

/// Shares the draft with `start.js`.
fn share(text: &str) {
    if !is_blank(text) {
        page::share_draft(text);
    }
}

impl DraftSync {
    /// Which resume of this browser is in the form; see [`Record::document`].
    pub(crate) fn document(self) -> String {
        self.tab.with_value(|tab| tab.draft.document.clone())
    }

    /// Removes stored drafts that are not needed any more, and moves those of `localStorage` into the database.
    pub(crate) fn tidy(self) {
        let store = self.store();
        spawn_local(async move { store.tidy(is_blank).await });
    }

    /// Tries again to store the draft.
    pub(crate) fn try_again(self) {
        self.write();
    }

    /// Whether closing the page would lose work. Stores at once what it can.
    pub(crate) fn would_lose(self) -> bool {
        let would_lose = self.tab.try_with_value(|tab| {
            let unstored = tab.drafts().filter(|draft| !draft.is_stored());
            let failed = unstored.filter(|draft| Store::put_at_once(&draft.next()).is_err());
            failed.count() > 0
        });
        would_lose.unwrap_or(false)
    }

    fn store(self) -> Rc<Store> {
        self.store.with_value(Clone::clone)
    }

    /// The drafts that were replaced, the latest first.
    pub(crate) async fn previous(self) -> Vec<Previous> {
        let records = self.records().await;
        lineage::previous(&records, is_blank).0
    }

    /// The stored drafts, with this tab's current ones.
    async fn records(self) -> Vec<Record> {
        let Some(store) = self.store.try_with_value(Clone::clone) else {
            return Vec::new();
        };
        let (found, _) = store.all().await;
        let mut records: Vec<Record> = found
            .into_iter()
            .filter_map(|found| match found {
                StoredDraft::Record(record) => Some(record),
                _ => None,
            })
            .collect();
        self.tab.try_with_value(|tab| {
            for draft in tab.drafts().filter(|draft| draft.rev > 0) {
                let stored = records.iter().position(|record| record.id == draft.id);
                let stored = stored.map(|found| records.swap_remove(found));
                let now = draft.next();
                records.push(Record {
                    rev: draft.rev,
                    // Of a draft that waits, the time of its last write counts.
                    time: stored.map_or(now.time, |stored| stored.time),
                    ..now
                });
            }
        });
        records
    }

    fn listen(self) {
        Effect::new(move |_| {
            self.editor.resume();
            self.editor.json();
            self.take_up();
        });
        // A page that is closed or hidden must not lose the last letters.
        let hidden = window_event_listener_untyped("pagehide", move |_| {
            self.would_lose();
            if self.keeps_undo {
                let document = self.document();
                self.editor
                    .with_history(|history| undo::keep(&document, history));
            }
        });
        on_cleanup(move || hidden.remove());
        let own = self.tab.with_value(|tab| tab.name.clone());
        let hear = move |sender: &str| {
            if sender != own {
                self.look_soon();
            }
        };
        let listener: Option<Listener> = tabs::listen_to(keys::DRAFTS_CHANGED, hear);
        // Held until the page is closed.
        StoredValue::new_local(listener);
        for event in ["keydown", "pointerdown", "focusin"] {
            let touched = window_event_listener_untyped(event, move |_| {
                self.tab.update_value(|tab| tab.touched = page::now());
            });
            on_cleanup(move || touched.remove());
        }
        // A frozen page has received no messages meanwhile.
        let shown = window_event_listener_untyped("pageshow", move |_| self.look_soon());
        on_cleanup(move || shown.remove());
    }

    /// Takes the form's text as the draft, if it has changed.
    fn take_up(self) {
        let json = self.editor.json_now();
        self.editor.set_size(json.len());
        let replaced = self.editor.take_replaced();
        if self.tab.with_value(|tab| *tab.draft.text == *json) {
            return;
        }
        share(&json);
        if replaced.is_some() && self.tab.with_value(|tab| tab.draft.changed) {
            // The last letters of the replaced draft.
            self.write();
        }
        let resume = self.editor.resume_now();
        self.tab.update_value(|tab| {
            if let Some(why) = replaced {
                tab.draft.begin_another(why);
            }
            tab.draft.take(&resume, json.to_string());
            tab.draft.changed = true;
        });
        self.save();
    }

    /// Stores the draft, or waits while too many writes are in progress.
    fn save(self) {
        if self.tab.with_value(|tab| tab.on_their_way < MOST_WRITES) {
            self.write();
        } else {
            self.show(DraftStatus::Saving);
        }
    }

    fn write(self) {
        self.show(DraftStatus::Saving);
        self.write_one(|tab| Some(&mut tab.draft));
    }

    /// Stores one of the tab's drafts.
    fn write_one(self, find: impl FnOnce(&mut Tab) -> Option<&mut Draft>) {
        let record = self.tab.try_update_value(|tab| {
            let draft = find(tab)?;
            let record = draft.next();
            draft.rev = record.rev;
            draft.changed = false;
            tab.on_their_way += 1;
            Some(record)
        });
        let Some(record) = record.flatten() else {
            return;
        };
        if record.rev == 1 {
            self.remember();
        }
        let store = self.store();
        spawn_local(async move {
            let saved = store.put(&record).await;
            self.written(&record, saved);
        });
    }

    fn written(self, record: &Record, saved: SavedTo) {
        let came = self.tab.try_update_value(|tab| {
            tab.on_their_way -= 1;
            if let Some(draft) = tab.draft_of(record)
                && record.rev > draft.written
            {
                draft.written = record.rev;
                draft.saved = saved;
            }
            let draft = &tab.draft;
            let is_written = draft.rev > 0 && draft.written == draft.rev;
            (draft.changed, is_written, draft.saved.clone())
        });
        match came {
            // The page is closed.
            None => return,
            Some((true, _, _)) => self.write(),
            Some((false, false, _)) => {}
            Some((false, true, saved)) => self.show(saved.into()),
        }
        self.tell();
        database::ask_to_persist();
    }

    fn tell(self) {
        if let Some(name) = self.tab.try_with_value(|tab| tab.name.clone()) {
            tabs::tell_from(keys::DRAFTS_CHANGED, &name);
        }
    }

    fn remember(self) {
        self.tab.with_value(|tab| {
            let draft = &tab.draft;
            let (id, is_typed) = match &draft.base {
                Some((id, _)) if draft.rev == 0 => (id, draft.is_base_typed),
                _ => (&draft.id, true),
            };
            drafts::remember_own(&draft.document, id, is_typed);
        });
    }

    /// Shows the state of the draft, and its name.
    fn show(self, status: DraftStatus) {
        let label = self.tab.with_value(|tab| tab.draft.label.clone());
        if self.label.with_untracked(|shown| *shown != label) {
            self.label.set(label);
        }
        if self.status.with_untracked(|shown| *shown != status) {
            self.status.set(status);
        }
    }
}
