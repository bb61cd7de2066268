//! Taking the fields of a file, one by one, with a note for each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::error::ImportError;
use super::format::Format;
use super::json::{Json, is_container, is_empty, is_null, kind};
use super::note::{NoteKind, Notes};
use crate::extra::Extra;
use crate::field::Field;
use crate::record::Importable;

/// The state of an import.
pub(super) struct Reader {
    /// The format that is read.
    pub(super) format: Format,
    /// Whether an export of this crate wrote the file: it has no empty members but those of the resume.
    pub(super) is_export: bool,
    /// What was done.
    pub(super) notes: Notes,
}

/// The members of an object that are not taken yet.
pub(super) struct Members<'a> {
    /// Where the object is, such as `work[2]`; empty for the whole file.
    pub(super) path: String,
    list: Vec<Option<(String, &'a RawValue)>>,
    /// Where a member is in the list: a file may have a hundred thousand, and many names are looked for.
    index: BTreeMap<String, usize>,
}

/// A text of the file with its place.
pub(super) struct Found {
    /// Its place.
    pub(super) path: String,
    /// The text.
    pub(super) text: String,
}

impl<'a> Members<'a> {
    /// The members of the object at `path`.
    pub(super) fn new(path: String, members: Vec<(String, &'a RawValue)>) -> Members<'a> {
        let names = members.iter().enumerate();
        Members {
            path,
            index: names.map(|(at, (name, _))| (name.clone(), at)).collect(),
            list: members.into_iter().map(Some).collect(),
        }
    }

    /// The path of a member.
    pub(super) fn path_of(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }

    /// A member that is not taken yet.
    pub(super) fn peek(&self, name: &str) -> Option<&'a RawValue> {
        let slot = self.list.get(*self.index.get(name)?)?;
        slot.as_ref().map(|(_, raw)| *raw)
    }

    /// Takes a member.
    pub(super) fn take(&mut self, name: &str) -> Option<&'a RawValue> {
        let slot = self.list.get_mut(*self.index.get(name)?)?;
        slot.take().map(|(_, raw)| raw)
    }

    /// Takes the first of the members of these names that there is, `null` left out.
    pub(super) fn take_any(&mut self, names: &[&str]) -> Option<(String, &'a RawValue)> {
        for name in names {
            match self.peek(name) {
                Some(raw) if is_null(raw) => {
                    self.take(name);
                }
                Some(_) => return self.take(name).map(|raw| (self.path_of(name), raw)),
                None => {}
            }
        }
        None
    }

    /// The members that are not taken.
    fn rest(self) -> impl Iterator<Item = (String, &'a RawValue)> {
        self.list.into_iter().flatten()
    }
}

impl Reader {
    /// An error at a field.
    pub(super) fn error(&self, path: &str, message: impl Into<String>) -> ImportError {
        ImportError::Field {
            format: self.format,
            path: path.to_owned(),
            message: message.into(),
        }
    }

