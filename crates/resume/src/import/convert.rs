//! A JSON Resume, or a resume of another shape, as a resume.

use serde_json::value::RawValue;

use super::error::ImportError;
use super::json::{Json, is_null, kind};
use super::note::NoteKind;
use super::other_names::has_other_names;
use super::reader::{Members, Reader};
use super::restore::{OWN, is_blank};
use crate::error::without_place;
use crate::field::{Field, Part};
use crate::id::suggested_id;
use crate::model::{Experience, Paragraph, Resume};
use crate::names;
use crate::paragraphs;
use crate::record::{Importable, Record};

impl Reader {
    /// Converts the file. The members of `basics` come before those around it.
    pub(super) fn resume(&mut self, mut file: Members<'_>) -> Result<Resume, ImportError> {
        let mut resume = Resume::blank();
        let own = self.meta(&mut file)?;
        self.is_export = own.is_some();
        let basics = match self.format.has_own_members() {
            true => file.take_any(&["basics"]),
            false => None,
        };
        let basics = match basics {
            Some((path, raw)) => self.members(&path, raw)?,
            None => Members::new("basics".to_owned(), Vec::new()),
        };
        let mut sources = [basics, file];
        self.fields(&mut sources, &mut resume)?;
        if let Some(own) = own {
            self.exported(own, &mut resume)?;
        }
        let [basics, file] = sources;
        self.keep_rest(basics, &mut resume, "basics", "");
        self.keep_rest(file, &mut resume, "other", "");
        let id = suggested_id(&resume.name.text().to_lowercase());
        if !self.is_export && resume.id == Field::from("") && !id.is_empty() {
            self.notes.add(
                NoteKind::Converted,
                "name",
                "id",
                "a suggestion from the name",
            );
            resume.id = Field::Text(id);
        }
        Ok(resume)
    }

    fn fields(
        &mut self,
        sources: &mut [Members<'_>; 2],
        resume: &mut Resume,
    ) -> Result<(), ImportError> {
        let texts = [
            (names::ID, &mut resume.id, "id"),
            (names::NAME, &mut resume.name, "name"),
            (names::TITLE, &mut resume.title, "title"),
            (names::EMAIL, &mut resume.email, "email"),
        ];
        for (names, field, to) in texts {
            for source in &mut *sources {
                if self.text(source, names, field, to)? {
                    break;
                }
            }
        }
        for source in &mut *sources {
            // `basics` may have had it.
            if is_blank(resume, "location")
                && let Some((from, raw)) = source.take_any(names::LOCATION)
                && let Some(rest) = self.location(&from, raw, &mut resume.location)?
            {
                self.keep_rest(rest, resume, "location", "");
            }
        }
        for source in sources {
            for list in LISTS {
                // `basics` may have had it.
                if is_blank(resume, list.field)
                    && let Some((from, raw)) = source.take_any(list.names)
                {
                    self.list(list, &from, raw, resume)?;
                }
            }
        }
        Ok(())
    }

    fn list(
        &mut self,
        list: &List,
        from: &str,
        raw: &RawValue,
        resume: &mut Resume,
    ) -> Result<(), ImportError> {
        if !self.format.has_own_members() && is_own(list.field, raw) {
            self.notes.add(NoteKind::Mapped, from, list.field, "");
            return resume
                .set_json(list.field, raw)
                .map_err(|error| self.error(from, without_place(&error)));
        }
        (list.convert)(self, from, raw, resume)
    }

    /// The place of residence; returns the members of an object that are no part of one.
    fn location<'a>(
        &mut self,
        from: &str,
        raw: &'a RawValue,
        field: &mut Field,
    ) -> Result<Option<Members<'a>>, ImportError> {
        let to = "location";
        match self.read(from, raw)? {
            Json::Object(members) => {
                let mut members = Members::new(from.to_owned(), members);
                let mut parts = Vec::new();
                for name in names::PLACE.iter().chain(names::MORE_PLACE) {
                    parts.extend(self.scalar(&mut members, &[name])?);
                }
                self.join(parts, ", ", field, to);
                return Ok(Some(members));
            }
            Json::Text(text) => {
                self.notes.add(NoteKind::Mapped, from, to, "");
                *field = Field::Text(text);
            }
            Json::Scalar(_) | Json::List(_) => {
                self.notes.add(NoteKind::Kept, from, to, "not text");
                *field = Field::Other(raw.to_owned());
            }
            Json::Null => {}
        }
        Ok(None)
    }

    fn summary(&mut self, from: &str, raw: &RawValue) -> Result<Vec<Paragraph>, ImportError> {
        let (texts, how) = match self.read(from, raw)? {
            Json::Text(text) => (paragraphs::split(&text), "split at empty lines"),
            Json::List(_) => match self.texts(from, raw)? {
                Some(texts) => (texts, "plain texts, now paragraphs"),
                None => return Err(self.error(from, "a list of other values than texts")),
            },
            Json::Null => return Ok(Vec::new()),
            Json::Scalar(_) | Json::Object(_) => {
                return Err(self.error(from, format!("{} where text belongs", kind(raw))));
            }
        };
        if !texts.is_empty() {
            self.notes
                .add(NoteKind::Converted, from, "summary[].para", how);
        }
        let paragraph = |text| Paragraph {
            para: Field::Text(text),
            ..Paragraph::default()
        };
        Ok(texts.into_iter().map(paragraph).collect())
    }

    /// Takes the members about the file itself. Returns what an export wrote into them.
    fn meta<'a>(&mut self, file: &mut Members<'a>) -> Result<Option<Members<'a>>, ImportError> {
        if !self.format.has_own_members() {
            return Ok(None);
        }
        // It says which format this is.
        file.take("$schema");
        let Some(raw) = file.peek("meta") else {
            return Ok(None);
        };
        let Json::Object(members) = self.read("meta", raw)? else {
            return Ok(None);
        };
        let mut meta = Members::new("meta".to_owned(), members);
        let Some(own) = meta.take(OWN) else {
            return Ok(None);
        };
        file.take("meta");
        self.lose_rest(meta, "about another file than the export");
        self.members(&format!("meta.{OWN}"), own).map(Some)
    }

    /// Restores what an export wrote into `meta`.
    fn exported(&mut self, mut own: Members<'_>, resume: &mut Resume) -> Result<(), ImportError> {
        match own.take("experience") {
            Some(raw) if is_null(raw) && is_blank(resume, "experience") => {
                resume.experience = Part::Null;
            }
            Some(raw) if is_null(raw) => {}
            Some(raw) => {
                let mut members = self.members(&own.path_of("experience"), raw)?;
                let experience = resume.experience.get_or_insert();
                self.restore(&mut members, experience, "")?;
                self.lose_rest(members, "unknown");
            }
            None => {}
        }
        let exported = own.peek("summary").filter(|raw| !is_null(raw));
        if let Some(raw) = exported {
            own.take("summary");
            let list: Option<Vec<Paragraph>> = serde_json::from_str(raw.get()).ok();
            let text = |list: &[Paragraph]| {
                let texts: Vec<_> = list.iter().map(|one| one.para.text()).collect();
                paragraphs::split(&paragraphs::join(texts.iter().map(AsRef::as_ref)))
            };
            let found = text(resume.summary.entries());
            match list.filter(|list| found.is_empty() || text(list) == found) {
                Some(list) => resume.summary = Part::Is(list),
                None => {
                    let how = "the summary was changed since the export";
                    self.notes
                        .add(NoteKind::Lost, &own.path_of("summary"), "", how);
                }
            }
        }
        self.restore(&mut own, resume, "")?;
        self.lose_rest(own, "unknown");
        Ok(())
    }
}

