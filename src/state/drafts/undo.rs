//! What can be undone, kept for this tab over a reload.
//!
//! It is written when the page is left, since it may be a hundred times the draft. A page that is killed loses it; never the draft.

use std::sync::Arc;

use resume::Resume;
use serde_json::value::RawValue;

use crate::browser::keys::UNDO;
use crate::browser::storage::{self, Area};
use crate::state::history::History;

/// The most bytes that are kept: a browser gives a tab some 5 MB.
const MOST_BYTES: usize = 1 << 20;
/// The most steps, undone ones included.
const MOST_STEPS: usize = 50;
/// The name of a step of before the reload.
const LABEL: &str = "a change before the reload";

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

/// The kept steps of that draft; `None` if there are none, or those of another text.
pub(crate) fn kept(document: &str, draft: &Resume) -> Option<History<Resume>> {
    let text = storage::read(Area::Tab, UNDO)?;
    let (version, of, present, past, future): Record = serde_json::from_str(&text).ok()?;
    if version != 1 || of != document || Resume::from_json(present.get()).ok()? != *draft {
        return None;
    }
    let states = |texts: Vec<Box<RawValue>>| {
        let states = texts.iter().map_while(|text| {
            let text = text.get();
            Some((Resume::from_json(text).ok()?, text.len()))
        });
        states.collect()
    };
    let size = present.get().len();
    Some(History::resumed(
        (draft.clone(), size),
        states(past),
        states(future),
        LABEL,
    ))
}
