//! Escapes in the strings of JSON, decoded for reading.

/// `json` with characters in place of their escapes: `\/`, and `\uXXXX` of what can be seen. Escapes of quotes, line breaks and other
/// control characters, and of what changes the direction or can't be seen, stay: the text has the same lines, and is JSON as before.
pub(crate) fn decoded(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    // Outside of strings there is no backslash.
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let (length, character) = match escape.as_bytes().get(1) {
            Some(b'/') => (2, Some('/')),
            Some(b'u') => unicode(escape),
            // Of a text that ends here, or the first half of a character that is cut.
            Some(_) => (1 + escape.chars().nth(1).map_or(0, char::len_utf8), None),
            None => (1, None),
        };
        match character {
            Some(character) => text.push(character),
            None => text.push_str(escape.get(..length).unwrap_or(escape)),
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// How long the escape is, in bytes, and what it stands for; `None` for what stays.
fn unicode(escape: &str) -> (usize, Option<char>) {
    let unit = |at: usize| {
        let digits = escape.get(at..at + 4)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    };
    let Some(first) = unit(2) else {
        return (2, None);
    };
    let second = match first {
        0xD800..=0xDBFF if escape.get(6..8) == Some("\\u") => unit(8),
        _ => None,
    };
    let (length, code) = match second {
        Some(low @ 0xDC00..=0xDFFF) => (12, 0x1_0000 + ((first - 0xD800) << 10) + (low - 0xDC00)),
        _ => (6, first),
    };
    (length, char::from_u32(code).filter(|c| is_seen(*c)))
}

fn is_seen(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '"' | '\\' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_is_decoded() {
        for (json, text) in [
            (
                r#"{"a": "https:\/\/x", "b": "G\u00F6teborg"}"#,
                r#"{"a": "https://x", "b": "Göteborg"}"#,
            ),
            (r#""\ud83d\ude00 \u4F60""#, "\"😀 你\""),
            // What would change the meaning, or not be seen.
            (
                r#""\u0022 \u005c \n \u000a \u200b \u202e \" \\/""#,
                r#""\u0022 \u005c \n \u000a \u200b \u202e \" \\/""#,
            ),
            // Halves of characters, and what is no escape.
            (
                r#""\ud83d \ude00 \ud83dx \u12 \uzzzz \ü""#,
                r#""\ud83d \ude00 \ud83dx \u12 \uzzzz \ü""#,
            ),
            ("\\", "\\"),
            (r"\u00", r"\u00"),
        ] {
            assert_eq!(decoded(json), text, "{json}");
        }
    }

    #[test]
    fn the_value_is_the_same() {
        let json = r#"{"a": ["\u00e9\/\u0001", "\ud83d\ude00"], "\u006b": "\u2028"}"#;
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&decoded(json)), value(json));
    }
}
