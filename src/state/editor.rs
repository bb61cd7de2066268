//! The resume being edited.

use std::sync::Arc;

use leptos::prelude::*;
use resume::{Entries, Resume};

use super::history::History;
use super::outline::{FieldPath, ListPath};

/// The resume, its past and its future. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    history: RwSignal<History<Resume>>,
    /// Changes with everything but typing into a field: what is typed stands in its input already,
    /// and a form of thousands of inputs need not look at each of them at every letter.
    redraw: RwSignal<u32>,
    /// Roughly how many bytes the resume has.
    weight: StoredValue<usize>,
    /// Whether something was typed since the focus last moved: the browser can undo that itself.
    typed: StoredValue<bool>,
    /// By what the whole resume was replaced, until [`Editor::take_replaced`].
    replaced: StoredValue<Option<&'static str>>,
}

impl Editor {
    /// An editor of `resume`.
    pub(crate) fn new(resume: Resume) -> Self {
        Self {
            history: RwSignal::new(History::new(resume, 4096)),
            redraw: RwSignal::new(0),
            weight: StoredValue::new(4096),
            typed: StoredValue::new(false),
            replaced: StoredValue::new(None),
        }
    }

    /// The resume as it is; whoever asks is run again at each change.
    pub(crate) fn resume(self) -> Arc<Resume> {
        self.history.with(|history| history.present().clone())
    }

    /// The resume as it is.
    pub(crate) fn resume_now(self) -> Arc<Resume> {
        self.history
            .with_untracked(|history| history.present().clone())
    }

    /// A look at the resume; whoever looks is run again when it changes by anything but typing.
    pub(crate) fn look<T>(self, look: impl FnOnce(&Resume) -> T) -> T {
        self.redraw.track();
        self.history
            .with_untracked(|history| look(history.present()))
    }

    /// What [`Editor::undo`] would undo, and [`Editor::redo`] redo.
    pub(crate) fn steps(self) -> (Option<&'static str>, Option<&'static str>) {
        self.history
            .with(|history| (history.undoable(), history.redoable()))
    }

    /// Somebody typed `text` into a field.
    pub(crate) fn typed(self, path: FieldPath, text: String) {
        self.typed.set_value(true);
        let mut resume = Resume::clone(&self.resume_now());
        let shown = path
            .of(&resume)
            .map(|field| field.text().into_owned())
            .unwrap_or_default();
        if shown == text {
            return;
        }
        let Some(field) = path.of_mut(&mut resume) else {
            return;
        };
        field.set(text);
        let weight = self.weight.get_value();
        self.history.update(|history| {
            history.record(resume, weight, "typing", Some(path.id()));
        });
    }

    /// Adds a blank entry at the end of a list. Returns its index.
    pub(crate) fn add(self, list: ListPath) -> usize {
        self.change_list(list, "adding an entry", |entries| entries.add());
        self.look_now(|resume| list.of(resume).map_or(0, Entries::count))
            .saturating_sub(1)
    }

    /// Removes an entry. Returns how many are left.
    pub(crate) fn remove(self, list: ListPath, index: usize) -> usize {
        self.change_list(list, "removing an entry", |entries| entries.remove(index));
        self.look_now(|resume| list.of(resume).map_or(0, Entries::count))
    }

    /// Changes the places of two entries.
    pub(crate) fn swap(self, list: ListPath, one: usize, other: usize) {
        self.change_list(list, "moving an entry", |entries| entries.swap(one, other));
    }

    /// Puts another resume in its place; `what` names the step for whoever undoes it, and for the list of the drafts
    /// that were replaced.
    pub(crate) fn replace(self, resume: Resume, what: &'static str) {
        self.replaced.set_value(Some(what));
        self.record(resume, what, None);
    }

    /// Puts the resume of another tab in its place. What follows each other in that way is one step.
    pub(crate) fn follow(self, resume: Resume, what: &'static str) {
        self.record(resume, what, Some("another tab".to_owned()));
    }

