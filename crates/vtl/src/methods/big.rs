//! `java.math.BigInteger`.

use java::BigInteger;
use java::big_integer::MAX_DIGITS;

use crate::number::NEGATIVE_MODULUS;
use crate::value::{Array, List, Value};

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
    let Some(number) = BigInteger::parse_within_limit(digits) else {
        return Ok(None);
    };
    match arguments {
        [] => nullary(&number, name),
        [Value::BigInteger(other)] => with_number(&number, name, other),
        [Value::Integer(int)] => with_int(&number, name, *int),
        [Value::Long(long)] if name == "valueOf" => value(BigInteger::from(*long)),
        [Value::BigInteger(exponent), Value::BigInteger(modulus)] if name == "modPow" => {
            power_modulo(&number, exponent, modulus)
        }
        _ => Ok(None),
    }
}

fn value(number: BigInteger) -> Called {
    Ok(Some(number.into()))
}

fn nullary(number: &BigInteger, name: &str) -> Called {
    let exact = |result: Option<Value>| match result {
        Some(value) => Ok(Some(value)),
        None => Err(thrown("the BigInteger is out of the range of that type")),
    };
    match name {
        "negate" => value(number.negated()),
        "abs" => value(number.abs()),
        "signum" => Ok(Some(Value::Integer(number.signum()))),
        // As `combine`, without reading the bits.
        "not" => value(number.negated().subtract(&BigInteger::from(1_u64))),
        "bitLength" => Ok(int(number.bit_length())),
        "bitCount" => Ok(int(number.bit_count() as usize)),
        "getLowestSetBit" => Ok(Some(lowest_set_bit(number))),
        "intValueExact" => exact(number.to_string().parse().ok().map(Value::Integer)),
        "longValueExact" => exact(number.to_string().parse().ok().map(Value::Long)),
        "shortValueExact" => {
            let short = number.to_string().parse::<i16>().ok();
            exact(short.map(|short| Value::Integer(i32::from(short))))
        }
        "byteValueExact" => {
            let byte = number.to_string().parse::<i8>().ok();
            exact(byte.map(|byte| Value::Integer(i32::from(byte))))
        }
        "sqrt" | "sqrtAndRemainder" => {
            let Some(root) = number.sqrt() else {
                return Err(thrown("a negative BigInteger has no root"));
            };
            if name == "sqrt" {
                return value(root);
            }
            let rest = number.subtract(&root.multiply(&root));
            let both = vec![root.into(), rest.into()];
            Ok(Some(List::array(Array::Objects, both)))
        }
        "nextProbablePrime" => prime::next(number),
        _ => Ok(None),
    }
}

fn int(number: usize) -> Option<Value> {
    i32::try_from(number).ok().map(Value::Integer)
}

/// `getLowestSetBit`.
pub(super) fn lowest_set_bit(number: &BigInteger) -> Value {
    match number.lowest_set_bit() {
        Some(at) => Value::Integer(i32::try_from(at).unwrap_or(i32::MAX)),
        None => Value::Integer(-1),
    }
}

/// `toString(radix)`; in decimal digits where these are too many to calculate with.
pub(super) fn in_radix(digits: &str, radix: u32) -> String {
    match BigInteger::parse_within_limit(digits) {
        Some(number) => number.in_radix(radix),
        None => digits.to_owned(),
    }
}

