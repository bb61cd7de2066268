//! Java's `List` and `Map` as templates see them: shared, mutable, in order.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use super::index::{Index, Key};
use super::{Str, Thrown, Value};
use crate::budget::{Budget, Reached};
use crate::memory::Held;

// Here, since it needs the size of a value, and the budget is below the values.
impl Budget {
    /// Charges for a list or map that is about to have `length` items, of which `new` are made or copied.
    ///
    /// # Errors
    /// It is too long, or memory or steps are exhausted.
    pub fn items(&self, length: usize, new: usize) -> Result<(), Thrown> {
        if length > self.limits().string {
            return Err(self.reach(Reached::Items));
        }
        self.room(new.saturating_mul(size_of::<Value>()))?;
        self.charge(new.div_ceil(8))
    }
}

/// How a collection prints itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// As Java's collections do: `[a, b]`, `{k=v}`.
    Java,
    /// As JSON text. API Gateway prints the lists of a JSON document so.
    Json,
}

/// The element type of a Java array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Array {
    Bytes,
    Chars,
    Objects,
    Strings,
}

/// A list that every value pointing at it shares, as a Java reference does.
pub struct List {
    printed: Printed,
    /// The element type, if it is an array: it can't grow then, and is not a collection.
    array: Option<Array>,
    pub(super) items: RefCell<Vec<Value>>,
    /// Whether it is remembered as one that may hold itself.
    pub(super) suspect: Cell<bool>,
    held: Held,
}

/// The overhead of a list beside its items, in bytes.
const LIST: usize = size_of::<List>() + 4 * size_of::<usize>();

impl List {
    /// A list of `items`.
    pub fn new(printed: Printed, items: Vec<Value>) -> List {
        List::of(printed, None, items)
    }

    /// An array of `items`.
    pub(crate) fn array(array: Array, items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::of(Printed::Java, Some(array), items)))
    }

    fn of(printed: Printed, array: Option<Array>, items: Vec<Value>) -> List {
        List {
            printed,
            array,
            held: Held::new(LIST + items.capacity() * size_of::<Value>()),
            items: RefCell::new(items),
            suspect: Cell::new(false),
        }
    }

    /// The element type, if it is an array.
    pub(crate) fn array_of(&self) -> Option<Array> {
        self.array
    }

    /// How it prints itself.
    pub fn printed(&self) -> Printed {
        self.printed
    }

    /// The items, to read.
    pub fn items(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, to change. Nothing else may hold [`List::items`] meanwhile.
    pub fn items_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// Counts the memory of its items again, after a change.
    pub fn recount(&self) {
        let room = self.items().capacity();
        self.held.set(LIST + room * size_of::<Value>());
    }
}

/// The order in which a map's entries are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they were put in (`LinkedHashMap`): maps of a JSON document, map literals.
    Insertion,
    /// As `java.util.HashMap` walks its buckets: `$context` and its parts.
    JavaHash,
}

/// A map that every value pointing at it shares. Keys are values, since Java's may be anything;
/// in a JSON document all are strings.
pub struct Map {
    printed: Printed,
    order: Order,
    pub(super) entries: RefCell<Entries>,
    /// The position where a key was found last. A caller that reads the value of one key after the other finds each
    /// there or at the next position, however large the map is.
    found: Cell<u32>,
    /// The compared keys that are not charged yet.
    effort: Cell<u32>,
    /// Whether it is remembered as one that may hold itself.
    pub(super) suspect: Cell<bool>,
    held: Held,
}

/// The overhead of a map beside its entries, in bytes.
const MAP: usize = size_of::<Map>() + 4 * size_of::<usize>();

/// A map with more entries than this has an index of its keys.
pub(super) const INDEXED_FROM: usize = 32;

/// The steps of a search in the index.
pub(super) const INDEX_EFFORT: usize = 8;

/// The size of one entry in the index.
const INDEX_ENTRY: usize = size_of::<Key>() + 2 * size_of::<usize>();

/// The entries of a map. A DynamoDB document is full of maps with one entry, `{"S": "text"}`:
/// these need no separate allocation for it.
pub(super) enum Entries {
    One([(Value, Value); 1]),
    Many(Vec<(Value, Value)>, Option<Box<Index>>),
}

