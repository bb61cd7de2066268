//! Sets of characters.

use super::unicode;

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
    /// Letters in either case; whether those beyond ASCII are, too.
    Folded(Box<Set>, bool),
}

/// The names that `\p{…}` knows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Is(fn(char) -> bool),
    Ranges(&'static [(char, char)]),
}

impl Named {
    /// The set of that name; `None` where it is not known.
    pub(super) fn new(name: &str) -> Option<Named> {
        let ascii: Option<fn(char) -> bool> = match name {
            "Lower" => Some(|c| c.is_ascii_lowercase()),
            "Upper" => Some(|c| c.is_ascii_uppercase()),
            "ASCII" => Some(|c| c.is_ascii()),
            "Alpha" => Some(|c| c.is_ascii_alphabetic()),
            "Digit" => Some(|c| c.is_ascii_digit()),
            "Alnum" => Some(|c| c.is_ascii_alphanumeric()),
            "Punct" => Some(|c| c.is_ascii_punctuation()),
            "Graph" => Some(|c| c.is_ascii_graphic()),
            "Print" => Some(|c| c.is_ascii_graphic() || c == ' '),
            "Blank" => Some(|c| c == ' ' || c == '\t'),
            "Cntrl" => Some(|c| c.is_ascii_control()),
            "XDigit" => Some(|c| c.is_ascii_hexdigit()),
            "Space" => Some(is_space),
            _ => None,
        };
        if ascii.is_some() {
            return ascii.map(Named::Is);
        }
        if let Some(java) = name.strip_prefix("java") {
            return Some(Named::Is(match java {
                "LowerCase" => char::is_lowercase,
                "UpperCase" => char::is_uppercase,
                "Alphabetic" | "Letter" => char::is_alphabetic,
                "Digit" => char::is_numeric,
                "LetterOrDigit" => char::is_alphanumeric,
                "Whitespace" => crate::java::utf16::is_space,
                "SpaceChar" => |c| c == ' ' || (c.is_whitespace() && c > '\u{85}'),
                _ => return None,
            }));
        }
        if let Some((key, value)) = name.split_once('=') {
            return match &*key.to_ascii_lowercase() {
                "script" | "sc" => unicode::script(value).map(Named::Ranges),
                "block" | "blk" => unicode::block(value).map(Named::Ranges),
                "general_category" | "gc" => Named::category(value),
                _ => None,
            };
        }
        if let Some(block) = name.strip_prefix("In") {
            return unicode::block(block).map(Named::Ranges);
        }
        if let Some(bare) = name.strip_prefix("Is") {
            let property: Option<fn(char) -> bool> = match &*bare.to_ascii_uppercase() {
                "ALPHABETIC" | "LETTER" => Some(char::is_alphabetic),
                "UPPERCASE" => Some(char::is_uppercase),
                "LOWERCASE" => Some(char::is_lowercase),
                "DIGIT" => Some(char::is_numeric),
                "ALNUM" => Some(char::is_alphanumeric),
                "WHITE_SPACE" | "WHITESPACE" => Some(char::is_whitespace),
                "CONTROL" => Some(char::is_control),
                "PUNCTUATION" => return Some(Named::Ranges(unicode::PUNCTUATION)),
                _ => None,
            };
            return match property {
                Some(property) => Some(Named::Is(property)),
                None => Named::category(bare).or_else(|| unicode::script(bare).map(Named::Ranges)),
            };
        }
        Named::category(name)
    }

    /// The general categories. Where the standard library does not tell them apart, or where it takes
    /// tables, they are those of the frequent characters.
    fn category(name: &str) -> Option<Named> {
        Some(match name {
            "L" => Named::Is(char::is_alphabetic),
            "Lu" => Named::Is(char::is_uppercase),
            "Ll" => Named::Is(char::is_lowercase),
            "LC" => Named::Is(|c| c.is_uppercase() || c.is_lowercase()),
            "Lo" => Named::Is(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()),
            "N" => Named::Is(char::is_numeric),
            "Nd" => Named::Ranges(unicode::DIGITS),
            "Z" => Named::Is(|c| c.is_whitespace() && (c == ' ' || c > '\u{85}')),
            "Zs" => Named::Is(|c| {
                c.is_whitespace()
                    && (c == ' ' || c > '\u{85}')
                    && !matches!(c, '\u{2028}' | '\u{2029}')
            }),
            "Cc" => Named::Is(char::is_control),
            "M" | "Mn" => Named::Ranges(unicode::MARKS),
            "P" => Named::Ranges(unicode::PUNCTUATION),
            "Pd" => Named::Ranges(&[('-', '-'), ('\u{2010}', '\u{2015}')]),
            "Pc" => Named::Ranges(&[('_', '_'), ('\u{203f}', '\u{2040}')]),
            "S" => Named::Ranges(unicode::SYMBOLS),
            "Sc" => Named::Ranges(unicode::CURRENCY),
            "Sm" => Named::Ranges(unicode::MATHS),
            _ => return None,
        })
    }

    fn has(self, c: char) -> bool {
        match self {
            Named::Is(is) => is(c),
            Named::Ranges(ranges) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)),
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// Whether a line ends with `c`.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` is part of a word for `\b`.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl Set {
    pub(super) fn has(&self, c: char) -> bool {
        match self {
            Set::Range(from, to) => (*from..=*to).contains(&c),
            Set::Digit => c.is_ascii_digit(),
            Set::Word => c.is_ascii_alphanumeric() || c == '_',
            Set::Space => is_space(c),
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
            Set::Folded(set, false) => {
                set.has(c) || set.has(c.to_ascii_lowercase()) || set.has(c.to_ascii_uppercase())
            }
            Set::Folded(set, true) => {
                let upper = crate::java::utf16::upper(c);
                set.has(c) || set.has(upper) || set.has(crate::java::utf16::lower(upper))
            }
        }
    }
}
