//! The resumes of this browser: listed, opened, added, duplicated, named, deleted.
//!
//! Each has its own draft and its own undo. Those that the tab has shown wait in it (`drafts::tab`); the others are read
//! from their current draft.

use leptos::task::spawn_local;
use resume::Resume;
use view::prelude::*;

use super::other_tabs::decision;
use super::{DraftStatus, DraftSync, share};
use crate::browser::page;
use crate::state::drafts::draft::Draft;
use crate::state::drafts::lineage;
use crate::state::drafts::record::{Record, Replaced};
use crate::state::drafts::store::SavedTo;
use crate::state::drafts::tab::Parked;
use crate::state::drafts::{self, is_blank};
use crate::state::history::History;

/// A resume of this browser.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListedResume {
    /// Its current draft.
    pub(crate) record: Record,
    /// The resume; or why the draft's text is none.
    pub(crate) resume: Result<Resume, String>,
    /// Whether it is the one in the form.
    pub(crate) is_shown: bool,
}

impl ListedResume {
    /// The user's own name for it, or the resume's.
    pub(crate) fn name(&self) -> &str {
        let named = [&self.record.label, &self.record.name];
        let name = named.into_iter().find(|name| !name.is_empty());
        name.map_or("Unnamed", String::as_str)
    }

    /// The resume's ID; empty for none.
    pub(crate) fn id(&self) -> String {
        let resume = self.resume.as_ref();
        resume.map_or(String::new(), |resume| resume.id.text().into_owned())
    }
}

impl DraftSync {
    /// The resumes, the one that was edited last first.
    pub(crate) async fn resumes(self) -> Vec<ListedResume> {
        let records = self.records().await;
        self.count_in(&records);
        let Some(shown) = self.tab.try_with_value(|tab| tab.draft.next()) else {
            return Vec::new();
        };
        let heads = drafts::latest_of_each(&records);
        let is_shown = |head: &Record| head.document == shown.document;
        let written = heads.iter().find(|head| is_shown(head));
        // One that was never written is the newest.
        let time = written.map_or(f64::INFINITY, |written| written.time);
        let older = heads
            .iter()
            .filter(|head| !is_shown(head) && head.time <= time);
        let newer = heads
            .iter()
            .filter(|head| !is_shown(head) && head.time > time);
        let time = time.min(shown.time);
        let shown = Record {
            time,
            ..shown.clone()
        };
        let listed = newer.copied().chain([&shown]).chain(older.copied());
        let listed = listed.map(|record| ListedResume {
            resume: Resume::from_json(record.text.as_deref().unwrap_or_default())
                .map_err(|error| error.to_string()),
            is_shown: record.document == shown.document,
            record: record.clone(),
        });
        listed.collect()
    }

    /// Counts the resumes.
    pub(super) fn count_in(self, records: &[Record]) {
        let Some(shown) = self.tab.try_with_value(|tab| tab.draft.document.clone()) else {
            return;
        };
        self.count.try_set(drafts::count(records, &shown));
    }

    fn count_soon(self) {
        spawn_local(async move {
            let records = self.records().await;
            self.count_in(&records);
        });
    }

    /// Puts a resume of this browser into the form.
    pub(crate) async fn open(self, document: &str) {
        match self.find(document).await {
            Some((draft, history)) => self.show_other(draft, history),
            None if self.is_shown(document) => {}
            None => self
                .notices
                .say("This resume was deleted. Its last draft is under Previous drafts."),
        }
    }

    /// Puts an empty resume into the form, beside the others. Returns whether there was another one in it.
    pub(crate) fn add(self) -> bool {
        self.take_up();
        let is_new = self.tab.with_value(|tab| {
            let draft = &tab.draft;
            is_blank(&draft.text) && draft.label.is_empty()
        });
        if is_new {
            return false;
        }
        let resume = Resume::blank();
        let draft = Draft::new(page::random_id(), &resume);
        self.show_other(draft, History::new(resume, 0));
        true
    }

    /// Puts a copy of a resume into the form. `ids` are those of all resumes: the copy gets one of its own, so that
    /// saving it overwrites none. Returns that.
    pub(crate) fn duplicate(self, original: &ListedResume, ids: &[String]) -> Option<String> {
        let mut resume = original.resume.clone().ok()?;
        let id = original.id();
        if !id.is_empty() {
            resume.id.set(id_of_copy(&id, ids));
        }
        let mut draft = Draft::new(page::random_id(), &resume);
        draft.label = format!("{} (copy)", original.name());
        let id = resume.id.text().into_owned();
        self.show_other(draft, History::new(resume, 0));
        self.write();
        Some(id)
    }

    /// Sets the user's own name for a resume; empty for none.
    pub(crate) async fn rename(self, document: String, label: String) {
        if !self.is_shown(&document) {
            let Some((draft, history)) = self.find(&document).await else {
                return;
            };
            self.tab.try_update_value(|tab| tab.wait(draft, history));
        }
        self.write_one(move |tab| {
            let draft = tab.draft_for(&document)?;
            draft.label = label;
            Some(draft)
        });
    }

