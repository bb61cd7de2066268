//! Pages of the list of stored resumes.

use super::Traffic;
use crate::Options;

/// Resumes on a page.
const RESUMES: f64 = 100.0;
/// What DynamoDB reads for a page at most, in kB.
const MOST_KB: f64 = 1000.0;
/// An ID, a name and a title in a response, in kB.
const SENT_KB: f64 = 0.1;

/// The pages of all lists of a month. A `Scan` reads every resume whole, whatever of it is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pages {
    /// How many.
    pub(super) calls: f64,
    /// Read units, eventually consistent: half a unit per 4 kB.
    pub(super) units: f64,
    /// What is sent, in GB.
    pub(super) sent_gb: f64,
}

impl Pages {
    /// Those of the traffic's lists, each of all resumes; none without the operation.
    pub(super) fn of(options: &Options, traffic: &Traffic) -> Self {
        if !options.operations.list {
            return Self::default();
        }
        let stored_kb = traffic.stored_gb * 1e6;
        let resumes = stored_kb / traffic.resume_kb.max(0.1);
        let pages = (resumes / RESUMES).max(stored_kb / MOST_KB).ceil().max(1.0);
        Self {
            calls: traffic.lists * pages,
            units: traffic.lists * (stored_kb / 8.0).max(pages / 2.0),
            sent_gb: traffic.lists * resumes * SENT_KB / 1e6,
        }
    }

    /// The largest ones: so many calls, of which a table's units let some through.
    pub(super) fn largest(calls: f64, answered: f64) -> Self {
        Self {
            calls,
            units: answered * Self::most_units(),
            sent_gb: answered * MOST_KB / 1e6,
        }
    }

    /// The units of the largest page.
    pub(super) fn most_units() -> f64 {
        MOST_KB / 8.0
    }
}
