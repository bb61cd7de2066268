//! The length of a token of one kind at the start of a text: the regular expressions of the
//! grammar, each written out by hand.

/// How many of the bytes at the start of `text` satisfy `of`.
pub(super) fn run(text: &[u8], of: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| of(**byte)).count()
}

/// Optional spaces and one line end, as `)`, `#end` and `#else` swallow them; 0 where there is none.
pub(super) fn blank_line_end(text: &[u8]) -> usize {
    let blanks = run(text, |byte| byte == b' ' || byte == b'\t');
    match line_end(text.get(blanks..).unwrap_or_default()) {
        0 => 0,
        end => blanks + end,
    }
}

/// One line end: `\n`, `\r\n` or `\r`.
pub(super) fn line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// The name of a directive, without braces.
pub(super) fn word(text: &[u8]) -> usize {
    match text.first() {
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' || *byte == b'@' => {
            run(text, |byte| {
                byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'@'
            })
        }
        _ => 0,
    }
}

/// The name of a directive in braces.
pub(super) fn bracketed_word(text: &[u8]) -> usize {
    let Some((b'{', rest)) = text.split_first() else {
        return 0;
    };
    if rest.first() == Some(&b'@') {
        return 0;
    }
    match word(rest) {
        0 => 0,
        length if rest.get(length) == Some(&b'}') => length + 2,
        _ => 0,
    }
}

/// The name of a variable, a property or a method. Hyphens belong to it.
pub(super) fn identifier(text: &[u8]) -> usize {
    match text.first() {
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => run(text, |byte| {
            byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
        }),
        _ => 0,
    }
}

/// A quoted string. A doubled quote means one quote; a backslash means nothing.
pub(super) fn string(text: &[u8]) -> usize {
    let Some(&quote @ (b'"' | b'\'')) = text.first() else {
        return 0;
    };
    let mut accepted = 0;
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr(quote, rest)) {
        accepted = at + found + 1;
        if text.get(accepted) != Some(&quote) {
            break;
        }
        at = accepted + 1;
    }
    accepted
}

fn memchr(needle: u8, text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte == needle)
}

/// A number: the length of an integer (with the `..` that may follow it), and that of a
/// floating point literal.
pub(super) fn number(text: &[u8]) -> (usize, usize) {
    let sign = usize::from(text.first() == Some(&b'-'));
    let digits = run(text.get(sign..).unwrap_or_default(), |byte| {
        byte.is_ascii_digit()
    });
    let after = sign + digits;
    let rest = text.get(after..).unwrap_or_default();
    let mut float = 0;
    if rest.first() == Some(&b'.') {
        let fraction = run(rest.get(1..).unwrap_or_default(), |byte| {
            byte.is_ascii_digit()
        });
        if digits > 0 || fraction > 0 {
            float = after + 1 + fraction;
            float += exponent(text.get(float..).unwrap_or_default());
        }
    } else if digits > 0 {
        float = match exponent(rest) {
            0 => 0,
            length => after + length,
        };
    }
    let integer = match digits {
        0 => 0,
        _ if rest.starts_with(b"..") => after + 2,
        _ => after,
    };
    (integer, float)
}

fn exponent(text: &[u8]) -> usize {
    let Some((b'e' | b'E', rest)) = text.split_first() else {
        return 0;
    };
    let sign = usize::from(matches!(rest.first(), Some(b'+' | b'-')));
    match run(rest.get(sign..).unwrap_or_default(), |byte| {
        byte.is_ascii_digit()
    }) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

/// `#set(` with the spaces before it.
pub(super) fn set(text: &[u8]) -> usize {
    let mut at = run(text, |byte| byte == b' ' || byte == b'\t');
    let rest = text.get(at..).unwrap_or_default();
    at += if rest.starts_with(b"#set") {
        4
    } else if rest.starts_with(b"#{set}") {
        6
    } else {
        return 0;
    };
    at += run(text.get(at..).unwrap_or_default(), |byte| byte == b' ');
    if text.get(at) == Some(&b'(') {
        at + 1
    } else {
        0
    }
}

/// `\#name`, `\\\#name`: an odd number of backslashes, which is given, before a directive.
pub(super) fn escaped_directive(text: &[u8], escapes: usize) -> usize {
    if escapes.is_multiple_of(2) || text.get(escapes) != Some(&b'#') {
        return 0;
    }
    let name = text.get(escapes + 1..).unwrap_or_default();
    match word(name).max(bracketed_word(name)) {
        0 => 0,
        length => escapes + 1 + length,
    }
}
