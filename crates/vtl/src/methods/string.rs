//! `java.lang.String`. Positions count UTF-16 units.

use std::cmp::Ordering;

use java::utf16;

use crate::budget::Budget;
use crate::value::{Array, List, Str, Thrown, Value, collection, is_collection};

use super::{Called, character, format, int, pattern, text, thrown, truth, units};

/// Calls `name` on `own`.
pub(super) fn call(own: &Str, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    let counts = own.len() > 256 && !own.is_ascii();
    // Beyond ASCII, a position is found by counting.
    budget.charge(own.len() / if counts { 8 } else { 64 })?;
    match (name, arguments) {
        ("format", [Value::Null, Value::String(pattern), values @ ..]) => {
            // Without a locale.
            return format::format(pattern, values, budget);
        }
        // Characters and bytes are not objects.
        ("formatted", [Value::List(list)]) | ("format", [Value::String(_), Value::List(list)])
            if matches!(list.array_of(), Some(Array::Chars | Array::Bytes)) =>
        {
            return Ok(None);
        }
        ("format", [Value::String(pattern), values @ ..]) => {
            return format::format(pattern, values, budget);
        }
        ("formatted", _) => return format::format(own, arguments, budget),
        _ => {}
    }
    match arguments {
        [] => plain(own, name, budget),
        [Value::String(other)] => match one_string(own, name, other, budget)? {
            None => static_method(name, arguments, budget),
            result => Ok(result),
        },
        [Value::Integer(number)] => match one_integer(own, name, *number, budget)? {
            None => static_method(name, arguments, budget),
            result => Ok(result),
        },
        [Value::String(one), Value::String(two)] => two_strings(own, name, one, two, budget),
        _ => match more(own, name, arguments, budget)? {
            None => static_method(name, arguments, budget),
            result => Ok(result),
        },
    }
}

#[inline(never)]
fn plain(own: &Str, name: &str, budget: &Budget) -> Called {
    if !matches!(name, "length" | "isEmpty" | "toString" | "intern") {
        // Each character is read, and most results are as long.
        budget.charge(own.len() / 16)?;
        budget.fits(own.len())?;
    }
    match name {
        "length" => int(utf16::length(own)),
        "isEmpty" => truth(own.is_empty()),
        "isBlank" => truth(own.trim_matches(utf16::is_whitespace).is_empty()),
        "toString" | "intern" => Ok(Some(Value::String(own.clone()))),
        "trim" => text(own.trim_matches(|c| c <= ' ')),
        "strip" => text(own.trim_matches(utf16::is_whitespace)),
        "stripLeading" => text(own.trim_start_matches(utf16::is_whitespace)),
        "stripIndent" => text(&strip_indent(own)),
        // They take an array of characters: without arguments, an empty one.
        "valueOf" | "copyValueOf" => text(""),
        "translateEscapes" => match translate_escapes(own) {
            Some(translated) => text(&translated),
            None => Err(thrown("a backslash stands before what it can't escape")),
        },
        "stripTrailing" => text(own.trim_end_matches(utf16::is_whitespace)),
        "toUpperCase" => text(&own.to_uppercase()),
        "toLowerCase" => text(&own.to_lowercase()),
        "hashCode" => Ok(Some(Value::Integer(crate::value::string_hash(own)))),
        "toCharArray" => {
            // As many units, and at first one more text.
            budget.items(own.len(), own.len())?;
            character::array(own)
        }
        "getBytes" => bytes(own, budget).map(Some),
        _ => Ok(None),
    }
}

/// `String.getBytes`.
pub(super) fn bytes(own: &str, budget: &Budget) -> Result<Value, Thrown> {
    budget.items(own.len(), own.len())?;
    let bytes = own.bytes();
    let bytes = bytes.map(|byte| Value::Integer(i32::from(byte as i8)));
    Ok(List::array(Array::Bytes, bytes.collect()))
}

