//! `java.math.BigInteger`.

use crate::ast::Operation;
use crate::java::bigint::{Big, MAX_DIGITS, calculate, compare, parse};
use crate::java::{bits, number};
use crate::value::{Array, List, Thrown, Value};

use super::number::sign;
use super::{Called, new_list, prime, thrown, truth};

/// The methods without parameters.
pub(super) const NULLARY: [&str; 15] = [
    "abs",
    "negate",
    "signum",
    "not",
    "bitLength",
    "bitCount",
    "getLowestSetBit",
    "intValueExact",
    "longValueExact",
    "shortValueExact",
    "byteValueExact",
    "sqrt",
    "sqrtAndRemainder",
    "toByteArray",
    "nextProbablePrime",
];

/// Calls `name` on the number that `digits` write.
pub(super) fn call(digits: &str, name: &str, arguments: &[Value]) -> Called {
    if digits.len() > MAX_DIGITS {
        return Ok(None);
    }
    match arguments {
        [] => plain(digits, name),
        [Value::BigInteger(other)] => with_number(digits, name, other),
        [Value::Integer(number)] => with_int(digits, name, *number),
        [Value::Long(number)] if name == "valueOf" => Ok(parse(&number.to_string())),
        [Value::BigInteger(one), Value::BigInteger(two)] if name == "modPow" => {
            power_modulo(digits, one, two)
        }
        _ => Ok(None),
    }
}

fn plain(digits: &str, name: &str) -> Called {
    let exact = |result: Option<Value>| match result {
        Some(value) => Ok(Some(value)),
        None => Err(thrown("the BigInteger is out of the range of that type")),
    };
    Ok(Some(match name {
        "negate" => calculate(Operation::Subtract, "0", digits),
        "abs" => return Ok(parse(digits.strip_prefix('-').unwrap_or(digits))),
        "signum" => Value::Integer(sign(compare(digits, "0"))),
        "not" => {
            let one_less = calculate(Operation::Add, digits, "1");
            calculate(
                Operation::Subtract,
                "0",
                &one_less.plain().unwrap_or_default(),
            )
        }
        "bitLength" => return number_of(bits::length(digits)),
        "bitCount" => return number_of(bits::count(digits).map(|count| count as usize)),
        "getLowestSetBit" => return Ok(bits::lowest(digits).map(Value::Integer)),
        "intValueExact" => return exact(digits.parse().ok().map(Value::Integer)),
        "longValueExact" => return exact(digits.parse().ok().map(Value::Long)),
        "shortValueExact" => {
            let short = digits.parse::<i16>().ok();
            return exact(short.map(|short| Value::Integer(i32::from(short))));
        }
        "byteValueExact" => {
            let byte = digits.parse::<i8>().ok();
            return exact(byte.map(|byte| Value::Integer(i32::from(byte))));
        }
        "sqrt" => return root(digits),
        "sqrtAndRemainder" => {
            let Some(root) = root(digits)? else {
                return Ok(None);
            };
            let digits_of_root = root.plain().unwrap_or_default();
            let square = calculate(Operation::Multiply, &digits_of_root, &digits_of_root);
            let square = square.plain().unwrap_or_default();
            let rest = calculate(Operation::Subtract, digits, &square);
            List::array(Array::Objects, vec![root, rest])
        }
        "nextProbablePrime" => return prime::next(digits),
        _ => return Ok(None),
    }))
}

fn number_of(number: Option<usize>) -> Called {
    let number = number.and_then(|number| i32::try_from(number).ok());
    Ok(number.map(Value::Integer))
}

fn divided(operation: Operation, one: &str, two: &str) -> Result<Value, Thrown> {
    match two {
        "0" => Err(thrown("BigInteger divide by zero")),
        _ => Ok(calculate(operation, one, two)),
    }
}

fn with_number(digits: &str, name: &str, other: &str) -> Called {
    let combined = |by: fn(u32, u32) -> u32| {
        let digits = bits::combine(digits, other, by);
        Ok(digits.map(Value::big_integer))
    };
    Ok(Some(match name {
        "add" => calculate(Operation::Add, digits, other),
        "subtract" => calculate(Operation::Subtract, digits, other),
        "multiply" => calculate(Operation::Multiply, digits, other),
        "divide" => divided(Operation::Divide, digits, other)?,
        "remainder" => divided(Operation::Modulo, digits, other)?,
        "divideAndRemainder" => new_list(vec![
            divided(Operation::Divide, digits, other)?,
            divided(Operation::Modulo, digits, other)?,
        ]),
        "mod" => number::modulo(digits, other).map_err(thrown)?,
        "modInverse" => return inverse(digits, other),
        "gcd" => gcd(digits, other),
        "min" | "max" => {
            let less = compare(digits, other).is_lt();
            let own = less == (name == "min") || digits == other;
            Value::big_integer(if own { digits } else { other })
        }
        "and" => return combined(|one, two| one & two),
        "or" => return combined(|one, two| one | two),
        "xor" => return combined(|one, two| one ^ two),
        "andNot" => return combined(|one, two| one & !two),
        _ => return Ok(None),
    }))
}

