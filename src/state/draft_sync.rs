//! Saves the draft at each change, and follows the other tabs.

use std::rc::Rc;

use leptos::task::spawn_local;
use resume::Resume;
use view::prelude::*;

use super::drafts::lineage::{self, Previous};
use super::drafts::record::{Record, Replaced, StoredDraft};
use super::drafts::store::{SavedTo, Store};
use super::drafts::tab::{Tab, title};
use super::drafts::{self, OpenedDrafts, is_blank};
use super::editor::Editor;
use super::notices::Notices;
use crate::browser::storage::StorageError;
use crate::browser::tabs::{self, Listener};
use crate::browser::{database, keys, page};

/// The most concurrent writes; later letters wait for one of them, and are then written together.
const MOST_WRITES: u32 = 4;
/// How long to wait for more messages of other tabs before reading their drafts, in milliseconds.
const NEWS_PAUSE: i32 = 120;
/// How long after a key, a click or a focus move no other tab's draft is shown, in milliseconds: nothing changes
/// while the user is about to type.
const HANDS_OFF: f64 = 1_000.0;

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

/// The draft and its state on the page.
#[derive(Clone, Copy)]
pub(crate) struct DraftSync {
    editor: Editor,
    notices: Notices,
    store: StoredValue<Rc<Store>, LocalStorage>,
    tab: StoredValue<Tab>,
    /// Its state.
    pub(crate) status: RwSignal<DraftStatus>,
    /// Whether another tab has changed the draft, too, so that the user must choose.
    pub(crate) asks: RwSignal<bool>,
}

/// Continues the draft in the browser, and stores it from now on.
pub(crate) fn start(mut opened: OpenedDrafts, notices: Notices) -> (Editor, DraftSync) {
    let resume = match &opened.shown {
        Some((_, resume)) => resume.clone(),
        None => Resume::blank(),
    };
    let tab = Tab::new(&opened, &resume);
    share(&tab.text);
    let editor = Editor::new(resume);
    editor.set_size(tab.text.len());
    let status = match opened.problem.take() {
        Some(problem) if opened.shown.is_some() => DraftStatus::Simply(problem),
        _ => DraftStatus::Untouched,
    };
    let sync = DraftSync {
        editor,
        notices,
        store: StoredValue::new_local(opened.store),
        tab: StoredValue::new(tab),
        status: RwSignal::new(status),
        asks: RwSignal::new(!opened.others.is_empty()),
    };
    sync.remember();
    sync.listen();
    let store = sync.store();
    spawn_local(async move { store.tidy(is_blank).await });
    (editor, sync)
}

/// Shares the draft with `start.js`.
fn share(text: &str) {
    if !is_blank(text) {
        page::share_draft(text);
    }
}

impl DraftSync {
    /// The user keeps this tab's draft; the others go to the previous drafts.
    pub(crate) fn keep_this(self) {
        const WHY: &str = "another tab's draft was kept";
        spawn_local(async move {
            let records = self.records().await;
            let others = self.others(&records);
            let changed = self.tab.try_update_value(|tab| {
                for other in &others {
                    tab.replace(other, WHY);
                }
            });
            if changed.is_some() {
                self.asks.set(false);
                self.write();
            }
        });
    }

    /// The user chooses the other tab's draft; this one goes to the previous drafts.
    pub(crate) fn take_other(self) {
        const WHY: &str = "using the other tab's draft";
        spawn_local(async move {
            let text = self.tab.try_with_value(|tab| tab.text.clone());
            let records = self.records().await;
            let Some(other) = self.others(&records).into_iter().next() else {
                self.asks.try_set(false);
                return;
            };
            let other_text = other.text.as_deref().unwrap_or_default();
            let resume = match Resume::from_json(other_text) {
                Ok(resume) => resume,
                Err(error) => {
                    self.notices
                        .say(format!("The other tab's draft can't be read: {error}"));
                    return;
                }
            };
            let mut choice = None;
            self.tab.try_update_value(|tab| {
                // Typed meanwhile: ask again.
                if Some(&tab.text) != text.as_ref() || tab.changed {
                    return;
                }
                let mut over = std::mem::take(&mut tab.over);
                tab.begin_another(WHY);
                for one in std::mem::take(&mut tab.over) {
                    lineage::add(&mut over, one);
                }
                // The chosen draft, not this decision, replaces its predecessors; and the chosen one is replaced by
                // nothing.
                over.retain(|one| {
                    one.id != other.id
                        && other
                            .over
                            .iter()
                            .all(|theirs| theirs.id != one.id || theirs.rev < one.rev)
                });
                let made = decision(over.into_iter());
                tab.replace(&made, WHY);
                tab.go_on_from(&other, Replaced::CONTINUED);
                tab.text = resume.to_json();
                tab.title = title(&resume);
                choice = Some(made);
            });
            let Some(choice) = choice else { return };
            self.asks.set(false);
            self.remember();
            self.show_resume(resume, WHY);
            self.notices.say_undoable(
                self.editor.document(),
                "Switched to the other tab's draft. This tab's draft is under Previous drafts.",
            );
            self.decide(&choice).await;
            self.status.try_set(DraftStatus::Saved);
        });
    }

