//! Java's arithmetic, as Velocity uses it, and how Java prints a double.

use std::cmp::Ordering;

use super::bigint;
use crate::ast::Operation;
use crate::value::Value;

/// Whether Velocity can calculate with it.
pub(crate) fn is_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_)
    )
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
        _ => None,
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
        _ => None,
    }
}

/// `Number.longValue`.
pub(crate) fn to_long(value: &Value) -> Option<i64> {
    match value {
        Value::Double(value) => Some(*value as i64),
        Value::BigInteger(digits) => Some(bigint::low_bits(digits)),
        _ => as_long(value),
    }
}

/// Velocity's `MathUtils`; null where an operand is no number, or the divisor is zero.
pub(crate) fn calculate(operation: Operation, left: &Value, right: &Value) -> Value {
    if !is_number(left) || !is_number(right) {
        return Value::Null;
    }
    let divides = matches!(operation, Operation::Divide | Operation::Modulo);
    if divides && as_double(right) == Some(0.0) {
        return Value::Null;
    }
    if let (Some(one), Some(two)) = (as_long(left), as_long(right)) {
        let both_int = matches!((left, right), (Value::Integer(_), Value::Integer(_)));
        let result = match operation {
            Operation::Add => one.checked_add(two),
            Operation::Subtract => one.checked_sub(two),
            Operation::Multiply => one.checked_mul(two),
            Operation::Divide => Some(one.wrapping_div(two)),
            Operation::Modulo => Some(one.wrapping_rem(two)),
        };
        return match result {
            Some(result) => match i32::try_from(result) {
                Ok(small) if both_int => Value::Integer(small),
                _ => Value::Long(result),
            },
            None => bigint::calculate(operation, &one.to_string(), &two.to_string()),
        };
    }
    let doubles = matches!(left, Value::Double(_)) || matches!(right, Value::Double(_));
    if !doubles {
        return bigint::calculate(operation, &left.print(), &right.print());
    }
    let (Some(one), Some(two)) = (as_double(left), as_double(right)) else {
        return Value::Null;
    };
    Value::Double(match operation {
        Operation::Add => one + two,
        Operation::Subtract => one - two,
        Operation::Multiply => one * two,
        Operation::Divide => one / two,
        Operation::Modulo => one % two,
    })
}

/// Velocity's `MathUtils.compare`; `None` where one is no number.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(one), Some(two)) = (as_long(left), as_long(right)) {
        return Some(one.cmp(&two));
    }
    if !is_number(left) || !is_number(right) {
        return None;
    }
    if matches!(left, Value::Double(_)) || matches!(right, Value::Double(_)) {
        let (one, two) = (as_double(left)?, as_double(right)?);
        // Velocity takes what is neither equal nor less for greater: not-a-number, too.
        return Some(one.partial_cmp(&two).unwrap_or(Ordering::Greater));
    }
    Some(bigint::compare(&left.print(), &right.print()))
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
    let shortest = format!("{value:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    if !(-3..7).contains(&exponent) {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        out.push('.');
        out.push_str(if rest.is_empty() { "0" } else { rest });
        out.push('E');
        out.push_str(&exponent.to_string());
    } else if exponent < 0 {
        out.push_str("0.");
        for _ in 1..-exponent {
            out.push('0');
        }
        out.push_str(&digits);
    } else {
        let whole = exponent as usize + 1;
        for at in 0..whole {
            out.push(
                digits
                    .as_bytes()
                    .get(at)
                    .map_or('0', |digit| char::from(*digit)),
            );
        }
        out.push('.');
        match digits.get(whole..) {
            Some(rest) if !rest.is_empty() => out.push_str(rest),
            _ => out.push('0'),
        }
    }
}
