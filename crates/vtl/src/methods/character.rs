//! `java.lang.Character`, with the static methods that Java lets one call on an instance. A method that
//! accepts a character mostly accepts a code point, too, and then returns one.

use java::{character, utf16};

use crate::value::{Array, List, Str, Value};

use super::{Called, thrown, truth, units};

/// The methods without parameters.
pub(super) const NULLARY: [&str; 2] = ["charValue", "describeConstable"];

/// Whether a method belongs to the class, not to its objects.
pub(super) fn is_static(name: &str, arguments: &[Value]) -> bool {
    !matches!(
        (name, arguments),
        ("charValue" | "toString" | "hashCode", []) | ("compareTo" | "equals", _)
    )
}

/// Calls `name` on the UTF-16 unit `own`.
#[inline(never)]
pub(super) fn call(own: u16, name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("charValue", []) => unit(own),
        ("compareTo", [Value::Character(other)]) => int(i32::from(own) - i32::from(*other)),
        ("compareTo", [_]) => Err(thrown("a character can be compared with characters only")),
        (_, [Value::Character(one)]) => of_unit(name, *one),
        (_, [Value::Integer(code)]) => of_code(name, *code),
        (_, [Value::Character(one), Value::Character(two)]) => of_units(name, *one, *two),
        ("digit", [Value::Character(one), Value::Integer(radix)]) => {
            int(character::digit(u32::from(*one), *radix))
        }
        ("digit", [Value::Integer(code), Value::Integer(radix)]) => {
            int(character::digit(code.cast_unsigned(), *radix))
        }
        ("forDigit", [Value::Integer(digit), Value::Integer(radix)]) => {
            let radix = u32::try_from(*radix).ok().filter(|r| (2..=36).contains(r));
            let digit = u32::try_from(*digit).ok().zip(radix);
            let digit = digit.and_then(|(digit, radix)| char::from_digit(digit, radix));
            unit(digit.map_or(0, |digit| digit as u16))
        }
        _ => in_text(name, arguments),
    }
}

fn unit(unit: u16) -> Called {
    Ok(Some(Value::Character(unit)))
}

fn int(number: i32) -> Called {
    Ok(Some(Value::Integer(number)))
}

/// The methods that take a character.
fn of_unit(name: &str, one: u16) -> Called {
    let code = u32::from(one);
    let mapped = |code: u32| unit(u16::try_from(code).unwrap_or(one));
    match name {
        "valueOf" => unit(one),
        "toString" => Ok(Some(Value::String(
            Value::Character(one).plain().unwrap_or_default(),
        ))),
        "hashCode" => int(i32::from(one)),
        "reverseBytes" => unit(one.swap_bytes()),
        "isHighSurrogate" => truth(utf16::is_high(one)),
        "isLowSurrogate" => truth(utf16::is_low(one)),
        "isSurrogate" => truth(utf16::is_high(one) || utf16::is_low(one)),
        "isJavaLetter" => truth(character::is_java_start(code)),
        "isJavaLetterOrDigit" => truth(character::is_java_part(code)),
        "isSpace" => truth(matches!(code, 0x9 | 0xa | 0xc | 0xd | 0x20)),
        "toUpperCase" => mapped(character::to_upper(code)),
        "toLowerCase" => mapped(character::to_lower(code)),
        "toTitleCase" => mapped(character::to_title(code)),
        _ => about(name, code),
    }
}

/// The methods that take a code point.
fn of_code(name: &str, number: i32) -> Called {
    let code = number.cast_unsigned();
    let supplementary = (0x1_0000..=0x10_ffff).contains(&code);
    let units = |wanted: usize| {
        let mut units = [0; 2];
        let c = char::from_u32(code).unwrap_or_default();
        c.encode_utf16(&mut units).get(wanted).copied()
    };
    match name {
        "isAlphabetic" => truth(character::is_alphabetic(code)),
        "isIdeographic" => truth(character::is_ideographic(code)),
        "isBmpCodePoint" => truth(code <= 0xffff),
        "isValidCodePoint" => truth(code <= 0x10_ffff),
        "isSupplementaryCodePoint" => truth(supplementary),
        "charCount" => int(if number >= 0x1_0000 { 2 } else { 1 }),
        // For other characters Java returns a result, too.
        "highSurrogate" if supplementary => Ok(units(0).map(Value::Character)),
        "highSurrogate" => {
            let base = 0xd800_u32.wrapping_sub(0x1_0000 >> 10);
            unit((code >> 10).wrapping_add(base) as u16)
        }
        "lowSurrogate" => unit(((code & 0x3ff) + 0xdc00) as u16),
        "toString" | "toChars" if code > 0x10_ffff => {
            Err(thrown(format!("{number} is no code point of a character")))
        }
        "toString" => match u16::try_from(code) {
            Ok(one) => Ok(Some(Value::String(
                Value::Character(one).plain().unwrap_or_default(),
            ))),
            Err(_) => Ok(char::from_u32(code).map(|c| Value::from(c.to_string()))),
        },
        "toChars" => {
            let units = match u16::try_from(code) {
                Ok(one) => vec![Value::Character(one)],
                Err(_) => [0, 1]
                    .into_iter()
                    .filter_map(|at| units(at).map(Value::Character))
                    .collect(),
            };
            Ok(Some(List::array(Array::Chars, units)))
        }
        "toUpperCase" => int(character::to_upper(code).cast_signed()),
        "toLowerCase" => int(character::to_lower(code).cast_signed()),
        "toTitleCase" => int(character::to_title(code).cast_signed()),
        _ => about(name, code),
    }
}

