//! Encodings of text, by the rules of the Java classes behind `$util`: JavaScript strings, URLs, base64.

use std::fmt::Write as _;

use vtl::value::Str;

/// `StringEscapeUtils.escapeJavaScript` of commons-lang 2: what JavaScript needs within quotes of
/// either kind. Its `\'` is not valid JSON.
pub(crate) fn escape_java_script(text: &Str) -> Str {
    let mut rest = text.as_str();
    let mut plain = plain_length(rest);
    if plain == rest.len() {
        // As most texts: nothing to copy.
        return text.clone();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4 + 8);
    loop {
        let (head, tail) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(head);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else {
            return out.into();
        };
        match c {
            '"' | '\'' | '\\' | '/' => {
                out.push('\\');
                out.push(c);
            }
            '\u{8}' => out.push_str("\\b"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str("\\u");
                    let digits = [12, 8, 4, 0].map(|shift| HEX[usize::from(*unit >> shift & 15)]);
                    out.extend(digits.map(char::from));
                }
            }
        }
        rest = chars.as_str();
        plain = plain_length(rest);
    }
}

/// Whether `text` needs no escape in JavaScript.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last_chunk::<8>() {
        // The last eight may be tested twice in part.
        Some(last) => {
            let (words, _) = bytes.as_chunks::<8>();
            !words.iter().any(has_escape) && !has_escape(last)
        }
        None => bytes.iter().all(|byte| PLAIN[usize::from(*byte)]),
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// By byte: whether JavaScript needs no escape for it. No byte of a character beyond ASCII is plain.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0x20;
    while byte < 0x80 {
        plain[byte] = !matches!(byte as u8, b'"' | b'\'' | b'\\' | b'/');
        byte += 1;
    }
    plain
};

/// Whether one of eight bytes needs an escape.
#[inline]
fn has_escape(word: &[u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    // Marks the bytes that are 0, and possibly some behind the first of them.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let word = u64::from_le_bytes(*word);
    let quotes = zeros(word ^ (ONES * u64::from(b'"'))) | zeros(word ^ (ONES * u64::from(b'\'')));
    let slashes = zeros(word ^ (ONES * u64::from(b'/'))) | zeros(word ^ (ONES * u64::from(b'\\')));
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (word | quotes | slashes | controls) & HIGH != 0
}

/// The length of the prefix of `text` that needs no escape, in bytes. Tests eight bytes at a time.
fn plain_length(text: &str) -> usize {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let clean = words.iter().position(has_escape).unwrap_or(words.len()) * 8;
    let rest = match words.len() * 8 == clean {
        true => rest,
        false => text.as_bytes().get(clean..).unwrap_or_default(),
    };
    let end = rest.iter().position(|byte| !PLAIN[usize::from(*byte)]);
    clean + end.unwrap_or(rest.len())
}

/// `URLEncoder.encode` with UTF-8: a form's encoding, with `+` for a space.
pub(crate) fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// `URLDecoder.decode` with UTF-8; `None` for a `%` without two hexadecimal digits, where Java
/// throws.
pub(crate) fn url_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let [high, low, tail @ ..] = tail else {
                    return None;
                };
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                // Two digits make a byte.
                bytes.push((digit(high)? << 4 | digit(low)?) as u8);
                rest = tail;
            }
            other => bytes.push(*other),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `Base64.getEncoder().encodeToString`.
pub(crate) fn base64_encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).copied().map_or(0, u32::from);
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sextet = (all >> (18 - 6 * at)) as usize & 63;
            let digit = BASE64.get(sextet).copied().map_or('=', char::from);
            out.push(if at > chunk.len() { '=' } else { digit });
        }
    }
    out
}

/// `Base64.getDecoder().decode`: the padding is optional, and bits behind the last byte are ignored. `None` where Java
/// throws.
pub(crate) fn base64_decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let last = digits.len() % 4;
    if last == 1 || padding > 2 || (padding > 0 && last + padding != 4) {
        return None;
    }
    let mut out = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in digits.bytes() {
        let value = BASE64.iter().position(|known| *known == digit)?;
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_script_escapes() {
        assert_eq!(
            escape_java_script(&"say \"hi\" it's a/b \\ é € 😀\n\u{1}\u{7f}".into()).as_str(),
            r#"say \"hi\" it\'s a\/b \\ \u00E9 \u20AC \uD83D\uDE00\n\u0001"#.to_owned() + "\u{7f}"
        );
    }

    #[test]
    fn urls_round_trip() {
        assert_eq!(
            url_encode("a b&c=d/e?f+g~h*i€"),
            "a+b%26c%3Dd%2Fe%3Ff%2Bg%7Eh*i%E2%82%AC"
        );
        assert_eq!(url_decode("a%20b+c%C3%A9").as_deref(), Some("a b cé"));
        assert_eq!(url_decode("%ff").as_deref(), Some("\u{fffd}"));
        assert_eq!(url_decode("%2"), None);
        assert_eq!(url_decode("%zz"), None);
    }

    #[test]
    fn base64_round_trips() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("<>&", "PD4m"),
            ("é€", "w6nigqw="),
        ] {
            assert_eq!(base64_encode(text.as_bytes()), coded);
            assert_eq!(base64_decode(coded).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(base64_decode("Zg").as_deref(), Some(b"f".as_slice()));
        // Bits behind the last byte, which no encoder writes.
        assert_eq!(base64_decode("Zh==").as_deref(), Some(b"f".as_slice()));
        for wrong in ["Z", "Zg=", "Zg===", "Z g=", "Zm9v=", "Z=g=", "====", "é"] {
            assert_eq!(base64_decode(wrong), None, "{wrong}");
        }
    }
}
