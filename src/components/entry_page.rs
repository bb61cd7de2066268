//! The part of a list that is drawn, and the entry of it that is dragged.

use resume::Entries;
use view::prelude::*;

use crate::state::Console;
use crate::state::outline::ListPath;

/// The entries drawn at a time: thousands of inputs would make the page slow.
pub(super) const PAGE: usize = 100;

/// An entry that is dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dragged {
    /// Which entry.
    pub(super) from: usize,
    /// The place that it gets when it is dropped.
    pub(super) to: usize,
}

/// A list as it is drawn: how many entries it has, and which of them are in the page.
#[derive(Clone, Copy)]
pub(super) struct EntryPage {
    pub(super) list: ListPath,
    pub(super) count: Memo<usize>,
    /// The first entry in the page, as last asked for.
    first: RwSignal<usize>,
    /// The entry that is dragged.
    pub(super) dragged: RwSignal<Option<Dragged>>,
}

impl EntryPage {
    pub(super) fn new(list: ListPath) -> Self {
        let editor = Console::here().editor;
        let count =
            Memo::new(move |_| editor.look(|resume| list.of(resume).map_or(0, Entries::count)));
        let page = Self {
            list,
            count,
            first: RwSignal::new(0),
            dragged: RwSignal::new(None),
        };
        page.listen_to_escape();
        page
    }

    /// The indexes of the entries in the page.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        let count = self.count.get();
        let first = self.first.get().min(count.saturating_sub(1) / PAGE * PAGE);
        first..count.min(first + PAGE)
    }

    /// Draws the entries around that one.
    pub(super) fn turn_to(self, index: usize) {
        let first = index / PAGE * PAGE;
        if self.first.get_untracked() != first {
            self.first.set(first);
        }
    }

    /// Gives up a drag at Escape.
    fn listen_to_escape(self) {
        let dragged = self.dragged;
        let escape = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" && dragged.with_untracked(Option::is_some) {
                event.prevent_default();
                dragged.set(None);
            }
        });
        on_cleanup(move || escape.remove());
    }

    /// Whether an entry is dragged; reactive, as the others.
    pub(super) fn is_dragged(self, index: usize) -> bool {
        self.dragged
            .with(|dragged| dragged.is_some_and(|dragged| dragged.from == index))
    }

    /// Whether the dragged entry would be dropped before this one.
    pub(super) fn drops_before(self, index: usize) -> bool {
        self.dragged
            .with(|dragged| dragged.is_some_and(|Dragged { from, to }| to == index && to < from))
    }

    /// Whether the dragged entry would be dropped after this one.
    pub(super) fn drops_after(self, index: usize) -> bool {
        self.dragged
            .with(|dragged| dragged.is_some_and(|Dragged { from, to }| to == index && to > from))
    }
}
