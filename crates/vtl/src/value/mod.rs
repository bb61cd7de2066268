//! The values of a template: Java's, as far as a JSON-shaped context can reach them.

mod circles;
mod class;
mod collections;
mod equal;
mod foreach;
mod free_list;
mod hash;
mod index;
mod keys;
mod print;
mod source;
mod text;
mod view;
mod walk;

use std::fmt;
use std::rc::Rc;

use crate::budget::Budget;
pub use crate::error::Thrown;

pub use circles::{free_circles, suspect};
pub(crate) use circles::{put_into_list, put_into_map};
pub(crate) use class::Class;
pub(crate) use collections::Array;
pub use collections::{List, Map, Order, Printed};
pub(crate) use foreach::{ForeachScope, as_foreach, has_next, topmost};
pub use free_list::SpareMaps;
pub(crate) use free_list::{free, freed, gone};
pub(crate) use hash::string_hash;
pub use java::Decimal;
pub(crate) use print::write;
pub use source::{Origin, Segment, Source};
pub use text::Str;
pub(crate) use text::append_short;
pub use view::key_set;
pub(crate) use view::{
    Entry, Items, Shape, View, ViewKind, collection, entry, entry_of, is_collection, keys, shape,
    shows_keys, walked_map,
};
pub use walk::Walk;

/// A value. Cloning copies a pointer at most; lists, maps and objects are shared, as in Java.
#[derive(Clone, Default)]
pub enum Value {
    /// Java's `null`.
    #[default]
    Null,
    /// `java.lang.Boolean`.
    Bool(bool),
    /// `java.lang.Integer`.
    Integer(i32),
    /// `java.lang.Long`.
    Long(i64),
    /// `java.lang.Double`.
    Double(f64),
    /// `java.lang.Character`: a UTF-16 unit, which can be half of a character.
    Character(u16),
    /// `java.math.BigInteger`: its decimal digits, with `-` before them where negative. Behind a pointer, since two
    /// variants with a string would make every value larger.
    BigInteger(Rc<Str>),
    /// `java.lang.String`.
    String(Str),
    /// `java.util.List`.
    List(Rc<List>),
    /// `java.util.Map`.
    Map(Rc<Map>),
    /// An object of the host, such as API Gateway's `$input`.
    Object(Rc<dyn Object>),
}

/// An object that the host puts into a context.
pub trait Object: fmt::Debug {
    /// The value of a property (`$object.name`); `None` where it has no such property, which makes
    /// the reference invalid.
    fn get(&self, property: &str) -> Option<Value>;

    /// Calls a method (`$object.name(arguments)`); `None` where it has no such method for such
    /// arguments, which makes the reference invalid. It charges what it reads and creates to the
    /// `budget` before.
    ///
    /// # Errors
    /// A method that was found and throws: rendering ends with that message. A limit that was
    /// reached.
    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &Budget,
    ) -> Result<Option<Value>, Thrown>;

    /// Sets a property (`#set($object.name = …)`); returns whether it has such a property to set.
    fn set(&self, property: &str, value: Value) -> bool {
        let _ = (property, value);
        false
    }

    /// The result of `toString()`.
    ///
    /// # Errors
    /// A limit that was reached.
    fn print(&self, budget: &Budget) -> Result<Str, Thrown>;

    /// Whether [`Object::print`] could return `text`. An object that takes long to print says `false`
    /// where it can decide without printing, as in `#if($map.keySet() == "")`.
    fn may_print_as(&self, text: &str) -> bool {
        let _ = text;
        true
    }

    /// The items for `#foreach`; `None` if it has none to walk over, which prints nothing.
    fn iterate(&self) -> Option<Vec<Value>> {
        None
    }

    /// Where an answer of this object came from, for [`Template::render_traced`]: the answer of
    /// [`Object::call`], or of [`Object::get`], then without arguments. Without an answer to this, it
    /// came from where the object and the arguments did.
    ///
    /// [`Template::render_traced`]: crate::Template::render_traced
    fn source(&self, asked: &str, arguments: &[Value], answer: &Value) -> Option<Source> {
        let _ = (asked, arguments, answer);
        None
    }

    /// Gives up the values that the object holds, since it is about to be freed: chains of thousands of
    /// values are then freed one after the other, not each from within the value around it.
    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        let _ = parts;
    }

    /// Shows each value that the object holds, as often as it holds a reference to it: this is how circles
    /// of values are found and freed. An object that shows fewer is never freed as part
    /// of a circle; one that shows more is wrong.
    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        let _ = see;
    }

    /// The object itself, where its own crate needs to downcast it.
    fn as_any(&self) -> Option<&dyn std::any::Any> {
        None
    }
}

// Values are moved about all the time: none of these is to grow unnoticed. (`Value` stores its
// own tag beside that of the string's owner, and the results store theirs beside the value's.)
#[cfg(target_pointer_width = "64")]
const _: () = {
    assert!(size_of::<Value>() == 32);
    assert!(size_of::<Result<Option<Value>, Thrown>>() == 32);
};

impl Value {
    /// `*slot = self.clone()`, without moving the copy: it would be moved right after it was written, piece by piece, which
    /// processors wait for.
    #[inline(always)]
    pub(crate) fn copy_to(&self, slot: &mut Value) {
        slot.clear();
        match self {
            Value::String(text) => slot.fill(Value::String(text.clone())),
            Value::List(list) => slot.fill(Value::List(Rc::clone(list))),
            Value::Map(map) => slot.fill(Value::Map(Rc::clone(map))),
            other => slot.fill(other.clone()),
        }
    }

    /// `*self = Value::Null`, quickly where that frees nothing.
    #[inline(always)]
    fn clear(&mut self) {
        use Value::{Bool, Character, Double, Integer, Long, Null};
        if !matches!(
            self,
            Null | Bool(_) | Integer(_) | Long(_) | Double(_) | Character(_)
        ) {
            *self = Null;
        }
    }

    /// `*self = value`, for one that holds nothing: it needs no drop.
    #[inline(always)]
    fn fill(&mut self, value: Value) {
        std::mem::forget(std::mem::replace(self, value));
    }

    /// The items of a collection that is not a list: a map's `keySet()`, `values()` or `entrySet()`; `None`
    /// for any other value.
    ///
    /// # Errors
    /// A limit of `budget`.
    pub fn collection(&self, budget: &Budget) -> Result<Option<Vec<Value>>, Thrown> {
        match self {
            Value::Object(_) => view::collection(self, budget),
            _ => Ok(None),
        }
    }

    /// A `BigInteger` of these decimal digits, with `-` before them where negative.
    pub fn big_integer(digits: impl Into<Str>) -> Value {
        Value::BigInteger(Rc::new(digits.into()))
    }

    /// A list that prints itself as Java does.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::new(Printed::Java, items)))
    }
}

/// Whether a property is that of `getClass()`, which all objects have, maps too. The first letter of
/// a bean's property can be a capital.
#[inline]
pub(crate) fn is_class(name: &str) -> bool {
    matches!(name, "class" | "Class")
}

/// The `BigDecimal` behind an object.
pub(crate) fn as_decimal(value: &Value) -> Option<&Decimal> {
    match value {
        Value::Object(object) => object.as_any()?.downcast_ref(),
        _ => None,
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text.into())
    }
}

impl From<Str> for Value {
    fn from(text: Str) -> Value {
        Value::String(text)
    }
}
