//! `String.format`: fields and what they ask of a value (`java.util.Formatter` of Java 17).

use crate::value::{Thrown, Value};

use super::{Called, format_number, text, thrown};
use crate::budget::Budget;

/// How wide a field and how long a fraction may be.
const MAX_WIDTH: usize = 10_000;

/// One field of a pattern: `%[index$][flags][width][.precision]conversion`.
#[derive(Default)]
pub(super) struct Spec {
    flags: String,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    /// In lower case.
    pub(super) conversion: char,
    pub(super) upper: bool,
    which: Which,
}

/// Which value a field shows.
#[derive(Default, PartialEq)]
enum Which {
    #[default]
    Next,
    /// `%<s`: that of the field before.
    Previous,
    At(usize),
}

impl Spec {
    pub(super) fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// Reads a field from behind its `%`.
    fn read(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Spec, Thrown> {
        let ends = || thrown("the format ends inside of a field");
        let mut spec = Spec::default();
        let mut digits = String::new();
        // Digits that end in `$` are an index; others start with the flag `0`, or are the width.
        if rest.peek().is_some_and(char::is_ascii_digit) {
            let ahead: String = rest.clone().take_while(char::is_ascii_digit).collect();
            if rest.clone().nth(ahead.len()) == Some('$') {
                rest.nth(ahead.len());
                match ahead
                    .parse::<i32>()
                    .ok()
                    .and_then(|at| usize::try_from(at).ok())
                {
                    Some(at) if at > 0 => spec.which = Which::At(at - 1),
                    _ => return Err(thrown(format!("a format has no value `{ahead}$`"))),
                }
            }
        }
        while let Some(flag) = rest.next_if(|c| *c == ' ' || "-#+0,(<".contains(*c)) {
            if spec.has(flag) {
                return Err(thrown(format!("a field has the flag `{flag}` twice")));
            }
            spec.flags.push(flag);
        }
        if spec.has('<') {
            spec.which = Which::Previous;
        }
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        if !digits.is_empty() {
            spec.width = Some(size(&digits)?);
        }
        if rest.next_if_eq(&'.').is_some() {
            let mut digits = String::new();
            while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            if digits.is_empty() {
                return Err(thrown("a precision is missing after `.`"));
            }
            spec.precision = Some(size(&digits)?);
        }
        let conversion = rest.next().ok_or_else(ends)?;
        if !"bBhHsScCdoxXeEfgG%n".contains(conversion) {
            return Err(thrown(format!("a format knows no `%{conversion}`")));
        }
        spec.upper = conversion.is_ascii_uppercase();
        spec.conversion = conversion.to_ascii_lowercase();
        spec.check()?;
        Ok(spec)
    }

    /// Refuses what the conversion can't have.
    fn check(&self) -> Result<(), Thrown> {
        let numeric = "doxefg".contains(self.conversion);
        let bad = match self.conversion {
            's' => "+0,(",
            'b' | 'h' | 'c' => "#+0,(",
            'd' | 'g' => "#",
            'o' | 'x' | 'e' => ",",
            '%' => "#+0,(<",
            'n' => "-#+0,(<",
            _ => "",
        };
        let bad = |flag: char| bad.contains(flag) || (!numeric && flag == ' ');
        let no_precision = "cdox%n".contains(self.conversion);
        let why = if let Some(flag) = self.flags.chars().find(|flag| bad(*flag)) {
            format!("can't have the flag `{flag}`")
        } else if self.width.is_none() && (self.has('-') || (numeric && self.has('0'))) {
            "has a flag that asks for a width".to_owned()
        } else if numeric && ((self.has('+') && self.has(' ')) || (self.has('-') && self.has('0')))
        {
            "has flags that exclude one another".to_owned()
        } else if self.precision.is_some() && no_precision {
            "can't have a precision".to_owned()
        } else if self.conversion == 'n' && self.width.is_some() {
            "can't have a width".to_owned()
        } else {
            return Ok(());
        };
        Err(thrown(format!("`%{}` {why}", self.conversion)))
    }

    /// Fills up to the width.
    pub(super) fn pad(&self, text: String) -> String {
        let width = self.width.unwrap_or(0);
        let missing = width.saturating_sub(java::utf16::length(&text));
        let blanks = " ".repeat(missing);
        match self.has('-') {
            true => format!("{text}{blanks}"),
            false => format!("{blanks}{text}"),
        }
    }

    /// Cuts to the precision, and fills up to the width.
    fn show(&self, text: &str) -> String {
        let cut = match self.precision {
            Some(length) if length < java::utf16::length(text) => {
                super::units::part(&text.into(), 0, length)
            }
            _ => text.into(),
        };
        self.pad(match self.upper {
            true => cut.to_uppercase(),
            false => cut.as_str().to_owned(),
        })
    }
}

fn size(digits: &str) -> Result<usize, Thrown> {
    match digits.parse() {
        Ok(size) if size <= MAX_WIDTH => Ok(size),
        _ => Err(thrown("a field of the format is too wide")),
    }
}

/// `String.format(pattern, values…)`.
pub(super) fn format(pattern: &str, values: &[Value], budget: &Budget) -> Called {
    budget.charge_bytes(pattern.len().saturating_mul(4))?;
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    let mut next = 0;
    let mut last = None;
    while let Some(c) = rest.next() {
        let before = out.len();
        if c != '%' {
            out.push(c);
            continue;
        }
        let spec = Spec::read(&mut rest)?;
        match spec.conversion {
            'n' => out.push('\n'),
            '%' => out.push_str(&spec.pad("%".to_owned())),
            conversion => {
                match spec.which {
                    Which::At(at) => last = Some(at),
                    Which::Previous => {}
                    Which::Next => {
                        last = Some(next);
                        next += 1;
                    }
                }
                let Some(value) = last.and_then(|at| values.get(at)) else {
                    return Err(thrown(format!(
                        "the format has no value for `%{conversion}`"
                    )));
                };
                out.push_str(&field(value, &spec, budget)?);
            }
        }
        budget.fits(out.len())?;
        budget.charge(1 + (out.len() - before) / 64)?;
    }
    text(&out)
}

fn field(value: &Value, spec: &Spec, budget: &Budget) -> Result<String, Thrown> {
    let wrong = || {
        thrown(format!(
            "`%{}` can't show a value of the class {}",
            spec.conversion,
            value.type_name()
        ))
    };
    match (spec.conversion, value) {
        ('b', Value::Null) => Ok(spec.show("false")),
        ('b', Value::Bool(value)) => Ok(spec.show(if *value { "true" } else { "false" })),
        ('b', _) => Ok(spec.show("true")),
        ('s', _) if spec.has('#') => Err(wrong()),
        (_, Value::Null) => Ok(spec.show("null")),
        ('s', _) => Ok(spec.show(&value.print_within(budget)?)),
        ('h', _) => Ok(spec.show(&format!("{:x}", value.java_hash(budget)?))),
        ('c', Value::Integer(code)) => {
            let c = u32::try_from(*code).ok().and_then(char::from_u32);
            Ok(spec.show(&c.ok_or_else(wrong)?.to_string()))
        }
        ('c', Value::Character(_)) => Ok(spec.show(&value.plain().unwrap_or_default())),
        ('d' | 'o' | 'x', _) => format_number::integer(value, spec)?.ok_or_else(wrong),
        ('e' | 'f' | 'g', _) => format_number::fraction(value, spec)?.ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_as_java_does() {
        let budget = Budget::default();
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
            let value = format(pattern, &values, &budget).unwrap().unwrap();
            assert_eq!(value.print().unwrap().as_str(), expected, "{pattern}");
        }
        assert!(format("%d", &[Value::from("x")], &budget).is_err());
        assert!(format("%s", &[], &budget).is_err());
        assert!(format("%", &[], &budget).is_err());
    }
}
