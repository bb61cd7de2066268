//! `$util`: encodings, and parsing of JSON.

use vtl::value::Str;
use vtl::{Budget, Object, Thrown, Value};

use super::{Called, thrown};
use crate::encoding::{
    base64_decode, base64_encode, escape_java_script, is_plain, url_decode, url_encode,
};
use crate::json;

/// `$util`.
#[derive(Debug)]
pub(crate) struct Util;

/// Charges for encoding a text byte by byte into one up to `times` times as long.
fn made(text: &str, times: usize, budget: &Budget) -> Result<(), Thrown> {
    budget.charge(text.len() / 8)?;
    // The result's length is not known yet: reserve the worst case.
    budget.room(text.len().saturating_mul(times))
}

/// Escaping a text of up to this many bytes costs one step.
const SHORT: usize = 256;

#[inline(never)]
fn escaped(text: &Str, budget: &Budget) -> Result<Str, Thrown> {
    if text.len() < SHORT {
        budget.charge(1)?;
        return Ok(escape_java_script(text));
    }
    budget.charge_bytes(text.len())?;
    budget.room(text.len())?;
    let escaped = escape_java_script(text);
    if escaped.len() != text.len() {
        budget.fits(escaped.len())?;
        budget.charge(escaped.len() / 8)?;
    }
    Ok(escaped)
}

fn decoded<T>(
    text: &str,
    budget: &Budget,
    decode: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Thrown> {
    made(text, 2, budget)?;
    Ok(decode(text))
}

impl Object for Util {
    fn get(&self, _property: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        // Most texts are short and need no escape: charging and moving them must not cost as much as escaping.
        if let ("escapeJavaScript", [value @ Value::String(text)]) = (method, arguments)
            && text.len() < SHORT
            && is_plain(text)
        {
            budget.charge(1)?;
            return Ok(Some(value.clone()));
        }
        Ok(Some(match (method, arguments) {
            ("escapeJavaScript", [Value::Null]) => Value::Null,
            ("escapeJavaScript", [Value::String(text)]) => Value::String(escaped(text, budget)?),
            // Numbers, maps and others are printed first.
            ("escapeJavaScript", [value]) => {
                Value::String(escaped(&value.print_within(budget)?, budget)?)
            }
            // Invalid JSON gives null; the lenient reader accepts nearly every text.
            ("parseJson", [Value::String(text)]) => {
                json::read_within(text, budget)?.unwrap_or_default()
            }
            ("urlEncode", [Value::String(text)]) => {
                made(text, 3, budget)?;
                url_encode(text).into()
            }
            ("urlDecode", [Value::String(text)]) => match decoded(text, budget, url_decode)? {
                Some(text) => text.into(),
                None => {
                    return thrown("$util.urlDecode: a '%' needs two hexadecimal digits behind it");
                }
            },
            ("base64Encode", [Value::String(text)]) => {
                made(text, 2, budget)?;
                base64_encode(text.as_bytes()).into()
            }
            ("base64Decode", [Value::String(text)]) => {
                match decoded(text, budget, base64_decode)? {
                    Some(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
                    None => return thrown("$util.base64Decode: the text is not base64"),
                }
            }
            ("urlEncode" | "urlDecode" | "base64Decode", [Value::Null]) => {
                return thrown(format!("$util.{method}: null is not a text"));
            }
            _ => return Ok(None),
        }))
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        Ok(Str::from_static("$util"))
    }
}
