//! The resume being edited.

use std::sync::Arc;

use resume::{Entries, Resume};
use view::prelude::*;

use super::document::{Document, DocumentId, Undoable};
use super::history::History;
use super::outline::{FieldPath, ListPath};

/// Roughly how many bytes a resume has before it is known.
const SIZE: usize = 4096;

/// The resume as a document, and its operations. Part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    document: Document<Resume>,
    /// The resume as JSON, written once per change.
    json: Memo<Arc<str>>,
    /// The step that replaced the whole resume, until [`Editor::take_replaced`].
    replaced: StoredValue<Option<&'static str>>,
}

impl Editor {
    /// An editor of `resume`.
    pub(crate) fn new(resume: Resume) -> Self {
        let document = Document::new(DocumentId::Resume, resume, SIZE);
        Self {
            document,
            json: Memo::new(move |_| document.get().to_json().into()),
            replaced: StoredValue::new(None),
        }
    }

    /// The resume; reactive.
    pub(crate) fn resume(self) -> Arc<Resume> {
        self.document.get()
    }

    /// The current resume.
    pub(crate) fn resume_now(self) -> Arc<Resume> {
        self.document.now()
    }

    /// The resume as JSON; reactive.
    pub(crate) fn json(self) -> Arc<str> {
        self.json.get()
    }

    /// The current resume as JSON.
    pub(crate) fn json_now(self) -> Arc<str> {
        self.json.get_untracked()
    }

    /// Looks into the resume; reactive to each change but typing.
    pub(crate) fn look<T>(self, look: impl FnOnce(&Resume) -> T) -> T {
        self.document.look(look)
    }

    /// The user typed `text` into a field.
    pub(crate) fn typed(self, path: FieldPath, text: String) {
        self.document.typed(&path.id(), "typing", |resume| {
            let shown = path.of(resume).map(|field| field.text().into_owned());
            // A missing field and an empty one look the same: it stays what it is.
            if shown.unwrap_or_default() != text
                && let Some(field) = path.of_mut(resume)
            {
                field.set(text);
            }
        });
    }

    /// The user typed into the resume's JSON, which is this resume now.
    pub(crate) fn json_typed(self, resume: Resume) {
        self.document
            .typed("json", "editing the JSON", |present| *present = resume);
        self.document.redraw();
    }

    /// Puts an ID into the empty field.
    pub(crate) fn suggest_id(self, id: String) {
        self.document
            .change("using the suggested ID", |resume| resume.id.set(id));
    }

    /// Draws the whole form again: a text was changed as if it had been typed.
    pub(crate) fn redraw(self) {
        self.document.redraw();
    }

    /// Adds an empty entry at the end of a list. Returns its index.
    pub(crate) fn add(self, list: ListPath) -> usize {
        self.change_list(list, "adding an entry", |entries| entries.add());
        self.count(list).saturating_sub(1)
    }

    /// Removes an entry. Returns how many are left.
    pub(crate) fn remove(self, list: ListPath, index: usize) -> usize {
        self.change_list(list, "removing an entry", |entries| entries.remove(index));
        self.count(list)
    }

    /// Swaps two entries.
    pub(crate) fn swap(self, list: ListPath, one: usize, other: usize) {
        self.change_list(list, "moving an entry", |entries| entries.swap(one, other));
    }

    /// Moves an entry to another place; those between make room.
    pub(crate) fn shift(self, list: ListPath, from: usize, to: usize) {
        self.change_list(list, "moving an entry", |entries| {
            let mut at = from;
            while at != to {
                let next = if at < to { at + 1 } else { at - 1 };
                entries.swap(at, next);
                at = next;
            }
        });
    }

    /// Replaces the resume; `what` names the step for undo, and for the list of the drafts
    /// that were replaced.
    pub(crate) fn replace(self, resume: Resume, what: &'static str) {
        self.replaced.set_value(Some(what));
        self.document.replace(resume, what, None);
    }

    /// Replaces the resume by another tab's. Consecutive ones are one step.
    pub(crate) fn follow(self, resume: Resume, what: &'static str) {
        self.document.replace(resume, what, Some("another tab"));
    }

    /// Looks into the resume's history.
    pub(crate) fn with_history(self, look: impl FnOnce(&History<Resume>)) {
        self.document.with_history(look);
    }

    /// Puts another resume with its history in place of this one. Returns this one's; `None` if the page is closed.
    pub(crate) fn exchange(self, history: History<Resume>) -> Option<History<Resume>> {
        self.document.exchange(history)
    }

    /// The step that replaced the whole resume since the last call.
    pub(crate) fn take_replaced(self) -> Option<&'static str> {
        self.replaced.try_update_value(Option::take).flatten()
    }

    /// Sets the resume's size as JSON in bytes, for the limits of the history.
    pub(crate) fn set_size(self, bytes: usize) {
        self.document.set_size(bytes);
    }

    /// The resume as a document.
    pub(crate) fn document(&self) -> &dyn Undoable {
        &self.document
    }

    fn count(self, list: ListPath) -> usize {
        list.of(&self.resume_now()).map_or(0, Entries::count)
    }

    fn change_list(
        self,
        list: ListPath,
        what: &'static str,
        change: impl FnOnce(&mut dyn Entries),
    ) {
        self.document.change(what, |resume| {
            if let Some(entries) = list.of_mut(resume) {
                change(entries);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::outline::{RecordPath, Section};

    /// The field of that ID, of the resume itself or of an object with its own section.
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
            assert_eq!(editor.add(skills), 2);
            editor.shift(skills, 1, 2);
            let second = skills.entry(2).fields().next().unwrap();
            let moved = second.of(&editor.resume_now()).unwrap().text().into_owned();
            assert_eq!(moved, "Rust");
            editor.document().undo();
            editor.document().undo();
            assert_eq!(editor.remove(skills, 0), 1);
            let title = |editor: Editor| {
                first
                    .of(&editor.resume_now())
                    .map(|field| field.text().into_owned())
            };
            assert_eq!(title(editor).as_deref(), Some("Rust"));
            assert_eq!(editor.document().undo(), Some("removing an entry"));
            assert_eq!(title(editor).as_deref(), Some(""));
            for _ in 0..4 {
                editor.document().undo();
            }
            assert_eq!(editor.resume_now().name.text(), "Ad");
            assert_eq!(editor.document().undo(), Some("typing"));
            assert_eq!(*editor.resume_now(), Resume::blank());
            assert_eq!(editor.document().undo(), None);
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
            assert_eq!(editor.document().steps(), (None, None));
        });
    }
}
