//! `java.lang.Integer`, `Long`, `Double`, `Boolean` and `java.math.BigInteger`, with the static
//! methods that Java lets one call on an instance.

use std::cmp::Ordering;

use java::{BigInteger, double};

use crate::number;
use crate::value::Value;

use super::{Called, thrown, truth};

/// Calls `name` on a number or a Boolean.
#[inline(never)]
pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Called {
    if let Value::Bool(own) = value {
        return boolean(*own, name, arguments);
    }
    let simple = match (name, arguments) {
        ("intValue", []) => number::as_int(value).map(Value::Integer),
        ("longValue", []) => number::to_long(value).map(Value::Long),
        ("doubleValue", []) => number::as_double(value).map(Value::Double),
        // A `Float` is represented by the `Double` that prints the same.
        ("floatValue", []) => {
            number::as_double(value).map(|own| Value::Double(double::nearest_single(own)))
        }
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
        Value::BigInteger(digits) => super::big::call(digits, name, arguments),
        _ => Ok(None),
    }
}

/// The result of `compareTo`.
pub(super) fn sign(order: Ordering) -> i32 {
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
        // It reads a system property: a template has none.
        ("getBoolean", [Value::String(_)]) => truth(false),
        ("valueOf" | "toString" | "hashCode", [Value::Bool(one)]) => Ok(Some(match name {
            "valueOf" => Value::Bool(*one),
            "toString" => Value::from(if *one { "true" } else { "false" }),
            _ => Value::Integer(if *one { 1231 } else { 1237 }),
        })),
        _ => Ok(None),
    }
}

fn not_a_number<T>(text: &str) -> Result<T, crate::value::Thrown> {
    Err(thrown(format!("\"{text}\" is not such a number")))
}

/// Digits as `Integer.parseInt` accepts them.
fn parse(text: &str, radix: &Value) -> Option<i64> {
    let radix = match radix {
        Value::Integer(radix) => u32::try_from(*radix)
            .ok()
            .filter(|r| (2..=36).contains(r))?,
        _ => return None,
    };
    i64::from_str_radix(text, radix).ok()
}

/// The part of a text that numbers are read from.
fn part(text: &str, from: i32, to: i32) -> Result<Value, crate::value::Thrown> {
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let units: Vec<u16> = text.encode_utf16().collect();
    match range.and_then(|(from, to)| units.get(from..to)) {
        Some(part) => Ok(Value::from(String::from_utf16_lossy(part))),
        None => Err(thrown(format!("{from} to {to} is no part of the text"))),
    }
}

/// The text of `decode`: with `0x`, `#` or `0` before digits of other bases.
fn decode(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("-", rest)) => ("-", rest),
        Some(("+", rest)) => ("", rest),
        _ => ("", text),
    };
    let (radix, digits) = match rest.strip_prefix("0x").or(rest.strip_prefix("0X")) {
        Some(digits) => (16, digits),
        None => match (rest.strip_prefix('#'), rest.strip_prefix('0')) {
            (Some(digits), _) => (16, digits),
            (None, Some(digits)) if !digits.is_empty() => (8, digits),
            _ => (10, rest),
        },
    };
    if digits.starts_with(['-', '+']) {
        return None;
    }
    i64::from_str_radix(&format!("{sign}{digits}"), radix).ok()
}

