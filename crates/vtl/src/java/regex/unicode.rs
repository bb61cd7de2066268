//! Ranges of characters: the categories, scripts and blocks of Unicode that patterns ask for, as far
//! as frequent texts have them.

type Ranges = &'static [(char, char)];

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

/// What belongs to the character before it: marks, and the colours of skin.
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
