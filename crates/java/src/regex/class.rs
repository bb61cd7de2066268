//! Sets of characters.

use super::named::{Named, is_ascii_space};
use super::unicode;
use crate::utf16;

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) enum Set {
    Range(char, char),
    Digit,
    Word,
    Space,
    HorizontalSpace,
    VerticalSpace,
    Named(Named),
    Not(Box<Set>),
    Any(Vec<Set>),
    All(Vec<Set>),
    /// A range whose letters count in either case; whether those beyond ASCII do, too.
    Folded(char, char, bool),
    /// A letter in any case, which is this one's in lower case.
    Letter(char),
}

/// Whether a line ends with `c`.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` is part of a word for `\b`, with and without `(?U)`.
pub(super) fn is_word(c: char, classes: bool) -> bool {
    match classes {
        true => is_unicode_word(c),
        false => unicode::is_letter_or_digit(c) || c == '_',
    }
}

/// `\w` under `(?U)`.
pub(super) fn is_unicode_word(c: char) -> bool {
    c.is_alphabetic()
        || unicode::is_digit(c)
        || unicode::among(unicode::MARKS, c)
        || matches!(c, '_' | '\u{200c}' | '\u{200d}' | '\u{203f}' | '\u{2040}')
}

impl Set {
    pub(super) fn has(&self, c: char) -> bool {
        match self {
            Set::Range(from, to) => (*from..=*to).contains(&c),
            Set::Digit => c.is_ascii_digit(),
            Set::Word => c.is_ascii_alphanumeric() || c == '_',
            Set::Space => is_ascii_space(c),
            Set::HorizontalSpace => {
                matches!(
                    c,
                    ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'
                        ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
                )
            }
            Set::VerticalSpace => {
                matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
            }
            Set::Named(named) => named.has(c),
            Set::Not(set) => !set.has(c),
            Set::Any(sets) => sets.iter().any(|set| set.has(c)),
            Set::All(sets) => sets.iter().all(|set| set.has(c)),
            Set::Folded(from, to, unicode) => {
                let range = *from..=*to;
                let (upper, lower) = match unicode {
                    false => (c.to_ascii_uppercase(), c.to_ascii_lowercase()),
                    true => (utf16::upper(c), utf16::lower(utf16::upper(c))),
                };
                range.contains(&c) || range.contains(&upper) || range.contains(&lower)
            }
            Set::Letter(letter) => utf16::lower(utf16::upper(c)) == *letter,
        }
    }
}
