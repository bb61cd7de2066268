//! Freeing of lists and maps that refer to one another in a circle.
//!
//! Counting references never frees a circle. One closes only where a value that holds others is put
//! into a list or map that exists already: [`suspect`] remembers these, and [`free_circles`] visits what
//! they lead to. If all references to such a value come from other visited values, it is unreachable.
//! What a caller still holds has a reference from elsewhere, so it stays, with all that it holds.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::{Rc, Weak};

use super::free_list::{freed, holds_others};
use super::{List, Map, Value};

/// How many suspects are remembered before those that are freed already are forgotten.
const PRUNED_FROM: usize = 1 << 10;

/// Larger lists and maps are searched only once for something that holds others.
const SEARCHED_AGAIN: usize = 8;

#[cfg(test)]
mod tests;

#[derive(Debug)]
enum Suspect {
    List(Weak<List>),
    Map(Weak<Map>),
}

impl Suspect {
    fn value(&self) -> Option<Value> {
        match self {
            Suspect::List(list) => list.upgrade().map(Value::List),
            Suspect::Map(map) => map.upgrade().map(Value::Map),
        }
    }

    fn is_alive(&self) -> bool {
        match self {
            Suspect::List(list) => list.strong_count() > 0,
            Suspect::Map(map) => map.strong_count() > 0,
        }
    }
}

/// What this thread remembers.
#[derive(Debug, Default)]
struct Suspects {
    all: Vec<Suspect>,
    /// How many there may be until the next pruning.
    most: usize,
}

thread_local! {
    static SUSPECTS: RefCell<Suspects> = const {
        RefCell::new(Suspects { all: Vec::new(), most: PRUNED_FROM })
    };
}

/// Remembers a list that `put` is put into.
#[inline]
pub(crate) fn put_into_list(list: &Rc<List>, put: &Value) {
    if holds_others(put) && !list.suspect.replace(true) {
        remember(Suspect::List(Rc::downgrade(list)));
    }
}

/// Remembers a map that `put` is put into, as a key or a value.
#[inline]
pub(crate) fn put_into_map(map: &Rc<Map>, put: &Value) {
    if holds_others(put) && !map.suspect.replace(true) {
        remember(Suspect::Map(Rc::downgrade(map)));
    }
}

/// Reports that a list or map may now hold itself, directly or through others, by other means than
/// the methods that templates call: without this it would never be freed.
pub fn suspect(value: &Value) {
    match value {
        Value::List(list) => put_into_list(list, value),
        Value::Map(map) => put_into_map(map, value),
        _ => {}
    }
}

#[cold]
fn remember(suspect: Suspect) {
    // While the thread ends, nothing more is freed.
    let _ = SUSPECTS.try_with(|suspects| {
        let Ok(mut suspects) = suspects.try_borrow_mut() else {
            return;
        };
        if suspects.all.len() >= suspects.most {
            suspects.all.retain(Suspect::is_alive);
            suspects.most = PRUNED_FROM.max(suspects.all.len().saturating_mul(2));
        }
        suspects.all.push(suspect);
    });
}

/// Frees the lists and maps of this thread that only hold one another. Each rendering does so before it
/// begins, and each [`Context`](crate::Context) when it is dropped.
#[inline]
pub fn free_circles() {
    let taken = SUSPECTS.try_with(|suspects| {
        let mut suspects = suspects.try_borrow_mut().ok()?;
        (!suspects.all.is_empty()).then(|| std::mem::take(&mut suspects.all))
    });
    if let Ok(Some(suspects)) = taken {
        free_among(suspects);
    }
}

#[inline(never)]
fn free_among(suspects: Vec<Suspect>) {
    let mut graph = Graph::default();
    for suspect in suspects {
        if let Some(value) = suspect.value() {
            graph.see(&value);
            set_suspect(&value, false);
        }
    }
    let count = graph.nodes.len();
    graph.follow();
    graph.keep();
    // What stays may become part of a garbage circle later.
    for node in graph.nodes.iter().take(count) {
        if node.live && node.within > 0 {
            suspect(&node.value);
        }
    }
    graph.free();
}

