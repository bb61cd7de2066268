//! Numbers in Java's types.

use vtl::Value;
use vtl::value::Decimal;

/// The integer of `digits` (an optional `-`, then any number of digits) in the smallest of Java's `Integer`, `Long` and
/// `BigInteger`.
pub(super) fn integer(digits: &str) -> Value {
    if digits.is_empty() || digits == "-" {
        return Value::Integer(0);
    }
    match digits.parse::<i64>() {
        Ok(number) => match i32::try_from(number) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Long(number),
        },
        Err(_) => {
            let (sign, rest) = match digits.strip_prefix('-') {
                Some(rest) => ("-", rest),
                None => ("", digits),
            };
            Value::big_integer(format!("{sign}{}", rest.trim_start_matches('0')))
        }
    }
}

/// The number of `text`, which has a point or an exponent: a double, or a decimal if the text has more than 18
/// characters. `None` if it is not a number.
pub(super) fn float(text: &str) -> Option<Value> {
    if text.len() > 18 {
        return Decimal::parse(text).map(Value::from);
    }
    text.parse().ok().map(Value::Double)
}

/// A value as a double, if it is a number.
pub(crate) fn as_f64(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(f64::from(*n)),
        Value::Long(n) => Some(*n as f64),
        Value::Double(n) => Some(*n),
        Value::BigInteger(digits) => digits.parse().ok(),
        // Objects with `doubleValue()` are numbers, as in Java.
        Value::Object(object) => match object.call("doubleValue", &[], &vtl::Budget::default()) {
            Ok(Some(Value::Double(number))) => Some(number),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_take_the_smallest_type() {
        assert!(matches!(integer("-"), Value::Integer(0)));
        assert!(matches!(integer("007"), Value::Integer(7)));
        assert!(matches!(integer("-2147483648"), Value::Integer(i32::MIN)));
        assert!(matches!(integer("2147483648"), Value::Long(2_147_483_648)));
        assert!(
            matches!(integer("9223372036854775808"), Value::BigInteger(d) if d.as_str() == "9223372036854775808")
        );
    }
}
