//! The fields of `String.format` that show numbers.

use java::BigInteger;
use java::double::{self, Digits};

use crate::value::{Thrown, Value, as_decimal};

use super::super::big::in_radix;
use super::super::thrown;
use super::spec::Spec;

/// `%d`, `%o`, `%x`; `None` for a value that is not an integer.
pub(super) fn integer(value: &Value, spec: &Spec) -> Result<Option<String>, Thrown> {
    let signed_only = ['(', '+', ' '].iter().any(|flag| spec.has(*flag));
    let (digits, wraps) = match (value, spec.conversion) {
        (Value::Integer(_) | Value::Long(_) | Value::BigInteger(_), 'd') => {
            (value.plain().unwrap_or_default().as_str().to_owned(), false)
        }
        (Value::Integer(n), 'o') => (format!("{n:o}"), true),
        (Value::Long(n), 'o') => (format!("{n:o}"), true),
        (Value::Integer(n), _) => (format!("{n:x}"), true),
        (Value::Long(n), _) => (format!("{n:x}"), true),
        (Value::BigInteger(digits), _) => {
            let radix = if spec.conversion == 'o' { 8 } else { 16 };
            (in_radix(digits, radix), false)
        }
        _ => return Ok(None),
    };
    if wraps && signed_only {
        return Err(thrown(format!(
            "`%{}` has a flag for numbers with a sign",
            spec.conversion
        )));
    }
    let (negative, magnitude) = match digits.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, digits.as_str()),
    };
    let radix = match (spec.has('#'), spec.conversion) {
        (true, 'x') => "0x",
        (true, 'o') => "0",
        _ => "",
    };
    let shown = signed(negative, radix, magnitude, "", spec);
    Ok(Some(spec.pad(match spec.upper {
        true => shown.to_uppercase(),
        false => shown,
    })))
}

/// `%e`, `%f`, `%g`; `None` for a value without a fraction.
pub(super) fn fraction(value: &Value, spec: &Spec) -> Result<Option<String>, Thrown> {
    let (negative, digits) = match value {
        Value::Double(number) if number.is_nan() => {
            return Ok(Some(spec.pad(cased("NaN".to_owned(), spec))));
        }
        Value::Double(number) if number.is_infinite() => {
            let (before, after) = around(*number < 0.0, spec);
            let shown = format!("{before}Infinity{after}");
            return Ok(Some(spec.pad(cased(shown, spec))));
        }
        Value::Double(number) if *number == 0.0 => (
            number.is_sign_negative(),
            Digits {
                digits: vec![b'0'],
                point: 1,
            },
        ),
        Value::Double(number) => (
            number.is_sign_negative(),
            double::digits(number.abs(), true),
        ),
        _ => match as_decimal(value) {
            Some(decimal) => {
                let digits = decimal
                    .unscaled()
                    .trim_start_matches('-')
                    .as_bytes()
                    .to_vec();
                let point = digits.len() as i64 - i64::from(decimal.scale());
                let point = i32::try_from(point).unwrap_or(i32::MAX);
                if point.unsigned_abs() > 10_000 {
                    return Ok(None);
                }
                (decimal.signum() < 0, Digits { digits, point })
            }
            None => return Ok(None),
        },
    };
    let precision = spec.precision.unwrap_or(6);
    let (magnitude, exponent) = match spec.conversion {
        'f' => (fixed(digits, precision), String::new()),
        'e' => scientific(digits, precision),
        _ => general(digits, precision.max(1)),
    };
    let point = spec.has('#') && !magnitude.contains('.');
    let magnitude = if point { magnitude + "." } else { magnitude };
    let shown = signed(negative, "", &magnitude, &exponent, spec);
    Ok(Some(spec.pad(cased(shown, spec))))
}

fn cased(text: String, spec: &Spec) -> String {
    match spec.upper {
        true => text.to_uppercase(),
        false => text,
    }
}

