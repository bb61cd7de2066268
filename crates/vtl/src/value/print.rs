//! `toString()`.

use std::fmt::Write;
use std::rc::Rc;

use super::{List, Object, Printed, Str, Value};

/// How deep values print inside one another. Past it stands `…`; Java's stack overflows there.
const MAX_DEPTH: usize = 200;

/// How long a printed value gets, in bytes, where nobody sets another limit.
const MAX_TEXT: usize = 64 << 20;

/// Prints an object of the evaluator's own where it can; whether it did.
pub(crate) type Hook<'h> = &'h mut dyn FnMut(&Rc<dyn Object>, &mut String) -> bool;

impl Value {
    /// What Java's `toString()` gives; null prints `null`.
    pub fn print(&self) -> Str {
        if let Value::String(text) = self {
            return text.clone();
        }
        let mut text = String::new();
        self.print_to(&mut text);
        text.into()
    }

    /// Adds what [`Value::print`] gives to `out`.
    pub fn print_to(&self, out: &mut String) {
        write(
            self,
            out,
            out.len().saturating_add(MAX_TEXT),
            &mut |_, _| false,
        );
    }
}

/// Prints `value`; stops adding to `out` some time after it has grown past `limit` bytes.
pub(crate) fn write(value: &Value, out: &mut String, limit: usize, hook: Hook<'_>) {
    Printer {
        limit,
        hook,
        depth: 0,
    }
    .java(value, out);
}

struct Printer<'h> {
    limit: usize,
    hook: Hook<'h>,
    depth: usize,
}

impl Printer<'_> {
    fn java(&mut self, value: &Value, out: &mut String) {
        match value {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Integer(number) => push(out, number),
            Value::Long(number) => push(out, number),
            Value::Double(number) => crate::java::number::print_double(*number, out),
            Value::BigInteger(digits) => out.push_str(digits),
            Value::String(text) => out.push_str(text),
            Value::Character(unit) => out.push(crate::java::utf16::shown(*unit)),
            Value::List(list) if list.printed() == Printed::Json => self.json(value, out),
            Value::Map(map) if map.printed() == Printed::Json => self.json(value, out),
            Value::List(list) => {
                if self.too_much(out) {
                    return;
                }
                self.depth += 1;
                out.push('[');
                for (at, item) in items(list).enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    match &item {
                        Value::List(inner) if Rc::ptr_eq(inner, list) => {
                            out.push_str("(this Collection)");
                        }
                        item => self.java(item, out),
                    }
                }
                out.push(']');
                self.depth -= 1;
            }
            Value::Map(map) => {
                if self.too_much(out) {
                    return;
                }
                self.depth += 1;
                out.push('{');
                for (at, (key, item)) in map.walk().iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    self.java(key, out);
                    out.push('=');
                    match item {
                        Value::Map(inner) if Rc::ptr_eq(inner, map) => out.push_str("(this Map)"),
                        _ => self.java(item, out),
                    }
                }
                out.push('}');
                self.depth -= 1;
            }
            Value::Object(object) => {
                if !(self.hook)(object, out) {
                    out.push_str(&object.print());
                }
            }
        }
    }

    fn json(&mut self, value: &Value, out: &mut String) {
        match value {
            Value::Null => out.push_str("null"),
            Value::Double(number) if number.is_infinite() => out.push_str("null"),
            Value::String(text) => json_string(text, out),
            // json-smart takes a `Character` for a bean, and finds no property in it.
            Value::Character(_) => out.push_str("{}"),
            Value::List(list) => {
                if self.too_much(out) {
                    return;
                }
                self.depth += 1;
                out.push('[');
                for (at, item) in items(list).enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    self.json(&item, out);
                }
                out.push(']');
                self.depth -= 1;
            }
            Value::Map(map) => {
                if self.too_much(out) {
                    return;
                }
                self.depth += 1;
                out.push('{');
                for (at, (key, item)) in map.walk().iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    json_string(&key.print(), out);
                    out.push(':');
                    self.json(item, out);
                }
                out.push('}');
                self.depth -= 1;
            }
            Value::Object(_) if crate::java::number::as_decimal(value).is_some() => {
                self.java(value, out);
            }
            Value::Object(object) => {
                // A collection, which an iterator without a size is not: a map's keys, say.
                if let Ok(Some(_)) = object.call("size", &[])
                    && let Some(items) = object.iterate()
                {
                    return self.json(&Value::list(items), out);
                }
                let mut text = String::new();
                self.java(value, &mut text);
                json_string(&text, out);
            }
            Value::Bool(_)
            | Value::Integer(_)
            | Value::Long(_)
            | Value::Double(_)
            | Value::BigInteger(_) => self.java(value, out),
        }
    }

    fn too_much(&self, out: &mut String) -> bool {
        if self.depth < MAX_DEPTH && out.len() <= self.limit {
            return false;
        }
        out.push('…');
        true
    }
}

/// The items one by one, each looked up when its turn comes: a block that prints itself among them
/// can change the list.
fn items(list: &List) -> impl Iterator<Item = Value> {
    (0..).map_while(|at| list.items().get(at).cloned())
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
