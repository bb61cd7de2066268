//! Lists whose entries keep their elements.

use leptos::prelude::{Mountable, Owner, Render};
use leptos::tachys::renderer::dom::Dom;
use web_sys::Node;

use crate::Child;
use crate::state::{Row, RowsState, State};

/// What an entry is known by.
pub trait Key {
    /// Another one for each entry.
    fn number(&self) -> u64;
}

impl Key for u64 {
    fn number(&self) -> u64 {
        *self
    }
}

impl Key for u32 {
    fn number(&self) -> u64 {
        u64::from(*self)
    }
}

impl Key for usize {
    fn number(&self) -> u64 {
        *self as u64
    }
}

/// An entry: its key, and its view if it is a new one.
pub(crate) type Entry = (u64, Box<dyn FnOnce() -> Child + Send>);

/// Entries with keys.
pub struct Rows {
    /// Whose each entry is: not the effect's, which ends all that it owns whenever the list changes.
    pub(crate) parent: Option<Owner>,
    pub(crate) entries: Vec<Entry>,
}

impl Rows {
    /// Draws the entries before `end`. An entry whose key is in `state` is kept, and moved if it must be.
    pub(crate) fn draw(self, state: &mut RowsState, end: &Node) {
        let before = std::mem::take(&mut state.rows);
        let mut before: Vec<Option<Row>> = before.into_iter().map(Some).collect();
        // Each with its place before.
        let mut drawn = Vec::with_capacity(self.entries.len());
        for (key, view) in self.entries {
            let is_it = |row: &Option<Row>| row.as_ref().is_some_and(|row| row.key == key);
            let place = before.iter().position(is_it);
            let row = place.and_then(|place| before.get_mut(place)?.take());
            let row = row.unwrap_or_else(|| {
                let owner = state.spare.pop();
                let owner = owner.unwrap_or_else(|| match &self.parent {
                    Some(parent) => parent.with(Owner::new),
                    None => Owner::new(),
                });
                let state = owner.with(|| view().build());
                Row { key, state, owner }
            });
            drawn.push((place, row));
        }
        for Row {
            state: mut ended,
            owner,
            ..
        } in before.into_iter().flatten()
        {
            ended.unmount();
            drop(ended);
            owner.cleanup();
            state.spare.push(owner);
        }
        // From the end: an entry stays where it is if it was before all those behind it that stay.
        let mut first = usize::MAX;
        let mut next: Option<&State> = None;
        for (place, row) in drawn.iter_mut().rev() {
            match place {
                Some(place) if *place < first => first = *place,
                _ => {
                    // Both fail if the list is not in the page yet: it is put there as a whole.
                    match next {
                        Some(next) => next.insert_before_this(&mut row.state),
                        None => Dom::try_mount_before(&mut row.state, end),
                    };
                }
            }
            next = Some(&row.state);
        }
        state.rows.extend(drawn.into_iter().map(|(_, row)| row));
    }
}
