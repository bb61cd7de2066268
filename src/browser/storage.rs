//! The browser's storage, with its failures as values.

use wasm_bindgen::JsValue;
use web_sys::{Storage, js_sys::Reflect};

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// `localStorage`: until it is removed, seen by every tab of this origin.
    Origin,
    /// `sessionStorage`: as long as the tab lives, also across reloads, seen by this tab only.
    Tab,
}

/// Why a storage operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// The browser gives this page no storage (blocked by a setting, or a private window).
    Closed,
    /// There is no room left.
    Full,
    /// A newer version of this page uses the storage.
    Newer,
    /// The browser's database did not answer in time.
    NoAnswer,
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Closed => "this browser blocks storage for this page",
            Self::Full => "the browser's storage for this page is full",
            Self::Newer => "a newer version of this page uses the storage",
            Self::NoAnswer => "the browser's database does not respond",
        })
    }
}

/// The value under `key`; `None` where there is none, or no storage.
pub(crate) fn read(area: Area, key: &str) -> Option<String> {
    storage(area).ok()?.get_item(key).ok()?
}

/// Puts `value` under `key`. On failure the old value stays.
pub(crate) fn write(area: Area, key: &str, value: &str) -> Result<(), StorageError> {
    storage(area)?
        .set_item(key, value)
        .map_err(|error| reason(&error))
}

/// Removes `key`.
pub(crate) fn remove(area: Area, key: &str) {
    if let Ok(storage) = storage(area) {
        // A storage that can't even remove: nothing to do.
        let _ = storage.remove_item(key);
    }
}

/// The keys that begin with `prefix`, in order.
pub(crate) fn keys(area: Area, prefix: &str) -> Vec<String> {
    let Ok(storage) = storage(area) else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    let all = (0..count).filter_map(|index| storage.key(index).ok()?);
    let mut keys: Vec<String> = all.filter(|key| key.starts_with(prefix)).collect();
    keys.sort();
    keys
}

/// Removes everything.
#[cfg(all(test, target_arch = "wasm32"))]
pub(crate) fn clear(area: Area) {
    if let Ok(storage) = storage(area) {
        let _ = storage.clear();
    }
}

fn storage(area: Area) -> Result<Storage, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Closed)?;
    match area {
        Area::Origin => window.local_storage(),
        Area::Tab => window.session_storage(),
    }
    .ok()
    .flatten()
    .ok_or(StorageError::Closed)
}

/// Browsers name the same failure differently.
pub(super) fn reason(error: &JsValue) -> StorageError {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
        Some("VersionError") => StorageError::Newer,
        _ => StorageError::Closed,
    }
}
