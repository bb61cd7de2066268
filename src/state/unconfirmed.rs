//! The resumes that came as the answer to a load of another one: a save goes over none of them before the user has
//! confirmed it.

use serde_json::json;

use super::versions::Place;
use crate::browser::keys;
use crate::browser::storage::{self, Area};

/// How many of them.
const MOST: usize = 20;

/// Whether a save to this place has to be confirmed.
pub(crate) fn holds(place: &Place) -> bool {
    read().contains(&name(place))
}

/// The form took a resume that is stored there, though another one was asked for.
pub(crate) fn add(place: &Place) {
    let mut names = read();
    let name = name(place);
    names.retain(|one| *one != name);
    names.insert(0, name);
    names.truncate(MOST);
    write(&names);
}

/// The user confirmed it, or loaded that very resume.
pub(crate) fn remove(place: &Place) {
    let mut names = read();
    let before = names.len();
    let name = name(place);
    names.retain(|one| *one != name);
    if names.len() != before {
        write(&names);
    }
}

fn name(place: &Place) -> String {
    json!([place.base, place.table, place.id]).to_string()
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
        // A browser that keeps nothing has no draft with such a resume either.
        let _ = storage::write(Area::Origin, keys::UNCONFIRMED, &text);
    }
}
