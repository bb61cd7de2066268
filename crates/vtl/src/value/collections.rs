//! Java's `List` and `Map` as templates meet them: shared, mutable, in order.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;

use super::{Str, Value};

/// How a collection prints itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// As Java's collections do: `[a, b]`, `{k=v}`.
    Java,
    /// As JSON text. API Gateway prints the lists of a JSON document so.
    Json,
}

/// What an array of Java holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Array {
    Bytes,
    Chars,
    Objects,
    Strings,
}

/// A list that every value pointing at it shares, as a Java reference does.
#[derive(Debug)]
pub struct List {
    printed: Printed,
    /// What it holds where it is an array: it can't grow then, and is no collection.
    array: Option<Array>,
    pub(super) items: RefCell<Vec<Value>>,
}

impl List {
    /// A list of `items`.
    pub fn new(printed: Printed, items: Vec<Value>) -> List {
        List {
            printed,
            array: None,
            items: RefCell::new(items),
        }
    }

    /// An array of `items`.
    pub(crate) fn array(array: Array, items: Vec<Value>) -> Value {
        Value::List(Rc::new(List {
            printed: Printed::Java,
            array: Some(array),
            items: RefCell::new(items),
        }))
    }

    /// What it holds, where it is an array.
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
#[derive(Debug)]
pub struct Map {
    printed: Printed,
    order: Order,
    pub(super) entries: RefCell<Entries>,
    /// Where a key was found last. Who walks the keys and asks for the value of each finds it there
    /// or right behind, however large the map is.
    found: Cell<usize>,
}

/// The entries of a map. A document of DynamoDB's is full of maps with one entry, `{"S": "text"}`:
/// these need no memory of their own for it.
#[derive(Debug)]
pub(super) enum Entries {
    One([(Value, Value); 1]),
    Many(Vec<(Value, Value)>),
}

impl Default for Entries {
    fn default() -> Entries {
        Entries::Many(Vec::new())
    }
}

impl Entries {
    #[inline]
    pub(super) fn as_slice(&self) -> &[(Value, Value)] {
        match self {
            Entries::One(one) => one,
            Entries::Many(many) => many,
        }
    }

    #[inline]
    fn as_vec(&mut self) -> &mut Vec<(Value, Value)> {
        if let Entries::One(_) = self {
            self.make_room();
        }
        match self {
            Entries::Many(many) => many,
            Entries::One(_) => unreachable!("it was made a list just now"),
        }
    }

    #[cold]
    fn make_room(&mut self) {
        if let Entries::One(one) = self {
            *self = Entries::Many(std::mem::take(one).into());
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
        Map::of(printed, order, Entries::Many(entries))
    }

    pub(super) fn of(printed: Printed, order: Order, entries: Entries) -> Map {
        Map {
            printed,
            order,
            entries: RefCell::new(entries),
            found: Cell::new(0),
        }
    }

    /// The entries of a map that is about to be another one.
    #[inline]
    pub(super) fn reset(&mut self, printed: Printed, order: Order) -> &mut Entries {
        self.printed = printed;
        self.order = order;
        self.found.set(0);
        self.entries.get_mut()
    }

    /// How it prints itself.
    pub fn printed(&self) -> Printed {
        self.printed
    }

    /// The order in which it is walked.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The value under the string `key`.
    pub fn get(&self, key: &str) -> Option<Value> {
        self.find(|own| own == key, Value::clone)
    }

    /// The value under the string `key`: quicker than [`Map::get`] where the key comes from this
    /// map.
    pub fn get_str(&self, key: &Str) -> Option<Value> {
        self.find(|own| own == key, Value::clone)
    }

    /// What `look` makes of the value under the string `key`. It must not change the map.
    #[inline]
    pub(crate) fn look_at<R>(&self, key: &Str, look: impl FnOnce(&Value) -> R) -> Option<R> {
        self.find(|own| own == key, look)
    }

    /// [`Map::look_at`], for a key that is no value.
    #[inline]
    pub(crate) fn look_for<R>(&self, key: &str, look: impl FnOnce(&Value) -> R) -> Option<R> {
        self.find(|own| own == key, look)
    }

    #[inline]
    fn find<R>(&self, is: impl Fn(&Str) -> bool, look: impl FnOnce(&Value) -> R) -> Option<R> {
        let entries = self.entries.borrow();
        let entries = entries.as_slice();
        let found = self.found.get();
        let has_key = |(key, _): &(Value, Value)| matches!(key, Value::String(key) if is(key));
        if let Some(entry) = entries.get(found)
            && has_key(entry)
        {
            return Some(look(&entry.1));
        }
        let (before, from) = entries.split_at_checked(found + 1)?;
        let at = match from.iter().position(&has_key) {
            Some(at) => found + 1 + at,
            None => before.iter().position(&has_key)?,
        };
        self.found.set(at);
        entries.get(at).map(|(_, value)| look(value))
    }

    /// Puts `value` under the string `key`; the value that was there before comes back.
    pub fn insert(&self, key: impl Into<Str>, value: Value) -> Option<Value> {
        let key = key.into();
        let mut entries = self.entries.borrow_mut();
        let entries = entries.as_vec();
        let old = entries
            .iter_mut()
            .find(|(k, _)| matches!(k, Value::String(k) if *k == key));
        match old {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                entries.push((Value::String(key), value));
                None
            }
        }
    }

    /// The entries in the order of insertion, to read.
    pub fn entries(&self) -> Ref<'_, [(Value, Value)]> {
        Ref::map(self.entries.borrow(), Entries::as_slice)
    }

    /// The entries, to change. Nothing else may hold [`Map::entries`] meanwhile.
    #[inline]
    pub fn entries_mut(&self) -> RefMut<'_, Vec<(Value, Value)>> {
        self.found.set(0);
        RefMut::map(self.entries.borrow_mut(), Entries::as_vec)
    }
}
