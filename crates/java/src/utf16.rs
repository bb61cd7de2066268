//! Strings as Java sees them: positions count UTF-16 units.

use std::ops::Range;

/// `String.length`.
pub fn length(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.encode_utf16().count(),
    }
}

/// The index of the byte at which the unit `at` starts; where it is the second half of a character, that of the
/// character.
pub fn byte(text: &str, at: usize) -> usize {
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

/// `String.charAt`: the unit at `at`.
pub fn unit(text: &str, at: usize) -> Option<u16> {
    match text.is_ascii() {
        true => text.as_bytes().get(at).copied().map(u16::from),
        false => text.encode_utf16().nth(at),
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These of its bytes.
    Bytes(Range<usize>),
    /// A separate text, since it starts or ends with half of a character: that half is `U+FFFD` in it.
    Halved(String),
}

/// `String.substring`: the units `from` up to `to`, as far as there are such.
pub fn part(text: &str, from: usize, to: usize) -> Part {
    let (start, end) = (byte(text, from), byte(text, to).max(byte(text, from)));
    if text.is_ascii() {
        return Part::Bytes(start..end);
    }
    let whole = text.get(start..end).unwrap_or_default();
    let is_clean = length(text.get(..start).unwrap_or_default()) == from
        && length(whole) == to.saturating_sub(from);
    if is_clean {
        return Part::Bytes(start..end);
    }
    let units = text.encode_utf16().skip(from);
    let units: Vec<u16> = units.take(to.saturating_sub(from)).collect();
    Part::Halved(String::from_utf16_lossy(&units))
}

/// `Character.toUpperCase`: always one character for one.
pub fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// `Character.toLowerCase`: always one character for one.
pub fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

/// `Character.isWhitespace`: no non-breaking space, but the separators of ASCII.
pub fn is_whitespace(c: char) -> bool {
    match c {
        '\u{1c}'..='\u{1f}' => true,
        '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => false,
        c => c.is_whitespace(),
    }
}

/// `Character.isHighSurrogate`: the first half of a character.
pub fn is_high(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

/// `Character.isLowSurrogate`: the second half of a character.
pub fn is_low(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

/// The character that two units are halves of, if they are.
pub fn pair(high: u16, low: u16) -> Option<char> {
    match is_high(high) && is_low(low) {
        true => char::decode_utf16([high, low]).next()?.ok(),
        false => None,
    }
}

/// A unit as a character: half of one becomes `U+FFFD`.
pub fn to_char(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `codePointAt`: for half of a character, that half.
pub fn code_at(units: &[u16], at: usize) -> i32 {
    let unit = |at: usize| units.get(at).copied().unwrap_or_default();
    match pair(unit(at), unit(at + 1)) {
        Some(c) => u32::from(c).cast_signed(),
        None => i32::from(unit(at)),
    }
}

/// `codePointBefore`.
pub fn code_before(units: &[u16], at: usize) -> i32 {
    let unit = |at: Option<usize>| at.and_then(|at| units.get(at)).copied().unwrap_or_default();
    match pair(unit(at.checked_sub(2)), unit(at.checked_sub(1))) {
        Some(c) => u32::from(c).cast_signed(),
        None => i32::from(unit(at.checked_sub(1))),
    }
}

/// `offsetByCodePoints`: the index `by` characters from `at`; `None` outside of the units.
pub fn moved(units: &[u16], at: i32, by: i32) -> Option<i32> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_count_units() {
        assert_eq!(part("abc", 1, 2), Part::Bytes(1..2));
        assert_eq!(part("a😀c", 1, 3), Part::Bytes(1..5));
        assert_eq!(part("aé", 1, 2), Part::Bytes(1..3));
        assert_eq!(part("a😀c", 2, 4), Part::Halved("\u{fffd}c".to_owned()));
        assert_eq!(
            (length("a😀"), byte("a😀c", 3), unit("é", 0)),
            (3, 5, Some(0xe9))
        );
    }
}
