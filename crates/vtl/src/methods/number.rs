//! `java.lang.Integer`, `Long`, `Double`, `Boolean` and `java.math.BigInteger`, with the static
//! methods that Java lets one call on an instance.

use std::cmp::Ordering;

use crate::ast::Operation;
use crate::java::{bigint, number};
use crate::value::Value;

use super::{Called, thrown, truth};

/// Calls `name` on a number or a Boolean.
pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Called {
    if let Value::Bool(own) = value {
        return boolean(*own, name, arguments);
    }
    let simple = match (name, arguments) {
        ("intValue", []) => number::as_int(value).map(Value::Integer),
        ("longValue", []) => number::to_long(value).map(Value::Long),
        ("doubleValue", []) => number::as_double(value).map(Value::Double),
        // A `Float` is a `Double` here: the one that prints the same.
        ("floatValue", []) => number::as_double(value)
            .map(|number| Value::Double((number as f32).to_string().parse().unwrap_or(number))),
        ("shortValue", []) => number::as_int(value).map(|n| Value::Integer(i32::from(n as i16))),
        ("byteValue", []) => number::as_int(value).map(|n| Value::Integer(i32::from(n as i8))),
        ("compareTo", [other]) => match super::list::natural(value, other) {
            Some(order) => Some(Value::Integer(sign(order))),
            None if matches!(other, Value::Null) => {
                return Err(thrown("a number can't be compared with null"));
            }
            None => {
                return Err(thrown(format!(
                    "{} can't be compared with {}",
                    value.type_name(),
                    other.type_name()
                )));
            }
        },
        _ => None,
    };
    if simple.is_some() {
        return Ok(simple);
    }
    match value {
        Value::Integer(_) => integer(name, arguments),
        Value::Long(_) => long(name, arguments),
        Value::Double(own) => double(*own, name, arguments),
        Value::BigInteger(digits) => big(value, digits, name, arguments),
        _ => Ok(None),
    }
}

fn sign(order: Ordering) -> i32 {
    match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

fn boolean(own: bool, name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("booleanValue", []) => truth(own),
        ("compareTo", [Value::Bool(other)]) => Ok(Some(Value::Integer(sign(own.cmp(other))))),
        ("compareTo", [_]) => Err(thrown("a Boolean can be compared with Booleans only")),
        ("compare", [Value::Bool(one), Value::Bool(two)]) => {
            Ok(Some(Value::Integer(sign(one.cmp(two)))))
        }
        ("logicalAnd", [Value::Bool(one), Value::Bool(two)]) => truth(*one && *two),
        ("logicalOr", [Value::Bool(one), Value::Bool(two)]) => truth(*one || *two),
        ("logicalXor", [Value::Bool(one), Value::Bool(two)]) => truth(one != two),
        ("parseBoolean" | "valueOf", [Value::String(text)]) => {
            truth(text.eq_ignore_ascii_case("true"))
        }
        ("parseBoolean", [Value::Null]) => truth(false),
        ("valueOf" | "toString" | "hashCode", [Value::Bool(one)]) => Ok(Some(match name {
            "valueOf" => Value::Bool(*one),
            "toString" => Value::from(if *one { "true" } else { "false" }),
            _ => Value::Integer(Value::Bool(*one).java_hash()),
        })),
        _ => Ok(None),
    }
}

fn not_a_number<T>(text: &str) -> Result<T, crate::value::Thrown> {
    Err(thrown(format!("\"{text}\" is not such a number")))
}

/// Digits as `Integer.parseInt` takes them.
fn parse(text: &str, radix: &Value) -> Option<i64> {
    let radix = match radix {
        Value::Integer(radix) => u32::try_from(*radix)
            .ok()
            .filter(|r| (2..=36).contains(r))?,
        _ => return None,
    };
    i64::from_str_radix(text, radix).ok()
}

