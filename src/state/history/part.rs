//! Undo and redo of one part of a document, such as one of its texts, apart from the rest.
//!
//! The part's last step is moved to the end of the past, behind the later steps, which did not change the part; from there it is
//! undone as any other. Redo does the same with the future.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{History, STEPS, Snapshot};

/// A part of a document that is undone alone.
pub(crate) trait Part<T> {
    /// Whether the part is the same in two states that follow each other; `None` if it begins or ends between them: of what was
    /// before that, nothing is undone.
    fn is_same(&self, one: &T, other: &T) -> Option<bool>;
    /// A state with the part as it is in another.
    fn put(&self, state: &T, from: &T) -> T;
}

impl<T: PartialEq> History<T> {
    /// The steps of the part that [`History::undo_part`] and [`History::redo_part`] would take.
    pub(crate) fn part_steps(
        &self,
        part: &impl Part<T>,
    ) -> (Option<&'static str>, Option<&'static str>) {
        let label = |states: &[Snapshot<T>]| {
            let at = nearest_change(states, &self.present, part)?;
            states.get(at).map(|step| step.label)
        };
        (label(&self.past), label(&self.future))
    }

    /// Undoes the last step of the part. Returns its name, `None` if there is nothing to undo.
    pub(crate) fn undo_part(&mut self, part: &impl Part<T>) -> Option<&'static str> {
        bring_near(&mut self.past, (&self.present, self.size), part)?;
        self.undo()
    }

    /// Redoes the step of the part that was undone last. Returns its name.
    pub(crate) fn redo_part(&mut self, part: &impl Part<T>) -> Option<&'static str> {
        bring_near(&mut self.future, (&self.present, self.size), part)?;
        self.redo()
    }
}

/// The index of the step nearest to the present that changed the part.
fn nearest_change<T>(
    states: &[Snapshot<T>],
    present: &Arc<T>,
    part: &impl Part<T>,
) -> Option<usize> {
    let mut nearer = present;
    for (at, state) in states.iter().enumerate().rev() {
        if !part.is_same(&state.document, nearer)? {
            return Some(at);
        }
        nearer = &state.document;
    }
    None
}

