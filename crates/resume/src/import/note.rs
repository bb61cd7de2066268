//! What an import did, field by field.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::record::Record;

/// What happened to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoteKind {
    /// The resume has the same field.
    Mapped,
    /// The value was split, joined, or made from others.
    Converted,
    /// The resume has no such field: the value is kept as an unknown field.
    Kept,
    /// The value is not part of the resume.
    Lost,
}

/// What happened to a field, in all entries of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// The field in the file, such as `work[].position`. Several are separated by a comma.
    pub from: String,
    /// The field of the resume, such as `experience.past[].role`; empty for what is lost.
    pub to: String,
    /// How it was converted, or why it is lost, as a clause; may be empty.
    pub how: Cow<'static, str>,
    /// How often.
    pub count: usize,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.from)?;
        if !self.to.is_empty() {
            write!(f, " → {}", self.to)?;
        }
        if !self.how.is_empty() {
            write!(f, ": {}", self.how)?;
        }
        match self.count {
            1 => Ok(()),
            count => write!(f, " ({count} times)"),
        }
    }
}

/// The notes while a file is read: one for each field, whatever the number of entries.
#[derive(Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    index: BTreeMap<(NoteKind, String, String, &'static str), usize>,
}

impl Notes {
    /// Adds a note. Indices in the paths are dropped.
    pub(super) fn add(&mut self, kind: NoteKind, from: &str, to: &str, how: &'static str) {
        let (from, to) = (without_indices(from), without_indices(to));
        let next = self.list.len();
        let index = *self
            .index
            .entry((kind, from.clone(), to.clone(), how))
            .or_insert(next);
        match self.list.get_mut(index) {
            Some(note) => note.count += 1,
            None => self.list.push(Note {
                kind,
                from,
                to,
                how: how.into(),
                count: 1,
            }),
        }
    }

    /// Adds a note for each field of a record that was read as it is.
    pub(super) fn add_fields(&mut self, record: &dyn Record) {
        for member in record.shape().members {
            if record.is_present(member.name) {
                self.add(NoteKind::Mapped, member.name, member.name, "");
            }
        }
        for extra in record.extra() {
            self.add(NoteKind::Kept, &extra.name, &extra.name, "");
        }
    }

    /// The notes: what maps first, what is lost last; otherwise in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.list.sort_by_key(|note| note.kind);
        self.list
    }
}

/// `work[2].position` as `work[].position`.
fn without_indices(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        pattern.push_str(before);
        pattern.push('[');
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        if !rest.starts_with(']') {
            rest = after;
        }
    }
    pattern.push_str(rest);
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_list_share_a_note() {
        let mut notes = Notes::default();
        notes.add(NoteKind::Lost, "a[0]", "", "null");
        notes.add(NoteKind::Mapped, "work[0].name", "past[10].role", "");
        notes.add(NoteKind::Mapped, "work[1].name", "past[11].role", "");
        let shown: Vec<String> = notes.finish().iter().map(Note::to_string).collect();
        assert_eq!(shown, ["work[].name → past[].role (2 times)", "a[]: null"]);
        assert_eq!(without_indices("a[12x][3]"), "a[12x][]");
    }
}
