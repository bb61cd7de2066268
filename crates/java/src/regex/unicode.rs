//! Ranges of characters: the categories, scripts and blocks of Unicode that patterns refer to, for
//! frequent texts.

pub(crate) type Ranges = &'static [(char, char)];

/// Whether `c` is in one of the ranges.
pub(crate) fn among(ranges: Ranges, c: char) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
}

/// A decimal digit.
pub(crate) fn is_digit(c: char) -> bool {
    among(DIGITS, c)
}

/// A letter: what is alphabetic besides is a number, a mark or a symbol.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !among(LETTER_NUMBERS, c) && !among(MARKS, c) && !among(CIRCLED, c)
}

pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || is_digit(c)
}

/// A letter in upper case (`Lu`): a symbol or a number can be so, too.
pub(crate) fn is_upper_letter(c: char) -> bool {
    c.is_uppercase() && is_letter(c)
}

/// A letter in lower case (`Ll`).
pub(crate) fn is_lower_letter(c: char) -> bool {
    c.is_lowercase() && is_letter(c) && !among(MODIFIERS, c) && !matches!(c, '\u{aa}' | '\u{ba}')
}

/// Two letters in one, the first in upper case (`Lt`).
pub(super) fn is_title(c: char) -> bool {
    among(TITLE, c)
}

/// `Lu`, `Ll` or `Lt`.
pub(super) fn is_cased_letter(c: char) -> bool {
    is_upper_letter(c) || is_lower_letter(c) || is_title(c)
}

/// In upper, lower or title case, letter or not.
pub(super) fn is_cased(c: char) -> bool {
    c.is_uppercase() || c.is_lowercase() || is_title(c)
}

const TITLE: Ranges = &[
    ('\u{1c5}', '\u{1c5}'),
    ('\u{1c8}', '\u{1c8}'),
    ('\u{1cb}', '\u{1cb}'),
    ('\u{1f2}', '\u{1f2}'),
    ('\u{1f88}', '\u{1f8f}'),
    ('\u{1f98}', '\u{1f9f}'),
    ('\u{1fa8}', '\u{1faf}'),
    ('\u{1fbc}', '\u{1fbc}'),
    ('\u{1fcc}', '\u{1fcc}'),
    ('\u{1ffc}', '\u{1ffc}'),
];

/// Symbols made of a letter in a circle or a square.
const CIRCLED: Ranges = &[('\u{24b6}', '\u{24e9}'), ('\u{1f130}', '\u{1f189}')];

/// Numbers made of letters, such as Roman numerals.
pub(super) const LETTER_NUMBERS: Ranges = &[
    ('\u{16ee}', '\u{16f0}'),
    ('\u{2160}', '\u{2182}'),
    ('\u{2185}', '\u{2188}'),
    ('\u{3007}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3038}', '\u{303a}'),
];

/// Letters that modify another one.
pub(super) const MODIFIERS: Ranges = &[
    ('\u{2b0}', '\u{2c1}'),
    ('\u{2c6}', '\u{2d1}'),
    ('\u{2e0}', '\u{2e4}'),
    ('\u{2ec}', '\u{2ec}'),
    ('\u{2ee}', '\u{2ee}'),
    ('\u{374}', '\u{374}'),
    ('\u{37a}', '\u{37a}'),
    ('\u{559}', '\u{559}'),
    ('\u{640}', '\u{640}'),
    ('\u{1d2c}', '\u{1d6a}'),
    ('\u{1d78}', '\u{1d78}'),
    ('\u{1d9b}', '\u{1dbf}'),
    ('\u{2071}', '\u{2071}'),
    ('\u{207f}', '\u{207f}'),
    ('\u{2090}', '\u{209c}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3031}', '\u{3035}'),
    ('\u{303b}', '\u{303b}'),
    ('\u{309d}', '\u{309e}'),
    ('\u{30fc}', '\u{30fe}'),
    ('\u{ff70}', '\u{ff70}'),
    ('\u{ff9e}', '\u{ff9f}'),
];

