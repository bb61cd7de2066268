//! What can be undone, kept for this tab over a reload.
//!
//! It is written when the page is left, since it may be a hundred times the draft. A page that is killed loses it; never the draft.

use std::sync::Arc;

use resume::Resume;
use serde_json::value::RawValue;

use crate::browser::aside;
use crate::browser::keys::UNDO;
use crate::browser::storage::{self, Area, StorageError};
use crate::state::history::History;

/// The most bytes that are kept: a browser gives a tab some 5 MB.
const MOST_BYTES: usize = 1 << 20;
/// The most steps, undone ones included.
const MOST_STEPS: usize = 50;
/// The name of a step of before the reload.
const LABEL: &str = "a change before the reload";

/// The name of a record that was set aside.
const WHAT: &str = "Undo steps of a tab";

/// The version, which resume of this browser, its draft, the past and the future, the nearest first.
type Record = (
    u32,
    String,
    Box<RawValue>,
    Vec<Box<RawValue>>,
    Vec<Box<RawValue>>,
);

/// Keeps the steps of the draft in the form, the nearest first, as far as there is room.
pub(crate) fn keep(document: &str, history: &History<Resume>) {
    let present = history.present().to_json();
    let mut room = MOST_BYTES.saturating_sub(present.len());
    let mut steps = MOST_STEPS;
    let mut texts = |states: &mut dyn Iterator<Item = &Arc<Resume>>| {
        let mut texts = Vec::new();
        for state in states {
            let text = state.to_json();
            if steps == 0 || text.len() > room {
                break;
            }
            steps -= 1;
            room -= text.len();
            texts.push(text);
        }
        texts
    };
    let past = texts(&mut history.past());
    let future = texts(&mut history.future());
    if past.is_empty() && future.is_empty() {
        storage::remove(Area::Tab, UNDO);
        return;
    }
    let list = |texts: Vec<String>| format!("[{}]", texts.join(","));
    let document = serde_json::Value::from(document);
    let (past, future) = (list(past), list(future));
    // As JSON, and each resume as it is: a number keeps its digits.
    let record = format!("[1,{document},{present},{past},{future}]");
    if storage::write(Area::Tab, UNDO, &record).is_err() {
        storage::remove(Area::Tab, UNDO);
    }
}

/// A readable record.
struct Kept {
    document: String,
    present: (Resume, usize),
    past: Vec<(Resume, usize)>,
    future: Vec<(Resume, usize)>,
}

/// The kept steps of that draft; `None` if there are none, or those of another text.
///
/// # Errors
/// There is an unreadable record, which must stay: [`keep`] must not be called.
pub(crate) fn kept(
    document: &str,
    draft: &Resume,
) -> Result<Option<History<Resume>>, StorageError> {
    let kept = aside::read_or_put(WHAT, Area::Tab, UNDO, of_text)?;
    let kept = kept.filter(|kept| kept.document == document && kept.present.0 == *draft);
    Ok(kept.map(|kept| History::resumed(kept.present, kept.past, kept.future, LABEL)))
}

fn of_text(text: &str) -> Option<Kept> {
    let (version, document, present, past, future): Record = serde_json::from_str(text).ok()?;
    if version != 1 {
        return None;
    }
    let state = |text: &RawValue| {
        let text = text.get();
        Some((Resume::from_json(text).ok()?, text.len()))
    };
    let states = |texts: Vec<Box<RawValue>>| -> Option<Vec<(Resume, usize)>> {
        texts.iter().map(|text| state(text)).collect()
    };
    Some(Kept {
        document,
        present: state(&present)?,
        past: states(past)?,
        future: states(future)?,
    })
}
