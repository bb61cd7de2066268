//! JSON values that are written out in code.

use serde_json::Value;

/// A JSON value as `serde_json::json!` takes it, of which the fixed parts are one text that is parsed where the value is made, and only
/// the other parts are code. In WebAssembly that is a quarter of the bytes, and the console needs most of this crate's values for its
/// first preview.
///
/// Keys are literals, and no part is written `null`: that is how the text leaves room for the parts that are code.
macro_rules! json {
    // The marks `; }` and `; ]`, written as names, stand where an object or a list ends.
    (@text [$($text:expr,)*] [$($part:expr,)*]) => {
        $crate::write::literal::with_parts(concat!($($text,)*), &mut [$($part,)*])
    };
    (@text [$($text:expr,)*] $parts:tt ; object $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* "}",] $parts $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt ; list $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* "]",] $parts $($rest)*)
    };
    (@text $text:tt $parts:tt , ; $($rest:tt)*) => {
        $crate::write::literal::json!(@text $text $parts ; $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt , $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* ",",] $parts $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt : $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* ":",] $parts $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt { $($inside:tt)* } $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* "{",] $parts $($inside)* ; object $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt [ $($inside:tt)* ] $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* "[",] $parts $($inside)* ; list $($rest)*)
    };
    (@text [$($text:expr,)*] $parts:tt $literal:literal $($rest:tt)*) => {
        $crate::write::literal::json!(@text [$($text,)* stringify!($literal),] $parts $($rest)*)
    };
    (@text [$($text:expr,)*] [$($part:expr,)*] $code:expr, $($rest:tt)*) => {
        $crate::write::literal::json!(
            @text [$($text,)* "null",] [$($part,)* serde_json::json!($code),] , $($rest)*
        )
    };
    (@text [$($text:expr,)*] [$($part:expr,)*] $code:expr; $($rest:tt)*) => {
        $crate::write::literal::json!(
            @text [$($text,)* "null",] [$($part,)* serde_json::json!($code),] ; $($rest)*
        )
    };
    ({ $($inside:tt)+ }) => { $crate::write::literal::json!(@text [] [] { $($inside)+ }) };
    ([ $($inside:tt)+ ]) => { $crate::write::literal::json!(@text [] [] [ $($inside)+ ]) };
    ($($code:tt)*) => { serde_json::json!($($code)*) };
}

pub(crate) use json;

/// The value of a text of [`json!`], with its other parts in order.
pub(crate) fn with_parts(text: &str, parts: &mut [Value]) -> Value {
    let mut value =
        serde_json::from_str(text).unwrap_or_else(|error| unreachable!("{error}: {text}"));
    let left = fill(&mut value, parts);
    debug_assert!(left.is_empty(), "{text}");
    value
}

/// Puts parts where `null` stands. Returns those that are left.
fn fill<'p>(value: &mut Value, mut parts: &'p mut [Value]) -> &'p mut [Value] {
    match value {
        Value::Null => match parts.split_first_mut() {
            Some((part, rest)) => {
                *value = part.take();
                parts = rest;
            }
            None => unreachable!("more places than parts"),
        },
        Value::Array(entries) => {
            for entry in entries {
                parts = fill(entry, parts);
            }
        }
        Value::Object(members) => {
            for (_, member) in members {
                parts = fill(member, parts);
            }
        }
        _ => {}
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn a_value_is_what_serde_json_makes_of_it() {
        let (name, list) = ("n\"1\"", vec![1, 2]);
        let inner = || serde_json::json!({ "b": null });
        assert_eq!(
            json!({
                "text": "a \"b\" \\ \n ${c}",
                "empty": {},
                "none": [],
                "numbers": [1, -2, 0.5, true, false,],
                "code": name,
                "last": { "list": list, "null": inner(), "match": match list.len() { 2 => "two", _ => "other" } },
                "after": [[format!("{name}, {}", 1)], { "x": name.len() }],
            }),
            serde_json::json!({
                "text": "a \"b\" \\ \n ${c}",
                "empty": {},
                "none": [],
                "numbers": [1, -2, 0.5, true, false,],
                "code": name,
                "last": { "list": list, "null": inner(), "match": match list.len() { 2 => "two", _ => "other" } },
                "after": [[format!("{name}, {}", 1)], { "x": name.len() }],
            })
        );
        assert_eq!(json!(name), serde_json::json!(name));
        assert_eq!(json!({}), serde_json::json!({}));
        assert_eq!(json!([name]), serde_json::json!([name]));
    }
}
