//! Numbers: Java's types for them and their text.

use std::rc::Rc;

use vtl::value::Str;
use vtl::{Object, Thrown, Value};

/// `java.math.BigDecimal`, which json-smart makes of a number with a fraction or an exponent whose
/// text is longer than 18 characters. Templates can do little more with it than print it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decimal {
    text: Str,
    value: f64,
}

impl Decimal {
    /// The decimal that `text` writes: digits, at most one point, at most one exponent. `None` where
    /// it is no number, or its exponent is beyond 32 bits.
    pub fn parse(text: &str) -> Option<Decimal> {
        let value = text.parse::<f64>().ok()?;
        Some(Decimal {
            text: canonical(text)?.into(),
            value,
        })
    }

    /// The nearest double.
    pub fn value(&self) -> f64 {
        self.value
    }
}

impl Object for Decimal {
    fn get(&self, _property: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Result<Option<Value>, Thrown> {
        Ok(match (method, arguments) {
            ("doubleValue", []) => Some(Value::Double(self.value)),
            // Java's narrowing goes through the integer part and wraps; `as` saturates instead,
            // which differs only past 64 bits.
            ("longValue", []) => Some(Value::Long(self.value as i64)),
            ("intValue", []) => Some(Value::Integer(self.value as i64 as i32)),
            ("toString" | "toPlainString", []) => Some(Value::String(self.text.clone())),
            _ => None,
        })
    }

    fn print(&self) -> Str {
        self.text.clone()
    }
}

/// What `BigDecimal.toString` writes: the digits as they came, in scientific notation where the
/// exponent is positive or the number is below 10^-6.
fn canonical(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let scale = i64::try_from(fraction.len()).ok()? - i64::from(exponent);
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = match all.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let sign = if digits == "0" { "" } else { sign };
    let length = i64::try_from(digits.len()).ok()?;
    let adjusted = length - 1 - scale;
    if scale == 0 {
        return Some(format!("{sign}{digits}"));
    }
    if scale > 0 && adjusted >= -6 {
        let scale = usize::try_from(scale).ok()?;
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        return Some(format!("{sign}{whole}.{fraction}"));
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let exponent = if adjusted == 0 {
        String::new()
    } else {
        format!("E{adjusted:+}")
    };
    Some(format!("{sign}{first}{point}{rest}{exponent}"))
}

/// The integer that `digits` writes (an optional `-`, digits, maybe none): the smallest of Java's
/// `Integer`, `Long` and `BigInteger` that holds it.
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
            Value::BigInteger(format!("{sign}{}", rest.trim_start_matches('0')).into())
        }
    }
}

/// The number that `text`, with a point or an exponent, writes: a double, or a decimal where the
/// text has more than 18 characters. `None` where it is none.
pub(super) fn float(text: &str) -> Option<Value> {
    if text.len() > 18 {
        return Some(Value::Object(Rc::new(Decimal::parse(text)?)));
    }
    text.parse().ok().map(Value::Double)
}

/// A value as a double, where it is a number.
pub(crate) fn as_f64(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(f64::from(*n)),
        Value::Long(n) => Some(*n as f64),
        Value::Double(n) => Some(*n),
        Value::BigInteger(digits) => digits.parse().ok(),
        // Of the host's objects, those that answer `doubleValue()` are numbers, as in Java.
        Value::Object(object) => match object.call("doubleValue", &[]) {
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
    fn decimals_print_as_java_does() {
        for (text, printed) in [
            ("0.1234567890123456789", "0.1234567890123456789"),
            ("1.7976931348623157E308", "1.7976931348623157E+308"),
            ("1.00000000000000000000", "1.00000000000000000000"),
            ("0.00000000000000000001", "1E-20"),
            ("100000000000000000000E5", "1.00000000000000000000E+25"),
            ("100000000000000000000.50E-5", "1000000000000000.0000050"),
            ("0.0000000100000000000000", "1.00000000000000E-8"),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(printed), "{text}");
        }
        assert_eq!(canonical("1E99999999999"), None);
        assert_eq!(canonical("."), None);
    }

    #[test]
    fn integers_take_the_smallest_type() {
        assert!(matches!(integer("-"), Value::Integer(0)));
        assert!(matches!(integer("007"), Value::Integer(7)));
        assert!(matches!(integer("-2147483648"), Value::Integer(i32::MIN)));
        assert!(matches!(integer("2147483648"), Value::Long(2_147_483_648)));
        assert!(
            matches!(integer("9223372036854775808"), Value::BigInteger(d) if &*d == "9223372036854775808")
        );
    }
}