#[inline(never)]
fn one_string(own: &Str, name: &str, other: &Str, budget: &Budget) -> Called {
    // Methods that read each character of both.
    let folds = matches!(name, "equalsIgnoreCase" | "compareToIgnoreCase");
    if folds || matches!(name, "compareTo" | "indexOf" | "lastIndexOf" | "contains") {
        budget.charge((own.len() + other.len()) / if folds { 4 } else { 32 })?;
        budget.room(if folds { own.len() + other.len() } else { 0 })?;
    }
    match name {
        "equals" | "contentEquals" => truth(own == other),
        "equalsIgnoreCase" => truth(fold(own) == fold(other)),
        "contains" => truth(contains(own, other)),
        "startsWith" => truth(own.starts_with(&**other)),
        "endsWith" => truth(own.ends_with(&**other)),
        "indexOf" => position(own, own.find(&**other)),
        "lastIndexOf" => position(own, own.rfind(&**other)),
        "compareTo" => Ok(Some(Value::Integer(compare(own, other)))),
        "compareToIgnoreCase" => Ok(Some(Value::Integer(compare(&fold(own), &fold(other))))),
        "concat" => {
            budget.text(own.len() + other.len())?;
            Ok(Some(Value::from(format!("{own}{other}"))))
        }
        "matches" => pattern::matches(own, other, budget),
        "split" => pattern::split(own, other, 0, budget),
        _ => Ok(None),
    }
}

#[inline(never)]
fn one_integer(own: &Str, name: &str, number: i32, budget: &Budget) -> Called {
    let at = usize::try_from(number).ok();
    if name == "substring"
        && let Some(rest) = at.and_then(|at| units::after_ascii(own, at))
    {
        return Ok(Some(Value::String(rest)));
    }
    let length = utf16::length(own);
    match name {
        "charAt" => match at.filter(|at| *at < length) {
            Some(at) => Ok(utf16::unit(own, at).map(Value::Character)),
            None => Err(outside(number, length)),
        },
        "codePointAt" => match at.filter(|at| *at < length) {
            Some(at) => {
                let rest = units::part(own, at, length);
                let code = rest.chars().next().map_or(0, u32::from);
                Ok(Some(Value::Integer(code as i32)))
            }
            None => Err(outside(number, length)),
        },
        "substring" => match at.filter(|at| *at <= length) {
            Some(at) => Ok(Some(Value::String(units::part(own, at, length)))),
            None => Err(outside(number, length)),
        },
        "indexOf" => position(own, character(number).and_then(|c| own.find(c))),
        "lastIndexOf" => position(own, character(number).and_then(|c| own.rfind(c))),
        "compareTo" => Err(thrown("a string can be compared with strings only")),
        "indent" => indent(own, number, budget),
        "codePointBefore" => match at.filter(|at| (1..=length).contains(at)) {
            Some(at) => {
                let before = units::part(own, 0, at);
                let code = before.chars().next_back().map_or(0, u32::from);
                Ok(Some(Value::Integer(code as i32)))
            }
            None => Err(outside(number, length)),
        },
        "repeat" => match at {
            None => Err(thrown(
                "a string can't be repeated a negative number of times",
            )),
            Some(times) => {
                budget.text(own.len().saturating_mul(times))?;
                Ok(Some(Value::from(own.repeat(times))))
            }
        },
        _ => Ok(None),
    }
}

fn two_strings(own: &Str, name: &str, one: &Str, two: &Str, budget: &Budget) -> Called {
    match name {
        "replace" => {
            let found = match contains(own, one) {
                true => own.matches(&**one).count(),
                false => return Ok(Some(Value::String(own.clone()))),
            };
            let grown = own.len().saturating_add(found.saturating_mul(two.len()));
            budget.charge_bytes(own.len().saturating_mul(4))?;
            budget.text(grown)?;
            Ok(Some(Value::from(own.replace(&**one, two))))
        }
        "replaceAll" => pattern::replace(own, one, two, true, budget),
        "replaceFirst" => pattern::replace(own, one, two, false, budget),
        _ => static_method(
            name,
            &[Value::String(one.clone()), Value::String(two.clone())],
            budget,
        ),
    }
}

