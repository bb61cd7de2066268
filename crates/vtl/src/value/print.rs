//! `toString()`.
//!
//! With an explicit stack, as in `equal`.

use std::fmt::{self, Write};
use std::rc::Rc;

use super::view::{Shape, shape};
use super::{List, Map, Object, Printed, Str, Thrown, Value, Walk};
use crate::budget::{Budget, Reached};
use crate::limits::Limits;

/// How deep keys in keys print as JSON: each is printed into a separate text first.
const MAX_KEYS: usize = 16;

/// How much of a value `Debug` shows, in bytes.
const MAX_DEBUG: usize = 1_000;

/// Prints one of the evaluator's own objects if it can; returns whether it did.
pub(crate) type Hook<'h> = &'h mut dyn FnMut(&Rc<dyn Object>, &mut String) -> Result<bool, Thrown>;

impl Value {
    /// The result of Java's `toString()`; null prints `null`.
    ///
    /// # Errors
    /// Those of [`Value::print_to`], with [`Limits::default`](crate::Limits::default).
    pub fn print(&self) -> Result<Str, Thrown> {
        self.print_within(&Budget::default())
    }

    /// As [`Value::print`], with this budget.
    ///
    /// # Errors
    /// Those of [`Value::print_to`].
    pub fn print_within(&self, budget: &Budget) -> Result<Str, Thrown> {
        if let Value::String(text) = self {
            return Ok(text.clone());
        }
        let mut text = String::new();
        self.print_to(&mut text, budget)?;
        Ok(text.into())
    }

    /// The text of null, a number, a Boolean or a string; `None` for anything else, which can be long or endless.
    pub fn plain(&self) -> Option<Str> {
        if let Value::String(text) = self {
            return Some(text.clone());
        }
        let mut text = String::new();
        write_plain(self, &mut text).then(|| text.into())
    }

    /// Appends the result of [`Value::print`] to `out`.
    ///
    /// # Errors
    /// A limit of `budget`: the value nests too deep, as one that holds itself does, or is too large.
    pub fn print_to(&self, out: &mut String, budget: &Budget) -> Result<(), Thrown> {
        write(self, out, budget, &mut |_, _| Ok(false))
    }
}

/// Prints `value`.
pub(crate) fn write(
    value: &Value,
    out: &mut String,
    budget: &Budget,
    hook: Hook<'_>,
) -> Result<(), Thrown> {
    let start = out.len();
    if write_plain(value, out) {
        return budget.text(out.len() - start);
    }
    Printer {
        budget,
        hook,
        start,
        charged: start,
        keys: 0,
        pending: Vec::new(),
    }
    .print(value, Style::Java, out)
}

/// Prints a value that holds no others; returns whether it is one.
#[inline]
fn write_plain(value: &Value, out: &mut String) -> bool {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Integer(number) => push(out, number),
        Value::Long(number) => push(out, number),
        Value::Double(number) => java::double::print(*number, out),
        Value::Character(unit) => out.push(java::utf16::to_char(*unit)),
        Value::BigInteger(digits) => out.push_str(digits),
        Value::String(text) => out.push_str(text),
        Value::List(_) | Value::Map(_) | Value::Object(_) => return false,
    }
    true
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Java,
    /// As json-smart writes it by default.
    Json,
}

/// A value that is printed item by item, with its position.
enum Open {
    List(Rc<List>, usize),
    JsonList(Rc<List>, usize),
    Map(Rc<Map>, Walk),
    JsonMap(Walk),
    View(Rc<dyn Object>, Walk),
    JsonView(Rc<dyn Object>, Walk),
    /// The value of an entry or a map, after its key; with the map.
    Value(Option<Rc<Map>>, Value),
}

struct Printer<'b, 'h> {
    budget: &'b Budget,
    hook: Hook<'h>,
    /// Where its text starts.
    start: usize,
    /// Up to where that is charged.
    charged: usize,
    /// How many keys the search is nested in.
    keys: usize,
    pending: Vec<Open>,
}

