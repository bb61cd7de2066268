//! Sets of characters.

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
    /// Letters in either case.
    Folded(Box<Set>),
}

/// The names that `\p{…}` knows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Lower,
    Upper,
    Ascii,
    Alpha,
    Digit,
    Alnum,
    Punct,
    Graph,
    Print,
    Blank,
    Control,
    Hex,
    Space,
    Letter,
    UnicodeUpper,
    UnicodeLower,
    Number,
    UnicodeAlnum,
    UnicodeSpace,
}

impl Named {
    pub(super) fn new(name: &str) -> Option<Named> {
        let bare = name
            .strip_prefix("Is")
            .or_else(|| name.strip_prefix("java"))
            .unwrap_or(name);
        Some(match name {
            "Lower" => Named::Lower,
            "Upper" => Named::Upper,
            "ASCII" => Named::Ascii,
            "Alpha" => Named::Alpha,
            "Digit" => Named::Digit,
            "Alnum" => Named::Alnum,
            "Punct" => Named::Punct,
            "Graph" => Named::Graph,
            "Print" => Named::Print,
            "Blank" => Named::Blank,
            "Cntrl" => Named::Control,
            "XDigit" => Named::Hex,
            "Space" => Named::Space,
            _ => match bare {
                "L" | "Letter" | "Alphabetic" => Named::Letter,
                "Lu" | "Uppercase" | "UpperCase" => Named::UnicodeUpper,
                "Ll" | "Lowercase" | "LowerCase" => Named::UnicodeLower,
                "N" | "Nd" | "Digit" => Named::Number,
                "LetterOrDigit" => Named::UnicodeAlnum,
                "White_Space" | "WhiteSpace" | "Whitespace" | "Z" | "Zs" => Named::UnicodeSpace,
                "P" | "Punctuation" => Named::Punct,
                _ => return None,
            },
        })
    }

    fn has(self, c: char) -> bool {
        match self {
            Named::Lower => c.is_ascii_lowercase(),
            Named::Upper => c.is_ascii_uppercase(),
            Named::Ascii => c.is_ascii(),
            Named::Alpha => c.is_ascii_alphabetic(),
            Named::Digit => c.is_ascii_digit(),
            Named::Alnum => c.is_ascii_alphanumeric(),
            Named::Punct => c.is_ascii_punctuation(),
            Named::Graph => c.is_ascii_graphic(),
            Named::Print => c.is_ascii_graphic() || c == ' ',
            Named::Blank => c == ' ' || c == '\t',
            Named::Control => c.is_ascii_control(),
            Named::Hex => c.is_ascii_hexdigit(),
            Named::Space => is_space(c),
            Named::Letter => c.is_alphabetic(),
            Named::UnicodeUpper => c.is_uppercase(),
            Named::UnicodeLower => c.is_lowercase(),
            Named::Number => c.is_numeric(),
            Named::UnicodeAlnum => c.is_alphanumeric(),
            Named::UnicodeSpace => c.is_whitespace(),
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
            Set::Folded(set) => {
                set.has(c) || set.has(c.to_ascii_lowercase()) || set.has(c.to_ascii_uppercase())
            }
        }
    }
}
