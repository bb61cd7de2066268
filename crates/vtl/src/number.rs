//! Numbers among values: their conversions, and Velocity's arithmetic and order (`MathUtils`).

use std::cmp::Ordering;

use java::{BigInteger, Decimal};

use crate::ast::Operation;
use crate::value::{Value, as_decimal};

/// Whether Velocity can calculate with it.
pub(crate) fn is_number(value: &Value) -> bool {
    match value {
        Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_) => true,
        Value::Object(_) => as_decimal(value).is_some(),
        _ => false,
    }
}

/// The value as an `i64`, where it is an `Integer` or a `Long`.
pub(crate) fn as_long(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(i64::from(*value)),
        Value::Long(value) => Some(*value),
        _ => None,
    }
}

/// `Number.doubleValue`.
pub(crate) fn as_double(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(f64::from(*value)),
        Value::Long(value) => Some(*value as f64),
        Value::Double(value) => Some(*value),
        Value::BigInteger(digits) => digits.parse().ok(),
        _ => as_decimal(value).map(Decimal::to_f64),
    }
}

/// `Number.intValue`.
pub(crate) fn as_int(value: &Value) -> Option<i32> {
    match value {
        Value::Integer(value) => Some(*value),
        Value::Long(value) => Some(*value as i32),
        // A cast to an integer stops at its ends, as Java's does.
        Value::Double(value) => Some(*value as i32),
        Value::BigInteger(digits) => Some(low_bits(digits) as i32),
        _ => as_decimal(value).map(|decimal| low_bits_of_decimal(decimal) as i32),
    }
}

/// `Number.longValue`.
pub(crate) fn to_long(value: &Value) -> Option<i64> {
    match value {
        Value::Double(value) => Some(*value as i64),
        Value::BigInteger(digits) => Some(low_bits(digits)),
        Value::Object(_) => as_decimal(value).map(low_bits_of_decimal),
        _ => as_long(value),
    }
}

/// The lowest 64 bits of a `BigInteger`.
fn low_bits(digits: &str) -> i64 {
    BigInteger::parse(digits).map_or(0, |number| number.to_i64_wrapping())
}

/// The lowest 64 bits of the whole part: 0 if it ends with more zeros than the limit of digits.
fn low_bits_of_decimal(decimal: &Decimal) -> i64 {
    decimal.truncated().map_or(0, |whole| low_bits(&whole))
}

/// A whole number as a `BigInteger`; `None` if it is not whole, or too long to calculate with.
fn to_big_integer(value: &Value) -> Option<BigInteger> {
    match value {
        Value::BigInteger(digits) => BigInteger::parse_within_limit(digits),
        _ => as_long(value).map(BigInteger::from),
    }
}

/// Velocity's `MathUtils`; null if an operand is not a number, the divisor is zero, or a number is too
/// long.
///
/// # Errors
/// The exception that Java throws.
pub(crate) fn calculate(
    operation: Operation,
    left: &Value,
    right: &Value,
) -> Result<Value, &'static str> {
    if !is_number(left) || !is_number(right) {
        return Ok(Value::Null);
    }
    let divides = matches!(operation, Operation::Divide | Operation::Modulo);
    if divides && is_zero(right) {
        return Ok(Value::Null);
    }
    if let (Some(one), Some(two)) = (as_long(left), as_long(right)) {
        let both_int = matches!((left, right), (Value::Integer(_), Value::Integer(_)));
        let result = match operation {
            Operation::Add => one.checked_add(two),
            Operation::Subtract => one.checked_sub(two),
            // Velocity divides the product again, which does not detect this one overflow.
            Operation::Multiply if (one, two) == (i64::MIN, -1) => Some(i64::MIN),
            Operation::Multiply => one.checked_mul(two),
            Operation::Divide => Some(one.wrapping_div(two)),
            Operation::Modulo => Some(one.wrapping_rem(two)),
        };
        return Ok(match result {
            Some(result) => match i32::try_from(result) {
                Ok(small) if both_int => Value::Integer(small),
                _ => Value::Long(result),
            },
            None => big_integers(operation, &one.into(), &two.into())?,
        });
    }
    if is_whole(left) && is_whole(right) {
        if operation == Operation::Modulo && is_negative(right) {
            return Err(NEGATIVE_MODULUS);
        }
        return match to_big_integer(left).zip(to_big_integer(right)) {
            Some((left, right)) => big_integers(operation, &left, &right),
            None => Ok(Value::Null),
        };
    }
    if is_large(left) || is_large(right) {
        return decimals(operation, left, right);
    }
    let (Some(one), Some(two)) = (as_double(left), as_double(right)) else {
        return Ok(Value::Null);
    };
    Ok(Value::Double(match operation {
        Operation::Add => one + two,
        Operation::Subtract => one - two,
        Operation::Multiply => one * two,
        Operation::Divide => one / two,
        Operation::Modulo => one % two,
    }))
}