#[inline(never)]
fn more(own: &Str, name: &str, arguments: &[Value], budget: &Budget) -> Called {
    let length = utf16::length(own);
    match (name, arguments) {
        ("substring" | "subSequence", [Value::Integer(from), Value::Integer(to)]) => {
            let range = usize::try_from(*from).ok().zip(usize::try_from(*to).ok());
            match range.filter(|(from, to)| from <= to && *to <= length) {
                Some((from, to)) => Ok(Some(Value::String(units::part(own, from, to)))),
                None => Err(thrown(format!(
                    "{from} to {to} is no part of a string of length {length}"
                ))),
            }
        }
        ("replace", [Value::Character(one), Value::Character(two)]) => {
            let units = own
                .encode_utf16()
                .map(|unit| if unit == *one { *two } else { unit });
            budget.room(own.len().saturating_mul(4))?;
            budget.charge(own.len() / 8)?;
            let units: Vec<u16> = units.collect();
            Ok(Some(Value::from(String::from_utf16_lossy(&units))))
        }
        ("split", [Value::String(by), Value::Integer(limit)]) => {
            pattern::split(own, by, *limit, budget)
        }
        ("startsWith", [Value::Null, Value::Integer(from)]) if *from < 0 => truth(false),
        ("offsetByCodePoints", [Value::Integer(at), Value::Integer(by)]) => {
            budget.items(0, own.len())?;
            let units: Vec<u16> = own.encode_utf16().collect();
            match utf16::moved(&units, *at, *by) {
                Some(at) => Ok(Some(Value::Integer(at))),
                None => Err(thrown("a place is outside of the text")),
            }
        }
        ("startsWith", [Value::String(start), Value::Integer(from)]) => {
            let at = usize::try_from(*from).ok().filter(|at| *at <= length);
            truth(at.is_some_and(|at| units::part(own, at, length).starts_with(&**start)))
        }
        (
            "indexOf",
            [
                what @ (Value::String(_) | Value::Integer(_)),
                Value::Integer(from),
            ],
        ) => {
            let from = usize::try_from(*from).unwrap_or(0).min(length);
            let start = utf16::byte(own, from);
            let rest = own.get(start..).unwrap_or_default();
            let found = match what {
                Value::String(what) => rest.find(&**what),
                Value::Integer(code) => character(*code).and_then(|c| rest.find(c)),
                _ => None,
            };
            position(own, found.map(|at| start + at))
        }
        (
            "lastIndexOf",
            [
                what @ (Value::String(_) | Value::Integer(_)),
                Value::Integer(from),
            ],
        ) => {
            let Ok(from) = usize::try_from(*from) else {
                return Ok(Some(Value::Integer(-1)));
            };
            let needle = match what {
                Value::String(what) => what.clone(),
                Value::Integer(code) => character(*code)
                    .map(String::from)
                    .unwrap_or_default()
                    .into(),
                _ => return Ok(None),
            };
            let end = utf16::byte(own, from.min(length)).saturating_add(needle.len());
            let mut end = end.min(own.len());
            while !own.is_char_boundary(end) {
                end -= 1;
            }
            position(own, own.get(..end).and_then(|head| head.rfind(&*needle)))
        }
        (
            "regionMatches",
            [
                folds @ ..,
                Value::Integer(at),
                Value::String(other),
                Value::Integer(from),
                Value::Integer(count),
            ],
        ) if matches!(folds, [] | [Value::Bool(_)]) => {
            let folds = matches!(folds, [Value::Bool(true)]);
            let part = |text: &Str, at: i32| {
                let start = usize::try_from(at).ok()?;
                let end = start.checked_add(usize::try_from((*count).max(0)).ok()?)?;
                (end <= utf16::length(text)).then(|| units::part(text, start, end))
            };
            let same = |one: &Str, two: &Str| match folds {
                true => fold(one) == fold(two),
                false => one == two,
            };
            truth(matches!(
                (part(own, *at), part(other, *from)),
                (Some(one), Some(two)) if same(&one, &two)
            ))
        }
        ("codePointCount", [Value::Integer(from), Value::Integer(to)]) => {
            let range = usize::try_from(*from).ok().zip(usize::try_from(*to).ok());
            match range.filter(|(from, to)| from <= to && *to <= length) {
                Some((from, to)) => int(units::part(own, from, to).chars().count()),
                None => Err(thrown(format!(
                    "{from} to {to} is no part of a string of length {length}"
                ))),
            }
        }
        // `String.equals` accepts anything; these accept strings only, and throw for null.
        (
            "contains"
            | "startsWith"
            | "endsWith"
            | "indexOf"
            | "lastIndexOf"
            | "concat"
            | "compareTo"
            | "compareToIgnoreCase"
            | "matches"
            | "split",
            [Value::Null],
        )
        | ("indexOf" | "lastIndexOf" | "startsWith" | "split", [Value::Null, Value::Integer(_)])
        | (
            "replaceAll" | "replaceFirst" | "replace",
            [Value::Null, Value::Null | Value::String(_)] | [Value::String(_), Value::Null],
        ) => Err(thrown("null is no string")),
        ("equalsIgnoreCase", [Value::Null]) => truth(false),
        ("compareTo", [_]) => Err(thrown("a string can be compared with strings only")),
        _ => Ok(None),
    }
}