/// Rounds half up to `length` digits; none if that is below zero.
fn rounded(number: Digits, length: i64) -> Digits {
    let Ok(length) = usize::try_from(length) else {
        return Digits {
            digits: Vec::new(),
            point: number.point,
        };
    };
    let Some(next) = number.digits.get(length).copied() else {
        return number;
    };
    let mut kept = number.digits;
    kept.truncate(length);
    let mut point = number.point;
    if next >= b'5' {
        // A digit more where all are nines.
        let text = format!("0{}", String::from_utf8_lossy(&kept));
        let width = text.len();
        if let Some(whole) = BigInteger::parse_within_limit(&text) {
            let sum = whole.add(&BigInteger::from(1_u64)).to_string();
            let sum = format!("{sum:0>width$}");
            match sum.strip_prefix('0') {
                Some(same) => kept = same.as_bytes().to_vec(),
                None => {
                    kept = sum.into_bytes();
                    point += 1;
                }
            }
        }
    }
    Digits {
        digits: kept,
        point,
    }
}

/// Digits before and after the point, `precision` of them after it.
fn fixed(number: Digits, precision: usize) -> String {
    let length = i64::from(number.point) + precision as i64;
    let Digits { digits, point } = rounded(number, length);
    let digit = |at: i64| {
        let digit = usize::try_from(at).ok().and_then(|at| digits.get(at));
        digit.map_or('0', |digit| char::from(*digit))
    };
    let point = i64::from(point);
    let mut text: String = (0..point).map(digit).collect();
    if text.is_empty() {
        text.push('0');
    }
    if precision > 0 {
        text.push('.');
        text.extend((point..point + precision as i64).map(digit));
    }
    text
}

/// One digit before the point, `precision` after it; and the exponent.
fn scientific(number: Digits, precision: usize) -> (String, String) {
    let zero = number.digits.iter().all(|digit| *digit == b'0');
    let Digits { digits, point } = rounded(number, precision as i64 + 1);
    let exponent = if zero { 0 } else { point - 1 };
    let one = Digits { digits, point: 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    let exponent = format!("e{sign}{:02}", exponent.unsigned_abs());
    (fixed(one, precision), exponent)
}

/// `%g`: so many digits, with an exponent where the number is very small or large.
fn general(number: Digits, precision: usize) -> (String, String) {
    let zero = number.digits.iter().all(|digit| *digit == b'0');
    let number = rounded(number, precision as i64);
    let point = i64::from(number.point);
    if !zero && (point - 1 < -4 || point > precision as i64) {
        return scientific(number, precision - 1);
    }
    let behind = precision as i64 - if zero { 1 } else { point };
    let behind = usize::try_from(behind).unwrap_or_default();
    (fixed(number, behind), String::new())
}

/// The sign of a number: the text before and after it.
fn around(negative: bool, spec: &Spec) -> (&'static str, &'static str) {
    match (negative, spec.has('(')) {
        (true, true) => ("(", ")"),
        (true, false) => ("-", ""),
        (false, _) if spec.has('+') => ("+", ""),
        (false, _) if spec.has(' ') => (" ", ""),
        (false, _) => ("", ""),
    }
}

fn signed(negative: bool, radix: &str, magnitude: &str, exponent: &str, spec: &Spec) -> String {
    let mut magnitude = magnitude.to_owned();
    if spec.has(',') {
        let (whole, rest) = match magnitude.find('.') {
            Some(point) => magnitude.split_at(point),
            None => (magnitude.as_str(), ""),
        };
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        magnitude = format!("{grouped}{rest}");
    }
    let (before, after) = around(negative, spec);
    if spec.has('0') {
        let taken = before.len() + radix.len() + exponent.len() + after.len();
        let width = spec.width.unwrap_or(0).saturating_sub(taken);
        magnitude = format!("{magnitude:0>width$}");
    }
    format!("{before}{radix}{magnitude}{exponent}{after}")
}
