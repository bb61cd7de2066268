//! Null among the arguments of a call. It fits any parameter that is an object; most methods then
//! throw, and where two methods fit as well, Velocity finds none.

use crate::value::Value;

use super::{Called, thrown};

/// The answer of a call with a null argument that matches no other method of `value`; `None` if it is
/// not defined here either.
pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Option<Called> {
    if !arguments.iter().any(|one| matches!(one, Value::Null)) {
        return None;
    }
    let answer = match (value, name, arguments) {
        (
            Value::String(_) | Value::Integer(_) | Value::Long(_) | Value::Double(_),
            "resolveConstantDesc",
            [Value::Null],
        ) => value.clone(),
        (Value::Bool(_), "valueOf" | "getBoolean", [Value::Null]) => Value::Bool(false),
        (Value::String(_), "valueOf", [Value::Null]) => Value::from("null"),
        // The name of a character set, or the set itself: neither fits better.
        (Value::String(_), "getBytes", [Value::Null]) => return Some(Ok(None)),
        _ if throws(value, name, arguments) => {
            return Some(Err(thrown("null is no value that it can take")));
        }
        _ => return None,
    };
    Some(Ok(Some(answer)))
}

fn throws(value: &Value, name: &str, arguments: &[Value]) -> bool {
    match value {
        Value::String(_) => matches!(
            (name, arguments),
            (
                "contentEquals" | "copyValueOf" | "transform" | "format",
                [Value::Null]
            ) | ("format", [Value::Null, ..])
                | ("join", [Value::Null, Value::String(_) | Value::List(_), ..])
                | (
                    "regionMatches",
                    [
                        Value::Integer(_),
                        Value::Null,
                        Value::Integer(_),
                        Value::Integer(_)
                    ]
                )
                | (
                    "regionMatches",
                    [
                        Value::Bool(_),
                        Value::Integer(_),
                        Value::Null,
                        Value::Integer(_),
                        Value::Integer(_)
                    ]
                )
        ),
        Value::List(_) => {
            matches!(
                (name, arguments),
                ("forEach" | "removeIf" | "replaceAll", [Value::Null])
            )
        }
        Value::Map(_) => matches!(
            (name, arguments),
            ("forEach" | "putAll" | "replaceAll", [Value::Null])
                | (
                    "compute" | "computeIfAbsent" | "computeIfPresent",
                    [_, Value::Null]
                )
                | ("merge", [_, _, Value::Null])
        ),
        Value::Integer(_) | Value::Long(_) => matches!(
            (name, arguments),
            ("valueOf", [Value::Null])
                | (
                    "valueOf" | "parseInt" | "parseLong" | "parseUnsignedInt" | "parseUnsignedLong",
                    [Value::Null, Value::Integer(_)]
                )
        ),
        Value::Double(_) => matches!(
            (name, arguments),
            ("valueOf" | "parseDouble", [Value::Null])
        ),
        Value::BigInteger(_) => match arguments {
            [Value::Null] => matches!(
                name,
                "add"
                    | "and"
                    | "andNot"
                    | "compareTo"
                    | "divide"
                    | "divideAndRemainder"
                    | "gcd"
                    | "max"
                    | "min"
                    | "mod"
                    | "modInverse"
                    | "multiply"
                    | "or"
                    | "remainder"
                    | "subtract"
                    | "xor"
            ),
            [
                Value::Null | Value::BigInteger(_),
                Value::Null | Value::BigInteger(_),
            ] => name == "modPow",
            [Value::Integer(_), Value::Null] => name == "probablePrime",
            _ => false,
        },
        _ => false,
    }
}
