//! Headers of DynamoDB's HTTP responses.

/// The headers of a response in DynamoDB's order, without `Connection` and `Date`.
pub(crate) fn headers(body: &str, request_id: &str) -> Vec<(String, String)> {
    [
        ("Server", "Server".to_owned()),
        ("Content-Type", "application/x-amz-json-1.0".to_owned()),
        ("Content-Length", body.len().to_string()),
        ("x-amzn-RequestId", request_id.to_owned()),
        ("x-amz-crc32", crc32(body.as_bytes()).to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// A request id in DynamoDB's form, 52 capitals and digits, derived from the gateway's.
pub(crate) fn request_id(gateway_id: &str) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHIJKLMNOPQRSTUV";
    // FNV-1a over the text, then one step of it for each character.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = gateway_id.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    let mut id = String::with_capacity(52);
    for place in 0..48_u8 {
        hash = step(hash, place);
        let index = (hash >> 59) as usize;
        id.push(ALPHABET.get(index).map_or('0', |byte| char::from(*byte)));
    }
    // All of DynamoDB's ids end so.
    id.push_str("AAJG");
    id
}

/// CRC-32 (IEEE 802.3), four bits at a time.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| {
        let four = SUMS.get((crc & 15) as usize).copied();
        crc >> 4 ^ four.unwrap_or_default()
    };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| step(step(crc ^ u32::from(*byte))))
}

/// The sums of four bits.
const SUMS: [u32; 16] = {
    let mut sums = [0; 16];
    let mut bits = 0;
    while bits < 16 {
        let mut crc = bits as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        sums[bits] = crc;
        bits += 1;
    }
    sums
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums() {
        assert_eq!(crc32(b""), 0);
        // The check value of the polynomial, and what DynamoDB sends with an empty object.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b"{}"), 2_745_614_147);
    }

    #[test]
    fn ids() {
        let id = request_id("00000000-0000-4000-8000-000000000000");
        assert_eq!(id.len(), 52);
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        );
        assert_eq!(id, request_id("00000000-0000-4000-8000-000000000000"));
        assert_ne!(id, request_id("00000000-0000-4000-8000-000000000001"));
    }
}
