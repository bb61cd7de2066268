//! The names in `\p{…}`.

use super::unicode::{self, Ranges, among};

/// The flags that change a class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Case {
    /// `(?i)`: letters in either case, of ASCII.
    pub(super) fold: bool,
    /// `(?u)`: those beyond ASCII, too.
    pub(super) unicode: bool,
    /// `(?U)`: `\w`, `\p{Alpha}` and the like go beyond ASCII.
    pub(super) classes: bool,
}

/// A set of characters that has a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Is(fn(char) -> bool),
    Ranges(Ranges),
}

impl Named {
    /// The set of that name; `None` if it is unknown. The general categories and sets that need tables
    /// cover the frequent characters only.
    #[inline(never)]
    pub(super) fn new(name: &str, case: Case) -> Option<Named> {
        if let Some(is) = posix(name, case) {
            return Some(Named::Is(is));
        }
        if let Some(java) = name.strip_prefix("java") {
            return Some(Named::Is(match java {
                "LowerCase" | "UpperCase" | "TitleCase" if case.fold => unicode::is_cased,
                "LowerCase" => char::is_lowercase,
                "UpperCase" => char::is_uppercase,
                "TitleCase" => unicode::is_title,
                "Alphabetic" => char::is_alphabetic,
                "Letter" => unicode::is_letter,
                "Digit" => unicode::is_digit,
                "LetterOrDigit" => unicode::is_letter_or_digit,
                "Whitespace" => crate::utf16::is_whitespace,
                "SpaceChar" => |c| is_separator(c),
                _ => return None,
            }));
        }
        if let Some((key, value)) = name.split_once('=') {
            return match &*key.to_ascii_lowercase() {
                "script" | "sc" => unicode::script(value).map(Named::Ranges),
                "block" | "blk" => unicode::block(value).map(Named::Ranges),
                "general_category" | "gc" => category(value, case),
                _ => None,
            };
        }
        if let Some(block) = name.strip_prefix("In") {
            return unicode::block(block).map(Named::Ranges);
        }
        if let Some(bare) = name.strip_prefix("Is") {
            return property(bare, case)
                .or_else(|| category(bare, case))
                .or_else(|| unicode::script(bare).map(Named::Ranges));
        }
        category(name, case)
    }

    pub(super) fn has(self, c: char) -> bool {
        match self {
            Named::Is(is) => is(c),
            Named::Ranges(ranges) => among(ranges, c),
        }
    }
}

/// The names of POSIX: ASCII only, unless `(?U)` extends them.
fn posix(name: &str, case: Case) -> Option<fn(char) -> bool> {
    Some(match (name, case.classes) {
        ("Lower" | "Upper", true) if case.fold => unicode::is_cased,
        ("Lower" | "Upper", false) if case.fold => |c| c.is_ascii_alphabetic(),
        ("Lower", true) => char::is_lowercase,
        ("Lower", false) => |c| c.is_ascii_lowercase(),
        ("Upper", true) => char::is_uppercase,
        ("Upper", false) => |c| c.is_ascii_uppercase(),
        ("Alpha", true) => char::is_alphabetic,
        ("Alpha", false) => |c| c.is_ascii_alphabetic(),
        ("Digit", true) => unicode::is_digit,
        ("Digit", false) => |c| c.is_ascii_digit(),
        ("Alnum", true) => |c| c.is_alphabetic() || unicode::is_digit(c),
        ("Alnum", false) => |c| c.is_ascii_alphanumeric(),
        ("Punct", true) => |c| among(unicode::PUNCTUATION, c),
        ("Punct", false) => |c| c.is_ascii_punctuation(),
        ("Graph", true) => is_graph,
        ("Graph", false) => |c| c.is_ascii_graphic(),
        ("Print", true) => |c| is_graph(c) || is_blank(c),
        ("Print", false) => |c| c.is_ascii_graphic() || c == ' ',
        ("Blank", true) => |c| is_blank(c) || c == '\t',
        ("Blank", false) => |c| c == ' ' || c == '\t',
        ("Cntrl", true) => char::is_control,
        ("Cntrl", false) => |c| c.is_ascii_control(),
        ("XDigit", true) => is_hex_digit,
        ("XDigit", false) => |c| c.is_ascii_hexdigit(),
        ("Space", true) => char::is_whitespace,
        ("Space", false) => is_ascii_space,
        ("ASCII", _) => |c| c.is_ascii(),
        _ => return None,
    })
}

