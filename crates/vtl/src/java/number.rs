//! Java's arithmetic, as Velocity uses it, and how Java prints a double.

use std::cmp::Ordering;

use super::bigint;
use super::decimal::Decimal;
use super::double::{self, Digits};
use crate::ast::Operation;
use crate::value::Value;

/// Whether Velocity can calculate with it.
pub(crate) fn is_number(value: &Value) -> bool {
    match value {
        Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_) => true,
        Value::Object(_) => as_decimal(value).is_some(),
        _ => false,
    }
}

/// The decimal that an object is.
pub(crate) fn as_decimal(value: &Value) -> Option<&Decimal> {
    match value {
        Value::Object(object) => object.as_any()?.downcast_ref(),
        _ => None,
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
        _ => as_decimal(value).map(Decimal::value),
    }
}

/// `Number.intValue`.
pub(crate) fn as_int(value: &Value) -> Option<i32> {
    match value {
        Value::Integer(value) => Some(*value),
        Value::Long(value) => Some(*value as i32),
        // A cast to an integer stops at its ends, as Java's does.
        Value::Double(value) => Some(*value as i32),
        Value::BigInteger(digits) => Some(bigint::low_bits(digits) as i32),
        _ => as_decimal(value).map(|decimal| low_bits(decimal) as i32),
    }
}

/// `Number.longValue`.
pub(crate) fn to_long(value: &Value) -> Option<i64> {
    match value {
        Value::Double(value) => Some(*value as i64),
        Value::BigInteger(digits) => Some(bigint::low_bits(digits)),
        Value::Object(_) => as_decimal(value).map(low_bits),
        _ => as_long(value),
    }
}

/// The lowest 64 bits of its whole part; those of one with many zeros at its end are none.
fn low_bits(decimal: &Decimal) -> i64 {
    decimal
        .truncated()
        .map_or(0, |whole| bigint::low_bits(&whole))
}

/// Velocity's `MathUtils`; null where an operand is no number, or the divisor is zero.
///
/// # Errors
/// What Java throws.
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
            // Velocity divides the product again, which does not tell this one overflow.
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
            None => bigint::calculate(operation, &one.to_string(), &two.to_string()),
        });
    }
    if is_whole(left) && is_whole(right) {
        let (left, right) = (
            left.plain().unwrap_or_default(),
            right.plain().unwrap_or_default(),
        );
        return match operation {
            Operation::Modulo => modulo(&left, &right),
            _ => Ok(bigint::calculate(operation, &left, &right)),
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

/// How many steps it is to calculate with the two: none, but for long numbers.
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

/// `BigInteger.mod`.
///
/// # Errors
/// A divisor that is not greater than zero.
pub(crate) fn modulo(left: &str, right: &str) -> Result<Value, &'static str> {
    if right.starts_with('-') || right == "0" {
        return Err("the modulus of a BigInteger has to be greater than zero");
    }
    let rest = bigint::calculate(Operation::Modulo, left, right);
    Ok(match &rest {
        Value::BigInteger(digits) if digits.starts_with('-') => {
            bigint::calculate(Operation::Add, digits, right)
        }
        _ => rest,
    })
}

/// `MathUtils.toBigDecimal`.
fn to_decimal(value: &Value) -> Result<Decimal, &'static str> {
    match value {
        Value::BigInteger(digits) => Some(Decimal::whole(digits)),
        Value::Object(_) => as_decimal(value).cloned(),
        _ => as_double(value).and_then(Decimal::exactly),
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

/// Velocity's `MathUtils.compare`; `None` where one is no number.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(one), Some(two)) = (as_long(left), as_long(right)) {
        return Some(one.cmp(&two));
    }
    if !is_number(left) || !is_number(right) {
        return None;
    }
    if is_whole(left) && is_whole(right) {
        return Some(bigint::compare(
            &left.plain().unwrap_or_default(),
            &right.plain().unwrap_or_default(),
        ));
    }
    if (is_large(left) || is_large(right))
        && let (Ok(one), Ok(two)) = (to_decimal(left), to_decimal(right))
    {
        return Some(one.compare(&two));
    }
    let (one, two) = (as_double(left)?, as_double(right)?);
    // Velocity takes what is neither equal nor less for greater: not-a-number, too.
    Some(one.partial_cmp(&two).unwrap_or(Ordering::Greater))
}

/// The double that prints as the float nearest to `value` does.
pub(crate) fn single(value: f64) -> f64 {
    let float = value as f32;
    if float == 0.0 || !float.is_finite() {
        return f64::from(float);
    }
    let Digits { digits, point } = double::single_digits(float.abs());
    let text = format!("0.{}e{point}", String::from_utf8_lossy(&digits));
    text.parse().map_or(value, |same: f64| same.copysign(value))
}

/// `Double.toString`.
pub(crate) fn print_double(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    if value.is_infinite() {
        out.push_str("Infinity");
        return;
    }
    if value == 0.0 {
        out.push_str("0.0");
        return;
    }
    let Digits { digits, point } = double::digits(value, false);
    let digits = str::from_utf8(&digits).unwrap_or_default();
    if !(-2..8).contains(&point) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        out.push_str(first);
        out.push('.');
        out.push_str(if rest.is_empty() { "0" } else { rest });
        out.push('E');
        out.push_str(&(point - 1).to_string());
        return;
    }
    match usize::try_from(point) {
        Ok(whole) if whole > 0 => {
            let (before, behind) = digits.split_at_checked(whole).unwrap_or((digits, ""));
            out.push_str(before);
            out.extend(std::iter::repeat_n('0', whole - before.len()));
            out.push('.');
            out.push_str(if behind.is_empty() { "0" } else { behind });
        }
        _ => {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
            out.push_str(digits);
        }
    }
}