fn integer(name: &str, arguments: &[Value]) -> Called {
    const TEN: Value = Value::Integer(10);
    let result = match (name, arguments) {
        ("parseInt" | "valueOf", [Value::String(text)]) => {
            match parse(text, &TEN).and_then(|n| i32::try_from(n).ok()) {
                Some(number) => Value::Integer(number),
                None => return not_a_number(text),
            }
        }
        ("parseInt" | "valueOf", [Value::String(text), radix @ Value::Integer(_)]) => {
            match parse(text, radix).and_then(|n| i32::try_from(n).ok()) {
                Some(number) => Value::Integer(number),
                None => return not_a_number(text),
            }
        }
        ("parseInt", [Value::Null]) => return not_a_number("null"),
        ("valueOf", [Value::Integer(number)]) => Value::Integer(*number),
        ("toString", [Value::Integer(number)]) => number.to_string().into(),
        ("toString", [Value::Integer(number), Value::Integer(radix)]) => {
            in_radix(i64::from(*number), *radix).into()
        }
        ("toHexString", [Value::Integer(number)]) => format!("{number:x}").into(),
        ("toOctalString", [Value::Integer(number)]) => format!("{number:o}").into(),
        ("toBinaryString", [Value::Integer(number)]) => format!("{number:b}").into(),
        ("hashCode", [Value::Integer(number)]) => Value::Integer(*number),
        ("signum", [Value::Integer(number)]) => Value::Integer(number.signum()),
        ("bitCount", [Value::Integer(number)]) => Value::Integer(number.count_ones() as i32),
        ("reverse", [Value::Integer(number)]) => Value::Integer(number.reverse_bits()),
        ("max", [Value::Integer(one), Value::Integer(two)]) => Value::Integer(*one.max(two)),
        ("min", [Value::Integer(one), Value::Integer(two)]) => Value::Integer(*one.min(two)),
        ("sum", [Value::Integer(one), Value::Integer(two)]) => {
            Value::Integer(one.wrapping_add(*two))
        }
        ("compare", [Value::Integer(one), Value::Integer(two)]) => {
            Value::Integer(sign(one.cmp(two)))
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}

fn long(name: &str, arguments: &[Value]) -> Called {
    const TEN: Value = Value::Integer(10);
    let widened: Vec<Value> = arguments
        .iter()
        .map(|argument| match argument {
            Value::Integer(number) => Value::Long(i64::from(*number)),
            other => other.clone(),
        })
        .collect();
    let result = match (name, widened.as_slice()) {
        ("parseLong" | "valueOf", [Value::String(text)]) => match parse(text, &TEN) {
            Some(number) => Value::Long(number),
            None => return not_a_number(text),
        },
        ("valueOf", [Value::Long(number)]) => Value::Long(*number),
        ("toString", [Value::Long(number)]) => number.to_string().into(),
        ("toHexString", [Value::Long(number)]) => format!("{number:x}").into(),
        ("toOctalString", [Value::Long(number)]) => format!("{number:o}").into(),
        ("toBinaryString", [Value::Long(number)]) => format!("{number:b}").into(),
        ("signum", [Value::Long(number)]) => Value::Integer(number.signum() as i32),
        ("max", [Value::Long(one), Value::Long(two)]) => Value::Long(*one.max(two)),
        ("min", [Value::Long(one), Value::Long(two)]) => Value::Long(*one.min(two)),
        ("sum", [Value::Long(one), Value::Long(two)]) => Value::Long(one.wrapping_add(*two)),
        ("compare", [Value::Long(one), Value::Long(two)]) => Value::Integer(sign(one.cmp(two))),
        _ => return Ok(None),
    };
    Ok(Some(result))
}

fn double(own: f64, name: &str, arguments: &[Value]) -> Called {
    let widened: Vec<Value> = arguments
        .iter()
        .map(|argument| match argument {
            Value::Integer(_) | Value::Long(_) => {
                Value::Double(number::as_double(argument).unwrap_or(f64::NAN))
            }
            other => other.clone(),
        })
        .collect();
    let result = match (name, widened.as_slice()) {
        ("isNaN", []) => Value::Bool(own.is_nan()),
        ("isInfinite", []) => Value::Bool(own.is_infinite()),
        ("isNaN", [Value::Double(number)]) => Value::Bool(number.is_nan()),
        ("isInfinite", [Value::Double(number)]) => Value::Bool(number.is_infinite()),
        ("isFinite", [Value::Double(number)]) => Value::Bool(number.is_finite()),
        ("parseDouble" | "valueOf", [Value::String(text)]) => {
            match text
                .trim()
                .trim_end_matches(['d', 'D', 'f', 'F'])
                .parse::<f64>()
            {
                Ok(number) => Value::Double(number),
                Err(_) => return not_a_number(text),
            }
        }
        ("valueOf", [Value::Double(number)]) => Value::Double(*number),
        ("toString", [value @ Value::Double(_)]) => Value::String(value.print()),
        ("max", [Value::Double(one), Value::Double(two)]) => Value::Double(one.max(*two)),
        ("min", [Value::Double(one), Value::Double(two)]) => Value::Double(one.min(*two)),
        ("sum", [Value::Double(one), Value::Double(two)]) => Value::Double(one + two),
        ("compare", [Value::Double(one), Value::Double(two)]) => {
            Value::Integer(sign(one.total_cmp(two)))
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}

fn big(value: &Value, digits: &str, name: &str, arguments: &[Value]) -> Called {
    let operation = match name {
        "add" => Some(Operation::Add),
        "subtract" => Some(Operation::Subtract),
        "multiply" => Some(Operation::Multiply),
        "divide" => Some(Operation::Divide),
        "remainder" => Some(Operation::Modulo),
        _ => None,
    };
    match (operation, arguments) {
        (Some(operation), [other @ Value::BigInteger(_)]) => {
            match bigint::calculate(operation, digits, &other.print()) {
                Value::Null => Err(thrown("BigInteger divide by zero")),
                result => Ok(Some(result)),
            }
        }
        (None, []) if name == "negate" => {
            Ok(Some(bigint::calculate(Operation::Subtract, "0", digits)))
        }
        (None, []) if name == "signum" => {
            Ok(number::compare(value, &Value::Integer(0)).map(|order| Value::Integer(sign(order))))
        }
        (None, []) if name == "abs" => {
            Ok(bigint::parse(digits.strip_prefix('-').unwrap_or(digits)))
        }
        _ => Ok(None),
    }
}

/// `Integer.toString(number, radix)`.
fn in_radix(number: i64, radix: i32) -> String {
    let radix = u64::try_from(radix)
        .ok()
        .filter(|radix| (2..=36).contains(radix))
        .unwrap_or(10);
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = char::from_digit((left % radix) as u32, radix as u32).unwrap_or('0');
        digits.push(digit);
        left /= radix;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}
