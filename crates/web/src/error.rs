//! Failures of the browser's storage.

use std::fmt;

use wasm_bindgen::JsValue;
use web_sys::js_sys::Reflect;

/// Why a storage operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser gives this page no storage (blocked by a setting, or a private window).
    Closed,
    /// There is no room left.
    Full,
    /// A newer version of this page uses the storage.
    Newer,
    /// The browser's database did not answer in time.
    NoAnswer,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "this browser blocks storage for this page",
            Self::Full => "the browser's storage for this page is full",
            Self::Newer => "a newer version of this page uses the storage",
            Self::NoAnswer => "the browser's database does not respond",
        })
    }
}

/// The error of a value that one of the browser's storage functions threw. Browsers name the same failure differently.
#[must_use]
pub fn reason(error: &JsValue) -> StorageError {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
        Some("VersionError") => StorageError::Newer,
        _ => StorageError::Closed,
    }
}