/// The properties of Unicode, after `Is`.
fn property(name: &str, case: Case) -> Option<Named> {
    Some(Named::Is(match &*name.to_ascii_uppercase() {
        "UPPERCASE" | "LOWERCASE" | "TITLECASE" if case.fold => unicode::is_cased,
        "ALPHABETIC" => char::is_alphabetic,
        "LETTER" => unicode::is_letter,
        "UPPERCASE" => char::is_uppercase,
        "LOWERCASE" => char::is_lowercase,
        "TITLECASE" => unicode::is_title,
        "DIGIT" => unicode::is_digit,
        "ALNUM" => |c| c.is_alphabetic() || unicode::is_digit(c),
        "WHITE_SPACE" | "WHITESPACE" => char::is_whitespace,
        "CONTROL" => char::is_control,
        "PUNCTUATION" => |c| among(unicode::PUNCTUATION, c),
        "HEX_DIGIT" | "HEXDIGIT" => is_hex_digit,
        "IDEOGRAPHIC" => |c| among(unicode::IDEOGRAPHS, c),
        _ => return None,
    }))
}

/// The general categories, and the other names without `Is`.
fn category(name: &str, case: Case) -> Option<Named> {
    Some(match name {
        "Lu" | "Ll" | "Lt" if case.fold => Named::Is(unicode::is_cased_letter),
        "L" => Named::Is(unicode::is_letter),
        "LD" => Named::Is(unicode::is_letter_or_digit),
        "Lu" => Named::Is(unicode::is_upper_letter),
        "Ll" => Named::Is(unicode::is_lower_letter),
        "Lt" => Named::Is(unicode::is_title),
        "LC" => Named::Is(unicode::is_cased_letter),
        "Lm" => Named::Ranges(unicode::MODIFIERS),
        "Lo" => Named::Is(|c| {
            unicode::is_letter(c) && !unicode::is_cased_letter(c) && !among(unicode::MODIFIERS, c)
        }),
        "N" => Named::Is(char::is_numeric),
        "Nd" => Named::Ranges(unicode::DIGITS),
        "Nl" => Named::Ranges(unicode::LETTER_NUMBERS),
        "No" => Named::Is(|c| {
            c.is_numeric() && !unicode::is_digit(c) && !among(unicode::LETTER_NUMBERS, c)
        }),
        "Z" => Named::Is(is_separator),
        "Zs" => Named::Is(is_blank),
        "Zl" => Named::Is(|c| c == '\u{2028}'),
        "Zp" => Named::Is(|c| c == '\u{2029}'),
        "Cc" => Named::Is(char::is_control),
        "C" => Named::Is(|c| {
            c.is_control() || among(unicode::FORMATS, c) || among(unicode::PRIVATE, c)
        }),
        "Cf" => Named::Ranges(unicode::FORMATS),
        "M" | "Mn" => Named::Ranges(unicode::MARKS),
        "P" => Named::Ranges(unicode::PUNCTUATION),
        "Pd" => Named::Ranges(unicode::DASHES),
        "Pc" => Named::Ranges(unicode::CONNECTORS),
        "Ps" => Named::Ranges(unicode::OPENING),
        "Pe" => Named::Ranges(unicode::CLOSING),
        "Po" => Named::Is(is_other_punctuation),
        "Pi" => Named::Ranges(unicode::OPENING_QUOTES),
        "Pf" => Named::Ranges(unicode::CLOSING_QUOTES),
        "S" => Named::Ranges(unicode::SYMBOLS),
        "Sc" => Named::Ranges(unicode::CURRENCY),
        "Sm" => Named::Ranges(unicode::MATHS),
        "Sk" => Named::Ranges(unicode::MODIFYING_SYMBOLS),
        "So" => Named::Is(is_other_symbol),
        "L1" => Named::Is(|c| c <= '\u{ff}'),
        "all" => Named::Is(|_| true),
        _ => return None,
    })
}

/// The white space of ASCII.
pub(super) fn is_ascii_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// Spaces, line and paragraph separators, without control characters.
fn is_separator(c: char) -> bool {
    c.is_whitespace() && (c == ' ' || c > '\u{85}')
}

fn is_blank(c: char) -> bool {
    is_separator(c) && !matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_graph(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

fn is_hex_digit(c: char) -> bool {
    unicode::is_digit(c) || among(unicode::HEX_DIGITS, c)
}

/// Punctuation of none of the other kinds.
fn is_other_punctuation(c: char) -> bool {
    let others = [
        unicode::DASHES,
        unicode::CONNECTORS,
        unicode::OPENING,
        unicode::CLOSING,
        unicode::OPENING_QUOTES,
        unicode::CLOSING_QUOTES,
    ];
    among(unicode::PUNCTUATION, c) && !others.into_iter().any(|ranges| among(ranges, c))
}

/// A symbol of none of the other kinds.
fn is_other_symbol(c: char) -> bool {
    let others = [
        unicode::CURRENCY,
        unicode::MATHS,
        unicode::MODIFYING_SYMBOLS,
    ];
    among(unicode::SYMBOLS, c) && !others.into_iter().any(|ranges| among(ranges, c))
}