/// The methods that accept either and test it.
fn about(name: &str, code: u32) -> Called {
    let is: fn(u32) -> bool = match name {
        "getType" => return int(character::category(code)),
        "getNumericValue" => return int(character::numeric_value(code)),
        "isDefined" => character::is_defined,
        "isDigit" => character::is_digit,
        "isISOControl" => character::is_control,
        "isIdentifierIgnorable" => character::is_ignorable,
        "isJavaIdentifierPart" => character::is_java_part,
        "isJavaIdentifierStart" => character::is_java_start,
        "isLetter" => character::is_letter,
        "isLetterOrDigit" => |code| character::is_letter(code) || character::is_digit(code),
        "isLowerCase" => character::is_lower,
        "isSpaceChar" => character::is_space_char,
        "isTitleCase" => character::is_title,
        "isUnicodeIdentifierPart" => character::is_unicode_part,
        "isUnicodeIdentifierStart" => character::is_unicode_start,
        "isUpperCase" => character::is_upper,
        "isWhitespace" => character::is_whitespace,
        _ => return Ok(None),
    };
    truth(is(code))
}

fn of_units(name: &str, one: u16, two: u16) -> Called {
    match name {
        "compare" => int(i32::from(one) - i32::from(two)),
        "isSurrogatePair" => truth(utf16::is_high(one) && utf16::is_low(two)),
        "toCodePoint" => {
            // For other characters Java returns a result, too.
            let high = (i32::from(one) << 10).wrapping_add(i32::from(two));
            int(high + (0x1_0000 - (0xd800 << 10) - 0xdc00))
        }
        _ => Ok(None),
    }
}

/// The methods that read a text or an array of characters.
fn in_text(name: &str, arguments: &[Value]) -> Called {
    let [whole, numbers @ ..] = arguments else {
        return Ok(None);
    };
    let units: Vec<u16> = match whole {
        Value::String(own) => own.encode_utf16().collect(),
        Value::List(list) if list.array_of() == Some(Array::Chars) => {
            units::of_characters(&list.items())
        }
        Value::Null => Vec::new(),
        _ => return Ok(None),
    };
    let is_text = matches!(whole, Value::String(_) | Value::Null);
    let mut places = Vec::new();
    for number in numbers {
        match number {
            Value::Integer(number) => places.push(*number),
            _ => return Ok(None),
        }
    }
    let place = |at: i32| usize::try_from(at).ok().filter(|at| *at <= units.len());
    let outside = || thrown("a place is outside of the text");
    let known = matches!(
        (name, &*places),
        ("codePointAt" | "codePointBefore", [_] | [_, _]) | ("codePointCount", [_, _])
    ) || (name == "offsetByCodePoints"
        && matches!(
            (places.len(), whole),
            (2, Value::String(_)) | (4, Value::List(_)) | (_, Value::Null)
        ));
    if !known {
        return Ok(None);
    }
    if matches!(whole, Value::Null) {
        // If both a text and an array are possible, neither fits better.
        return match (name, &*places) {
            ("codePointAt" | "codePointBefore", [_]) | ("codePointCount", _) => Ok(None),
            _ => Err(thrown("null is no text")),
        };
    }
    match (name, &*places, is_text) {
        ("codePointAt", [at], _) => match place(*at) {
            Some(at) if at < units.len() => int(utf16::code_at(&units, at)),
            _ => Err(outside()),
        },
        ("codePointAt", [at, end], false) => match (place(*at), place(*end)) {
            (Some(at), Some(end)) if at < end => {
                int(utf16::code_at(units.get(..end).unwrap_or_default(), at))
            }
            _ => Err(outside()),
        },
        ("codePointBefore", [at], _) => match place(*at) {
            Some(at) if at > 0 => int(utf16::code_before(&units, at)),
            _ => Err(outside()),
        },
        ("codePointBefore", [at, start], false) => match (place(*at), place(*start)) {
            (Some(at), Some(start)) if start < at && start < units.len() => int(
                utf16::code_before(units.get(start..).unwrap_or_default(), at - start),
            ),
            _ => Err(outside()),
        },
        ("codePointCount", [from, to], _) => {
            // For an array: the start and the count.
            let end = match is_text {
                true => Some(*to),
                false => from.checked_add(*to),
            };
            let range = place(*from).zip(end.and_then(place));
            match range.and_then(|(from, to)| units.get(from..to)) {
                Some(part) => super::int(char::decode_utf16(part.iter().copied()).count()),
                None => Err(outside()),
            }
        }
        ("offsetByCodePoints", [at, by], true) => match utf16::moved(&units, *at, *by) {
            Some(at) => int(at),
            None => Err(outside()),
        },
        ("offsetByCodePoints", [start, count, at, by], false) => {
            let part = place(*start)
                .zip(start.checked_add(*count).and_then(place))
                .and_then(|(from, to)| units.get(from..to));
            let moved = part.and_then(|part| utf16::moved(part, at.checked_sub(*start)?, *by));
            match moved {
                Some(moved) => int(moved + start),
                None => Err(outside()),
            }
        }
        _ => Ok(None),
    }
}

/// The text of an array of characters, or of characters one by one, for `String.valueOf`.
pub(super) fn joined(characters: &[Value]) -> Option<Str> {
    characters
        .iter()
        .all(|one| matches!(one, Value::Character(_)))
        .then(|| String::from_utf16_lossy(&units::of_characters(characters)).into())
}

/// The characters of a text, as `String.toCharArray` gives them.
pub(super) fn array(own: &str) -> Called {
    Ok(Some(List::array(
        Array::Chars,
        own.encode_utf16().map(Value::Character).collect(),
    )))
}