impl Default for Entries {
    fn default() -> Entries {
        Entries::Many(Vec::new(), None)
    }
}

impl Entries {
    #[inline]
    pub(super) fn as_slice(&self) -> &[(Value, Value)] {
        match self {
            Entries::One(one) => one,
            Entries::Many(many, _) => many,
        }
    }

    /// The entries and their index, as a list that can grow.
    #[inline]
    pub(super) fn as_many(&mut self) -> (&mut Vec<(Value, Value)>, &mut Option<Box<Index>>) {
        if let Entries::One(_) = self {
            self.make_room();
        }
        match self {
            Entries::Many(many, index) => (many, index),
            Entries::One(_) => unreachable!("it was made a list just now"),
        }
    }

    #[cold]
    fn make_room(&mut self) {
        if let Entries::One(one) = self {
            *self = Entries::Many(std::mem::take(one).into(), None);
        }
    }
}

impl Map {
    /// An empty map.
    pub fn new(printed: Printed, order: Order) -> Map {
        Map::from_entries(printed, order, Vec::new())
    }

    /// A map of `entries`, whose keys are already known to differ from one another.
    pub fn from_entries(printed: Printed, order: Order, entries: Vec<(Value, Value)>) -> Map {
        Map::of(printed, order, Entries::Many(entries, None))
    }

    pub(super) fn of(printed: Printed, order: Order, entries: Entries) -> Map {
        Map {
            printed,
            order,
            held: Held::new(MAP + weight(&entries)),
            entries: RefCell::new(entries),
            found: Cell::new(0),
            effort: Cell::new(0),
            suspect: Cell::new(false),
        }
    }

    /// The entries of a map that is about to be reused.
    #[inline]
    pub(super) fn reset(&mut self, printed: Printed, order: Order) -> &mut Entries {
        self.printed = printed;
        self.order = order;
        self.found.set(0);
        self.effort.set(0);
        self.entries.get_mut()
    }

    /// Counts the memory of its entries again, after a change.
    #[inline]
    pub fn recount(&self) {
        self.held.set(MAP + weight(&self.entries.borrow()));
    }

    /// How it prints itself.
    pub fn printed(&self) -> Printed {
        self.printed
    }

    /// The order in which it is walked.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The steps of the searches since the last call.
    #[inline]
    pub fn effort(&self) -> usize {
        self.effort.take() as usize
    }

    pub(super) fn add_effort(&self, keys: usize) {
        let keys = u32::try_from(keys).unwrap_or(u32::MAX);
        self.effort.set(self.effort.get().saturating_add(keys));
    }

    /// The value under the string `key`.
    pub fn get(&self, key: &str) -> Option<Value> {
        self.find(key, |own| own == key, Value::clone)
    }

    /// The value under the string `key`: faster than [`Map::get`] if the key comes from this
    /// map.
    pub fn get_str(&self, key: &Str) -> Option<Value> {
        self.find(key, |own| own == key, Value::clone)
    }

    /// Applies `look` to the value under the string `key`. It must not change the map.
    #[inline]
    pub(crate) fn look_at<R>(&self, key: &Str, look: impl FnOnce(&Value) -> R) -> Option<R> {
        self.find(key, |own| own == key, look)
    }

    /// [`Map::look_at`] for a key that is not a [`Str`].
    #[inline]
    pub(crate) fn look_for<R>(&self, key: &str, look: impl FnOnce(&Value) -> R) -> Option<R> {
        self.find(key, |own| own == key, look)
    }

    #[inline]
    fn find<R>(
        &self,
        key: &str,
        is: impl Fn(&Str) -> bool,
        look: impl FnOnce(&Value) -> R,
    ) -> Option<R> {
        let entries = self.entries.borrow();
        let found = self.found.get() as usize;
        let has_key = |(key, _): &(Value, Value)| matches!(key, Value::String(key) if is(key));
        let slice = entries.as_slice();
        if let Some(entry) = slice.get(found)
            && has_key(entry)
        {
            return Some(look(&entry.1));
        }
        if slice.len() <= 1 {
            return None;
        }
        // A caller that reads one key after the other finds each right after the last.
        let at = match slice.get(found + 1) {
            Some(next) if has_key(next) => found + 1,
            _ => self.find_elsewhere(entries, key)?,
        };
        self.found.set(at as u32);
        self.entries
            .borrow()
            .as_slice()
            .get(at)
            .map(|(_, value)| look(value))
    }