/// Characters that format others and are not seen.
pub(super) const FORMATS: Ranges = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
];

/// The hexadecimal digits that are letters.
pub(super) const HEX_DIGITS: Ranges = &[
    ('A', 'F'),
    ('a', 'f'),
    ('\u{ff10}', '\u{ff19}'),
    ('\u{ff21}', '\u{ff26}'),
    ('\u{ff41}', '\u{ff46}'),
];

pub(super) const DASHES: Ranges = &[('-', '-'), ('\u{2010}', '\u{2015}')];

/// Punctuation that connects words.
pub(super) const CONNECTORS: Ranges = &[('_', '_'), ('\u{203f}', '\u{2040}')];

/// Brackets and low quotes that open.
pub(super) const OPENING: Ranges = &[
    ('(', '('),
    ('[', '['),
    ('{', '{'),
    ('\u{201a}', '\u{201a}'),
    ('\u{201e}', '\u{201e}'),
    ('\u{2045}', '\u{2045}'),
    ('\u{3008}', '\u{3008}'),
    ('\u{300a}', '\u{300a}'),
    ('\u{300c}', '\u{300c}'),
    ('\u{300e}', '\u{300e}'),
    ('\u{3010}', '\u{3010}'),
    ('\u{3014}', '\u{3014}'),
    ('\u{3016}', '\u{3016}'),
    ('\u{3018}', '\u{3018}'),
    ('\u{301a}', '\u{301a}'),
    ('\u{301d}', '\u{301d}'),
    ('\u{ff08}', '\u{ff08}'),
];

/// The closing counterparts.
pub(super) const CLOSING: Ranges = &[
    (')', ')'),
    (']', ']'),
    ('}', '}'),
    ('\u{2046}', '\u{2046}'),
    ('\u{3009}', '\u{3009}'),
    ('\u{300b}', '\u{300b}'),
    ('\u{300d}', '\u{300d}'),
    ('\u{300f}', '\u{300f}'),
    ('\u{3011}', '\u{3011}'),
    ('\u{3015}', '\u{3015}'),
    ('\u{3017}', '\u{3017}'),
    ('\u{3019}', '\u{3019}'),
    ('\u{301b}', '\u{301b}'),
    ('\u{301e}', '\u{301f}'),
    ('\u{ff09}', '\u{ff09}'),
];

/// Symbols that modify a letter, on their own.
pub(super) const MODIFYING_SYMBOLS: Ranges = &[
    ('^', '^'),
    ('`', '`'),
    ('\u{a8}', '\u{a8}'),
    ('\u{af}', '\u{af}'),
    ('\u{b4}', '\u{b4}'),
    ('\u{b8}', '\u{b8}'),
    ('\u{2c2}', '\u{2c5}'),
    ('\u{2d2}', '\u{2df}'),
    ('\u{1f3fb}', '\u{1f3ff}'),
];

/// Characters for private use.
pub(super) const PRIVATE: Ranges = &[('\u{e000}', '\u{f8ff}')];

/// Logograms, such as Chinese characters.
pub(crate) const IDEOGRAPHS: Ranges = &[
    ('\u{3006}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{fad9}'),
    ('\u{20000}', '\u{323af}'),
];

pub(super) const OPENING_QUOTES: Ranges = &[
    ('\u{ab}', '\u{ab}'),
    ('\u{2018}', '\u{2018}'),
    ('\u{201b}', '\u{201c}'),
    ('\u{201f}', '\u{201f}'),
    ('\u{2039}', '\u{2039}'),
];

pub(super) const CLOSING_QUOTES: Ranges = &[
    ('\u{bb}', '\u{bb}'),
    ('\u{2019}', '\u{2019}'),
    ('\u{201d}', '\u{201d}'),
    ('\u{203a}', '\u{203a}'),
];

