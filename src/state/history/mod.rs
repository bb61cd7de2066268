//! Undo and redo: a document's past and future.

mod part;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use self::part::Part;

/// The most steps kept.
const MOST_STEPS: usize = 300;
/// The most bytes of all steps, by the sizes that their owner sets.
const MOST_BYTES: usize = 48 << 20;

/// The number of the next step.
static STEPS: AtomicU64 = AtomicU64::new(1);

/// A document with its past and its future.
#[derive(Clone, Debug)]
pub(crate) struct History<T> {
    present: Arc<T>,
    size: usize,
    label: &'static str,
    past: Vec<Snapshot<T>>,
    future: Vec<Snapshot<T>>,
    run: Option<String>,
}

/// A former or undone state of the document.
#[derive(Clone, Debug)]
struct Snapshot<T> {
    document: Arc<T>,
    /// Roughly how many bytes it holds.
    size: usize,
    /// The step between this state and its neighbour nearer to the present.
    label: &'static str,
    /// Which step that is: no two of the page's histories have the same number.
    number: u64,
}

impl<T> History<T> {
    /// A document without a past, of about `size` bytes.
    pub(crate) fn new(document: T, size: usize) -> Self {
        Self {
            present: Arc::new(document),
            size,
            label: "",
            past: Vec::new(),
            future: Vec::new(),
            run: None,
        }
    }

    /// A document with steps that were kept, each with its size, the nearest first; all have the name `label`.
    pub(crate) fn resumed(
        present: (T, usize),
        past: Vec<(T, usize)>,
        future: Vec<(T, usize)>,
        label: &'static str,
    ) -> Self {
        let snapshots = |states: Vec<(T, usize)>| {
            let states = states.into_iter().rev();
            let snapshots = states.map(|(document, size)| Snapshot {
                document: Arc::new(document),
                size,
                label,
                number: STEPS.fetch_add(1, Ordering::Relaxed),
            });
            snapshots.collect()
        };
        Self {
            past: snapshots(past),
            future: snapshots(future),
            ..Self::new(present.0, present.1)
        }
    }

    /// The former states, the latest first.
    pub(crate) fn past(&self) -> impl Iterator<Item = &Arc<T>> {
        self.past.iter().rev().map(|step| &step.document)
    }

    /// The undone states, the one that redo restores first.
    pub(crate) fn future(&self) -> impl Iterator<Item = &Arc<T>> {
        self.future.iter().rev().map(|step| &step.document)
    }

    /// The current document.
    pub(crate) fn present(&self) -> &Arc<T> {
        &self.present
    }

    /// Makes `document` the present. Changes with the same `run` that follow each other, such as
    /// the letters typed into one field, are one step. Returns whether the change went on in the last step.
    pub(crate) fn record(
        &mut self,
        document: T,
        size: usize,
        label: &'static str,
        run: Option<String>,
    ) -> bool {
        let goes_on = run.is_some() && run == self.run && self.future.is_empty();
        self.run = run;
        self.future.clear();
        let before = std::mem::replace(&mut self.present, Arc::new(document));
        let size_before = std::mem::replace(&mut self.size, size);
        self.label = label;
        if !goes_on {
            self.past.push(Snapshot {
                document: before,
                size: size_before,
                label,
                number: STEPS.fetch_add(1, Ordering::Relaxed),
            });
            self.forget();
        }
        goes_on
    }

    /// The next change is a separate step, even in the same field.
    pub(crate) fn end_run(&mut self) {
        self.run = None;
    }