fn with_number(number: &BigInteger, name: &str, argument: &str) -> Called {
    if let "min" | "max" = name {
        let Some(other) = BigInteger::parse(argument) else {
            return Ok(None);
        };
        let is_own = (*number < other) == (name == "min") || *number == other;
        return Ok(Some(match is_own {
            true => number.clone().into(),
            false => Value::big_integer(argument),
        }));
    }
    if let "divide" | "remainder" | "divideAndRemainder" = name
        && argument == "0"
    {
        return Err(thrown("BigInteger divide by zero"));
    }
    if let "mod" | "modInverse" = name
        && (argument == "0" || argument.starts_with('-'))
    {
        return Err(thrown(match name {
            "mod" => NEGATIVE_MODULUS,
            _ => "BigInteger: modulus not positive",
        }));
    }
    let Some(other) = BigInteger::parse_within_limit(argument) else {
        return Ok(match name {
            "add" | "subtract" | "multiply" | "divide" | "remainder" | "mod" => Some(Value::Null),
            "divideAndRemainder" => Some(new_list(vec![Value::Null, Value::Null])),
            _ => None,
        });
    };
    let combined = |by: fn(u32, u32) -> u32| value(number.combine(&other, by));
    match name {
        "add" => value(number.add(&other)),
        "subtract" => value(number.subtract(&other)),
        "multiply" => value(number.multiply(&other)),
        "divide" => Ok(number.divide(&other).map(|(quotient, _)| quotient.into())),
        "remainder" => Ok(number.divide(&other).map(|(_, rest)| rest.into())),
        "divideAndRemainder" => Ok(number
            .divide(&other)
            .map(|(quotient, rest)| new_list(vec![quotient.into(), rest.into()]))),
        "mod" => Ok(number.modulo(&other).map(Value::from)),
        "modInverse" => match number.mod_inverse(&other) {
            Some(inverse) => value(inverse),
            None => Err(thrown("BigInteger not invertible")),
        },
        "gcd" => value(number.gcd(&other)),
        "and" => combined(|one, two| one & two),
        "or" => combined(|one, two| one | two),
        "xor" => combined(|one, two| one ^ two),
        "andNot" => combined(|one, two| one & !two),
        _ => Ok(None),
    }
}

fn with_int(number: &BigInteger, name: &str, int: i32) -> Called {
    let at = || usize::try_from(int).map_err(|_| thrown("a bit's place can't be below zero"));
    let bit = |by: fn(u32, u32) -> u32| -> Called {
        let at = i32::try_from(at()?).unwrap_or(i32::MAX);
        let mask = BigInteger::from(1_u64).shifted(at);
        Ok(mask.map(|mask| number.combine(&mask, by).into()))
    };
    match name {
        "pow" if int == i32::MAX && number.abs() > BigInteger::from(1_u64) => {
            Err(thrown("BigInteger would overflow supported range"))
        }
        "pow" => match u32::try_from(int) {
            Err(_) => Err(thrown("a BigInteger has no power below zero")),
            Ok(exponent) => Ok(number.power(exponent).map(Value::from)),
        },
        "isProbablePrime" if int <= 0 => truth(true),
        "isProbablePrime" => Ok(prime::is_prime(number).map(Value::Bool)),
        "setBit" | "flipBit" | "shiftLeft" if int == i32::MAX && !number.is_zero() => {
            Err(thrown("BigInteger would overflow supported range"))
        }
        "clearBit" if int == i32::MAX && !number.is_negative() => value(number.clone()),
        "testBit" => truth(number.test_bit(at()?)),
        "setBit" => bit(|one, two| one | two),
        "clearBit" => bit(|one, two| one & !two),
        "flipBit" => bit(|one, two| one ^ two),
        "shiftLeft" => Ok(number.shifted(int).map(Value::from)),
        "shiftRight" => Ok(number.shifted(int.saturating_neg()).map(Value::from)),
        "toString" => {
            let radix = u32::try_from(int).unwrap_or(10);
            Ok(Some(number.in_radix(radix).into()))
        }
        "valueOf" => value(BigInteger::from(i64::from(int))),
        _ => Ok(None),
    }
}

/// `modPow`.
fn power_modulo(number: &BigInteger, exponent: &str, modulus: &str) -> Called {
    if modulus == "0" || modulus.starts_with('-') {
        return Err(thrown("BigInteger: modulus not positive"));
    }
    let both =
        BigInteger::parse_within_limit(exponent).zip(BigInteger::parse_within_limit(modulus));
    let Some((power, modulo)) = both else {
        return Ok(None);
    };
    let base = match power.is_negative() {
        true => match number.mod_inverse(&modulo) {
            Some(inverse) => inverse,
            None => return Err(thrown("BigInteger not invertible")),
        },
        false => number.clone(),
    };
    // Each bit of the exponent takes two products of the modulus's length.
    if modulus
        .len()
        .saturating_mul(exponent.trim_start_matches('-').len())
        > MAX_DIGITS
    {
        return Ok(None);
    }
    Ok(base.mod_power(&power.abs(), &modulo).map(Value::from))
}