/// Decimal digits.
pub(super) const DIGITS: Ranges = &[
    ('0', '9'),
    ('\u{660}', '\u{669}'),
    ('\u{6f0}', '\u{6f9}'),
    ('\u{966}', '\u{96f}'),
    ('\u{ff10}', '\u{ff19}'),
];

/// Marks that combine with the character before them.
pub(super) const MARKS: Ranges = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{20d0}', '\u{20f0}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{fe20}', '\u{fe2f}'),
];

/// Characters that belong to the one before: marks, and skin tones.
pub(super) const EXTEND: Ranges = &[
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{200c}', '\u{200c}'),
    ('\u{20d0}', '\u{20f0}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{fe20}', '\u{fe2f}'),
    ('\u{1f3fb}', '\u{1f3ff}'),
];

/// Punctuation.
pub(super) const PUNCTUATION: Ranges = &[
    ('!', '#'),
    ('%', '*'),
    (',', '/'),
    (':', ';'),
    ('?', '@'),
    ('[', ']'),
    ('_', '_'),
    ('{', '{'),
    ('}', '}'),
    ('\u{a1}', '\u{a1}'),
    ('\u{a7}', '\u{a7}'),
    ('\u{ab}', '\u{ab}'),
    ('\u{b6}', '\u{b7}'),
    ('\u{bb}', '\u{bb}'),
    ('\u{bf}', '\u{bf}'),
    ('\u{2010}', '\u{2027}'),
    ('\u{2030}', '\u{2043}'),
    ('\u{2045}', '\u{2051}'),
    ('\u{2053}', '\u{205e}'),
    ('\u{3001}', '\u{3003}'),
    ('\u{3008}', '\u{3011}'),
    ('\u{3014}', '\u{301f}'),
    ('\u{ff01}', '\u{ff03}'),
    ('\u{ff05}', '\u{ff0a}'),
    ('\u{ff0c}', '\u{ff0f}'),
];

/// Signs of currencies.
pub(super) const CURRENCY: Ranges = &[
    ('$', '$'),
    ('\u{a2}', '\u{a5}'),
    ('\u{20a0}', '\u{20c0}'),
    ('\u{ff04}', '\u{ff04}'),
];

/// Signs of mathematics.
pub(super) const MATHS: Ranges = &[
    ('+', '+'),
    ('<', '>'),
    ('|', '|'),
    ('~', '~'),
    ('\u{ac}', '\u{ac}'),
    ('\u{b1}', '\u{b1}'),
    ('\u{d7}', '\u{d7}'),
    ('\u{f7}', '\u{f7}'),
    ('\u{2044}', '\u{2044}'),
    ('\u{2190}', '\u{2194}'),
    ('\u{2200}', '\u{22ff}'),
];

/// Symbols of all kinds.
pub(super) const SYMBOLS: Ranges = &[
    ('$', '$'),
    ('+', '+'),
    ('<', '>'),
    ('^', '^'),
    ('`', '`'),
    ('|', '|'),
    ('~', '~'),
    ('\u{a2}', '\u{a6}'),
    ('\u{a8}', '\u{a9}'),
    ('\u{ac}', '\u{ac}'),
    ('\u{ae}', '\u{b1}'),
    ('\u{b4}', '\u{b4}'),
    ('\u{b8}', '\u{b8}'),
    ('\u{d7}', '\u{d7}'),
    ('\u{f7}', '\u{f7}'),
    ('\u{2044}', '\u{2044}'),
    ('\u{20a0}', '\u{20c0}'),
    ('\u{2190}', '\u{2307}'),
    ('\u{230c}', '\u{2328}'),
    ('\u{232b}', '\u{2426}'),
    ('\u{2500}', '\u{2767}'),
    ('\u{2794}', '\u{27c4}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6ff}'),
    ('\u{1f900}', '\u{1faff}'),
];