/// The steps to charge for calculating with the two: none, except for long numbers.
pub(crate) fn effort(left: &Value, right: &Value) -> usize {
    let groups = |value: &Value| match value {
        Value::BigInteger(digits) => digits.len() / 9,
        Value::Object(_) => as_decimal(value).map_or(0, Decimal::precision) / 9,
        _ => 0,
    };
    match (groups(left), groups(right)) {
        (0, 0) => 0,
        (left, right) => (left + 1).saturating_mul(right + 1) / 16,
    }
}

fn is_whole(value: &Value) -> bool {
    matches!(
        value,
        Value::Integer(_) | Value::Long(_) | Value::BigInteger(_)
    )
}

/// Whether a fraction beside it makes Velocity calculate with decimals.
fn is_large(value: &Value) -> bool {
    matches!(value, Value::BigInteger(_) | Value::Object(_))
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::BigInteger(digits) => &**digits == "0",
        Value::Object(_) => as_decimal(value).is_some_and(|decimal| decimal.signum() == 0),
        _ => as_double(value) == Some(0.0),
    }
}

/// The exception that Java throws for such a modulus.
pub(crate) const NEGATIVE_MODULUS: &str = "the modulus of a BigInteger has to be greater than zero";

fn is_negative(value: &Value) -> bool {
    match value {
        Value::BigInteger(digits) => digits.starts_with('-'),
        _ => as_long(value).is_some_and(|number| number < 0),
    }
}

fn big_integers(
    operation: Operation,
    left: &BigInteger,
    right: &BigInteger,
) -> Result<Value, &'static str> {
    Ok(match operation {
        Operation::Add => left.add(right).into(),
        Operation::Subtract => left.subtract(right).into(),
        Operation::Multiply => left.multiply(right).into(),
        Operation::Divide => match left.divide(right) {
            Some((quotient, _)) => quotient.into(),
            None => Value::Null,
        },
        Operation::Modulo => match left.modulo(right) {
            Some(rest) => rest.into(),
            None => return Err(NEGATIVE_MODULUS),
        },
    })
}

/// `MathUtils.toBigDecimal`.
fn to_decimal(value: &Value) -> Result<Decimal, &'static str> {
    match value {
        Value::BigInteger(digits) => Some(Decimal::whole(digits)),
        Value::Object(_) => as_decimal(value).cloned(),
        _ => as_double(value).and_then(Decimal::from_f64),
    }
    .ok_or("an infinite number can't become a BigDecimal")
}

fn decimals(operation: Operation, left: &Value, right: &Value) -> Result<Value, &'static str> {
    if operation == Operation::Modulo {
        return Err("Velocity can't calculate the modulo of BigDecimals");
    }
    let (left, right) = (to_decimal(left)?, to_decimal(right)?);
    let result = match operation {
        Operation::Add => left.add(&right),
        Operation::Subtract => left.add(&right.negated()),
        Operation::Multiply => left.multiply(&right),
        _ => left.divide(&right),
    };
    Ok(result.map_or(Value::Null, Value::from))
}

/// Velocity's `MathUtils.compare`; `None` if one is not a number.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(one), Some(two)) = (as_long(left), as_long(right)) {
        return Some(one.cmp(&two));
    }
    if !is_number(left) || !is_number(right) {
        return None;
    }
    if is_whole(left) && is_whole(right) {
        let big = |value: &Value| BigInteger::parse(&value.plain()?);
        return Some(big(left)?.cmp(&big(right)?));
    }
    if (is_large(left) || is_large(right))
        && let (Ok(one), Ok(two)) = (to_decimal(left), to_decimal(right))
    {
        return Some(one.compare(&two));
    }
    let (one, two) = (as_double(left)?, as_double(right)?);
    // Velocity treats what is neither equal nor less as greater: not-a-number, too.
    Some(one.partial_cmp(&two).unwrap_or(Ordering::Greater))
}

impl From<BigInteger> for Value {
    fn from(number: BigInteger) -> Value {
        Value::big_integer(number.to_string())
    }
}
