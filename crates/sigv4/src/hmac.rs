//! HMAC with SHA-256 ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)).
//!
//! Over `sha2` alone: the crate `hmac` brings one for comparisons in constant time, which a signer has no use for.

use sha2::{Digest, Sha256};

/// The bytes that SHA-256 takes at once.
const BLOCK: usize = 64;

/// The code of a text under a key of any length.
pub(crate) fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let hashed;
    let key = match key.len() {
        ..=BLOCK => key,
        _ => {
            hashed = Sha256::digest(key);
            &hashed[..]
        }
    };
    let padded = |pad: u8| {
        let mut block = [pad; BLOCK];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text);
    let outer = Sha256::new().chain_update(padded(0x5c));
    outer.chain_update(inner.finalize()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;

    /// Cases of [RFC 4231](https://www.rfc-editor.org/rfc/rfc4231).
    #[test]
    fn the_codes_are_the_standards() {
        for (key, text, code) in [
            (
                &[0x0b; 20][..],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &[0xaa; 131],
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ] {
            assert_eq!(hex(&hmac(key, text.as_bytes())), code);
        }
    }
}
