//! Evaluator of filters.

use std::cmp::Ordering;

use vtl::Value;

use super::Evaluation;
use crate::json;
use crate::jsonpath::ast::{Expression, Number, Operand, Operator};
use crate::jsonpath::{Error, ErrorKind};
use crate::pattern::Pattern;

impl Operand {
    /// The list or object, if it is one.
    ///
    /// # Errors
    /// It is a literal that can't be parsed.
    fn json(&self) -> Result<Option<&Value>, Error> {
        match self {
            Operand::Json(value) | Operand::JsonLiteral(Ok(value)) => Ok(Some(value)),
            Operand::JsonLiteral(Err(message)) => Err(Error::failed(message.clone())),
            _ => Ok(None),
        }
    }
}

impl Number {
    /// The number of a value; `None` if it is not a number.
    ///
    /// # Errors
    /// A limit.
    fn of(value: &Value, run: &Evaluation<'_>) -> Result<Option<Number>, Error> {
        let Some(number) = json::as_f64(value) else {
            return Ok(None);
        };
        let text = json::write(value).map_err(|thrown| Error::limit(thrown.message))?;
        run.charge_bytes(text.len())?;
        let exact = text.parse().ok();
        Ok(Some(Number {
            text: text.into(),
            value: number,
            exact,
        }))
    }

    fn compare(&self, other: &Number) -> Option<Ordering> {
        match (self.exact, other.exact) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => self.value.partial_cmp(&other.value),
        }
    }
}

impl Expression {
    /// Whether `item` meets the condition. A comparison that is invalid is not met.
    ///
    /// # Errors
    /// A function that fails, or the limit of steps.
    pub(super) fn accepts(&self, item: &Value, run: &Evaluation<'_>) -> Result<bool, Error> {
        match self.holds(item, run) {
            Err(Error {
                kind: ErrorKind::InvalidPath | ErrorKind::NotFound,
                ..
            }) => Ok(false),
            other => other,
        }
    }