/// Moves the part's nearest step next to the present. `None` if there is no such step.
fn bring_near<T: PartialEq>(
    states: &mut Vec<Snapshot<T>>,
    (present, size): (&Arc<T>, usize),
    part: &impl Part<T>,
) -> Option<()> {
    let at = nearest_change(states, present, part)?;
    let mut near = states.split_off(at).into_iter();
    let step = near.next()?;
    let (mut last, mut last_size) = (step.document.clone(), step.size);
    let mut number = step.number;
    let between: Vec<_> = near.collect();
    let documents = between.iter().map(|state| (&state.document, state.size));
    // The states between without the part's step, each with the step that leads to it from farther away.
    let without = documents
        .chain([(present, size)])
        .map(|(document, size)| (Arc::new(part.put(document, &step.document)), size));
    let steps = std::iter::once((step.label, step.number))
        .chain(between.iter().map(|state| (state.label, state.number)));
    for ((label, of), (document, size)) in steps.zip(without) {
        // A step that changed nothing but the part only stands at the end.
        if document != last {
            if of == step.number {
                number = STEPS.fetch_add(1, Ordering::Relaxed);
            }
            states.push(Snapshot {
                document: last,
                size: last_size,
                label,
                number: of,
            });
        }
        (last, last_size) = (document, size);
    }
    states.push(Snapshot {
        document: last,
        size: last_size,
        label: step.label,
        number,
    });
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first or the second of two texts; none is a text that is not there.
    struct Nth(usize);

    type Texts = [&'static str; 2];

    impl Part<Texts> for Nth {
        fn is_same(&self, one: &Texts, other: &Texts) -> Option<bool> {
            let (one, other) = (one[self.0], other[self.0]);
            (one.is_empty() == other.is_empty()).then_some(one == other)
        }

        fn put(&self, state: &Texts, from: &Texts) -> Texts {
            let mut state = *state;
            state[self.0] = from[self.0];
            state
        }
    }

    fn history(states: &[Texts]) -> History<Texts> {
        let mut states = states.iter();
        let mut history = History::new(*states.next().unwrap(), 0);
        for state in states {
            history.record(*state, 1, "step", None);
        }
        history
    }

    fn undone(history: &mut History<Texts>) -> Vec<Texts> {
        let mut states = vec![**history.present()];
        while history.undo().is_some() {
            states.push(**history.present());
        }
        states
    }

    #[test]
    fn each_part_is_undone_and_redone_alone() {
        let mut history = history(&[["a", "1"], ["b", "1"], ["b", "2"], ["b", "3"], ["c", "3"]]);
        let (first, second) = (Nth(0), Nth(1));
        assert_eq!(history.undo_part(&second), Some("step"));
        assert_eq!(**history.present(), ["c", "2"]);
        assert_eq!(history.undo_part(&first), Some("step"));
        assert_eq!(**history.present(), ["b", "2"]);
        assert_eq!(history.undo_part(&second), Some("step"));
        assert_eq!(**history.present(), ["b", "1"]);
        assert_eq!(history.part_steps(&second), (None, Some("step")));
        assert_eq!(history.undo_part(&second), None);
        assert_eq!(history.redo_part(&first), Some("step"));
        assert_eq!(**history.present(), ["c", "1"]);
        assert_eq!(history.redo_part(&first), None);
        assert_eq!(history.redo_part(&second), Some("step"));
        assert_eq!(history.redo_part(&second), Some("step"));
        assert_eq!(**history.present(), ["c", "3"]);
        assert_eq!(history.part_steps(&second), (Some("step"), None));
        // As many steps as there were, and in the end the same states.
        let states = undone(&mut history);
        assert_eq!(states.len(), 5);
        assert_eq!((states[0], states[4]), (["c", "3"], ["a", "1"]));
    }

    #[test]
    fn a_step_that_changed_more_is_undone_by_parts() {
        let mut history = history(&[["a", "1"], ["b", "2"], ["b", "3"]]);
        history.undo_part(&Nth(0));
        assert_eq!(**history.present(), ["a", "3"]);
        assert_eq!(
            undone(&mut history),
            [["a", "3"], ["a", "2"], ["a", "1"]],
            "the rest of the step is still there"
        );
    }

    #[test]
    fn a_step_keeps_its_number_where_it_is_moved_to() {
        let mut history = history(&[["a", "1"], ["b", "1"], ["b", "2"]]);
        let numbers: Vec<u64> = history.past.iter().map(|step| step.number).collect();
        history.undo_part(&Nth(0));
        assert_eq!(history.last_step(), numbers.last().copied());
        history.redo();
        assert_eq!(history.last_step(), numbers.first().copied());
    }

    #[test]
    fn nothing_is_undone_beyond_where_the_part_begins() {
        let mut history = history(&[["a", "1"], ["", "1"], ["b", "1"], ["b", "2"]]);
        assert_eq!(history.undo_part(&Nth(0)), None);
        assert_eq!(history.part_steps(&Nth(0)), (None, None));
        assert_eq!(history.undo_part(&Nth(1)), Some("step"));
    }

    #[test]
    fn typing_on_after_it_is_a_step_of_its_own() {
        let mut history = history(&[["a", "1"], ["a", "2"]]);
        history.record(["b", "2"], 1, "typing", Some("first".to_owned()));
        history.undo_part(&Nth(1));
        history.record(["c", "1"], 1, "typing", Some("first".to_owned()));
        assert_eq!(history.redo_part(&Nth(1)), None);
        history.undo_part(&Nth(0));
        assert_eq!(**history.present(), ["b", "1"]);
    }
}
