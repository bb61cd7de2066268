//! The browser's storage, with its failures as values.

pub(crate) use web::StorageError;
use web::reason;
use web_sys::Storage;

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// `localStorage`: until it is removed, seen by every tab of this origin.
    Origin,
    /// `sessionStorage`: as long as the tab lives, also across reloads, seen by this tab only.
    Tab,
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
