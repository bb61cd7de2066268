//! The expression of a filter, and whether an item meets it.

use std::cmp::Ordering;

use vtl::Value;
use vtl::value::Str;

use super::{Evaluation, Step};
use crate::json;
use crate::jsonpath::ast::Path;
use crate::jsonpath::parse::filter::operand_of;
use crate::jsonpath::{Error, ErrorKind};
use crate::pattern::Pattern;

#[derive(Clone, Debug)]
pub(in crate::jsonpath) enum Expression {
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Not(Box<Expression>),
    /// Whether the path leads somewhere (`true`) or nowhere.
    Exists(Path, bool),
    Compare(Operand, Operator, Operand),
}

#[derive(Clone, Debug)]
pub(in crate::jsonpath) enum Operand {
    Undefined,
    Null,
    Bool(bool),
    Number(Number),
    String(Str),
    /// A list or an object that a path found.
    Json(Value),
    /// A list or an object that stands in the filter's text, or why it can't be read.
    Written(Result<Value, String>),
    Pattern(Pattern),
    Path(Path),
}

impl Operand {
    /// The list or object that it is.
    ///
    /// # Errors
    /// It stands in the filter and can't be read.
    fn json(&self) -> Step<Option<&Value>> {
        match self {
            Operand::Json(value) | Operand::Written(Ok(value)) => Ok(Some(value)),
            Operand::Written(Err(message)) => Err(Error::failed(message.clone())),
            _ => Ok(None),
        }
    }
}

/// A number with its text, which is what a comparison with a string uses.
#[derive(Clone, Debug)]
pub(in crate::jsonpath) struct Number {
    text: Str,
    value: f64,
    exact: Option<i128>,
}

impl Number {
    pub(in crate::jsonpath) fn parse(text: &str) -> Option<Number> {
        // Rust's parser also knows words such as `inf`, Java's decimals don't.
        if text.is_empty()
            || !text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
        {
            return None;
        }
        Some(Number {
            text: text.into(),
            value: text.parse().ok()?,
            exact: text.parse().ok(),
        })
    }

    /// A value that is a number; `None` of another.
    ///
    /// # Errors
    /// A limit.
    pub(in crate::jsonpath) fn of(value: &Value, run: &Evaluation<'_>) -> Step<Option<Number>> {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::jsonpath) enum Operator {
    Equal,
    NotEqual,
    SameTyped,
    NotSameTyped,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
    /// `type`, `matches` and `all`, whose right sides no text can write.
    Unwritable,
}

impl Operator {
    pub(in crate::jsonpath) fn named(word: &str) -> Option<Operator> {
        Some(match word.to_ascii_uppercase().as_str() {
            "==" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "===" => Operator::SameTyped,
            "!==" => Operator::NotSameTyped,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "=~" => Operator::Matches,
            "IN" => Operator::In,
            "NIN" => Operator::NotIn,
            "CONTAINS" => Operator::Contains,
            "SIZE" => Operator::Size,
            "EMPTY" => Operator::Empty,
            "SUBSETOF" => Operator::SubsetOf,
            "ANYOF" => Operator::AnyOf,
            "NONEOF" => Operator::NoneOf,
            "TYPE" | "MATCHES" | "ALL" => Operator::Unwritable,
            _ => return None,
        })
    }
}

impl Expression {
    /// Whether `item` meets the expression. What can't be compared does not.
    ///
    /// # Errors
    /// A function that fails, or the limit of steps.
    pub(in crate::jsonpath) fn accepts(&self, item: &Value, run: &Evaluation<'_>) -> Step<bool> {
        match self.holds(item, run) {
            Err(Error {
                kind: ErrorKind::InvalidPath | ErrorKind::NotFound,
                ..
            }) => Ok(false),
            other => other,
        }
    }