impl Printer<'_, '_> {
    fn print(&mut self, value: &Value, style: Style, out: &mut String) -> Result<(), Thrown> {
        self.put(value, style, out)?;
        while let Some(last) = self.pending.last_mut() {
            let first;
            let (next, style) = match last {
                Open::List(list, at) | Open::JsonList(list, at) => {
                    first = *at == 0;
                    // Looked up when its turn comes: a block that prints itself among them can change the list.
                    let item = list.items().get(*at).cloned();
                    *at += 1;
                    let own = Rc::clone(list);
                    match (last, item) {
                        (Open::List(..), Some(Value::List(inner))) if Rc::ptr_eq(&inner, &own) => {
                            out.push_str(if first { "" } else { ", " });
                            out.push_str("(this Collection)");
                            self.charge(out)?;
                            continue;
                        }
                        (Open::List(..), item) => (item, Style::Java),
                        (_, item) => (item, Style::Json),
                    }
                }
                Open::Map(map, walk) => {
                    first = walk.at() == 0;
                    match walk.next() {
                        Some((key, value)) => {
                            out.push_str(if first { "" } else { ", " });
                            let map = Rc::clone(map);
                            let own = is(&key, &map);
                            self.pending.push(Open::Value(Some(map), value));
                            match own {
                                true => out.push_str("(this Map)"),
                                false => self.put(&key, Style::Java, out)?,
                            }
                            self.charge(out)?;
                            continue;
                        }
                        None => {
                            out.push('}');
                            self.pending.pop();
                            continue;
                        }
                    }
                }
                Open::JsonMap(walk) => {
                    first = walk.at() == 0;
                    match walk.next() {
                        Some((key, value)) => {
                            out.push_str(if first { "" } else { "," });
                            self.json_key(&key, out)?;
                            out.push(':');
                            self.put(&value, Style::Json, out)?;
                            self.charge(out)?;
                            continue;
                        }
                        None => {
                            out.push('}');
                            self.pending.pop();
                            continue;
                        }
                    }
                }
                Open::View(view, walk) => {
                    first = walk.at() == 0;
                    let view = Rc::clone(view);
                    let item = walk.next();
                    let Some((key, value)) = item else {
                        out.push(']');
                        self.pending.pop();
                        continue;
                    };
                    out.push_str(if first { "" } else { ", " });
                    let item = match shape(&*view) {
                        Shape::Keys(_) => key,
                        Shape::Values(_) => value,
                        _ => {
                            self.pending.push(Open::Value(None, value));
                            self.put(&key, Style::Java, out)?;
                            self.charge(out)?;
                            continue;
                        }
                    };
                    // In Java, a map has one view of each kind.
                    let itself = Value::Object(view);
                    match super::equal::quick(&item, &itself) {
                        Some(true) => out.push_str("(this Collection)"),
                        _ => self.put(&item, Style::Java, out)?,
                    }
                    self.charge(out)?;
                    continue;
                }
                Open::JsonView(view, walk) => {
                    first = walk.at() == 0;
                    let item = walk.next().map(|(key, value)| match shape(&**view) {
                        Shape::Keys(_) => key,
                        Shape::Entries(map) => super::view::entry(map, key, value),
                        _ => value,
                    });
                    (item, Style::Json)
                }
                Open::Value(..) => {
                    if let Some(Open::Value(map, value)) = self.pending.pop() {
                        out.push('=');
                        match map {
                            Some(map) if is(&value, &map) => out.push_str("(this Map)"),
                            _ => self.put(&value, Style::Java, out)?,
                        }
                    }
                    self.charge(out)?;
                    continue;
                }
            };
            match next {
                Some(item) => {
                    out.push_str(match (first, style) {
                        (true, _) => "",
                        (false, Style::Java) => ", ",
                        (false, Style::Json) => ",",
                    });
                    self.put(&item, style, out)?;
                }
                None => {
                    out.push(']');
                    self.pending.pop();
                }
            }
            self.charge(out)?;
        }
        self.charge(out)
    }

    /// Charges one step, and the text that was added.
    fn charge(&mut self, out: &str) -> Result<(), Thrown> {
        self.budget.fits(out.len() - self.start)?;
        let new = out.len().saturating_sub(self.charged);
        self.charged = out.len();
        self.budget.charge(1 + new / 64)
    }

    /// Opens a value inside the ones already open.
    fn open(&mut self, open: Open) -> Result<(), Thrown> {
        self.pending.push(open);
        self.budget.nest(self.pending.len())
    }