/// `String.translateEscapes`; `None` for an escape that Java does not know.
fn translate_escapes(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next()? {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            's' => out.push(' '),
            't' => out.push('\t'),
            c @ ('\'' | '"' | '\\') => out.push(c),
            c @ '0'..='7' => {
                // Up to three digits, of which the first is at most 3.
                let mut code = c.to_digit(8)?;
                let more = if c <= '3' { 2 } else { 1 };
                for _ in 0..more {
                    let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)) else {
                        break;
                    };
                    rest.next();
                    code = code * 8 + digit;
                }
                out.push(char::from_u32(code)?);
            }
            '\n' => {}
            '\r' => drop(rest.next_if_eq(&'\n')),
            _ => return None,
        }
    }
    Some(out)
}

/// The static methods, which Java lets one call on any string.
fn static_method(name: &str, arguments: &[Value], budget: &Budget) -> Called {
    match (name, arguments) {
        ("valueOf" | "copyValueOf", [Value::List(list), ..])
            if list.array_of() == Some(Array::Chars) =>
        {
            budget.items(list.items().len(), list.items().len())?;
            let text = character::joined(&list.items()).unwrap_or_default();
            match arguments {
                [_] => Ok(Some(Value::String(text))),
                [_, Value::Integer(from), Value::Integer(count)] => {
                    let from = usize::try_from(*from).ok();
                    let end = from
                        .zip(usize::try_from(*count).ok())
                        .map(|(from, n)| from + n);
                    match from.zip(end) {
                        Some((from, end)) if end <= utf16::length(&text) => {
                            Ok(Some(Value::String(units::part(&text, from, end))))
                        }
                        _ => Err(thrown("the array has no such part")),
                    }
                }
                _ => Ok(None),
            }
        }
        ("valueOf" | "copyValueOf", [Value::Character(_), ..]) => {
            Ok(character::joined(arguments).map(Value::String))
        }
        ("copyValueOf", [_]) => Ok(None),
        ("compare", [Value::String(one), Value::String(two)]) => {
            Ok(Some(Value::Integer(compare(one, two))))
        }
        ("valueOf", [value]) if !matches!(value, Value::Null) => {
            Ok(Some(Value::String(value.print_within(budget)?)))
        }
        ("join", [Value::String(by), items @ ..]) => {
            let items = match items {
                [one] if is_collection(one) => collection(one, budget)?.unwrap_or_default(),
                [Value::List(_)] => return Err(thrown("only strings can be joined")),
                // One null alone could be a list, too.
                texts
                    if texts.iter().all(|text| match text {
                        Value::String(_) => true,
                        Value::Null => texts.len() > 1,
                        _ => false,
                    }) =>
                {
                    texts.to_vec()
                }
                _ => return Ok(None),
            };
            let mut joined = String::new();
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    joined.push_str(by);
                }
                match item {
                    Value::String(_) | Value::Null => item.print_to(&mut joined, budget)?,
                    _ => return Err(thrown("only strings can be joined")),
                }
                budget.fits(joined.len())?;
                budget.charge(1)?;
            }
            Ok(Some(Value::from(joined)))
        }
        _ => Ok(None),
    }
}

