//! `java.util.Iterator` and `ListIterator`.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::budget::Budget;
use crate::memory::Held;
use crate::value::{List, Map, Object, Order, Str, Thrown, Value, ViewKind, Walk, put_into_list};

use super::{Called, VOID, class, refuse, thrown, truth};

/// What an iterator walks over.
#[derive(Debug)]
enum Source {
    List(Rc<List>),
    /// The items of a view of a map.
    View {
        map: Rc<Map>,
        kind: ViewKind,
        walk: RefCell<Walk>,
    },
    /// Its values were taken out, to be freed.
    Gone,
}

#[derive(Clone, Copy, Debug)]
struct State {
    /// The position of the next item.
    at: usize,
    /// The position of the last item returned, if it can still be changed.
    last: Option<usize>,
    /// The length of the list or the map when the iterator last accessed it: Java throws if it was changed
    /// by other means since.
    length: usize,
}

/// An iterator; with `both` it goes backwards, too.
#[derive(Debug)]
pub(crate) struct Iter {
    source: Source,
    state: RefCell<State>,
    both: bool,
    _held: Held,
}

impl Iter {
    fn from(source: Source, length: usize, at: usize, both: bool) -> Value {
        let last = None;
        let state = RefCell::new(State { at, last, length });
        Value::Object(Rc::new(Iter {
            source,
            state,
            both,
            _held: Held::new(size_of::<Iter>() + 4 * size_of::<usize>()),
        }))
    }

    /// An iterator over a list, from `at` on.
    pub(super) fn over(list: &Rc<List>, at: usize, both: bool) -> Value {
        let length = list.items().len();
        Iter::from(Source::List(Rc::clone(list)), length, at, both)
    }

    /// An iterator over a view of a map.
    pub(super) fn over_view(
        map: &Rc<Map>,
        kind: ViewKind,
        budget: &Budget,
    ) -> Result<Value, Thrown> {
        let source = Source::View {
            map: Rc::clone(map),
            kind,
            walk: RefCell::new(map.walk(budget)?),
        };
        Ok(Iter::from(source, map.len(), 0, false))
    }

    fn item(&self, at: usize) -> Option<Value> {
        match &self.source {
            Source::List(list) => list.items().get(at).cloned(),
            Source::View { map, kind, walk } => {
                let (key, value) = walk.borrow().entry(at)?;
                Some(kind.item(map, key, value))
            }
            Source::Gone => None,
        }
    }

    pub(crate) fn has_next(&self) -> bool {
        let state = self.state.borrow();
        match &self.source {
            Source::List(list) => state.at != list.items().len(),
            Source::View { walk, .. } => state.at < walk.borrow().sorted().unwrap_or(state.length),
            Source::Gone => false,
        }
    }

    fn unchanged(&self) -> Result<State, Thrown> {
        let state = *self.state.borrow();
        let now = match &self.source {
            Source::List(list) => list.items().len(),
            Source::View { map, .. } => map.len(),
            Source::Gone => 0,
        };
        match now == state.length {
            true => Ok(state),
            false => Err(thrown("what the iterator walks over was changed meanwhile")),
        }
    }

    pub(crate) fn step(&self, back: bool) -> Called {
        let mut state = self.unchanged()?;
        let at = match back {
            true => state.at.checked_sub(1),
            false => Some(state.at),
        };
        let Some((at, item)) = at.and_then(|at| Some((at, self.item(at)?))) else {
            return Err(thrown("the iterator has no item there"));
        };
        state.last = Some(at);
        state.at = if back { at } else { at + 1 };
        *self.state.borrow_mut() = state;
        Ok(Some(item))
    }

    fn last(state: State) -> Result<usize, Thrown> {
        state
            .last
            .ok_or_else(|| thrown("the iterator has given no item that it could change"))
    }

    fn remove(&self, budget: &Budget) -> Called {
        let last = Iter::last(*self.state.borrow())?;
        let mut state = self.unchanged()?;
        match &self.source {
            Source::List(list) => {
                if list.array_of().is_some() {
                    return Err(thrown("an array can't grow or shrink"));
                }
                budget.charge(list.items().len() / 16)?;
                if last < list.items().len() {
                    list.items_mut().remove(last);
                }
                state.at = last;
            }
            Source::View { map, walk, .. } => {
                let key = walk.borrow().entry(last).map(|(key, _)| key);
                if let Some(key) = key {
                    map.remove_value(&key, budget)?;
                }
                // The following entries have moved up, unless the walk has its own sorted copy.
                if walk.borrow().sorted().is_none() {
                    state.at = last;
                }
            }
            Source::Gone => {}
        }
        state.last = None;
        state.length -= 1;
        *self.state.borrow_mut() = state;
        VOID
    }

