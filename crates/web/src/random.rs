//! Random names.

use wasm_bindgen::JsCast;
use web_sys::Crypto;
use web_sys::js_sys::{Math, Reflect, global};

/// A random UUID, from the browser's best source.
#[must_use]
pub fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    // Looked up first: a function that is missing (old browser, no HTTPS) would throw.
    let crypto = Reflect::get(&global(), &"crypto".into()).ok();
    let crypto = crypto.and_then(|crypto| crypto.dyn_into::<Crypto>().ok());
    let has_values = crypto.as_ref().is_some_and(|crypto| {
        Reflect::get(crypto, &"getRandomValues".into()).is_ok_and(|method| method.is_function())
    });
    let filled = crypto
        .filter(|_| has_values)
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = std::array::from_fn(|_| (Math::random() * 256.0) as u8);
    }
    // Version 4, variant 1 of RFC 9562.
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = |part: &[u8]| -> String { part.iter().map(|byte| format!("{byte:02x}")).collect() };
    let parts = [
        &bytes[..4],
        &bytes[4..6],
        &bytes[6..8],
        &bytes[8..10],
        &bytes[10..],
    ];
    parts.map(hex).join("-")
}