/// Whether `text` contains `what`: searched by its first character, since a text mostly has
/// not even that.
pub(crate) fn contains(text: &str, what: &str) -> bool {
    match what.as_bytes() {
        [] => true,
        [first, ..] => has_byte(text.as_bytes(), *first) && text.contains(what),
    }
}

/// Whether `byte` is among `bytes`. Compares eight of them at a time, which settles most
/// searches in short texts: the byte is seldom there.
fn has_byte(bytes: &[u8], byte: u8) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    let (words, rest) = bytes.as_chunks::<8>();
    // Only a byte that is 0 borrows from its highest bit.
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7) != 0;
    words
        .iter()
        .any(|word| has_zero(u64::from_le_bytes(*word) ^ (ONES * u64::from(byte))))
        || rest.contains(&byte)
}

fn outside(at: i32, length: usize) -> Thrown {
    thrown(format!("{at} is outside of a string of length {length}"))
}

fn character(code: i32) -> Option<char> {
    u32::try_from(code).ok().and_then(char::from_u32)
}

/// A place in bytes as a place in UTF-16 units; -1 for none.
fn position(own: &str, at: Option<usize>) -> Called {
    match at {
        Some(at) => int(utf16::length(own.get(..at).unwrap_or_default())),
        None => Ok(Some(Value::Integer(-1))),
    }
}

fn fold(text: &str) -> String {
    text.chars()
        .map(|c| utf16::lower(utf16::upper(c)))
        .collect()
}

/// The lines of a text, without their ends, as `String.lines` gives them.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after
            .strip_prefix("\r\n")
            .or_else(|| after.get(1..))
            .unwrap_or_default();
    }
    lines
}

/// The number of spaces at the start of a line, in characters.
fn indentation(line: &str) -> usize {
    line.chars()
        .take_while(|c| utf16::is_whitespace(*c))
        .count()
}

fn without(line: &str, blanks: usize) -> &str {
    let start = line
        .char_indices()
        .nth(blanks)
        .map_or(line.len(), |(at, _)| at);
    line.get(start..).unwrap_or_default()
}

/// `String.stripIndent`: removes the spaces that all lines start with, and those at their ends.
fn strip_indent(text: &str) -> String {
    let ends_in_line = text.ends_with(['\n', '\r']);
    let lines = lines(text);
    let least = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| at + 1 == lines.len() || indentation(line) < line.chars().count())
        .map(|(_, line)| indentation(line))
        .min()
        .unwrap_or(0);
    let least = if ends_in_line { 0 } else { least };
    let stripped: Vec<&str> = lines
        .iter()
        .map(|line| without(line, least).trim_end_matches(utf16::is_whitespace))
        .collect();
    let end = if ends_in_line { "\n" } else { "" };
    stripped.join("\n") + end
}

/// `String.indent`: adds or removes spaces at the start of each line.
fn indent(text: &str, by: i32, budget: &Budget) -> Called {
    let lines = lines(text);
    let more = usize::try_from(by).unwrap_or(0);
    budget.text(lines.len().saturating_mul(more).saturating_add(text.len()))?;
    let fewer = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let blanks = " ".repeat(more);
    let mut out = String::new();
    for line in lines {
        match by < 0 {
            true => out.push_str(without(line, fewer.min(indentation(line)))),
            false => {
                out.push_str(&blanks);
                out.push_str(line);
            }
        }
        out.push('\n');
    }
    super::text(&out)
}

/// `String.compareTo`: the difference of the first units that differ, or of the lengths.
fn compare(one: &str, two: &str) -> i32 {
    let (mut left, mut right) = (one.encode_utf16(), two.encode_utf16());
    loop {
        match (left.next(), right.next()) {
            (Some(one), Some(two)) => match one.cmp(&two) {
                Ordering::Equal => {}
                _ => return i32::from(one) - i32::from(two),
            },
            (None, None) => return 0,
            (Some(_), None) => return 1 + i32::try_from(left.count()).unwrap_or(i32::MAX - 1),
            (None, Some(_)) => return -1 - i32::try_from(right.count()).unwrap_or(i32::MAX - 1),
        }
    }
}