    /// Prints a value, or the start of one that holds others.
    fn put(&mut self, value: &Value, style: Style, out: &mut String) -> Result<(), Thrown> {
        match (value, style) {
            (Value::List(list), Style::Java) if list.printed() == Printed::Java => {
                out.push('[');
                self.open(Open::List(Rc::clone(list), 0))
            }
            (Value::List(list), _) => {
                out.push('[');
                self.open(Open::JsonList(Rc::clone(list), 0))
            }
            (Value::Map(map), style) => {
                out.push('{');
                let walk = map.walk(self.budget)?;
                self.open(match (style, map.printed()) {
                    (Style::Java, Printed::Java) => Open::Map(Rc::clone(map), walk),
                    _ => Open::JsonMap(walk),
                })
            }
            (Value::Object(object), Style::Java) => self.object(object, out),
            (Value::Object(object), Style::Json) => {
                if super::as_decimal(value).is_some() {
                    return self.object(object, out);
                }
                if let Shape::Keys(map) | Shape::Values(map) | Shape::Entries(map) =
                    shape(&**object)
                {
                    out.push('[');
                    let walk = map.walk(self.budget)?;
                    return self.open(Open::JsonView(Rc::clone(object), walk));
                }
                let text = self.apart(value)?;
                json_string(&text, out);
                Ok(())
            }
            // json-smart treats a `Character` as a bean, and finds no property in it.
            (Value::Character(_), Style::Json) => {
                out.push_str("{}");
                Ok(())
            }
            (Value::String(text), Style::Json) => {
                json_string(text, out);
                Ok(())
            }
            (Value::Double(number), Style::Json) if number.is_infinite() => {
                out.push_str("null");
                Ok(())
            }
            (plain, _) => {
                write_plain(plain, out);
                Ok(())
            }
        }
    }

    fn object(&mut self, object: &Rc<dyn Object>, out: &mut String) -> Result<(), Thrown> {
        match shape(&**object) {
            Shape::Keys(map) | Shape::Values(map) | Shape::Entries(map) => {
                out.push('[');
                let walk = map.walk(self.budget)?;
                self.open(Open::View(Rc::clone(object), walk))
            }
            Shape::Entry(entry) => {
                let (key, value) = entry.parts();
                self.open(Open::Value(None, value))?;
                self.put(&key, Style::Java, out)
            }
            Shape::Foreach(map) => self.put(&Value::Map(map), Style::Java, out),
            Shape::Class(_) | Shape::Other => {
                if !(self.hook)(object, out)? {
                    let text = object.print(self.budget)?;
                    out.push_str(&text);
                }
                Ok(())
            }
        }
    }

    /// The text of a value that is written in quotes.
    fn apart(&mut self, value: &Value) -> Result<String, Thrown> {
        if self.keys >= MAX_KEYS {
            return Err(self.budget.reach(Reached::Keys));
        }
        let mut text = String::new();
        Printer {
            budget: self.budget,
            hook: &mut *self.hook,
            start: 0,
            charged: 0,
            keys: self.keys + 1,
            pending: Vec::new(),
        }
        .print(value, Style::Java, &mut text)?;
        Ok(text)
    }

    fn json_key(&mut self, key: &Value, out: &mut String) -> Result<(), Thrown> {
        match key {
            Value::String(text) => json_string(text, out),
            other => json_string(&self.apart(other)?, out),
        }
        Ok(())
    }
}

/// Whether a value is that very map, or the loop's scope whose properties it holds.
fn is(value: &Value, map: &Rc<Map>) -> bool {
    match value {
        Value::Map(inner) => Rc::ptr_eq(inner, map),
        Value::Object(object) => {
            matches!(shape(&**object), Shape::Foreach(inner) if Rc::ptr_eq(&inner, map))
        }
        _ => false,
    }
}

fn push(out: &mut String, number: impl std::fmt::Display) {
    // Writing to a string can't fail.
    let _ = write!(out, "{number}");
}

/// A JSON string as json-smart writes it by default: `/` escaped, too.
fn json_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' => out.push_str("\\/"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// The start of what `value` prints as, in quotes where it is a string.
fn debug(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Value::String(text) = value {
        return fmt::Debug::fmt(text, f);
    }
    let budget = Budget::new(&Limits {
        string: MAX_DEBUG,
        nesting: 100,
        steps: MAX_DEBUG,
        ..Limits::default()
    });
    let mut text = String::new();
    let whole = value.print_to(&mut text, &budget);
    f.write_str(&text)?;
    f.write_str(if whole.is_err() { "…" } else { "" })
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.type_name())?;
        debug(self, f)?;
        f.write_str(")")
    }
}

// Only the size: `Value`'s `Debug` shows the contents.
impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List({} items)", self.items().len())
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Map({} entries)", self.len())
    }
}
