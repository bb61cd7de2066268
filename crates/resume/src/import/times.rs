//! The times of entries: a start and an end, and what an export wrote beside them.

use super::error::ImportError;
use super::json::Json;
use super::note::NoteKind;
use super::reader::{Found, Members, Reader};
use crate::dates;
use crate::names;

impl Reader {
    /// A field whose value a member of JSON Resume holds in another form: the text that the export wrote beside it, unless
    /// the member was changed since.
    pub(super) fn raw_text(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        is_same: impl Fn(&str) -> bool,
    ) -> Result<Option<Found>, ImportError> {
        if !self.format.has_own_members() {
            return Ok(None);
        }
        let path = members.path_of(name);
        let Some(raw) = members.peek(name) else {
            return Ok(None);
        };
        let Json::Text(text) = self.read(&path, raw)? else {
            return Ok(None);
        };
        members.take(name);
        if is_same(&text) {
            return Ok(Some(Found { path, text }));
        }
        self.notes.add(
            NoteKind::Lost,
            &path,
            "",
            "the dates beside it were changed since the export",
        );
        Ok(None)
    }

    /// The start and the end of an entry as they are written, taken from it.
    pub(super) fn start_and_end(
        &self,
        members: &mut Members<'_>,
    ) -> Result<(Option<Found>, Option<Found>), ImportError> {
        Ok((
            self.scalar(members, names::START)?,
            self.scalar(members, names::END)?,
        ))
    }
}

/// The parts of a time: what has no end goes on.
pub(super) fn with_end(start: Option<Found>, end: Option<Found>) -> Vec<Found> {
    let open = |start: &Found| Found {
        path: start.path.replace("startDate", "endDate"),
        text: "Present".to_owned(),
    };
    let end = end.or_else(|| start.as_ref().map(open));
    start.into_iter().chain(end).collect()
}

/// Whether the dates of an entry are those of the text that an export wrote beside them, or none are there.
pub(super) fn are_same(found: (&Option<Found>, &Option<Found>), exported: dates::Span) -> bool {
    let text = |found: &Option<Found>| found.as_ref().map(|found| found.text.clone());
    let found = (text(found.0), text(found.1));
    found == (None, None) || found == exported
}
