//! `String.format` (`java.util.Formatter` of Java 17).

mod number;
mod spec;

use crate::value::{Thrown, Value};

use super::{Called, text, thrown};
use crate::budget::Budget;

use spec::{Spec, Which};

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
                let value = match values {
                    // Java takes a lone null for the array of all values, each of which is then null.
                    [Value::Null] => last.and(values.first()),
                    _ => last.and_then(|at| values.get(at)),
                };
                let Some(value) = value else {
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
        ('d' | 'o' | 'x', _) => number::integer(value, spec)?.ok_or_else(wrong),
        ('e' | 'f' | 'g', _) => number::fraction(value, spec)?.ok_or_else(wrong),
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