    /// Undoes a step. Returns its name, `None` if there is nothing to undo.
    pub(crate) fn undo(&mut self) -> Option<&'static str> {
        self.run = None;
        let step = self.past.pop()?;
        let (document, size) = self.swap(step.document, step.size);
        self.future.push(Snapshot {
            document,
            size,
            ..step
        });
        Some(step.label)
    }

    /// Redoes a step. Returns its name.
    pub(crate) fn redo(&mut self) -> Option<&'static str> {
        self.run = None;
        let step = self.future.pop()?;
        let (document, size) = self.swap(step.document, step.size);
        self.past.push(Snapshot {
            document,
            size,
            ..step
        });
        Some(step.label)
    }

    /// The number of the step that [`History::undo`] would undo. It stays the step's own while that is undone and redone.
    pub(crate) fn last_step(&self) -> Option<u64> {
        self.past.last().map(|step| step.number)
    }

    /// The step that [`History::undo`] would undo.
    pub(crate) fn undoable(&self) -> Option<&'static str> {
        self.past.last().map(|step| step.label)
    }

    /// The step that [`History::redo`] would redo.
    pub(crate) fn redoable(&self) -> Option<&'static str> {
        self.future.last().map(|step| step.label)
    }

    /// How many steps can be undone.
    #[cfg(test)]
    pub(crate) fn depth(&self) -> usize {
        self.past.len()
    }

    fn swap(&mut self, document: Arc<T>, size: usize) -> (Arc<T>, usize) {
        (
            std::mem::replace(&mut self.present, document),
            std::mem::replace(&mut self.size, size),
        )
    }

    /// Drops the oldest steps beyond the limits; the newest step always stays.
    fn forget(&mut self) {
        let mut bytes = 0;
        let mut kept = 0;
        for step in self.past.iter().rev() {
            bytes += step.size;
            if kept == MOST_STEPS || (kept > 0 && bytes > MOST_BYTES) {
                break;
            }
            kept += 1;
        }
        self.past.drain(..self.past.len() - kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(history: &mut History<String>, text: &str, run: &str) {
        history.record(text.to_owned(), text.len(), "typing", Some(run.to_owned()));
    }

    #[test]
    fn letters_of_one_field_are_one_step() {
        let mut history = History::new(String::new(), 0);
        typed(&mut history, "a", "name");
        typed(&mut history, "ab", "name");
        typed(&mut history, "abc", "title");
        assert_eq!(history.undo(), Some("typing"));
        assert_eq!(history.present().as_str(), "ab");
        assert_eq!(history.undo(), Some("typing"));
        assert_eq!(history.present().as_str(), "");
        assert_eq!(history.undo(), None);
        assert_eq!(history.redo(), Some("typing"));
        assert_eq!(history.redo(), Some("typing"));
        assert_eq!(history.present().as_str(), "abc");
        assert_eq!(history.redo(), None);
    }

    #[test]
    fn typing_on_after_an_undo_is_a_new_step() {
        let mut history = History::new(String::new(), 0);
        typed(&mut history, "a", "name");
        history.undo();
        typed(&mut history, "b", "name");
        assert_eq!(history.redo(), None, "a new change drops the undone ones");
        history.undo();
        assert_eq!(history.present().as_str(), "");
    }

    #[test]
    fn a_step_keeps_its_number() {
        let mut history = History::new(String::new(), 0);
        assert_eq!(history.last_step(), None);
        history.record("a".to_owned(), 1, "opening a file", None);
        let opened = history.last_step();
        typed(&mut history, "ab", "name");
        assert_ne!(history.last_step(), opened);
        history.undo();
        assert_eq!(history.last_step(), opened);
        history.undo();
        assert_eq!(history.last_step(), None);
        history.redo();
        assert_eq!(history.last_step(), opened);
        history.undo();
        history.record("b".to_owned(), 1, "opening a file", None);
        assert_ne!(history.last_step(), opened);
    }

    #[test]
    fn kept_steps_are_undone_and_redone() {
        let mut history = History::new("a".to_owned(), 1);
        for text in ["b", "c", "d"] {
            history.record(text.to_owned(), 1, "typing", None);
        }
        history.undo();
        let states = |states: &mut dyn Iterator<Item = &Arc<String>>| -> Vec<(String, usize)> {
            states.map(|state| (state.to_string(), 1)).collect()
        };
        let past = states(&mut history.past());
        let future = states(&mut history.future());
        let mut kept = History::resumed(("c".to_owned(), 1), past, future, "kept");
        assert_eq!(kept.redo(), Some("kept"));
        assert_eq!(kept.present().as_str(), "d");
        assert_eq!(kept.redo(), None);
        for text in ["c", "b", "a"] {
            assert_eq!(kept.undo(), Some("kept"));
            assert_eq!(kept.present().as_str(), text);
        }
        assert_eq!(kept.undo(), None);
    }

    #[test]
    fn a_run_ends_when_told() {
        let mut history = History::new(String::new(), 0);
        typed(&mut history, "a", "name");
        history.end_run();
        typed(&mut history, "ab", "name");
        history.undo();
        assert_eq!(history.present().as_str(), "a");
    }

    #[test]
    fn the_past_is_bounded_in_steps_and_in_bytes() {
        let mut history = History::new(0_usize, 1);
        for n in 1..=2 * MOST_STEPS {
            history.record(n, 1, "step", None);
        }
        assert_eq!(history.depth(), MOST_STEPS);

        let mut history = History::new(0_usize, MOST_BYTES);
        for n in 1..=4 {
            history.record(n, MOST_BYTES, "step", None);
        }
        assert_eq!(history.depth(), 1, "one step can always be undone");
        history.undo();
        assert_eq!(**history.present(), 3);
    }
}