fn integer(name: &str, arguments: &[Value]) -> Called {
    const TEN: Value = Value::Integer(10);
    let parsed = |text: &str, number: Option<i64>| match number.and_then(|n| i32::try_from(n).ok())
    {
        Some(number) => Ok(Some(Value::Integer(number))),
        None => not_a_number(text),
    };
    let result = match (name, arguments) {
        ("parseInt" | "valueOf", [Value::String(text)]) => return parsed(text, parse(text, &TEN)),
        ("parseInt" | "valueOf", [Value::String(text), radix @ Value::Integer(_)]) => {
            return parsed(text, parse(text, radix));
        }
        ("decode", [Value::String(text)]) => return parsed(text, decode(text)),
        ("getInteger", [Value::String(_) | Value::Null, other @ Value::Integer(_)]) => {
            // It reads a system property: a template has none.
            other.clone()
        }
        (
            "parseInt" | "parseUnsignedInt",
            [
                Value::String(text),
                Value::Integer(from),
                Value::Integer(to),
                radix @ Value::Integer(_),
            ],
        ) => return integer(name, &[part(text, *from, *to)?, radix.clone()]),
        ("parseUnsignedInt", [Value::String(text)])
        | ("parseUnsignedInt", [Value::String(text), Value::Integer(_)]) => {
            let number = parse(text, arguments.get(1).unwrap_or(&TEN));
            let number = number.and_then(|n| u32::try_from(n).ok());
            return parsed(text, number.map(|n| i64::from(n as i32)));
        }
        ("parseInt" | "parseUnsignedInt" | "decode", [Value::Null]) => return not_a_number("null"),
        ("valueOf", [Value::Integer(number)]) => Value::Integer(*number),
        ("toString", [Value::Integer(number)]) => number.to_string().into(),
        ("toString", [Value::Integer(number), Value::Integer(radix)]) => {
            in_radix(i64::from(*number), *radix).into()
        }
        ("toUnsignedString", [Value::Integer(number)]) => (*number as u32).to_string().into(),
        ("toUnsignedString", [Value::Integer(number), Value::Integer(radix)]) => {
            in_radix(i64::from(*number as u32), *radix).into()
        }
        ("toUnsignedLong", [Value::Integer(number)]) => Value::Long(i64::from(*number as u32)),
        ("toHexString", [Value::Integer(number)]) => format!("{number:x}").into(),
        ("toOctalString", [Value::Integer(number)]) => format!("{number:o}").into(),
        ("toBinaryString", [Value::Integer(number)]) => format!("{number:b}").into(),
        (_, [Value::Integer(number)]) => match int_bits(name, *number) {
            Some(number) => Value::Integer(number),
            None => return Ok(None),
        },
        (_, [Value::Integer(one), Value::Integer(two)]) => match name {
            "max" => Value::Integer(*one.max(two)),
            "min" => Value::Integer(*one.min(two)),
            "sum" => Value::Integer(one.wrapping_add(*two)),
            "compare" => Value::Integer(sign(one.cmp(two))),
            "compareUnsigned" => Value::Integer(sign((*one as u32).cmp(&(*two as u32)))),
            "rotateLeft" => Value::Integer(one.rotate_left(*two as u32 % 32)),
            "rotateRight" => Value::Integer(one.rotate_right(*two as u32 % 32)),
            "divideUnsigned" | "remainderUnsigned" => {
                let (one, two) = (*one as u32, *two as u32);
                let result = match name {
                    "divideUnsigned" => one.checked_div(two),
                    _ => one.checked_rem(two),
                };
                match result {
                    Some(result) => Value::Integer(result as i32),
                    None => return Err(thrown("/ by zero")),
                }
            }
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// The static methods of `Integer` that take one and return one.
fn int_bits(name: &str, number: i32) -> Option<i32> {
    Some(match name {
        "hashCode" => number,
        "signum" => number.signum(),
        "bitCount" => number.count_ones() as i32,
        "reverse" => number.reverse_bits(),
        "reverseBytes" => number.swap_bytes(),
        "numberOfTrailingZeros" => number.trailing_zeros() as i32,
        "numberOfLeadingZeros" => number.leading_zeros() as i32,
        "lowestOneBit" => number & number.wrapping_neg(),
        "highestOneBit" => match number.leading_zeros() {
            32 => 0,
            zeros => (1_u32 << (31 - zeros)) as i32,
        },
        _ => return None,
    })
}

fn long(name: &str, arguments: &[Value]) -> Called {
    const TEN: Value = Value::Integer(10);
    let parsed = |text: &str, number: Option<i64>| match number {
        Some(number) => Ok(Some(Value::Long(number))),
        None => not_a_number(text),
    };
    let long = |value: &Value| number::as_long(value);
    let result = match (name, arguments) {
        ("parseLong" | "valueOf", [Value::String(text)]) => return parsed(text, parse(text, &TEN)),
        ("parseLong" | "valueOf", [Value::String(text), radix @ Value::Integer(_)]) => {
            return parsed(text, parse(text, radix));
        }
        ("getLong", [Value::String(_) | Value::Null, other]) => match long(other) {
            // It reads a system property: a template has none.
            Some(other) => Value::Long(other),
            None => return Ok(None),
        },
        (
            "parseLong" | "parseUnsignedLong",
            [
                Value::String(text),
                Value::Integer(from),
                Value::Integer(to),
                radix @ Value::Integer(_),
            ],
        ) => return self::long(name, &[part(text, *from, *to)?, radix.clone()]),
        ("parseUnsignedLong", [Value::String(text)])
        | ("parseUnsignedLong", [Value::String(text), Value::Integer(_)]) => {
            let digits = text.strip_prefix('+').unwrap_or(text);
            let radix = match arguments.get(1) {
                Some(Value::Integer(radix)) => u32::try_from(*radix).unwrap_or(0),
                _ => 10,
            };
            let number = match (2..=36).contains(&radix) && !digits.starts_with(['+', '-']) {
                true => u64::from_str_radix(digits, radix).ok(),
                false => None,
            };
            return parsed(text, number.map(|n| n as i64));
        }
        ("parseLong" | "parseUnsignedLong" | "decode", [Value::Null]) => {
            return not_a_number("null");
        }
        ("decode", [Value::String(text)]) => return parsed(text, decode(text)),
        ("toString" | "toUnsignedString", [number, Value::Integer(radix)]) => {
            match (long(number), name) {
                (Some(number), "toString") => in_radix(number, *radix).into(),
                (Some(number), _) => {
                    let radix = u32::try_from(*radix).unwrap_or(10);
                    BigInteger::from(number as u64).in_radix(radix).into()
                }
                _ => return Ok(None),
            }
        }
        ("rotateLeft" | "rotateRight", [number, Value::Integer(by)]) => match long(number) {
            Some(number) if name == "rotateLeft" => {
                Value::Long(number.rotate_left(*by as u32 % 64))
            }
            Some(number) => Value::Long(number.rotate_right(*by as u32 % 64)),
            None => return Ok(None),
        },
        (_, [one]) => match long(one).and_then(|number| long_alone(name, number)) {
            Some(value) => value,
            None => return Ok(None),
        },
        (_, [one, two]) => match (long(one), long(two)) {
            (Some(one), Some(two)) => match name {
                "max" => Value::Long(one.max(two)),
                "min" => Value::Long(one.min(two)),
                "sum" => Value::Long(one.wrapping_add(two)),
                "compare" => Value::Integer(sign(one.cmp(&two))),
                "compareUnsigned" => Value::Integer(sign((one as u64).cmp(&(two as u64)))),
                "divideUnsigned" | "remainderUnsigned" => {
                    let (one, two) = (one as u64, two as u64);
                    let result = match name {
                        "divideUnsigned" => one.checked_div(two),
                        _ => one.checked_rem(two),
                    };
                    match result {
                        Some(result) => Value::Long(result as i64),
                        None => return Err(thrown("/ by zero")),
                    }
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(result))
}

/// The static methods of `Long` that take one.
fn long_alone(name: &str, number: i64) -> Option<Value> {
    let int = |number: u32| Value::Integer(number as i32);
    Some(match name {
        "valueOf" => Value::Long(number),
        "toString" => number.to_string().into(),
        "toUnsignedString" => (number as u64).to_string().into(),
        "toHexString" => format!("{number:x}").into(),
        "toOctalString" => format!("{number:o}").into(),
        "toBinaryString" => format!("{number:b}").into(),
        "hashCode" => Value::Integer((number ^ ((number as u64) >> 32) as i64) as i32),
        "signum" => Value::Integer(number.signum() as i32),
        "bitCount" => int(number.count_ones()),
        "reverse" => Value::Long(number.reverse_bits()),
        "reverseBytes" => Value::Long(number.swap_bytes()),
        "numberOfTrailingZeros" => int(number.trailing_zeros()),
        "numberOfLeadingZeros" => int(number.leading_zeros()),
        "lowestOneBit" => Value::Long(number & number.wrapping_neg()),
        "highestOneBit" => Value::Long(match number.leading_zeros() {
            64 => 0,
            zeros => (1_u64 << (63 - zeros)) as i64,
        }),
        _ => return None,
    })
}

/// `Double.parseDouble`, but for digits to the base sixteen.
fn parse_double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c| c <= ' ');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        "NaN" | "Infinity" => return text.parse().ok(),
        _ if !unsigned.starts_with(|c: char| c == '.' || c.is_ascii_digit()) => return None,
        _ => {}
    }
    text.strip_suffix(['d', 'D', 'f', 'F'])
        .unwrap_or(text)
        .parse()
        .ok()
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
    if let ("longBitsToDouble", [bits]) = (name, arguments) {
        let bits = number::as_long(bits).map(i64::cast_unsigned);
        return Ok(bits.map(|bits| Value::Double(f64::from_bits(bits))));
    }
    let result = match (name, widened.as_slice()) {
        ("isNaN", []) => Value::Bool(own.is_nan()),
        ("isInfinite", []) => Value::Bool(own.is_infinite()),
        ("isNaN", [Value::Double(number)]) => Value::Bool(number.is_nan()),
        ("isInfinite", [Value::Double(number)]) => Value::Bool(number.is_infinite()),
        ("isFinite", [Value::Double(number)]) => Value::Bool(number.is_finite()),
        ("hashCode", [Value::Double(number)]) => {
            let number = if number.is_nan() { f64::NAN } else { *number };
            return long("hashCode", &[Value::Long(number.to_bits().cast_signed())]);
        }
        ("doubleToLongBits" | "doubleToRawLongBits", [Value::Double(number)]) => {
            Value::Long(number.to_bits().cast_signed())
        }
        ("toHexString", [Value::Double(number)]) => hexadecimal(*number).into(),
        ("parseDouble" | "valueOf", [Value::String(text)]) => match parse_double(text) {
            Some(number) => Value::Double(number),
            None => return not_a_number(text),
        },
        ("valueOf", [Value::Double(number)]) => Value::Double(*number),
        ("toString", [value @ Value::Double(_)]) => {
            Value::String(value.plain().unwrap_or_default())
        }
        ("max" | "min", [Value::Double(one), Value::Double(two)])
            if one.is_nan() || two.is_nan() =>
        {
            Value::Double(f64::NAN)
        }
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

/// `Double.toHexString`.
fn hexadecimal(number: f64) -> String {
    if !number.is_finite() {
        let mut text = String::new();
        double::print(number, &mut text);
        return text;
    }
    let bits = number.to_bits();
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let fraction = format!("{:013x}", bits & ((1 << 52) - 1));
    let fraction = match fraction.trim_end_matches('0') {
        "" => "0",
        digits => digits,
    };
    match (bits >> 52) & 0x7ff {
        0 if number == 0.0 => format!("{sign}0x0.0p0"),
        0 => format!("{sign}0x0.{fraction}p-1022"),
        exponent => format!("{sign}0x1.{fraction}p{}", exponent.cast_signed() - 1023),
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
