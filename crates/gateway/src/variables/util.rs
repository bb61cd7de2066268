//! `$util`.

use vtl::value::Str;
use vtl::{Object, Value};

use super::escape::{base64_decode, base64_encode, escape_java_script, url_decode, url_encode};
use super::{Called, thrown};
use crate::json;

/// `$util`.
#[derive(Debug)]
pub(crate) struct Util;

impl Object for Util {
    fn get(&self, _property: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Called {
        Ok(Some(match (method, arguments) {
            ("escapeJavaScript", [Value::Null]) => Value::Null,
            ("escapeJavaScript", [Value::String(text)]) => Value::String(escape_java_script(text)),
            // Any other value is printed first, a number or a map.
            ("escapeJavaScript", [value]) => Value::String(escape_java_script(&value.print())),
            // What is no JSON gives null; nearly every text is some to the lenient reader.
            ("parseJson", [Value::String(text)]) => json::read(text).unwrap_or_default(),
            ("urlEncode", [Value::String(text)]) => url_encode(text).into(),
            ("urlDecode", [Value::String(text)]) => match url_decode(text) {
                Some(text) => text.into(),
                None => {
                    return thrown("$util.urlDecode: a '%' needs two hexadecimal digits behind it");
                }
            },
            ("base64Encode", [Value::String(text)]) => base64_encode(text.as_bytes()).into(),
            ("base64Decode", [Value::String(text)]) => match base64_decode(text) {
                Some(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
                None => return thrown("$util.base64Decode: the text is not base64"),
            },
            ("urlEncode" | "urlDecode" | "base64Decode", [Value::Null]) => {
                return thrown(format!("$util.{method}: null is no text"));
            }
            _ => return Ok(None),
        }))
    }

    fn print(&self) -> Str {
        Str::from_static("$util")
    }
}