fn with_int(digits: &str, name: &str, number: i32) -> Called {
    let place = || usize::try_from(number).map_err(|_| thrown("a bit's place can't be below zero"));
    let bit = |by: fn(u32, u32) -> u32| -> Called {
        let at = i32::try_from(place()?).unwrap_or(i32::MAX);
        let changed = bits::shift("1", at).and_then(|mask| bits::combine(digits, &mask, by));
        Ok(changed.map(Value::big_integer))
    };
    let shifted = |by: i32| {
        let digits = bits::shift(digits, by);
        Ok(digits.map(Value::big_integer))
    };
    match name {
        "pow" if number == i32::MAX && !matches!(digits, "-1" | "0" | "1") => {
            Err(thrown("BigInteger would overflow supported range"))
        }
        "pow" => match u32::try_from(number) {
            Err(_) => Err(thrown("a BigInteger has no power below zero")),
            Ok(exponent) => {
                let power = Big::parse(digits).and_then(|big| big.power(exponent));
                Ok(power.map(|power| power.value()))
            }
        },
        "isProbablePrime" if number <= 0 => truth(true),
        "isProbablePrime" => Ok(prime::is_prime(digits)?.map(Value::Bool)),
        "setBit" | "flipBit" | "shiftLeft" if number == i32::MAX && digits != "0" => {
            Err(thrown("BigInteger would overflow supported range"))
        }
        "clearBit" if number == i32::MAX && !digits.starts_with('-') => Ok(parse(digits)),
        "testBit" => Ok(bits::test(digits, place()?).map(Value::Bool)),
        "setBit" => bit(|one, two| one | two),
        "clearBit" => bit(|one, two| one & !two),
        "flipBit" => bit(|one, two| one ^ two),
        "shiftLeft" => shifted(number),
        "shiftRight" => shifted(number.saturating_neg()),
        "toString" => {
            let radix = u32::try_from(number).unwrap_or(10);
            Ok(Some(Value::from(bits::in_radix(digits, radix))))
        }
        "valueOf" => Ok(parse(&number.to_string())),
        _ => Ok(None),
    }
}

fn gcd(one: &str, two: &str) -> Value {
    let magnitude = |digits: &str| digits.trim_start_matches('-').to_owned();
    let (mut one, mut two) = (magnitude(one), magnitude(two));
    while two != "0" {
        let rest = calculate(Operation::Modulo, &one, &two);
        one = std::mem::replace(
            &mut two,
            rest.plain().unwrap_or_default().as_str().to_owned(),
        );
    }
    Value::big_integer(one)
}

/// `modInverse`, by Euclid's steps.
fn inverse(digits: &str, modulus: &str) -> Called {
    if modulus == "0" || modulus.starts_with('-') {
        return Err(thrown("BigInteger: modulus not positive"));
    }
    if modulus == "1" {
        return Ok(parse("0"));
    }
    let digits_of = |value: Value| value.plain().unwrap_or_default().as_str().to_owned();
    let step = |before: &str, quotient: &str, now: &str| {
        let product = digits_of(calculate(Operation::Multiply, quotient, now));
        digits_of(calculate(Operation::Subtract, before, &product))
    };
    let rest = digits_of(number::modulo(digits, modulus).map_err(thrown)?);
    let (mut old, mut new) = (modulus.to_owned(), rest);
    let (mut old_factor, mut factor) = ("0".to_owned(), "1".to_owned());
    while new != "0" {
        let quotient = digits_of(calculate(Operation::Divide, &old, &new));
        let next = step(&old, &quotient, &new);
        old = std::mem::replace(&mut new, next);
        let next = step(&old_factor, &quotient, &factor);
        old_factor = std::mem::replace(&mut factor, next);
    }
    match old.as_str() {
        "1" => number::modulo(&old_factor, modulus)
            .map(Some)
            .map_err(thrown),
        _ => Err(thrown("BigInteger not invertible")),
    }
}

pub(super) fn power_modulo(digits: &str, exponent: &str, modulus: &str) -> Called {
    if modulus == "0" || modulus.starts_with('-') {
        return Err(thrown("BigInteger: modulus not positive"));
    }
    let (base, exponent) = match exponent.strip_prefix('-') {
        Some(positive) => match inverse(digits, modulus)? {
            Some(inverse) => (
                inverse.plain().unwrap_or_default().as_str().to_owned(),
                positive.to_owned(),
            ),
            None => return Ok(None),
        },
        None => (digits.to_owned(), exponent.to_owned()),
    };
    // Each bit of the exponent takes two products of the modulus's length.
    if modulus.len().saturating_mul(exponent.len()) > MAX_DIGITS {
        return Ok(None);
    }
    let times = |one: &str, two: &str| -> Result<String, Thrown> {
        let product = calculate(Operation::Multiply, one, two)
            .plain()
            .unwrap_or_default();
        let rest = number::modulo(&product, modulus).map_err(thrown)?;
        Ok(rest.plain().unwrap_or_default().as_str().to_owned())
    };
    let mut result = times("1", "1")?;
    let mut square = times(&base, "1")?;
    for at in 0..bits::length(&exponent).unwrap_or(0) {
        if bits::test(&exponent, at) == Some(true) {
            result = times(&result, &square)?;
        }
        square = times(&square, &square)?;
    }
    Ok(Some(Value::big_integer(result)))
}

/// `sqrt`, by Newton's steps from above.
fn root(digits: &str) -> Called {
    if digits.starts_with('-') {
        return Err(thrown("a negative BigInteger has no root"));
    }
    if digits == "0" {
        return Ok(parse("0"));
    }
    let digits_of = |value: Value| value.plain().unwrap_or_default().as_str().to_owned();
    let mut root = format!("1{}", "0".repeat(digits.len() / 2 + 1));
    loop {
        let other = digits_of(calculate(Operation::Divide, digits, &root));
        let sum = digits_of(calculate(Operation::Add, &root, &other));
        let next = digits_of(calculate(Operation::Divide, &sum, "2"));
        if compare(&next, &root).is_ge() {
            return Ok(Some(Value::big_integer(root)));
        }
        root = next;
    }
}
