//! Resumes that the API returned instead of the requested ones: no save overwrites them before the user has
//! confirmed it.

use super::versions::ResumeAddress;
use crate::browser::aside;
use crate::browser::keys;
use crate::browser::storage::{self, Area};

/// How many of them.
const MOST: usize = 20;

/// The name of a record that was set aside.
const WHAT: &str = "Resumes to confirm before they are overwritten";

/// Why overwriting this resume must be confirmed; `None` if it need not.
pub(crate) fn why(address: &ResumeAddress) -> Option<&'static str> {
    let text = storage::read(Area::Origin, keys::UNCONFIRMED)?;
    match of_text(&text) {
        Some(names) => names.contains(&address.key()).then_some(
            "The API returned the resume in the form in place of the one that you asked for.",
        ),
        None => Some(
            "This browser's list of resumes that the API returned in place of others is damaged. This one may be among them.",
        ),
    }
}

/// The form holds the resume that is stored there, though another one was requested.
pub(crate) fn add(address: &ResumeAddress) {
    change(|names| {
        let name = address.key();
        names.retain(|one| *one != name);
        names.insert(0, name);
        names.truncate(MOST);
    });
}

/// The user confirmed it.
pub(crate) fn remove(address: &ResumeAddress) {
    let name = address.key();
    change(|names| names.retain(|one| *one != name));
}

/// The resume was saved, or loaded as it was requested. A damaged list stays until the user has confirmed a save.
pub(crate) fn settled(address: &ResumeAddress) {
    let text = storage::read(Area::Origin, keys::UNCONFIRMED);
    if text.is_some_and(|text| of_text(&text).is_some()) {
        remove(address);
    }
}

/// Kept with the draft, which may hold such a resume in the next tab, too.
fn change(change: impl FnOnce(&mut Vec<String>)) {
    // An unreadable list that can't be set aside stays.
    let Ok(kept) = aside::read_or_put(WHAT, Area::Origin, keys::UNCONFIRMED, of_text) else {
        return;
    };
    let before = kept.unwrap_or_default();
    let mut names = before.clone();
    change(&mut names);
    if names == before {
        return;
    }
    if names.is_empty() {
        storage::remove(Area::Origin, keys::UNCONFIRMED);
    } else if let Ok(text) = serde_json::to_string(&names) {
        // A browser without storage has no draft with such a resume either.
        let _ = storage::write(Area::Origin, keys::UNCONFIRMED, &text);
    }
}

fn of_text(text: &str) -> Option<Vec<String>> {
    serde_json::from_str(text).ok()
}
