//! Resumes that the API returned instead of the requested ones: no save overwrites them before the user has
//! confirmed it.

use super::versions::ResumeAddress;
use crate::browser::keys;
use crate::browser::storage::{self, Area};

/// How many of them.
const MOST: usize = 20;

/// Whether overwriting this resume must be confirmed.
pub(crate) fn holds(address: &ResumeAddress) -> bool {
    read().contains(&address.key())
}

/// The form holds the resume that is stored there, though another one was requested.
pub(crate) fn add(address: &ResumeAddress) {
    let mut names = read();
    let name = address.key();
    names.retain(|one| *one != name);
    names.insert(0, name);
    names.truncate(MOST);
    write(&names);
}

/// The user confirmed it, or loaded that very resume.
pub(crate) fn remove(address: &ResumeAddress) {
    let mut names = read();
    let before = names.len();
    let name = address.key();
    names.retain(|one| *one != name);
    if names.len() != before {
        write(&names);
    }
}

/// Kept with the draft, which may hold such a resume in the next tab, too.
fn read() -> Vec<String> {
    let kept = storage::read(Area::Origin, keys::UNCONFIRMED);
    kept.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn write(names: &[String]) {
    if names.is_empty() {
        storage::remove(Area::Origin, keys::UNCONFIRMED);
    } else if let Ok(text) = serde_json::to_string(names) {
        // A browser without storage has no draft with such a resume either.
        let _ = storage::write(Area::Origin, keys::UNCONFIRMED, &text);
    }
}