    fn holds(&self, item: &Value, run: &Evaluation<'_>) -> Step<bool> {
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

/// An operand, or what its path finds.
enum Resolved<'a> {
    Literal(&'a Operand),
    Found(Operand),
}

impl Resolved<'_> {
    fn as_ref(&self) -> &Operand {
        match self {
            Resolved::Literal(operand) => operand,
            Resolved::Found(operand) => operand,
        }
    }
}

fn resolve<'a>(operand: &'a Operand, item: &Value, run: &Evaluation<'_>) -> Step<Resolved<'a>> {
    let Operand::Path(path) = operand else {
        return Ok(Resolved::Literal(operand));
    };
    let start = if path.from_root { run.document() } else { item };
    match run.nested(path, start, false) {
        Ok(value) => Ok(Resolved::Found(operand_of(&value, run)?)),
        Err(Error {
            kind: ErrorKind::NotFound,
            ..
        }) => Ok(Resolved::Found(Operand::Undefined)),
        Err(error) => Err(error),
    }
}

fn compare(
    left: &Operand,
    operator: Operator,
    right: &Operand,
    run: &Evaluation<'_>,
) -> Step<bool> {
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
            (Operand::Json(_) | Operand::Written(_), _) => match list(left, run)? {
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
                // Jayway takes the object for a list here.
                (_, Some(_)) => {
                    return Err(Error::failed("'empty' can't be asked of an object"));
                }
                _ => return Ok(false),
            };
            match right {
                Operand::Bool(wanted) => Ok(empty == *wanted),
                _ => Err(Error::invalid("'empty' needs true or false on its right")),
            }
        }
        Operator::SubsetOf | Operator::AnyOf | Operator::NoneOf => {
            // The right side first: what is no list there is told before the left.
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
            "what belongs here can't be written in a path",
        )),
    }
}

/// The items of a list; `None` for an object.
///
/// # Errors
/// Anything else, and a list that holds lists or objects.
fn list(operand: &Operand, run: &Evaluation<'_>) -> Step<Option<Vec<Operand>>> {
    let Some(value) = operand.json()? else {
        return Err(Error::invalid("a list belongs here"));
    };
    let Value::List(list) = value else {
        return Ok(None);
    };
    run.charge(list.items().len())?;
    let item = |value: &Value| match value {
        Value::List(_) | Value::Map(_) => Err(Error::failed(
            "a list that is compared with holds a list or an object",
        )),
        scalar => operand_of(scalar, run),
    };
    list.items().iter().map(item).collect::<Step<_>>().map(Some)
}

fn contains(pool: &[Operand], wanted: &Operand, run: &Evaluation<'_>) -> Step<bool> {
    for item in pool {
        if equal(wanted, item, run)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn same_type(left: &Operand, right: &Operand) -> bool {
    let is_json = |operand: &Operand| matches!(operand, Operand::Json(_) | Operand::Written(_));
    is_json(left) && is_json(right) || std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn equal(left: &Operand, right: &Operand, run: &Evaluation<'_>) -> Step<bool> {
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
        // On the left the text in the filter is compared, not what it says: it equals nothing.
        (Operand::Written(_), Operand::Json(_)) => false,
        (Operand::Written(_), Operand::Written(_)) => {
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
fn same_value(a: &Value, b: &Value, run: &Evaluation<'_>, depth: usize) -> Step<bool> {
    run.step()?;
    if depth > super::MAX_WALK {
        return Err(Error::limit("a value is too deep to be compared"));
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

fn matches(left: &Operand, right: &Operand, run: &Evaluation<'_>) -> Step<bool> {
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

fn full_match(pattern: &Pattern, value: &Operand, run: &Evaluation<'_>) -> Step<bool> {
    run.step()?;
    run.search(|steps| match value {
        Operand::String(text) => pattern.matches_within(text, steps),
        Operand::Number(number) => pattern.matches_within(&number.text, steps),
        Operand::Bool(b) => pattern.matches_within(if *b { "true" } else { "false" }, steps),
        _ => pattern.matches_within("", steps),
    })
}
