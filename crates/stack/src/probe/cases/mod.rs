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

/// All cases, in the order in which they are called.
#[must_use]
pub fn probe_cases() -> Vec<ProbeCase> {
    let mut cases = hand_over::cases();
    cases.extend(language::cases());
    cases.extend(values::cases());
    cases.extend(functions::cases());
    cases.extend(input::cases());
    cases.extend(parameters::cases());
    cases.extend(calls::cases());
    cases.extend(own::cases());
    cases
}
