//! Positions in UTF-16 units, as Java counts them.

use crate::value::Str;

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