    /// Reads a value.
    pub(super) fn read<'a>(&self, path: &str, raw: &'a RawValue) -> Result<Json<'a>, ImportError> {
        Json::read(raw).map_err(|message| self.error(path, message))
    }

    /// The members of an object.
    pub(super) fn members<'a>(
        &self,
        path: &str,
        raw: &'a RawValue,
    ) -> Result<Members<'a>, ImportError> {
        match self.read(path, raw)? {
            Json::Object(members) => Ok(Members::new(path.to_owned(), members)),
            _ => Err(self.error(path, format!("{} where an object belongs", kind(raw)))),
        }
    }

    /// Sets a field to the first of the members of these names. Returns whether there was one.
    ///
    /// An object or a list stays what it is: the form shows it, and nothing is lost.
    pub(super) fn text(
        &mut self,
        members: &mut Members<'_>,
        names: &[&str],
        field: &mut Field,
        to: &str,
    ) -> Result<bool, ImportError> {
        let Some((from, raw)) = members.take_any(names) else {
            return Ok(false);
        };
        let (value, kind, how) = match self.read(&from, raw)? {
            Json::Text(text) => (Field::Text(text), NoteKind::Mapped, ""),
            Json::Scalar(text) => (Field::from(text), NoteKind::Converted, "now text"),
            Json::Null => return Ok(false),
            Json::List(_) => (
                Field::Other(raw.to_owned()),
                NoteKind::Kept,
                "a list where text belongs",
            ),
            Json::Object(_) => (
                Field::Other(raw.to_owned()),
                NoteKind::Kept,
                "an object where text belongs",
            ),
        };
        if value != Field::from("") {
            self.notes.add(kind, &from, to, how);
        }
        *field = value;
        Ok(true)
    }

    /// Takes the first of the members of these names that is text, a number, or true or false. An empty text is none.
    pub(super) fn scalar(
        &self,
        members: &mut Members<'_>,
        names: &[&str],
    ) -> Result<Option<Found>, ImportError> {
        for name in names {
            let Some(raw) = members.peek(name) else {
                continue;
            };
            if is_container(raw) {
                continue;
            }
            members.take(name);
            let path = members.path_of(name);
            match self.read(&path, raw)? {
                Json::Text(text) if !text.is_empty() => return Ok(Some(Found { path, text })),
                Json::Scalar(text) => {
                    let text = text.to_owned();
                    return Ok(Some(Found { path, text }));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Joins texts in a field. One alone is mapped.
    pub(super) fn join(&mut self, parts: Vec<Found>, separator: &str, field: &mut Field, to: &str) {
        let paths: Vec<&str> = parts.iter().map(|part| part.path.as_str()).collect();
        match paths[..] {
            [] => return,
            [path] => self.notes.add(NoteKind::Mapped, path, to, ""),
            _ => self
                .notes
                .add(NoteKind::Converted, &paths.join(", "), to, "joined"),
        }
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        *field = Field::Text(texts.join(separator));
    }

    /// The texts of a list; a text is split into its lines. Returns `None` where something in it is neither.
    pub(super) fn texts(
        &self,
        path: &str,
        raw: &RawValue,
    ) -> Result<Option<Vec<String>>, ImportError> {
        let list = match self.read(path, raw)? {
            Json::List(list) => list,
            Json::Text(text) => {
                let lines = text
                    .lines()
                    .map(without_bullet)
                    .filter(|line| !line.is_empty());
                return Ok(Some(lines.map(str::to_owned).collect()));
            }
            _ => return Ok(None),
        };
        let mut texts = Vec::with_capacity(list.len());
        for (index, raw) in list.into_iter().enumerate() {
            match self.read(&format!("{path}[{index}]"), raw)? {
                Json::Text(text) => texts.push(text),
                Json::Scalar(text) => texts.push(text.to_owned()),
                Json::Null => {}
                Json::List(_) | Json::Object(_) => return Ok(None),
            }
        }
        Ok(Some(texts))
    }

    /// Drops the members that were not taken.
    pub(super) fn lose_rest(&mut self, members: Members<'_>, why: &'static str) {
        let path = members.path.clone();
        for (name, _) in members.rest() {
            self.notes
                .add(NoteKind::Lost, &format!("{path}.{name}"), "", why);
        }
    }

    /// Keeps the members that were not taken as unknown fields of `record`. One that is called as a field of the record is
    /// kept with `prefix` before its name.
    pub(super) fn keep_rest(
        &mut self,
        members: Members<'_>,
        record: &mut dyn Importable,
        prefix: &str,
        to: &str,
    ) {
        let path = members.path.clone();
        let mut taken: BTreeSet<String> = record
            .extra()
            .iter()
            .map(|extra| extra.name.clone())
            .collect();
        for (name, raw) in members.rest() {
            let from = match path.as_str() {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            if !self.is_export && is_empty(raw) {
                self.notes.add(NoteKind::Lost, &from, "", "empty");
                continue;
            }
            let mut kept = name;
            while record.member(&kept).is_some() || !taken.insert(kept.clone()) {
                kept = format!("{prefix}.{kept}");
            }
            self.notes
                .add(NoteKind::Kept, &from, &format!("{to}{kept}"), "");
            record.extra_mut().push(Extra {
                name: kept,
                json: raw.to_owned(),
            });
        }
    }
}

/// A line of text without its bullet.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    let bullets = ["- ", "* ", "• ", "– "];
    bullets
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line)
}