/// A list of the resume, or its experience.
struct List {
    field: &'static str,
    names: &'static [&'static str],
    convert: fn(&mut Reader, &str, &RawValue, &mut Resume) -> Result<(), ImportError>,
}

const LISTS: &[List] = &[
    List {
        field: "profiles",
        names: names::PROFILES,
        convert: |reader, from, raw, resume| {
            resume.profiles = reader.profiles(from, raw)?;
            Ok(())
        },
    },
    List {
        field: "skills",
        names: names::SKILLS,
        convert: |reader, from, raw, resume| {
            resume.skills = reader.skills(from, raw)?;
            Ok(())
        },
    },
    List {
        field: "languages",
        names: names::LANGUAGES,
        convert: |reader, from, raw, resume| {
            resume.languages = reader.languages(from, raw)?;
            Ok(())
        },
    },
    List {
        field: "summary",
        names: names::SUMMARY,
        convert: |reader, from, raw, resume| {
            resume.summary = Part::Is(reader.summary(from, raw)?);
            Ok(())
        },
    },
    List {
        field: "experience",
        names: names::EXPERIENCE,
        convert: |reader, from, raw, resume| {
            let mut experience = Experience::default();
            experience.fill();
            reader.experience(from, raw, &mut experience)?;
            resume.experience = Part::Is(experience);
            Ok(())
        },
    },
    List {
        field: "certificates",
        names: names::CERTIFICATES,
        convert: |reader, from, raw, resume| {
            resume.certificates = reader.certificates(from, raw)?;
            Ok(())
        },
    },
    List {
        field: "education",
        names: names::EDUCATION,
        convert: |reader, from, raw, resume| {
            resume.education = reader.education(from, raw)?;
            Ok(())
        },
    },
];

/// Whether a value is a field of the resume as it is.
fn is_own(field: &str, raw: &RawValue) -> bool {
    let mut resume = Resume::default();
    resume.set_json(field, raw).is_ok() && !has_other_names(&resume)
}