    /// Deletes a resume from this browser; its drafts go to the previous drafts. Returns why, if it could not be
    /// deleted.
    pub(crate) async fn delete(self, document: &str) -> Result<(), String> {
        if self.is_shown(document) {
            self.take_up();
        }
        let records = self.records().await;
        let mut over = Vec::new();
        for head in lineage::heads_of(&records, document) {
            for one in lineage::over(head, Replaced::DELETED) {
                lineage::add(&mut over, one);
            }
        }
        if self.is_shown(document) {
            let heads = drafts::latest_of_each(&records);
            let next = heads.iter().find(|head| head.document != document);
            let next = match next {
                Some(next) => self.find(&next.document).await,
                None => None,
            };
            let (draft, history) = next.unwrap_or_else(|| {
                let resume = Resume::blank();
                let draft = Draft::new(page::random_id(), &resume);
                (draft, History::new(resume, 0))
            });
            self.show_other(draft, history);
        }
        self.tab.try_update_value(|tab| tab.unpark(document));
        let result = if over.is_empty() {
            // Nothing of it was stored.
            Ok(())
        } else {
            let deletion = decision(document, over.into_iter());
            match self.store().put(&deletion).await {
                SavedTo::OnDisk | SavedTo::Simply(_) => Ok(()),
                SavedTo::Not(error) => Err(error.to_string()),
            }
        };
        self.tell();
        self.count_soon();
        result
    }

    /// Puts a deleted resume into the form again.
    pub(crate) fn bring_back(self, deleted: &Record) {
        if let Ok(resume) = Resume::from_json(deleted.text.as_deref().unwrap_or_default()) {
            let draft = Draft::of(deleted, &resume, Replaced::RELOAD);
            self.show_other(draft, History::new(resume, 0));
            self.write();
        }
    }

    /// Puts a previous draft into the form, in place of the current draft of that resume, which is added to them.
    pub(crate) fn restore(self, record: Record) {
        let resume = match Resume::from_json(record.text.as_deref().unwrap_or_default()) {
            Ok(resume) => resume,
            Err(error) => {
                self.notices.say(format!(
                    "This draft is not a resume: {error}. You can download it."
                ));
                return;
            }
        };
        spawn_local(async move {
            if !self.is_shown(&record.document) {
                let found = self.find(&record.document).await;
                let (draft, history) = found.unwrap_or_else(|| {
                    let blank = Resume::blank();
                    let mut draft = Draft::new(record.document.clone(), &blank);
                    draft.label.clone_from(&record.label);
                    (draft, History::new(blank, 0))
                });
                self.show_other(draft, history);
            }
            self.editor.replace(resume, "restoring a previous draft");
            self.notices
                .say_undoable(self.editor.document(), "Previous draft restored.");
        });
    }

    fn is_shown(self, document: &str) -> bool {
        let is_shown = self
            .tab
            .try_with_value(|tab| tab.draft.document == document);
        is_shown.unwrap_or_default()
    }

    /// The draft of a resume that is not in the form: the one that waits in this tab, or else the current one.
    async fn find(self, document: &str) -> Option<(Draft, History<Resume>)> {
        let records = self.records().await;
        if self.is_shown(document) {
            return None;
        }
        let heads = lineage::heads_of(&records, document).into_iter();
        let mut readable = heads.filter_map(|head| {
            let resume = Resume::from_json(head.text.as_deref().unwrap_or_default()).ok()?;
            Some((head, resume))
        });
        let head = readable.next();
        let parked = self.tab.try_update_value(|tab| tab.unpark(document));
        let Some(Parked {
            mut draft,
            mut history,
        }) = parked.flatten()
        else {
            let (head, resume) = head?;
            let draft = Draft::of(head, &resume, Replaced::CONTINUED);
            let size = draft.text.len();
            return Some((draft, History::new(resume, size)));
        };
        let is_continued = draft.rev > 0
            && draft.is_stored()
            && lineage::is_covered(&records, &draft.id, draft.rev);
        if let Some((head, resume)) = head.filter(|_| is_continued) {
            draft.go_on_from(head, Replaced::CONTINUED);
            draft.take(&resume, resume.to_json());
            history.record(resume, draft.text.len(), "a change in another tab", None);
        }
        Some((draft, history))
    }

    /// Puts another resume's draft into the form; the one in it waits in the tab.
    fn show_other(self, draft: Draft, history: History<Resume>) {
        self.take_up();
        if self.tab.with_value(|tab| tab.draft.changed) {
            self.write();
        }
        let status = if draft.rev == 0 {
            DraftStatus::Untouched
        } else {
            draft.saved.clone().into()
        };
        let Some(before) = self.editor.exchange(history) else {
            return;
        };
        share(&draft.text);
        self.editor.set_size(draft.text.len());
        self.tab.update_value(|tab| {
            tab.show(draft, before);
            // Another tab's newer draft may be shown at once.
            tab.touched = f64::NEG_INFINITY;
        });
        self.asks.set(false);
        self.show(status);
        self.remember();
        self.look_soon();
    }
}

/// An ID for the copy of a resume, which none of `taken` is.
fn id_of_copy(id: &str, taken: &[String]) -> String {
    let first = format!("{id}-copy");
    let numbered = (2..).map(|number| format!("{first}-{number}"));
    let mut free = std::iter::once(first.clone())
        .chain(numbered)
        .filter(|id| !taken.contains(id));
    free.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::drafts::draft::title;

    #[test]
    fn a_copy_has_an_id_of_its_own() {
        assert_eq!(id_of_copy("ada", &[]), "ada-copy");
        let taken = ["ada", "ada-copy", "ada-copy-2"].map(str::to_owned);
        assert_eq!(id_of_copy("ada", &taken), "ada-copy-3");
    }

    #[test]
    fn a_resume_is_listed_by_the_users_name_for_it_or_by_its_own() {
        let resume = Resume::sample();
        let mut listed = ListedResume {
            record: Record {
                name: title(&resume),
                ..Record::default()
            },
            resume: Ok(resume),
            is_shown: true,
        };
        assert_eq!(listed.name(), "Mira Okafor-Lindqvist");
        listed.record.label = "For startups".to_owned();
        assert_eq!(listed.name(), "For startups");
        listed.record = Record::default();
        assert_eq!(listed.name(), "Unnamed");
    }
}