fn set_suspect(value: &Value, is: bool) {
    let flag = |flag: &Cell<bool>| flag.set(is);
    match value {
        Value::List(list) => flag(&list.suspect),
        Value::Map(map) => flag(&map.suspect),
        _ => {}
    }
}

/// A value that holds others.
struct Node {
    value: Value,
    /// How many references to it come from other nodes.
    within: usize,
    /// Whether it can be reached from elsewhere.
    live: bool,
}

/// The values that the suspects lead to.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    /// The nodes by their addresses; `None` for values that can't be part of a circle.
    places: HashMap<*const (), Option<usize>>,
}

impl Graph {
    /// The node of a value, created if it has none yet.
    fn see(&mut self, value: &Value) -> Option<usize> {
        let (address, length) = match value {
            Value::List(list) => (Rc::as_ptr(list).cast::<()>(), list.items().len()),
            Value::Map(map) => (Rc::as_ptr(map).cast(), map.len()),
            Value::Object(object) => (Rc::as_ptr(object).cast(), usize::MAX),
            _ => return None,
        };
        if length <= SEARCHED_AGAIN && !leads_on(value) {
            return None;
        }
        match self.places.entry(address) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let leads = length <= SEARCHED_AGAIN || leads_on(value);
                let at = leads.then_some(self.nodes.len());
                if leads {
                    self.nodes.push(Node {
                        value: value.clone(),
                        within: 0,
                        live: false,
                    });
                }
                *new.insert(at)
            }
        }
    }

    /// Visits all that the nodes lead to, and counts the references between them.
    fn follow(&mut self) {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let value = node.value.clone();
            each(&value, &mut |held| {
                if let Some(to) = self.see(held)
                    && let Some(node) = self.nodes.get_mut(to)
                {
                    node.within += 1;
                }
            });
            at += 1;
        }
    }

    /// Marks what can be reached from elsewhere.
    fn keep(&mut self) {
        let mut pending = Vec::new();
        for (at, node) in self.nodes.iter_mut().enumerate() {
            // One reference is held by the node itself.
            if references(&node.value) > node.within + 1 {
                node.live = true;
                pending.push(at);
            }
        }
        while let Some(node) = pending.pop().and_then(|at| self.nodes.get(at)) {
            let value = node.value.clone();
            each(&value, &mut |held| {
                if let Some(to) = self.see(held)
                    && let Some(node) = self.nodes.get_mut(to)
                    && !node.live
                {
                    node.live = true;
                    pending.push(to);
                }
            });
        }
    }

    /// Empties the lists and maps that nobody can reach: then no circle is left.
    fn free(self) {
        for node in self.nodes.iter().filter(|node| !node.live) {
            match &node.value {
                Value::List(list) => {
                    let items = std::mem::take(&mut *list.items_mut());
                    list.recount();
                    freed(items, |items, pending| pending.extend(items));
                }
                Value::Map(map) => map.clear(),
                _ => {}
            }
        }
        freed(self.nodes, |nodes, pending| {
            pending.extend(nodes.into_iter().map(|node| node.value));
        });
    }
}

/// Shows each value that `value` holds.
fn each(value: &Value, see: &mut dyn FnMut(&Value)) {
    match value {
        Value::List(list) => list.items().iter().for_each(see),
        Value::Map(map) => {
            for (key, value) in map.entries().iter() {
                see(key);
                see(value);
            }
        }
        Value::Object(object) => object.holds(see),
        _ => {}
    }
}

/// Whether a value holds one that holds others.
fn leads_on(value: &Value) -> bool {
    match value {
        Value::List(list) => list.items().iter().any(holds_others),
        Value::Map(map) => {
            let holds = |(key, value): &(Value, Value)| holds_others(value) || holds_others(key);
            map.entries().iter().any(holds)
        }
        Value::Object(_) => true,
        _ => false,
    }
}

/// How many references there are to a value.
fn references(value: &Value) -> usize {
    match value {
        Value::List(list) => Rc::strong_count(list),
        Value::Map(map) => Rc::strong_count(map),
        Value::Object(object) => Rc::strong_count(object),
        _ => usize::MAX,
    }
}