    fn backwards(
        &self,
        list: &Rc<List>,
        method: &str,
        arguments: &[Value],
        budget: &Budget,
    ) -> Called {
        let state = *self.state.borrow();
        let index = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        match (method, arguments) {
            ("hasPrevious", []) => truth(state.at > 0),
            ("previous", []) => self.step(true),
            ("nextIndex", []) => Ok(Some(Value::Integer(index(state.at)))),
            ("previousIndex", []) => Ok(Some(Value::Integer(index(state.at) - 1))),
            ("set", [value]) => {
                let last = Iter::last(state)?;
                self.unchanged()?;
                put_into_list(list, value);
                if let Some(slot) = list.items_mut().get_mut(last) {
                    *slot = value.clone();
                }
                VOID
            }
            ("add", [value]) => {
                let mut state = self.unchanged()?;
                if list.array_of().is_some() {
                    return Err(thrown("an array can't grow or shrink"));
                }
                budget.items(list.items().len() + 1, 1)?;
                budget.charge(list.items().len() / 16)?;
                put_into_list(list, value);
                list.items_mut().insert(state.at, value.clone());
                list.recount();
                state.at += 1;
                state.length += 1;
                state.last = None;
                *self.state.borrow_mut() = state;
                VOID
            }
            _ => refuse(
                &["hasPrevious", "previous", "nextIndex", "previousIndex"],
                method,
                arguments,
            ),
        }
    }

    fn class(&self) -> &'static str {
        match &self.source {
            Source::List(_) if self.both => "java.util.ArrayList$ListItr",
            Source::List(_) | Source::Gone => "java.util.ArrayList$Itr",
            Source::View { map, kind, .. } => match (map.order(), kind) {
                (Order::Insertion, ViewKind::Keys) => "java.util.LinkedHashMap$LinkedKeyIterator",
                (Order::Insertion, ViewKind::Values) => {
                    "java.util.LinkedHashMap$LinkedValueIterator"
                }
                (Order::Insertion, ViewKind::Entries) => {
                    "java.util.LinkedHashMap$LinkedEntryIterator"
                }
                (Order::JavaHash, ViewKind::Keys) => "java.util.HashMap$KeyIterator",
                (Order::JavaHash, ViewKind::Values) => "java.util.HashMap$ValueIterator",
                (Order::JavaHash, ViewKind::Entries) => "java.util.HashMap$EntryIterator",
            },
        }
    }
}

/// Whether both are iterators, whose texts always differ in Java.
pub(crate) fn are_iterators(one: &Rc<dyn Object>, two: &Rc<dyn Object>) -> bool {
    let is = |object: &Rc<dyn Object>| object.as_any().is_some_and(|any| any.is::<Iter>());
    is(one) && is(two)
}

impl Object for Iter {
    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "class" | "Class" => Some(class::named(self.class(), Value::Null)),
            _ => None,
        }
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        let own = match (method, arguments) {
            ("hasNext", []) => truth(self.has_next()),
            ("next", []) => self.step(false),
            ("remove", []) => self.remove(budget),
            ("getClass", []) => Ok(self.get("class")),
            ("forEachRemaining", [Value::Null]) => Err(thrown("null is no value that it can take")),
            _ => refuse(
                &["hasNext", "next", "remove", "toString", "hashCode"],
                method,
                arguments,
            ),
        }?;
        match (own, &self.source) {
            (None, Source::List(list)) if self.both => {
                self.backwards(list, method, arguments, budget)
            }
            (own, _) => Ok(own),
        }
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        Ok(Str::from_static("java.util.Iterator"))
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        match std::mem::replace(&mut self.source, Source::Gone) {
            Source::Gone => {}
            Source::List(list) => parts.push(Value::List(list)),
            Source::View { map, walk, .. } => {
                parts.push(Value::Map(map));
                walk.into_inner().take_apart(parts);
            }
        }
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        match &self.source {
            Source::Gone => {}
            Source::List(list) => see(&Value::List(Rc::clone(list))),
            Source::View { map, walk, .. } => {
                see(&Value::Map(Rc::clone(map)));
                walk.borrow().holds(see);
            }
        }
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Drop for Iter {
    fn drop(&mut self) {
        crate::value::free(self);
    }
}
