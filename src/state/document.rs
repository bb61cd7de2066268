//! A document that the user edits: its present, its history, the field being typed into, and its stored record.

use std::sync::Arc;

use view::prelude::*;

use super::history::{History, Part};
use crate::browser::storage::{self, Area, StorageError};

/// What undo is for, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentId {
    /// The resume.
    Resume,
    /// The options of the stack, with its mapping templates.
    Stack,
    /// The chosen mapping template alone: a part of the stack.
    Template,
}

impl DocumentId {
    /// Those with a history of their own.
    pub(crate) const WHOLE: [Self; 2] = [Self::Resume, Self::Stack];
}

/// A document's interface for the undo buttons and keys.
pub(crate) trait Undoable {
    /// Its name.
    fn id(&self) -> DocumentId;
    /// The number of the step that [`Undoable::undo`] would take: that step's alone; reactive.
    fn last_step(&self) -> Option<u64>;
    /// The names of the steps that [`Undoable::undo`] and [`Undoable::redo`] would take.
    fn steps(&self) -> (Option<&'static str>, Option<&'static str>);
    /// Undoes the last step. Returns its name.
    fn undo(&self) -> Option<&'static str>;
    /// Redoes the step undone last. Returns its name.
    fn redo(&self) -> Option<&'static str>;
    /// The focus moved: the next typing is a separate step.
    fn focus_moved(&self);
    /// Whether the browser itself can undo typing in the field that has the focus.
    fn browser_can_undo(&self) -> bool;
}

/// The effect of a change on the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The document is unchanged.
    Nothing,
    /// It extends the last step.
    SameStep,
    /// It starts a step.
    NewStep,
}

/// A document with its history.
pub(crate) struct Document<T: 'static> {
    id: DocumentId,
    history: RwSignal<History<T>>,
    /// The field that was typed into since the focus last moved: the browser can undo that itself.
    typing: StoredValue<Option<String>>,
    /// Notifies of every change but typing: typed text is in its input already, and a form of thousands of inputs
    /// must not update all of them at every letter.
    redraw: Trigger,
    /// Roughly how many bytes the document has.
    size: StoredValue<usize>,
}

impl<T> Clone for Document<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Document<T> {}

impl<T: Clone + PartialEq + Send + Sync> Document<T> {
    /// A document without a past, of about `size` bytes.
    pub(crate) fn new(id: DocumentId, present: T, size: usize) -> Self {
        Self {
            id,
            history: RwSignal::new(History::new(present, size)),
            typing: StoredValue::new(None),
            redraw: Trigger::new(),
            size: StoredValue::new(size),
        }
    }

    /// The document; reactive.
    pub(crate) fn get(self) -> Arc<T> {
        self.history.with(|history| history.present().clone())
    }

    /// The current document.
    pub(crate) fn now(self) -> Arc<T> {
        self.history
            .with_untracked(|history| history.present().clone())
    }

    /// Looks into the document; reactive to each change but typing.
    pub(crate) fn look<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.redraw.track();
        self.history
            .with_untracked(|history| look(history.present()))
    }

    /// Changes the document as `field` was typed into. The letters of one field are one step.
    pub(crate) fn typed(
        self,
        field: &str,
        label: &'static str,
        change: impl FnOnce(&mut T),
    ) -> Change {
        self.typing.set_value(Some(field.to_owned()));
        self.update(label, Some(field.to_owned()), change)
    }

    /// Changes the document in one step.
    pub(crate) fn change(self, label: &'static str, change: impl FnOnce(&mut T)) -> Change {
        let result = self.update(label, None, change);
        if result != Change::Nothing {
            self.replaced();
        }
        result
    }

    /// Puts another document in its place; replacements with the same `run` that follow each other are one step.
    pub(crate) fn replace(self, present: T, label: &'static str, run: Option<&str>) -> Change {
        let result = self.record(present, label, run.map(str::to_owned));
        self.replaced();
        result
    }

    /// Looks into the document's history.
    pub(crate) fn with_history(self, look: impl FnOnce(&History<T>)) {
        self.history.try_with_untracked(look);
    }

    /// Puts another document with its history in place of this one. Returns this one's; `None` if the page is closed.
    pub(crate) fn exchange(self, history: History<T>) -> Option<History<T>> {
        let before = self
            .history
            .try_update(|present| std::mem::replace(present, history));
        self.replaced();
        before
    }

    /// The steps of a part that could be undone and redone, by name; reactive.
    pub(crate) fn part_steps(
        self,
        part: &impl Part<T>,
    ) -> (Option<&'static str>, Option<&'static str>) {
        self.history.with(|history| history.part_steps(part))
    }

    /// Undoes the last step of a part. Returns its name.
    pub(crate) fn undo_part(self, part: &impl Part<T>) -> Option<&'static str> {
        let undo = |history: &mut History<T>| history.undo_part(part);
        let what = self.history.try_update(undo).flatten();
        self.replaced();
        what
    }

    /// Redoes the step of a part that was undone last. Returns its name.
    pub(crate) fn redo_part(self, part: &impl Part<T>) -> Option<&'static str> {
        let redo = |history: &mut History<T>| history.redo_part(part);
        let what = self.history.try_update(redo).flatten();
        self.replaced();
        what
    }

    /// Sets the document's size in bytes, for the limits of the history.
    pub(crate) fn set_size(self, bytes: usize) {
        self.size.set_value(bytes);
    }

    fn update(
        self,
        label: &'static str,
        run: Option<String>,
        change: impl FnOnce(&mut T),
    ) -> Change {
        let before = self.now();
        let mut present = T::clone(&before);
        change(&mut present);
        if present == *before {
            return Change::Nothing;
        }
        self.record(present, label, run)
    }

    fn record(self, present: T, label: &'static str, run: Option<String>) -> Change {
        let size = self.size.get_value();
        let goes_on = self
            .history
            .try_update(|history| history.record(present, size, label, run));
        match goes_on {
            Some(true) => Change::SameStep,
            _ => Change::NewStep,
        }
    }

    /// Notifies whoever looks: a text was changed, but not in its input.
    pub(crate) fn redraw(self) {
        self.redraw.notify();
    }

    /// The document was changed otherwise than by typing.
    fn replaced(self) {
        self.typing.set_value(None);
        self.redraw();
    }
}

