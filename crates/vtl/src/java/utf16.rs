//! Positions in UTF-16 units, as Java counts them.

use crate::value::{Str, Value};

/// `String.length`.
pub(crate) fn length(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.encode_utf16().count(),
    }
}

/// The byte at which the unit `at` stands; where it is the second one of a character, the byte of
/// that character.
pub(crate) fn byte(text: &str, at: usize) -> usize {
    if text.is_ascii() {
        return at.min(text.len());
    }
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        units += c.len_utf16();
        if units > at {
            return byte;
        }
    }
    text.len()
}

/// The unit at `at`.
pub(crate) fn unit(text: &str, at: usize) -> Option<u16> {
    match text.is_ascii() {
        true => text.as_bytes().get(at).copied().map(u16::from),
        false => text.encode_utf16().nth(at),
    }
}

/// What follows the first `units` units where these are ASCII: the frequent case, in which nothing
/// has to be counted.
pub(crate) fn after_ascii(text: &Str, units: usize) -> Option<Str> {
    let head = text.as_bytes().get(..units)?;
    match head.is_ascii() {
        true => text.slice(units..text.len()),
        false => None,
    }
}

/// The units `from` up to `to`. Half of a character becomes `U+FFFD`.
pub(crate) fn cut(text: &Str, from: usize, to: usize) -> Str {
    if text.is_ascii() {
        return text.slice(from..to).unwrap_or(Str::from_static(""));
    }
    let (start, end) = (byte(text, from), byte(text, to));
    let whole = text.slice(start..end).unwrap_or(Str::from_static(""));
    let clean =
        length(text.get(..start).unwrap_or_default()) == from && length(&whole) == to - from;
    if clean {
        return whole;
    }
    let units: Vec<u16> = text
        .encode_utf16()
        .skip(from)
        .take(to.saturating_sub(from))
        .collect();
    String::from_utf16_lossy(&units).into()
}

/// `Character.toUpperCase`: of one character one.
pub(crate) fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// `Character.toLowerCase`: of one character one.
pub(crate) fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

/// `Character.isWhitespace`: no blank that keeps lines together, but the separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    match c {
        '\u{1c}'..='\u{1f}' => true,
        '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => false,
        c => c.is_whitespace(),
    }
}

/// The first half of a pair.
pub(crate) fn is_high(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

/// The second half of a pair.
pub(crate) fn is_low(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

/// The character that two halves are; `None` where they are none of one.
pub(crate) fn pair(high: u16, low: u16) -> Option<char> {
    match is_high(high) && is_low(low) {
        true => char::decode_utf16([high, low]).next()?.ok(),
        false => None,
    }
}

/// A unit as text: half of a character becomes `U+FFFD`.
pub(crate) fn shown(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The text of units. Half of a character becomes `U+FFFD`.
pub(crate) fn text(units: &[u16]) -> Str {
    String::from_utf16_lossy(units).into()
}

/// The units among values that are characters.
pub(crate) fn units(characters: &[Value]) -> Vec<u16> {
    let unit = |value: &Value| match value {
        Value::Character(unit) => Some(*unit),
        _ => None,
    };
    characters.iter().filter_map(unit).collect()
}

/// `codePointAt`: of half a character, the half. The place is one in `units`.
pub(crate) fn code_at(units: &[u16], at: usize) -> i32 {
    let unit = |at: usize| units.get(at).copied().unwrap_or_default();
    match pair(unit(at), unit(at + 1)) {
        Some(c) => u32::from(c).cast_signed(),
        None => i32::from(unit(at)),
    }
}

/// `codePointBefore`, of a place behind the first.
pub(crate) fn code_before(units: &[u16], at: usize) -> i32 {
    let unit = |at: Option<usize>| at.and_then(|at| units.get(at)).copied().unwrap_or_default();
    match pair(unit(at.checked_sub(2)), unit(at.checked_sub(1))) {
        Some(c) => u32::from(c).cast_signed(),
        None => i32::from(unit(at.checked_sub(1))),
    }
}

/// `offsetByCodePoints`: the place so many characters from `at`; `None` outside of the units.
pub(crate) fn moved(units: &[u16], at: i32, by: i32) -> Option<i32> {
    let mut at = usize::try_from(at).ok().filter(|at| *at <= units.len())?;
    for _ in 0..by.unsigned_abs() {
        let is_pair = |at: usize| {
            let (high, low) = (units.get(at), units.get(at + 1));
            high.zip(low)
                .is_some_and(|(high, low)| pair(*high, *low).is_some())
        };
        at = match by > 0 {
            true if at >= units.len() => return None,
            true if is_pair(at) => at + 2,
            true => at + 1,
            false if at >= 2 && is_pair(at - 2) => at - 2,
            false => at.checked_sub(1)?,
        };
    }
    i32::try_from(at).ok()
}
