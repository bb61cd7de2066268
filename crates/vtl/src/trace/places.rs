//! Interned locations in the input, and sets of them.

use std::collections::HashMap;
use std::rc::Rc;

use crate::value::Str;

use super::{Origin, Segment};

/// The most locations that are recorded for one value.
const MOST_ORIGINS: usize = 1_000;

/// The number of a location in the input.
pub(super) type Id = u32;

/// The origins of a value.
#[derive(Clone, Debug, Default)]
pub(crate) enum Origins {
    /// The template alone.
    #[default]
    Nothing,
    /// The value at this location.
    At(Id),
    /// Derived from the values at these locations, in ascending order.
    From(Rc<[Id]>),
}

impl Origins {
    pub(super) fn ids(&self) -> &[Id] {
        match self {
            Origins::Nothing => &[],
            Origins::At(id) => std::slice::from_ref(id),
            Origins::From(ids) => ids,
        }
    }

    /// The origins of a value derived from both.
    pub(super) fn and(&self, other: &Origins) -> Origins {
        match (self, other) {
            (Origins::Nothing, Origins::Nothing) => Origins::Nothing,
            (Origins::From(_), Origins::Nothing) => self.clone(),
            (Origins::Nothing, Origins::From(_)) => other.clone(),
            (Origins::From(one), Origins::From(two)) if one == two => self.clone(),
            _ => Origins::of([self.ids(), other.ids()].concat()),
        }
    }

    /// The origins of a value derived from the values at these locations.
    pub(super) fn of(mut ids: Vec<Id>) -> Origins {
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MOST_ORIGINS);
        match ids.is_empty() {
            true => Origins::Nothing,
            false => Origins::From(ids.into()),
        }
    }
}

/// A place in the input, as a segment from another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Location {
    Start(Str),
    Segment(Id, Segment),
}

/// The locations that were interned so far.
#[derive(Default)]
pub(super) struct Places {
    ways: Vec<Location>,
    known: HashMap<Location, Id>,
}

impl Places {
    pub(super) fn origin(&self, mut id: Id) -> Origin {
        let mut segments = Vec::new();
        loop {
            match self.ways.get(id as usize) {
                Some(Location::Segment(from, segment)) => {
                    segments.push(segment.clone());
                    id = *from;
                }
                start => {
                    segments.reverse();
                    let source = match start {
                        Some(Location::Start(source)) => source.clone(),
                        _ => Str::from_static(""),
                    };
                    return Origin { source, segments };
                }
            }
        }
    }

    pub(super) fn id(&mut self, way: Location) -> Id {
        if let Some(id) = self.known.get(&way) {
            return *id;
        }
        // The budget of steps ends a rendering long before there are four thousand million paths.
        let id = self.ways.len() as Id;
        self.ways.push(way.clone());
        self.known.insert(way, id);
        id
    }

    pub(super) fn id_of(&mut self, origin: Origin) -> Id {
        let start = self.id(Location::Start(origin.source));
        let segments = origin.segments.into_iter();
        segments.fold(start, |from, segment| {
            self.id(Location::Segment(from, segment))
        })
    }
}