impl<T: Clone + PartialEq + Send + Sync> Undoable for Document<T> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn last_step(&self) -> Option<u64> {
        self.history.with(History::last_step)
    }

    fn steps(&self) -> (Option<&'static str>, Option<&'static str>) {
        self.history
            .with(|history| (history.undoable(), history.redoable()))
    }

    fn undo(&self) -> Option<&'static str> {
        let what = self.history.try_update(History::undo).flatten();
        self.replaced();
        what
    }

    fn redo(&self) -> Option<&'static str> {
        let what = self.history.try_update(History::redo).flatten();
        self.replaced();
        what
    }

    fn focus_moved(&self) {
        self.typing.set_value(None);
        self.history.update_untracked(History::end_run);
    }

    fn browser_can_undo(&self) -> bool {
        self.typing.with_value(Option::is_some)
    }
}

/// How a document is stored under a key of `localStorage`.
pub(crate) struct Persistence<T> {
    /// The key.
    pub(crate) key: &'static str,
    /// The document as text.
    pub(crate) to_text: fn(&T) -> String,
    /// The document in a text; `None` for a text that this version of the page can't read completely.
    pub(crate) from_text: fn(&str) -> Option<T>,
    /// Whether the stored text may be replaced.
    pub(crate) may_write: bool,
}

impl<T: Clone + PartialEq + Send + Sync> Document<T> {
    /// Stores the document at each change once `is_ready`, and passes another tab's to `follow`. `fail` is
    /// called when a write fails after one that did not.
    pub(crate) fn persist(
        self,
        persistence: Persistence<T>,
        is_ready: impl Fn() -> bool + 'static,
        follow: impl Fn(T) + 'static,
        fail: impl Fn(&StorageError) + 'static,
    ) {
        let Persistence {
            key,
            to_text,
            from_text,
            may_write,
        } = persistence;
        let last = StoredValue::new(to_text(&self.now()));
        let failed = StoredValue::new(false);
        Effect::new(move |_| {
            let text = to_text(&self.get());
            if last.with_value(|last| *last == text) || !is_ready() {
                return;
            }
            let stored = if may_write {
                storage::write(Area::Origin, key, &text)
            } else {
                Err(StorageError::Full)
            };
            if let Err(error) = &stored
                && !failed.get_value()
            {
                fail(error);
            }
            failed.set_value(stored.is_err());
            last.set_value(text);
        });
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() != Some(key) {
                return;
            }
            // The stored value, not the event's: of two tabs that write at once, both end with the same.
            let theirs = storage::read(Area::Origin, key).and_then(|text| from_text(&text));
            if let Some(theirs) = theirs
                && *self.now() != theirs
            {
                // Not written again, or two versions of the console would overwrite each other forever.
                last.set_value(to_text(&theirs));
                follow(theirs);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_notifies_whoever_gets_but_not_whoever_looks() {
        Owner::new().with(|| {
            let document = Document::new(DocumentId::Resume, String::new(), 0);
            let length = Memo::new(move |_| document.get().len());
            let drawn = Memo::new(move |_| document.look(String::len));
            let lengths = || (length.get_untracked(), drawn.get_untracked());
            assert_eq!(lengths(), (0, 0));
            let typed = |text: &str| document.typed("name", "typing", |all| text.clone_into(all));
            assert_eq!(typed("a"), Change::NewStep);
            assert_eq!(typed("ab"), Change::SameStep);
            assert_eq!(typed("ab"), Change::Nothing);
            assert_eq!(lengths(), (2, 0));
            assert!(document.browser_can_undo());
            assert_eq!(document.undo(), Some("typing"));
            assert_eq!(lengths(), (0, 0));
            assert_eq!(document.redo(), Some("typing"));
            assert_eq!(lengths(), (2, 2));
            assert!(!document.browser_can_undo());
        });
    }

    #[test]
    fn a_moved_focus_begins_a_step() {
        Owner::new().with(|| {
            let document = Document::new(DocumentId::Resume, 0, 0);
            document.typed("n", "typing", |n| *n = 1);
            document.focus_moved();
            assert!(!document.browser_can_undo());
            assert_eq!(document.typed("n", "typing", |n| *n = 2), Change::NewStep);
            assert_eq!(document.change("setting", |n| *n = 2), Change::Nothing);
            assert_eq!(document.change("setting", |n| *n = 3), Change::NewStep);
            document.undo();
            assert_eq!(
                (*document.now(), document.steps()),
                (2, (Some("typing"), Some("setting")))
            );
        });
    }
}