    fn holds(&self, item: &Value, run: &Evaluation<'_>) -> Result<bool, Error> {
        run.step()?;
        match self {
            Expression::Or(all) => {
                for part in all {
                    if part.holds(item, run)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Expression::And(all) => {
                for part in all {
                    if !part.holds(item, run)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Expression::Not(part) => Ok(!part.holds(item, run)?),
            Expression::Exists(path, wanted) => match run.nested(path, item, true) {
                Ok(_) => Ok(*wanted),
                Err(Error {
                    kind: ErrorKind::NotFound,
                    ..
                }) => Ok(!*wanted),
                Err(error) => Err(error),
            },
            Expression::Compare(left, operator, right) => {
                let left = resolve(left, item, run)?;
                let right = resolve(right, item, run)?;
                compare(left.as_ref(), *operator, right.as_ref(), run)
            }
        }
    }
}

/// An operand, or the value of its path.
enum Resolved<'a> {
    Borrowed(&'a Operand),
    Owned(Operand),
}

impl Resolved<'_> {
    fn as_ref(&self) -> &Operand {
        match self {
            Resolved::Borrowed(operand) => operand,
            Resolved::Owned(operand) => operand,
        }
    }
}

fn resolve<'a>(
    operand: &'a Operand,
    item: &Value,
    run: &Evaluation<'_>,
) -> Result<Resolved<'a>, Error> {
    let Operand::Path(path) = operand else {
        return Ok(Resolved::Borrowed(operand));
    };
    let start = if path.from_root { run.document() } else { item };
    match run.nested(path, start, false) {
        Ok(value) => Ok(Resolved::Owned(operand_of(&value, run)?)),
        Err(Error {
            kind: ErrorKind::NotFound,
            ..
        }) => Ok(Resolved::Owned(Operand::Undefined)),
        Err(error) => Err(error),
    }
}

fn compare(
    left: &Operand,
    operator: Operator,
    right: &Operand,
    run: &Evaluation<'_>,
) -> Result<bool, Error> {
    let order = |wanted: fn(Ordering) -> bool| {
        if let (Operand::String(left), Operand::String(right)) = (left, right) {
            run.charge_bytes(left.len().min(right.len()))?;
        }
        Ok(ordering(left, right).is_some_and(wanted))
    };
    match operator {
        Operator::Equal => equal(left, right, run),
        Operator::NotEqual => Ok(!equal(left, right, run)?),
        Operator::SameTyped => Ok(same_type(left, right) && equal(left, right, run)?),
        Operator::NotSameTyped => Ok(!(same_type(left, right) && equal(left, right, run)?)),
        Operator::Less => order(Ordering::is_lt),
        Operator::LessOrEqual => order(Ordering::is_le),
        Operator::Greater => order(Ordering::is_gt),
        Operator::GreaterOrEqual => order(Ordering::is_ge),
        Operator::Matches => matches(left, right, run),
        Operator::In | Operator::NotIn => {
            let within = match list(right, run)? {
                Some(pool) => contains(&pool, left, run)?,
                None => false,
            };
            Ok(within == (operator == Operator::In))
        }
        Operator::Contains => match (left, right) {
            (Operand::String(text), Operand::String(part)) => {
                run.charge_bytes(text.len())?;
                Ok(text.contains(part.as_str()))
            }
            (Operand::Json(_) | Operand::JsonLiteral(_), _) => match list(left, run)? {
                Some(items) => contains(&items, right, run),
                None => Ok(false),
            },
            _ => Ok(false),
        },
        Operator::Size => {
            let Operand::Number(wanted) = right else {
                return Ok(false);
            };
            let size = match (left, left.json()?) {
                (Operand::String(text), _) => text.encode_utf16().count() as f64,
                (_, Some(Value::List(list))) => list.items().len() as f64,
                // An object has the size -1.
                (_, Some(_)) => -1.0,
                _ => return Ok(false),
            };
            Ok(size == wanted.value.trunc())
        }
        Operator::Empty => {
            let empty = match (left, left.json()?) {
                (Operand::String(text), _) => text.is_empty(),
                (_, Some(Value::List(list))) => list.items().is_empty(),
                // Jayway casts the object to a list here.
                (_, Some(_)) => {
                    return Err(Error::failed("'empty' can't be applied to an object"));
                }
                _ => return Ok(false),
            };
            match right {
                Operand::Bool(wanted) => Ok(empty == *wanted),
                _ => Err(Error::invalid("'empty' needs true or false on its right")),
            }
        }
        Operator::SubsetOf | Operator::AnyOf | Operator::NoneOf => {
            // The right side first: its error is reported before the left's.
            let Some(pool) = list(right, run)? else {
                return Ok(false);
            };
            let Some(items) = list(left, run)? else {
                return Ok(false);
            };
            let mut within = 0;
            for item in &items {
                within += usize::from(contains(&pool, item, run)?);
            }
            Ok(match operator {
                Operator::SubsetOf => within == items.len(),
                Operator::AnyOf => within > 0,
                _ => within == 0,
            })
        }
        Operator::Unwritable => Err(Error::invalid(
            "no value in a path's syntax fits this operator",
        )),
    }
}

/// The items of a list; `None` for an object.
///
/// # Errors
/// Another operand, or a list that contains lists or objects.
fn list(operand: &Operand, run: &Evaluation<'_>) -> Result<Option<Vec<Operand>>, Error> {
    let Some(value) = operand.json()? else {
        return Err(Error::invalid("a list is expected"));
    };
    let Value::List(list) = value else {
        return Ok(None);
    };
    run.charge(list.items().len())?;
    let item = |value: &Value| match value {
        Value::List(_) | Value::Map(_) => Err(Error::failed(
            "a list in a comparison contains a list or an object",
        )),
        scalar => operand_of(scalar, run),
    };
    list.items()
        .iter()
        .map(item)
        .collect::<Result<_, Error>>()
        .map(Some)
}

fn contains(pool: &[Operand], wanted: &Operand, run: &Evaluation<'_>) -> Result<bool, Error> {
    for item in pool {
        if equal(wanted, item, run)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn same_type(left: &Operand, right: &Operand) -> bool {
    let is_json = |operand: &Operand| matches!(operand, Operand::Json(_) | Operand::JsonLiteral(_));
    is_json(left) && is_json(right) || std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn equal(left: &Operand, right: &Operand, run: &Evaluation<'_>) -> Result<bool, Error> {
    run.step()?;
    Ok(match (left, right) {
        (Operand::Null, Operand::Null) => true,
        (Operand::Bool(a), Operand::Bool(b)) => a == b,
        (Operand::Number(a), Operand::Number(b)) => a.compare(b) == Some(Ordering::Equal),
        (Operand::Number(a), Operand::String(b)) => {
            Number::parse(b).is_some_and(|b| a.compare(&b) == Some(Ordering::Equal))
        }
        (Operand::String(a), Operand::Number(b)) => *a == b.text,
        (Operand::String(a), Operand::String(b)) => {
            run.charge_bytes(a.len().min(b.len()))?;
            a == b
        }
        // A literal on the left is compared as text, not by its value: it equals nothing.
        (Operand::JsonLiteral(_), Operand::Json(_)) => false,
        (Operand::JsonLiteral(_), Operand::JsonLiteral(_)) => {
            right.json()?;
            false
        }
        (Operand::Json(a), _) => match right.json()? {
            Some(b) => same_value(a, b, run, 0)?,
            None => false,
        },
        _ => false,
    })
}

/// Java's `equals` of lists and maps.
fn same_value(a: &Value, b: &Value, run: &Evaluation<'_>, depth: usize) -> Result<bool, Error> {
    run.step()?;
    if depth > super::MAX_DEPTH {
        return Err(Error::limit("a value is too deep to compare"));
    }
    Ok(match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::Long(a), Value::Long(b)) => a == b,
        (Value::Double(a), Value::Double(b)) => a == b,
        (Value::BigInteger(a), Value::BigInteger(b)) => {
            run.charge_bytes(a.len().min(b.len()))?;
            a == b
        }
        (Value::String(a), Value::String(b)) => {
            run.charge_bytes(a.len().min(b.len()))?;
            a == b
        }
        (Value::Object(_), Value::Object(_)) => {
            let text = |value: &Value| value.print().map_err(|why| Error::limit(why.message));
            text(a)? == text(b)?
        }
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (a.items(), b.items());
            if a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !same_value(a, b, run, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(a), Value::Map(b)) => {
            if a.entries().len() != b.entries().len() {
                return Ok(false);
            }
            for (key, a) in a.entries().iter() {
                let Value::String(key) = key else {
                    return Ok(false);
                };
                match b.get(key) {
                    Some(b) if same_value(a, &b, run, depth + 1)? => {}
                    _ => return Ok(false),
                }
            }
            true
        }
        _ => false,
    })
}

/// Numbers by value, strings by UTF-16 unit.
fn ordering(left: &Operand, right: &Operand) -> Option<Ordering> {
    match (left, right) {
        (Operand::Number(a), Operand::Number(b)) => a.compare(b),
        (Operand::String(a), Operand::String(b)) => Some(a.encode_utf16().cmp(b.encode_utf16())),
        _ => None,
    }
}

fn matches(left: &Operand, right: &Operand, run: &Evaluation<'_>) -> Result<bool, Error> {
    let (pattern, value) = match (left, right) {
        (Operand::Pattern(_), Operand::Pattern(_)) => return Ok(false),
        (Operand::Pattern(pattern), value) | (value, Operand::Pattern(pattern)) => (pattern, value),
        _ => return Ok(false),
    };
    if let Some(Value::List(_)) = value.json()? {
        for item in list(value, run)?.unwrap_or_default() {
            if full_match(pattern, &item, run)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    full_match(pattern, value, run)
}

fn full_match(pattern: &Pattern, value: &Operand, run: &Evaluation<'_>) -> Result<bool, Error> {
    run.step()?;
    run.search(|steps| match value {
        Operand::String(text) => pattern.matches_within(text, steps),
        Operand::Number(number) => pattern.matches_within(&number.text, steps),
        Operand::Bool(b) => pattern.matches_within(if *b { "true" } else { "false" }, steps),
        _ => pattern.matches_within("", steps),
    })
}

/// A value as an operand.
///
/// # Errors
/// A set of keys, which can't be compared.
fn operand_of(value: &Value, run: &Evaluation<'_>) -> Result<Operand, Error> {
    Ok(match value {
        Value::Null => Operand::Null,
        Value::Bool(b) => Operand::Bool(*b),
        Value::String(text) => Operand::String(text.clone()),
        Value::List(_) | Value::Map(_) => Operand::Json(value.clone()),
        number => match Number::of(number, run)? {
            Some(number) => Operand::Number(number),
            None => return Err(Error::failed("a set of keys can't be compared")),
        },
    })
}
