//! Random names and secrets.

use wasm_bindgen::JsCast;
use web_sys::Crypto;
use web_sys::js_sys::{Math, Reflect, global};

/// A random UUID, from the browser's best source.
#[must_use]
pub fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    if !fill(&mut bytes) {
        bytes = std::array::from_fn(|_| (Math::random() * 256.0) as u8);
    }
    // Version 4, variant 1 of RFC 9562.
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let parts = [
        &bytes[..4],
        &bytes[4..6],
        &bytes[6..8],
        &bytes[8..10],
        &bytes[10..],
    ];
    parts.map(hex).join("-")
}

/// 32 random bytes that no other page can guess, as hexadecimal digits. `None`: the browser has no source of such.
#[must_use]
pub fn secret() -> Option<String> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes).then(|| hex(&bytes))
}

/// Fills with the browser's random values for cryptography; `false` where it has none.
fn fill(bytes: &mut [u8]) -> bool {
    // Looked up first: a function that is missing (old browser, no HTTPS) would throw.
    let crypto = Reflect::get(&global(), &"crypto".into()).ok();
    let crypto = crypto.and_then(|crypto| crypto.dyn_into::<Crypto>().ok());
    let has_values = crypto.as_ref().is_some_and(|crypto| {
        Reflect::get(crypto, &"getRandomValues".into()).is_ok_and(|method| method.is_function())
    });
    crypto
        .filter(|_| has_values)
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