const LATIN: Ranges = &[
    ('A', 'Z'),
    ('a', 'z'),
    ('\u{aa}', '\u{aa}'),
    ('\u{ba}', '\u{ba}'),
    ('\u{c0}', '\u{d6}'),
    ('\u{d8}', '\u{f6}'),
    ('\u{f8}', '\u{2b8}'),
    ('\u{1e00}', '\u{1eff}'),
    ('\u{ff21}', '\u{ff3a}'),
    ('\u{ff41}', '\u{ff5a}'),
];

/// The script of that name.
pub(super) fn script(name: &str) -> Option<Ranges> {
    Some(match &*name.to_ascii_uppercase() {
        "LATIN" | "LATN" => LATIN,
        "GREEK" | "GREK" => &[
            ('\u{370}', '\u{373}'),
            ('\u{375}', '\u{377}'),
            ('\u{37a}', '\u{37d}'),
            ('\u{37f}', '\u{384}'),
            ('\u{386}', '\u{386}'),
            ('\u{388}', '\u{3e1}'),
            ('\u{3f0}', '\u{3ff}'),
            ('\u{1f00}', '\u{1fff}'),
        ],
        "CYRILLIC" | "CYRL" => &[('\u{400}', '\u{52f}'), ('\u{1c80}', '\u{1c88}')],
        "HEBREW" | "HEBR" => &[('\u{591}', '\u{5f4}')],
        "ARABIC" | "ARAB" => &[
            ('\u{620}', '\u{63f}'),
            ('\u{641}', '\u{64a}'),
            ('\u{656}', '\u{6ff}'),
        ],
        "HAN" | "HANI" => &[
            ('\u{2e80}', '\u{2fd5}'),
            ('\u{3005}', '\u{3005}'),
            ('\u{3007}', '\u{3007}'),
            ('\u{3400}', '\u{4dbf}'),
            ('\u{4e00}', '\u{9fff}'),
            ('\u{f900}', '\u{fad9}'),
            ('\u{20000}', '\u{323af}'),
        ],
        "HIRAGANA" | "HIRA" => &[('\u{3041}', '\u{3096}'), ('\u{309d}', '\u{309f}')],
        "KATAKANA" | "KANA" => &[('\u{30a1}', '\u{30fa}'), ('\u{30fd}', '\u{30ff}')],
        "HANGUL" | "HANG" => &[('\u{1100}', '\u{11ff}'), ('\u{ac00}', '\u{d7a3}')],
        _ => return None,
    })
}

/// The block of that name.
pub(super) fn block(name: &str) -> Option<Ranges> {
    let bare: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .collect();
    Some(match &*bare.to_ascii_uppercase() {
        "BASICLATIN" => &[('\0', '\u{7f}')],
        "LATIN1SUPPLEMENT" => &[('\u{80}', '\u{ff}')],
        "LATINEXTENDEDA" => &[('\u{100}', '\u{17f}')],
        "LATINEXTENDEDB" => &[('\u{180}', '\u{24f}')],
        "COMBININGDIACRITICALMARKS" => &[('\u{300}', '\u{36f}')],
        "GREEK" | "GREEKANDCOPTIC" => &[('\u{370}', '\u{3ff}')],
        "CYRILLIC" => &[('\u{400}', '\u{4ff}')],
        "HEBREW" => &[('\u{590}', '\u{5ff}')],
        "ARABIC" => &[('\u{600}', '\u{6ff}')],
        "GENERALPUNCTUATION" => &[('\u{2000}', '\u{206f}')],
        "CURRENCYSYMBOLS" => &[('\u{20a0}', '\u{20cf}')],
        "ARROWS" => &[('\u{2190}', '\u{21ff}')],
        "HIRAGANA" => &[('\u{3040}', '\u{309f}')],
        "KATAKANA" => &[('\u{30a0}', '\u{30ff}')],
        "CJKUNIFIEDIDEOGRAPHS" => &[('\u{4e00}', '\u{9fff}')],
        "EMOTICONS" => &[('\u{1f600}', '\u{1f64f}')],
        _ => return None,
    })
}
