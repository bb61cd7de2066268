//! Places in the input by number, and where values came from by those.

use std::collections::HashMap;
use std::rc::Rc;

use crate::value::Str;

use super::{Origin, Step};

/// How many places one value is said to come from.
const MOST_ORIGINS: usize = 1_000;

/// The number of a place in the input.
pub(super) type Id = u32;

/// Where a value came from.
#[derive(Clone, Debug, Default)]
pub(crate) enum Origins {
    /// The template alone.
    #[default]
    Nothing,
    /// It is what stands there.
    At(Id),
    /// It was made of what stands there: ascending numbers.
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

    /// What is made of things from here and from there.
    pub(super) fn and(&self, other: &Origins) -> Origins {
        match (self, other) {
            (Origins::Nothing, Origins::Nothing) => Origins::Nothing,
            (Origins::From(_), Origins::Nothing) => self.clone(),
            (Origins::Nothing, Origins::From(_)) => other.clone(),
            (Origins::From(one), Origins::From(two)) if one == two => self.clone(),
            _ => Origins::of([self.ids(), other.ids()].concat()),
        }
    }

    /// What is made of things from these places.
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

/// A place in the input, as a step from another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    Start(Str),
    Step(Id, Step),
}

/// The places that were met so far.
#[derive(Default)]
pub(super) struct Places {
    ways: Vec<Way>,
    known: HashMap<Way, Id>,
}

impl Places {
    pub(super) fn origin(&self, mut id: Id) -> Origin {
        let mut steps = Vec::new();
        loop {
            match self.ways.get(id as usize) {
                Some(Way::Step(from, step)) => {
                    steps.push(step.clone());
                    id = *from;
                }
                start => {
                    steps.reverse();
                    let source = match start {
                        Some(Way::Start(source)) => source.clone(),
                        _ => Str::from_static(""),
                    };
                    return Origin { source, steps };
                }
            }
        }
    }

    pub(super) fn id(&mut self, way: Way) -> Id {
        if let Some(id) = self.known.get(&way) {
            return *id;
        }
        // Steps end a rendering long before four thousand million ways are known.
        let id = self.ways.len() as Id;
        self.ways.push(way.clone());
        self.known.insert(way, id);
        id
    }

    pub(super) fn id_of(&mut self, origin: Origin) -> Id {
        let start = self.id(Way::Start(origin.source));
        let steps = origin.steps.into_iter();
        steps.fold(start, |from, step| self.id(Way::Step(from, step)))
    }
}
