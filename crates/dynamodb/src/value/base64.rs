//! Base64 with padding (RFC 4648) for binary values.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let index = (bits >> (18 - 6 * place)) & 63;
                text.push(ALPHABET.get(index as usize).map_or('=', |b| char::from(*b)));
            }
        }
    }
    text
}

fn sextet(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Decodes a text that [`encode`] can write: with padding, and no other bits behind the last byte.
///
/// # Errors
/// DynamoDB's message.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, String> {
    if !text.len().is_multiple_of(4) {
        return Err(format!(
            "Base64 encoded length is expected a multiple of 4 bytes but found: {}",
            text.len()
        ));
    }
    // The misspelling is DynamoDB's.
    let wrong = || "Invalid last non-pad Base64 character dectected".to_owned();
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 {
        return Err(wrong());
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in body.as_bytes().chunks(4) {
        let mut bits = 0;
        for byte in chunk {
            bits = bits << 6 | sextet(*byte).ok_or_else(wrong)?;
        }
        bits <<= 6 * (4 - chunk.len());
        let [_, first, second, third] = bits.to_be_bytes();
        let whole = [first, second, third];
        let (kept, dropped) = whole.split_at_checked(chunk.len() - 1).ok_or_else(wrong)?;
        // The bits behind the last byte must be zero, so that no other text has the same bytes.
        if dropped.iter().any(|b| *b != 0) {
            return Err(wrong());
        }
        bytes.extend_from_slice(kept);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"fooba", "Zm9vYmE="),
            (b"foobar", "Zm9vYmFy"),
            (b"\xff\xfe\xfd", "//79"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).unwrap(), bytes);
        }
        for text in [
            "Z", "Zg=", "====", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Zm9!", "éé", " Zg=",
        ] {
            assert!(decode(text).is_err(), "{text}");
        }
    }
}
