//! The methods of `String` that take a regular expression.

use java::regex::{Found, Regex};

use crate::budget::Budget;
use crate::value::{Array, List, Thrown, Value};

use super::{Called, text, thrown, truth};

fn compile(pattern: &str, budget: &Budget) -> Result<Regex, Thrown> {
    budget.charge(pattern.len())?;
    Regex::new(pattern)
        .map_err(|why| thrown(format!("`{pattern}` is no regular expression: {why}")))
}

/// The characters of a text, for a search.
fn characters(own: &str, budget: &Budget) -> Result<Vec<char>, Thrown> {
    budget.room(own.len().saturating_mul(size_of::<char>()))?;
    budget.charge(own.len() / 16)?;
    Ok(own.chars().collect())
}

fn search(
    regex: &Regex,
    chars: &[char],
    (from, last): (usize, usize),
    budget: &Budget,
) -> Result<Option<Found>, Thrown> {
    budget.search(|steps| regex.find_next(chars, from, last, steps))
}

/// `String.matches`.
pub(super) fn matches(own: &str, pattern: &str, budget: &Budget) -> Called {
    let regex = compile(pattern, budget)?;
    let chars = characters(own, budget)?;
    let found = budget.search(|steps| regex.find(&chars, 0, true, steps))?;
    truth(found.is_some())
}

/// `String.replaceAll` and `replaceFirst`.
pub(super) fn replace(own: &str, pattern: &str, by: &str, all: bool, budget: &Budget) -> Called {
    let regex = compile(pattern, budget)?;
    let chars = characters(own, budget)?;
    let by: Vec<char> = by.chars().collect();
    let mut result = String::with_capacity(own.len());
    let mut copied = 0;
    let mut from = 0;
    loop {
        let last = copied;
        let found = search(&regex, &chars, (from, last), budget)?;
        let Some(found) = found else { break };
        result.extend(chars.get(copied..found.start).unwrap_or_default());
        budget.charge_bytes(found.start - copied)?;
        expand(&by, &chars, &found, &regex, &mut result, budget)?;
        budget.fits(result.len())?;
        copied = found.end;
        from = if found.end == found.start {
            found.end + 1
        } else {
            found.end
        };
        if !all || from > chars.len() {
            break;
        }
    }
    result.extend(chars.get(copied..).unwrap_or_default());
    text(&result)
}

/// Adds a replacement: `$1` and `${name}` are groups, `\` quotes what follows it.
fn expand(
    by: &[char],
    chars: &[char],
    found: &Found,
    regex: &Regex,
    result: &mut String,
    budget: &Budget,
) -> Result<(), Thrown> {
    let mut at = 0;
    let group = |number: usize| {
        found
            .group(number)
            .and_then(|(from, to)| chars.get(from..to))
    };
    let start = result.len();
    budget.charge(1 + by.len() / 16)?;
    while let Some(c) = by.get(at) {
        budget.fits(result.len())?;
        at += 1;
        match c {
            '\\' => match by.get(at) {
                Some(quoted) => {
                    result.push(*quoted);
                    at += 1;
                }
                None => return Err(thrown("the replacement ends with `\\`")),
            },
            '$' if by.get(at) == Some(&'{') => {
                let rest = by.get(at + 1..).unwrap_or_default();
                let Some(length) = rest.iter().position(|c| *c == '}') else {
                    return Err(thrown("the replacement has `${` without `}`"));
                };
                let name: String = rest.iter().take(length).collect();
                let Some(number) = regex.group_named(&name) else {
                    return Err(thrown(format!("there is no group `{name}`")));
                };
                result.extend(group(number).unwrap_or_default());
                at += length + 2;
            }
            '$' => {
                let Some(mut number) = by.get(at).and_then(|c| c.to_digit(10)) else {
                    return Err(thrown("the replacement has `$` without a group"));
                };
                at += 1;
                if number as usize > regex.groups() {
                    return Err(thrown(format!("there is no group {number}")));
                }
                while let Some(digit) = by.get(at).and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + digit;
                    if longer as usize > regex.groups() {
                        break;
                    }
                    number = longer;
                    at += 1;
                }
                result.extend(group(number as usize).unwrap_or_default());
            }
            c => result.push(*c),
        }
    }
    budget.charge_bytes(result.len() - start)
}

/// `String.split`.
pub(super) fn split(own: &str, pattern: &str, limit: i32, budget: &Budget) -> Called {
    let regex = compile(pattern, budget)?;
    let chars = characters(own, budget)?;
    let part = |from: usize, to: usize| -> Value {
        chars
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
            .into()
    };
    let mut parts = Vec::new();
    let mut start = 0;
    let mut from = 0;
    let mut last = 0;
    while limit <= 0 || (parts.len() as i64) < i64::from(limit) - 1 {
        let found = search(&regex, &chars, (from, last), budget)?;
        let Some(found) = found else { break };
        last = found.end;
        from = if found.end == found.start {
            found.end + 1
        } else {
            found.end
        };
        // An empty match at the start makes no empty part.
        if found.end != 0 {
            parts.push(part(start, found.start));
            start = found.end;
            budget.items(parts.len() + 1, 1)?;
            // The memory of the vector is not counted yet, only that of its texts.
            budget.room(parts.capacity() * size_of::<Value>())?;
        }
        if from > chars.len() {
            break;
        }
    }
    if parts.is_empty() {
        return Ok(Some(List::array(Array::Strings, vec![Value::from(own)])));
    }
    parts.push(part(start, chars.len()));
    if limit == 0 {
        while matches!(parts.last(), Some(Value::String(last)) if last.is_empty()) {
            parts.pop();
        }
    }
    Ok(Some(List::array(Array::Strings, parts)))
}
