//! The lists of a resume but its roles: an entry of another format becomes an entry of the resume.

use serde_json::value::RawValue;

use super::error::ImportError;
use super::json::{Json, kind};
use super::note::NoteKind;
use super::reader::{Members, Reader};
use crate::field::{Field, Part};
use crate::model::{Certificate, Education, Language, Profile, Skill};
use crate::names;
use crate::record::Importable;

/// How a list is read that is no list of objects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// A text is a list of names, separated by commas, semicolons or line breaks; an object has a name for each entry.
    Names,
    /// A text or an object is the only entry.
    One,
}

/// An entry of a list.
pub(super) trait Entry: Importable + Default {
    /// Its list in the resume.
    const LIST: &'static str;
    /// How its list is read if it is none.
    const OTHER: Other;
    /// The name of the field that a plain text is.
    const MAIN: &'static str;
    /// The field that a plain text is.
    fn main(&mut self) -> &mut Field;
    /// An entry of an object that has a name for each, and texts.
    fn named(name: &str, texts: Vec<String>) -> Self {
        let separator = if texts.is_empty() { "" } else { ": " };
        plain(&format!("{name}{separator}{}", texts.join(", ")))
    }
    /// Takes its fields.
    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError>;
}

impl Reader {
    /// Reads the profiles.
    pub(super) fn profiles(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<Profile>>, ImportError> {
        self.entries(from, raw)
    }

    /// Reads the skills.
    pub(super) fn skills(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<Skill>>, ImportError> {
        self.entries(from, raw)
    }

    /// Reads the languages.
    pub(super) fn languages(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<Language>>, ImportError> {
        self.entries(from, raw)
    }

    /// Reads the certificates.
    pub(super) fn certificates(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<Certificate>>, ImportError> {
        self.entries(from, raw)
    }

    /// Reads the education.
    pub(super) fn education(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<Education>>, ImportError> {
        self.entries(from, raw)
    }

    fn entries<T: Entry>(
        &mut self,
        from: &str,
        raw: &RawValue,
    ) -> Result<Part<Vec<T>>, ImportError> {
        let list = T::LIST;
        let mut entries = Vec::new();
        match self.read(from, raw)? {
            Json::Null => {}
            Json::List(values) => {
                for (index, raw) in values.into_iter().enumerate() {
                    let path = format!("{from}[{index}]");
                    entries.extend(self.entry::<T>(&path, raw)?);
                }
            }
            Json::Text(text) if T::OTHER == Other::Names => {
                let names = text
                    .split([',', ';', '\n'])
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                entries.extend(names.map(plain::<T>));
                self.notes.add(
                    NoteKind::Converted,
                    from,
                    &format!("{list}[].{}", T::MAIN),
                    "split at commas",
                );
            }
            Json::Text(_) => {
                entries.extend(self.entry::<T>(from, raw)?);
            }
            Json::Object(members)
                if T::OTHER == Other::Names && self.is_by_name(from, &members)? =>
            {
                for (name, raw) in members {
                    let path = format!("{from}.{name}");
                    let texts = self.texts(&path, raw)?.unwrap_or_default();
                    entries.push(T::named(&name, texts));
                }
                self.notes
                    .add(NoteKind::Converted, from, list, "an object, now a list");
            }
            Json::Object(_) => {
                self.notes.add(
                    NoteKind::Converted,
                    from,
                    list,
                    "an object, now the only entry of a list",
                );
                entries.extend(self.entry::<T>(from, raw)?);
            }
            Json::Scalar(_) => {
                return Err(self.error(from, format!("{} where a list belongs", kind(raw))));
            }
        }
        Ok(Part::Is(entries))
    }

    fn entry<T: Entry>(&mut self, path: &str, raw: &RawValue) -> Result<Option<T>, ImportError> {
        let to = format!("{}[].", T::LIST);
        match self.read(path, raw)? {
            Json::Object(members) => {
                let mut members = Members::new(path.to_owned(), members);
                let mut entry = T::default();
                entry.fill();
                entry.convert(self, &mut members, &to)?;
                if self.format.has_own_members() {
                    self.restore(&mut members, &mut entry, "x-")?;
                }
                self.keep_rest(members, &mut entry, T::LIST, &to);
                Ok(Some(entry))
            }
            Json::Text(text) => {
                self.notes.add(
                    NoteKind::Converted,
                    path,
                    &format!("{to}{}", T::MAIN),
                    "plain text, now an entry",
                );
                Ok(Some(plain(&text)))
            }
            Json::Null => {
                self.notes.add(NoteKind::Lost, path, "", "null");
                Ok(None)
            }
            Json::Scalar(_) | Json::List(_) => Err(self.error(
                path,
                format!("{} where an object or text belongs", kind(raw)),
            )),
        }
    }

    /// Whether an object lists entries by their names, with texts for each.
    fn is_by_name(&self, path: &str, members: &[(String, &RawValue)]) -> Result<bool, ImportError> {
        let is_known = |name: &str| {
            [names::SKILL, names::LANGUAGE, names::PROFILE]
                .iter()
                .any(|names| names::has(names, name))
        };
        if members.iter().any(|(name, _)| is_known(name)) {
            return Ok(false);
        }
        for (name, raw) in members {
            if self.texts(&format!("{path}.{name}"), raw)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// An entry that is only a text.
pub(super) fn plain<T: Entry>(text: &str) -> T {
    let mut entry = T::default();
    entry.fill();
    *entry.main() = Field::from(text);
    entry
}
