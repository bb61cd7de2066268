//! Writer of JSON.

use std::fmt::Write as _;

use vtl::{Budget, Thrown, Value};

use super::number;

/// The deepest value that is written: a template can put a map into itself.
const MAX_DEPTH: usize = 1_000;

/// The longest text that is written, in bytes: nesting a value into itself doubles its text at each step. API Gateway's
/// payloads end at 10 MB.
const MAX_LENGTH: usize = 64 << 20;

/// Writes `value` as json-smart's `JSONStyle.LT_COMPRESS` does: no spaces; the control characters, U+007F to U+009F and
/// U+2000 to U+20FF as `\uXXXX`; `/` unescaped; an infinite double as `null`.
///
/// # Errors
/// A value deeper than 1,000 levels, or whose text exceeds 64 MiB.
pub fn write(value: &Value) -> Result<String, Thrown> {
    write_within(value, &Budget::default())
}

/// [`write`], charged to a rendering's budget.
///
/// # Errors
/// Those of [`write`], and a limit of `budget`.
pub(crate) fn write_within(value: &Value, budget: &Budget) -> Result<String, Thrown> {
    let mut out = String::new();
    put(value, &mut out, 0, budget)?;
    budget.text(out.len())?;
    Ok(out)
}

fn put(value: &Value, out: &mut String, depth: usize, budget: &Budget) -> Result<(), Thrown> {
    if depth > MAX_DEPTH {
        return Err(Thrown {
            message: format!(
                "a value nested deeper than {MAX_DEPTH:?} levels can't be written as JSON; does it hold itself?"
            ),
        });
    }
    if out.len() > MAX_LENGTH {
        return Err(Thrown {
            message: format!("a text longer than {MAX_LENGTH} bytes can't be written as JSON"),
        });
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Double(n) if n.is_infinite() => out.push_str("null"),
        Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_) => {
            out.push_str(&value.plain().unwrap_or_default());
        }
        Value::String(text) => quote(text, out),
        // json-smart writes it as a bean without properties.
        Value::Character(_) => out.push_str("{}"),
        Value::List(own) => list(&own.items(), out, depth, budget)?,
        Value::Map(map) => {
            budget.charge(map.len().div_ceil(2))?;
            budget.fits(out.len())?;
            out.push('{');
            for (at, (key, item)) in map.entries().iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                match key {
                    Value::String(key) => quote(key, out),
                    Value::Character(_) => quote(&key.plain().unwrap_or_default(), out),
                    other => {
                        let mut text = String::new();
                        put(other, &mut text, depth + 1, budget)?;
                        quote(&text, out);
                    }
                }
                out.push(':');
                put(item, out, depth + 1, budget)?;
            }
            out.push('}');
        }
        Value::Object(_) if number::as_f64(value).is_some() => value.print_to(out, budget)?,
        Value::Object(_) => match value.collection(budget)? {
            Some(items) => list(&items, out, depth, budget)?,
            None => quote(&value.print_within(budget)?, out),
        },
    }
    Ok(())
}

fn list(items: &[Value], out: &mut String, depth: usize, budget: &Budget) -> Result<(), Thrown> {
    budget.charge(items.len().div_ceil(4))?;
    budget.fits(out.len())?;
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        put(item, out, depth + 1, budget)?;
    }
    out.push(']');
    Ok(())
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escape = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' => "",
            _ => continue,
        };
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + c.len_utf8();
        if escape.is_empty() {
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            };
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use vtl::value::{Map, Order, Printed};

    use super::*;

    #[test]
    fn escapes_what_json_smart_escapes() {
        let text = "</script> a/b \u{2028}\u{7f}\u{1}\u{7}\u{8}\u{c}€é\u{a0}\\'\"";
        let written = "\"</script> a/b \\u2028\\u007F\\u0001\\u0007\\b\\f\\u20ACé\u{a0}\\\\'\\\"\"";
        assert_eq!(write(&text.into()).as_deref(), Ok(written));
    }

    #[test]
    fn a_map_that_contains_itself_is_rejected() {
        let map = Rc::new(Map::new(Printed::Java, Order::Insertion));
        map.insert("self", Value::Map(Rc::clone(&map)));
        assert!(write(&Value::Map(Rc::clone(&map))).is_err());
        map.entries_mut().clear();
    }
}
