//! The drafts of other tabs: followed, or chosen between.

use leptos::task::spawn_local;
use resume::Resume;
use view::prelude::*;

use super::{DraftStatus, DraftSync, share};
use crate::browser::page;
use crate::state::drafts::lineage;
use crate::state::drafts::record::{Record, Replaced, StoredDraft};

/// How long to wait for more messages of other tabs before reading their drafts, in milliseconds.
const NEWS_PAUSE: i32 = 120;
/// How long after a key, a click or a focus move no other tab's draft is shown, in milliseconds: nothing changes
/// while the user is about to type.
const HANDS_OFF: f64 = 1_000.0;

impl DraftSync {
    /// The user keeps this tab's draft; the others go to the previous drafts.
    pub(crate) fn keep_this(self) {
        const WHY: &str = "another tab's draft was kept";
        spawn_local(async move {
            let records = self.records().await;
            let others = self.others(&records);
            let changed = self.tab.try_update_value(|tab| {
                for other in &others {
                    tab.draft.replace(other, WHY);
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
            let text = self.tab.try_with_value(|tab| tab.draft.text.clone());
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
                let draft = &mut tab.draft;
                // Typed meanwhile: ask again.
                if Some(&draft.text) != text.as_ref() || draft.changed {
                    return;
                }
                let mut over = std::mem::take(&mut draft.over);
                draft.begin_another(WHY);
                for one in std::mem::take(&mut draft.over) {
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
                let made = decision(&draft.document, over.into_iter());
                draft.replace(&made, WHY);
                draft.go_on_from(&other, Replaced::CONTINUED);
                draft.take(&resume, resume.to_json());
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

    /// The current drafts that this tab's does not continue, the latest first.
    fn others(self, records: &[Record]) -> Vec<Record> {
        let others = self.tab.try_with_value(|tab| {
            let draft = &tab.draft;
            let is_known = |head: &Record| {
                let mut over = draft.over.iter();
                over.any(|over| over.id == head.id && over.rev >= head.rev)
            };
            lineage::heads_of(records, &draft.document)
                .into_iter()
                .filter(|head| head.id != draft.id && !draft.has(head) && !is_known(head))
                .cloned()
                .collect()
        });
        others.unwrap_or_default()
    }

    pub(super) async fn decide(self, choice: &Record) {
        if choice.over.is_empty() {
            return;
        }
        let store = self.store();
        // If it can't be stored, the page asks again after a reload.
        store.put(choice).await;
        self.tell();
    }

    pub(super) fn look_soon(self) {
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
            let draft = &tab.draft;
            draft.rev == 0
                || draft.written < draft.rev
                || found.any(
                    |found| matches!(found, StoredDraft::Record(record) if record.id == draft.id),
                )
        });
        match is_stored {
            None => return,
            // Another tab has tidied up, or the browser's storage was cleared.
            Some(false) if problem.is_none() => self.write(),
            Some(_) => {}
        }
        let records = self.records().await;
        self.count_in(&records);
        let others = self.others(&records);
        let follows = self.tab.try_update_value(|tab| {
            let draft = &mut tab.draft;
            for head in lineage::heads_of(&records, &draft.document) {
                if draft.has(head) && head.id != draft.id {
                    draft.replace(head, Replaced::CONTINUED);
                }
            }
            let base = draft.base.as_ref().filter(|_| draft.rev == 0);
            draft.rev == 0
                && !draft.changed
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
            tab.draft.go_on_from(record, Replaced::CONTINUED);
            tab.draft.take(&resume, resume.to_json());
        });
        self.remember();
        self.show_resume(resume, "a change in another tab");
        self.show(DraftStatus::Followed);
    }

    /// Puts the tab's draft into the form.
    fn show_resume(self, resume: Resume, what: &'static str) {
        self.tab.with_value(|tab| {
            share(&tab.draft.text);
            self.editor.set_size(tab.draft.text.len());
        });
        self.editor.follow(resume, what);
    }
}

/// Whether a record was written after `rev`.
fn is_behind(records: &[Record], id: &str, rev: u32) -> bool {
    let mut records = records.iter();
    records.any(|record| record.id == id && record.rev > rev)
}

/// A record of a decision against drafts of a resume.
pub(super) fn decision(document: &str, over: impl Iterator<Item = Replaced>) -> Record {
    let mut all = Vec::new();
    over.for_each(|one| lineage::add(&mut all, one));
    Record {
        id: page::random_id(),
        rev: 1,
        time: page::epoch_milliseconds(),
        document: document.to_owned(),
        label: String::new(),
        name: String::new(),
        over: all,
        text: None,
    }
}
