//! `String.format`.

use crate::ast::Operation;
use crate::value::{Thrown, Value};

use super::{Called, Host, text, thrown};

/// How wide a field and how long a fraction may be.
const MAX_WIDTH: usize = 10_000;

#[derive(Default)]
struct Spec {
    left: bool,
    zeros: bool,
    plus: bool,
    space: bool,
    groups: bool,
    parentheses: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
}

/// `String.format(pattern, values…)`. One list stands for the values.
pub(super) fn format(pattern: &str, values: &[Value], host: &mut Host) -> Called {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    let mut next = 0;
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut spec = Spec::default();
        let mut index = None;
        let mut number = String::new();
        let conversion = loop {
            let Some(c) = rest.next() else {
                return Err(thrown(format!(
                    "the format `{pattern}` ends inside of a field"
                )));
            };
            match c {
                '-' => spec.left = true,
                '0' if number.is_empty() => spec.zeros = true,
                '+' => spec.plus = true,
                ' ' => spec.space = true,
                ',' => spec.groups = true,
                '(' => spec.parentheses = true,
                '#' => spec.alternate = true,
                '0'..='9' => number.push(c),
                '$' => {
                    index = number.parse::<usize>().ok();
                    number.clear();
                }
                '.' => {
                    let mut digits = String::new();
                    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                        digits.push(digit);
                    }
                    spec.precision = digits.parse().ok();
                    if spec.precision.is_none() {
                        return Err(thrown("a precision is missing after `.`"));
                    }
                }
                c => break c,
            }
        };
        spec.width = number.parse().unwrap_or(0);
        if spec.width.max(spec.precision.unwrap_or(0)) > MAX_WIDTH {
            return Err(thrown("a field of the format is too wide"));
        }
        match conversion {
            'n' => out.push('\n'),
            '%' => out.push_str(&pad("%".to_owned(), &spec)),
            _ => {
                let at = match index {
                    Some(index) => index.wrapping_sub(1),
                    None => {
                        next += 1;
                        next - 1
                    }
                };
                let Some(value) = values.get(at) else {
                    return Err(thrown(format!(
                        "the format has no value for `%{conversion}`"
                    )));
                };
                out.push_str(&field(conversion, value, &spec)?);
            }
        }
        if !host.fits(out.len()) {
            return Ok(None);
        }
    }
    text(&out)
}