    /// Tries again to store the draft.
    pub(crate) fn try_again(self) {
        self.write();
    }

    /// Puts a previous draft into the form; the form's current draft is added to them.
    pub(crate) fn restore(self, record: &Record) {
        match Resume::from_json(record.text.as_deref().unwrap_or_default()) {
            Ok(resume) => {
                self.editor.replace(resume, "restoring a previous draft");
                self.notices
                    .say_undoable(self.editor.document(), "Previous draft restored.");
            }
            Err(error) => self.notices.say(format!(
                "This draft is not a resume: {error}. You can download it."
            )),
        }
    }

    /// The drafts that were replaced, the latest first.
    pub(crate) async fn previous(self) -> Vec<Previous> {
        let records = self.records().await;
        lineage::previous(&records, is_blank).0
    }

    /// Whether closing the page would lose work. Stores at once what it can.
    pub(crate) fn would_lose(self) -> bool {
        self.tab
            .try_update_value(|tab| !tab.is_stored() && Store::put_at_once(&tab.next()).is_err())
            .unwrap_or(false)
    }

    fn store(self) -> Rc<Store> {
        self.store.with_value(Clone::clone)
    }

    /// The stored drafts, with this tab's current one.
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
            if tab.rev > 0 {
                records.retain(|record| record.id != tab.id);
                records.push(Record {
                    rev: tab.rev,
                    ..tab.next()
                });
            }
        });
        records
    }

    /// The current drafts that this tab's does not continue, the latest first.
    fn others(self, records: &[Record]) -> Vec<Record> {
        let others = self.tab.try_with_value(|tab| {
            let is_known = |head: &Record| {
                let mut over = tab.over.iter();
                over.any(|over| over.id == head.id && over.rev >= head.rev)
            };
            lineage::heads(records)
                .into_iter()
                .filter(|head| head.id != tab.id && !tab.has(head) && !is_known(head))
                .cloned()
                .collect()
        });
        others.unwrap_or_default()
    }

    async fn decide(self, choice: &Record) {
        if choice.over.is_empty() {
            return;
        }
        let store = self.store();
        // If it can't be stored, the page asks again after a reload.
        store.put(choice).await;
        self.tell();
    }

    fn listen(self) {
        Effect::new(move |_| {
            let resume = self.editor.resume();
            let json = self.editor.json();
            self.editor.set_size(json.len());
            let replaced = self.editor.take_replaced();
            if self.tab.with_value(|tab| *tab.text == *json) {
                return;
            }
            share(&json);
            if replaced.is_some() && self.tab.with_value(|tab| tab.changed) {
                // The last letters of the replaced draft.
                self.write();
            }
            self.tab.update_value(|tab| {
                if let Some(why) = replaced {
                    tab.begin_another(why);
                }
                tab.text = json.to_string();
                tab.title = title(&resume);
                tab.changed = true;
            });
            self.save();
        });
        // A page that is closed or hidden must not lose the last letters.
        let hidden = window_event_listener_untyped("pagehide", move |_| {
            self.would_lose();
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

    /// Stores the draft, or waits while too many writes are in progress.
    fn save(self) {
        if self.tab.with_value(|tab| tab.on_their_way < MOST_WRITES) {
            self.write();
        } else {
            self.show(DraftStatus::Saving);
        }
    }

    fn write(self) {
        let record = self.tab.try_update_value(|tab| {
            let record = tab.next();
            tab.rev = record.rev;
            tab.changed = false;
            tab.on_their_way += 1;
            record
        });
        let Some(record) = record else { return };
        self.show(DraftStatus::Saving);
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
            if tab.id == record.id && record.rev > tab.written {
                tab.written = record.rev;
                tab.saved = saved;
            }
            (tab.changed, tab.written == tab.rev, tab.saved.clone())
        });
        match came {
            // The page is closed.
            None => return,
            Some((true, _, _)) => self.write(),
            Some((false, false, _)) => {}
            Some((false, true, saved)) => self.show(match saved {
                SavedTo::OnDisk => DraftStatus::Saved,
                SavedTo::Simply(error) => DraftStatus::Simply(error),
                SavedTo::Not(error) => DraftStatus::NotSaved(error),
            }),
        }
        self.tell();
        database::ask_to_persist();
    }

    fn tell(self) {
        if let Some(name) = self.tab.try_with_value(|tab| tab.name.clone()) {
            tabs::tell_from(keys::DRAFTS_CHANGED, &name);
        }
    }

    fn look_soon(self) {
        let begins = self.tab.try_update_value(|tab| {
            tab.look_again = tab.is_looking;
            !std::mem::replace(&mut tab.is_looking, true)
        });
        if begins == Some(true) {
            page::after(NEWS_PAUSE, move || {
                spawn_local(async move {
                    self.look_around().await;
                    let again = self.tab.try_update_value(|tab| {
                        tab.is_looking = false;
                        std::mem::take(&mut tab.look_again)
                    });
                    if again == Some(true) {
                        self.look_soon();
                    }
                });
            });
        }
    }

    /// Another tab has written: follows it if nothing was typed here, otherwise asks.
    async fn look_around(self) {
        let Some(store) = self.store.try_with_value(Clone::clone) else {
            return;
        };
        let (found, problem) = store.all().await;
        let is_stored = self.tab.try_with_value(|tab| {
            let mut found = found.iter();
            tab.rev == 0
                || tab.written < tab.rev
                || found.any(
                    |found| matches!(found, StoredDraft::Record(record) if record.id == tab.id),
                )
        });
        match is_stored {
            None => return,
            // Another tab has tidied up, or the browser's storage was cleared.
            Some(false) if problem.is_none() => self.write(),
            Some(_) => {}
        }
        let records = self.records().await;
        let others = self.others(&records);
        let follows = self.tab.try_update_value(|tab| {
            for head in lineage::heads(&records) {
                if tab.has(head) && head.id != tab.id {
                    tab.replace(head, Replaced::CONTINUED);
                }
            }
            let base = tab.base.as_ref().filter(|_| tab.rev == 0);
            tab.rev == 0
                && !tab.changed
                && base.is_none_or(|(id, rev)| {
                    let is_there = records.iter().any(|record| record.id == *id);
                    !is_there
                        || lineage::is_covered(&records, id, *rev)
                        || is_behind(&records, id, *rev)
                })
        });
        let Some(follows) = follows else { return };
        let asked = self.asks.get_untracked();
        let rest = match others.first() {
            Some(first) if follows && !asked => {
                let touched = self.tab.with_value(|tab| tab.touched);
                if page::now() - touched < HANDS_OFF {
                    self.tab.update_value(|tab| tab.look_again = true);
                    return;
                }
                self.follow(first);
                self.others(&records)
            }
            _ => others,
        };
        let asks = !rest.is_empty();
        if asks != asked {
            self.asks.set(asks);
        }
    }

    /// Shows another tab's draft.
    fn follow(self, record: &Record) {
        let Ok(resume) = Resume::from_json(record.text.as_deref().unwrap_or_default()) else {
            // Perhaps from a newer version of the page; this tab's draft stays unchanged.
            return;
        };
        self.tab.update_value(|tab| {
            tab.go_on_from(record, Replaced::CONTINUED);
            tab.text = resume.to_json();
            tab.title = title(&resume);
        });
        self.remember();
        self.show_resume(resume, "a change in another tab");
        self.show(DraftStatus::Followed);
    }

    /// Puts the tab's draft into the form.
    fn show_resume(self, resume: Resume, what: &'static str) {
        self.tab.with_value(|tab| {
            share(&tab.text);
            self.editor.set_size(tab.text.len());
        });
        self.editor.follow(resume, what);
    }

    fn remember(self) {
        self.tab.with_value(|tab| match &tab.base {
            Some((id, _)) if tab.rev == 0 => drafts::remember_own(id, tab.is_base_typed),
            _ => drafts::remember_own(&tab.id, true),
        });
    }

    fn show(self, status: DraftStatus) {
        if self.status.with_untracked(|shown| *shown != status) {
            self.status.set(status);
        }
    }
}

/// Whether a record was written after `rev`.
fn is_behind(records: &[Record], id: &str, rev: u32) -> bool {
    let mut records = records.iter();
    records.any(|record| record.id == id && record.rev > rev)
}

/// A record of a decision against drafts.
fn decision(over: impl Iterator<Item = Replaced>) -> Record {
    let mut all = Vec::new();
    over.for_each(|one| lineage::add(&mut all, one));
    Record {
        id: page::random_id(),
        rev: 1,
        time: page::epoch_milliseconds(),
        name: String::new(),
        over: all,
        text: None,
    }
}
