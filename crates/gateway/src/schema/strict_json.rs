//! Strict check of JSON: the validator accepts none of the lenient forms of mapping templates.

/// What the grammar allows next.
#[derive(Clone, Copy)]
enum Next {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

/// Whether `text` is one JSON value (RFC 8259) and nothing more.
pub(super) fn is_json(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut open = Vec::new();
    let mut next = Next::Value;
    loop {
        rest = rest.trim_ascii_start();
        let Some((&first, behind)) = rest.split_first() else {
            return open.is_empty() && matches!(next, Next::CommaOrEnd);
        };
        let (left, then) = match (next, first) {
            (Next::Value | Next::ValueOrEnd, b'{') => {
                open.push(b'}');
                (Some(behind), Next::KeyOrEnd)
            }
            (Next::Value | Next::ValueOrEnd, b'[') => {
                open.push(b']');
                (Some(behind), Next::ValueOrEnd)
            }
            (Next::ValueOrEnd, b']') | (Next::KeyOrEnd, b'}') => {
                open.pop();
                (Some(behind), Next::CommaOrEnd)
            }
            (Next::Value | Next::ValueOrEnd, _) => (scalar(rest), Next::CommaOrEnd),
            (Next::Key | Next::KeyOrEnd, b'"') => (string(behind), Next::Colon),
            (Next::Colon, b':') => (Some(behind), Next::Value),
            (Next::CommaOrEnd, b',') => match open.last() {
                Some(b'}') => (Some(behind), Next::Key),
                Some(_) => (Some(behind), Next::Value),
                None => (None, next),
            },
            (Next::CommaOrEnd, close) if open.last() == Some(&close) => {
                open.pop();
                (Some(behind), Next::CommaOrEnd)
            }
            _ => (None, next),
        };
        match left {
            Some(left) => (rest, next) = (left, then),
            None => return false,
        }
    }
}

/// The text behind the string, word or number that `text` starts with.
fn scalar(text: &[u8]) -> Option<&[u8]> {
    match text.split_first()? {
        (b'"', behind) => string(behind),
        (b't', _) => text.strip_prefix(b"true"),
        (b'f', _) => text.strip_prefix(b"false"),
        (b'n', _) => text.strip_prefix(b"null"),
        _ => number(text),
    }
}

/// The text behind a string whose opening quote is before `text`.
fn string(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        let (first, behind) = text.split_first()?;
        text = match first {
            b'"' => return Some(behind),
            0..=0x1f => return None,
            b'\\' => match behind.split_first()? {
                (b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', behind) => behind,
                (b'u', behind) => {
                    let (digits, behind) = behind.split_at_checked(4)?;
                    digits.iter().all(u8::is_ascii_hexdigit).then_some(behind)?
                }
                _ => return None,
            },
            _ => behind,
        };
    }
}

#[inline(never)]
fn number(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let mut rest = match text.strip_prefix(b"0") {
        Some(behind) => behind,
        None => digits(text)?,
    };
    if let Some(fraction) = rest.strip_prefix(b".") {
        rest = digits(fraction)?;
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or(rest.strip_prefix(b"E")) {
        let sign = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-"));
        rest = digits(sign.unwrap_or(exponent))?;
    }
    Some(rest)
}

/// The text behind the digits that `text` starts with, at least one.
fn digits(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|b| !b.is_ascii_digit());
    let (digits, behind) = text.split_at_checked(end.unwrap_or(text.len()))?;
    (!digits.is_empty()).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_what_only_looks_like_it() {
        for json in [
            "1",
            " {} ",
            r#"{"a":[1,-0.5e+3,{"b":null}],"c":"\u00e9\n"}"#,
            "[]",
            "[true,false]",
            "\"\"",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "",
            "{a:1}",
            "[1,]",
            "{\"a\"}",
            "{\"a\":1,}",
            "01",
            "1.",
            "+1",
            "'a'",
            "[1 2]",
            "{}{}",
            "[}",
            "]",
            "\"\\x\"",
            "\"\t\"",
            "tru",
            "nullx",
            "{\"a\":}",
            "1e",
            "[",
            "\"\\u12g4\"",
        ] {
            assert!(!is_json(other), "{other}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }
}