fn field(conversion: char, value: &Value, spec: &Spec) -> Result<String, Thrown> {
    let wrong = || {
        thrown(format!(
            "`%{conversion}` can't show a value of the class {}",
            value.type_name()
        ))
    };
    if matches!(value, Value::Null) && !matches!(conversion, 'b' | 'B') {
        return Ok(pad(cut("null", spec), spec));
    }
    Ok(match conversion {
        's' => pad(cut(&value.print(), spec), spec),
        'S' => pad(cut(&value.print(), spec).to_uppercase(), spec),
        'b' | 'B' => {
            let truth = match value {
                Value::Null => false,
                Value::Bool(value) => *value,
                _ => true,
            };
            let shown = cut(if truth { "true" } else { "false" }, spec);
            pad(
                if conversion == 'B' {
                    shown.to_uppercase()
                } else {
                    shown
                },
                spec,
            )
        }
        'c' => match value {
            Value::Integer(code) => {
                let c = u32::try_from(*code)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or_else(wrong)?;
                pad(c.to_string(), spec)
            }
            Value::String(text) if text.chars().count() == 1 => pad(text.as_str().to_owned(), spec),
            _ => return Err(wrong()),
        },
        'd' => match value {
            Value::Integer(_) | Value::Long(_) | Value::BigInteger(_) => {
                let digits = value.print();
                let negative = digits.starts_with('-');
                let magnitude = digits.trim_start_matches('-').to_owned();
                signed(negative, magnitude, spec)
            }
            _ => return Err(wrong()),
        },
        'x' | 'X' | 'o' => {
            let shown = match (value, conversion) {
                (Value::Integer(n), 'o') => format!("{n:o}"),
                (Value::Long(n), 'o') => format!("{n:o}"),
                (Value::Integer(n), _) => format!("{n:x}"),
                (Value::Long(n), _) => format!("{n:x}"),
                _ => return Err(wrong()),
            };
            let shown = if spec.alternate {
                format!("0x{shown}")
            } else {
                shown
            };
            let shown = if spec.zeros {
                zeros(shown, spec.width)
            } else {
                shown
            };
            pad(
                if conversion == 'X' {
                    shown.to_uppercase()
                } else {
                    shown
                },
                spec,
            )
        }
        'f' | 'e' | 'E' => match value {
            Value::Double(double) if !double.is_finite() => {
                pad(value.print().as_str().to_owned(), spec)
            }
            Value::Double(double) => {
                let precision = spec.precision.unwrap_or(6);
                let magnitude = double.abs();
                let shown = match conversion {
                    'f' => fixed(magnitude, precision),
                    _ => {
                        let shown = format!("{magnitude:.precision$e}");
                        let (mantissa, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
                        let (sign, digits) = match exponent.strip_prefix('-') {
                            Some(digits) => ('-', digits),
                            None => ('+', exponent),
                        };
                        let shown = format!("{mantissa}e{sign}{digits:0>2}");
                        if conversion == 'E' {
                            shown.to_uppercase()
                        } else {
                            shown
                        }
                    }
                };
                signed(double.is_sign_negative(), shown, spec)
            }
            _ => return Err(wrong()),
        },
        'h' | 'H' => pad(format!("{:x}", value.java_hash()), spec),
        _ => return Err(thrown(format!("a format knows no `%{conversion}`"))),
    })
}

/// Java rounds the shortest digits half up, not the exact ones.
fn fixed(magnitude: f64, precision: usize) -> String {
    let shortest = format!("{magnitude}");
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let kept: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(precision)
        .collect();
    let up = fraction
        .chars()
        .nth(precision)
        .is_some_and(|digit| digit >= '5');
    let mut digits = format!("{whole}{kept}");
    if up {
        let width = digits.len();
        digits = match crate::java::bigint::calculate(Operation::Add, &digits, "1") {
            Value::BigInteger(sum) => format!("{sum:0>width$}"),
            _ => digits,
        };
    }
    if precision == 0 {
        return digits;
    }
    let point = digits.len().saturating_sub(precision);
    format!(
        "{}.{}",
        digits.get(..point).unwrap_or_default(),
        digits.get(point..).unwrap_or_default()
    )
}

fn signed(negative: bool, magnitude: String, spec: &Spec) -> String {
    let mut magnitude = magnitude;
    if spec.groups {
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
    let (before, after) = match (negative, spec.parentheses) {
        (true, true) => ("(", ")"),
        (true, false) => ("-", ""),
        (false, _) if spec.plus => ("+", ""),
        (false, _) if spec.space => (" ", ""),
        (false, _) => ("", ""),
    };
    if spec.zeros {
        magnitude = zeros(
            magnitude,
            spec.width.saturating_sub(before.len() + after.len()),
        );
    }
    pad(format!("{before}{magnitude}{after}"), spec)
}

fn zeros(text: String, width: usize) -> String {
    format!("{text:0>width$}")
}

fn cut(text: &str, spec: &Spec) -> String {
    match spec.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text.to_owned(),
    }
}

fn pad(text: String, spec: &Spec) -> String {
    let width = spec.width;
    match spec.left {
        true => format!("{text:<width$}"),
        false => format!("{text:>width$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_as_java_does() {
        let mut host = Host {
            steps: 1_000_000,
            longest: 1_000_000,
            stopped: None,
        };
        for (pattern, values, expected) in [
            ("%s-%s", vec![Value::from("a"), Value::Integer(1)], "a-1"),
            (
                "%05d|%-4d|%,d",
                vec![
                    Value::Integer(42),
                    Value::Integer(7),
                    Value::Integer(-1234567),
                ],
                "00042|7   |-1,234,567",
            ),
            (
                "%.2f %f",
                vec![Value::Double(2.675), Value::Double(-0.5)],
                "2.68 -0.500000",
            ),
            (
                "%2$s %1$s%%",
                vec![Value::from("a"), Value::from("b")],
                "b a%",
            ),
            (
                "%x %X %o",
                vec![Value::Integer(255), Value::Integer(-1), Value::Long(8)],
                "ff FFFFFFFF 10",
            ),
            (
                "%b %c %e",
                vec![Value::Null, Value::Integer(65), Value::Double(12345.678)],
                "false A 1.234568e+04",
            ),
            (
                "%5s|%-5s|%.1s",
                vec![Value::from("ab"), Value::from("ab"), Value::from("ab")],
                "   ab|ab   |a",
            ),
            (
                "%.0f %(d",
                vec![Value::Double(0.5), Value::Integer(-3)],
                "1 (3)",
            ),
        ] {
            let value = format(pattern, &values, &mut host).unwrap().unwrap();
            assert_eq!(value.print().as_str(), expected, "{pattern}");
        }
        assert!(format("%d", &[Value::from("x")], &mut host).is_err());
        assert!(format("%s", &[], &mut host).is_err());
        assert!(format("%", &[], &mut host).is_err());
    }
}
