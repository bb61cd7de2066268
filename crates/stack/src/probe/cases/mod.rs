//! The questions, a file for each subject.

mod calls;
mod functions;
mod hand_over;
mod input;
mod language;
mod own;
mod parameters;
mod values;

use super::ProbeCase;
use super::case::Row;

/// All cases, in the order in which they are called.
#[must_use]
pub fn probe_cases() -> Vec<ProbeCase> {
    let subjects = [
        hand_over::ROWS,
        language::ROWS,
        values::ROWS,
        functions::ROWS,
        input::ROWS,
        parameters::ROWS,
        calls::ROWS,
        own::ROWS,
    ];
    subjects.into_iter().flatten().map(Row::case).collect()
}