    /// By what the whole resume was replaced since this was asked last.
    pub(crate) fn take_replaced(self) -> Option<&'static str> {
        self.replaced.try_update_value(Option::take).flatten()
    }

    fn record(self, resume: Resume, what: &'static str, run: Option<String>) {
        let weight = self.weight.get_value();
        self.history
            .update(|history| history.record(resume, weight, what, run));
        self.redraw();
    }

    /// Begins an empty resume.
    pub(crate) fn clear(self) {
        self.replace(Resume::blank(), "starting a new resume");
    }

    /// Undoes the last step. Returns what it was.
    pub(crate) fn undo(self) -> Option<&'static str> {
        let what = self.history.try_update(History::undo).flatten();
        self.redraw();
        what
    }

    /// Redoes the step undone last. Returns what it was.
    pub(crate) fn redo(self) -> Option<&'static str> {
        let what = self.history.try_update(History::redo).flatten();
        self.redraw();
        what
    }

    /// The focus moved: what is typed next is a step of its own.
    pub(crate) fn focus_moved(self) {
        self.typed.set_value(false);
        self.history.update_untracked(History::end_run);
    }

    /// Whether the browser has typing of its own to undo in the field that has the focus.
    pub(crate) fn browser_can_undo(self) -> bool {
        self.typed.get_value()
    }

    /// Says how many bytes the resume has, for the bounds of the history.
    pub(crate) fn weighs(self, bytes: usize) {
        self.weight.set_value(bytes);
    }

    /// How many bytes the resume has as JSON, as it was told last.
    pub(crate) fn weight(self) -> usize {
        self.weight.get_value()
    }

    fn look_now<T>(self, look: impl FnOnce(&Resume) -> T) -> T {
        self.history
            .with_untracked(|history| look(history.present()))
    }

    fn change_list(
        self,
        list: ListPath,
        what: &'static str,
        change: impl FnOnce(&mut dyn Entries),
    ) {
        let mut resume = Resume::clone(&self.resume_now());
        let Some(entries) = list.of_mut(&mut resume) else {
            return;
        };
        change(entries);
        self.record(resume, what, None);
    }

    fn redraw(self) {
        self.typed.set_value(false);
        self.redraw.update(|n| *n = n.wrapping_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::outline::{RecordPath, Section};

    /// The field of that ID, of the resume's own or of an object in a section of its own.
    fn field(id: &str) -> FieldPath {
        let sections = Section::all().into_iter();
        let mut fields = sections.flat_map(|section| match section {
            Section::Record(path, _) => path.fields().collect(),
            Section::List(_) => Vec::new(),
        });
        fields.find(|field| field.id() == id).unwrap()
    }

    #[test]
    fn typing_adding_and_undoing() {
        Owner::new().with(|| {
            let editor = Editor::new(Resume::blank());
            let mut lists = RecordPath::RESUME.lists();
            let skills = lists.find(|list| list.id() == "skills").unwrap();
            let first = skills.entry(0).fields().next().unwrap();
            editor.typed(field("basics-name"), "A".to_owned());
            editor.typed(field("basics-name"), "Ad".to_owned());
            assert_eq!(editor.add(skills), 0);
            editor.typed(first, "Rust".to_owned());
            assert_eq!(editor.add(skills), 1);
            editor.swap(skills, 0, 1);
            assert_eq!(editor.remove(skills, 0), 1);
            let title = |editor: Editor| {
                first
                    .of(&editor.resume_now())
                    .map(|field| field.text().into_owned())
            };
            assert_eq!(title(editor).as_deref(), Some("Rust"));
            assert_eq!(editor.undo(), Some("removing an entry"));
            assert_eq!(title(editor).as_deref(), Some(""));
            for _ in 0..4 {
                editor.undo();
            }
            assert_eq!(editor.resume_now().name.text(), "Ad");
            assert_eq!(editor.undo(), Some("typing"));
            assert_eq!(*editor.resume_now(), Resume::blank());
            assert_eq!(editor.undo(), None);
        });
    }

    #[test]
    fn looking_into_an_empty_field_leaves_it_missing() {
        Owner::new().with(|| {
            let editor = Editor::new(Resume::from_json(r#"{"score": 1, "name": null}"#).unwrap());
            let before = editor.resume_now();
            editor.typed(field("basics-name"), String::new());
            editor.typed(field("current-role"), String::new());
            assert_eq!(editor.resume_now(), before);
            assert_eq!(editor.steps(), (None, None));
        });
    }
}