    /// The position of a key that is neither at the last found position nor after it.
    #[inline(never)]
    fn find_elsewhere(&self, entries: Ref<'_, Entries>, key: &str) -> Option<usize> {
        let slice = entries.as_slice();
        if slice.len() <= INDEXED_FROM {
            let has_key =
                |(own, _): &(Value, Value)| matches!(own, Value::String(own) if own == key);
            let (before, from) = slice.split_at_checked(self.found.get() as usize + 1)?;
            return match from.iter().position(has_key) {
                Some(at) => Some(before.len() + at),
                None => before.iter().position(has_key),
            };
        }
        drop(entries);
        let mut entries = self.entries.borrow_mut();
        let at = self.indexed(&mut entries).strings.get(key).copied();
        self.add_effort(INDEX_EFFORT);
        at.map(|at| at as usize)
    }

    /// The index of the keys, created on first use.
    pub(super) fn indexed<'e>(&self, entries: &'e mut Entries) -> &'e mut Index {
        let (list, index) = entries.as_many();
        if index.is_none() {
            // Sorting takes about this many steps per key.
            self.add_effort(list.len().saturating_mul(4));
            self.held.set(
                MAP + list.capacity() * size_of::<(Value, Value)>() + list.len() * INDEX_ENTRY,
            );
        }
        index.get_or_insert_with(|| Box::new(Index::of(list)))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// Removes all entries.
    pub fn clear(&self) {
        // What they hold may look into this map while it is freed.
        let entries = std::mem::take(&mut *self.entries_mut());
        self.recount();
        drop(entries);
    }

    /// The entry at a position.
    pub(crate) fn entry(&self, at: usize) -> Option<(Value, Value)> {
        self.entries.borrow().as_slice().get(at).cloned()
    }

    /// Removes the entry at a place.
    pub(super) fn remove_at(&self, at: usize) -> Option<Value> {
        let mut entries = self.entries.borrow_mut();
        let (list, index) = entries.as_many();
        if at >= list.len() {
            return None;
        }
        let (key, value) = list.remove(at);
        let moved = list.len() - at;
        if let Some(index) = index {
            index.remove(&key, at);
        }
        // Moving an entry is much faster than inspecting one; the index is searched.
        self.add_effort(moved / if index.is_some() { 2 } else { 16 });
        self.found.set(0);
        Some(value)
    }

    /// Puts `value` under the string `key`; returns the previous value.
    pub fn insert(&self, key: impl Into<Str>, value: Value) -> Option<Value> {
        let key = Value::String(key.into());
        let at = match &key {
            Value::String(text) => {
                let found = self.find(text, |own| own == text, |_| ());
                found.map(|()| self.found.get() as usize)
            }
            _ => None,
        };
        let mut entries = self.entries.borrow_mut();
        let (list, index) = entries.as_many();
        if let Some((_, old)) = at.and_then(|at| list.get_mut(at)) {
            return Some(std::mem::replace(old, value));
        }
        if let Some(index) = index {
            index.add(&key, None, list.len());
        }
        list.push((key, value));
        drop(entries);
        self.recount();
        None
    }

    /// The entries in the order of insertion, to read.
    #[inline]
    pub fn entries(&self) -> Ref<'_, [(Value, Value)]> {
        Ref::map(self.entries.borrow(), Entries::as_slice)
    }

    /// The entries, to change. Nothing else may hold [`Map::entries`] meanwhile.
    #[inline]
    pub fn entries_mut(&self) -> RefMut<'_, Vec<(Value, Value)>> {
        self.found.set(0);
        RefMut::map(self.entries.borrow_mut(), |entries| {
            let (list, index) = entries.as_many();
            *index = None;
            list
        })
    }
}

fn weight(entries: &Entries) -> usize {
    match entries {
        Entries::One(_) => 0,
        Entries::Many(list, index) => {
            let indexed = index.as_ref().map_or(0, |_| list.len() * INDEX_ENTRY);
            list.capacity() * size_of::<(Value, Value)>() + indexed
        }
    }
}
