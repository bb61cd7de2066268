//! The entries of each list, field by field.

use super::entries::{Entry, Other, plain};
use super::error::ImportError;
use super::note::NoteKind;
use super::reader::{Found, Members, Reader};
use super::times::{are_same, with_end};
use crate::dates;
use crate::field::Field;
use crate::model::{Certificate, Education, Language, Profile, Skill};
use crate::names;

impl Entry for Profile {
    const LIST: &'static str = "profiles";
    const OTHER: Other = Other::Names;
    const MAIN: &'static str = "url";

    fn main(&mut self) -> &mut Field {
        &mut self.url
    }

    fn named(name: &str, texts: Vec<String>) -> Self {
        let text = texts.join(", ");
        let is_url = text.contains(['/', ':']);
        let (url, username) = if is_url {
            (text, String::new())
        } else {
            (String::new(), text)
        };
        Profile {
            network: Field::from(name),
            username: Field::Text(username),
            ..plain(&url)
        }
    }

    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError> {
        reader.text(
            members,
            names::NETWORK,
            &mut self.network,
            &format!("{to}network"),
        )?;
        reader.text(
            members,
            names::USERNAME,
            &mut self.username,
            &format!("{to}username"),
        )?;
        reader.text(
            members,
            names::PROFILE_URL,
            &mut self.url,
            &format!("{to}url"),
        )?;
        Ok(())
    }
}

impl Entry for Skill {
    const LIST: &'static str = "skills";
    const OTHER: Other = Other::Names;
    const MAIN: &'static str = "title";

    fn main(&mut self) -> &mut Field {
        &mut self.title
    }

    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError> {
        reader.text(
            members,
            names::SKILL_TITLE,
            &mut self.title,
            &format!("{to}title"),
        )?;
        reader.text(
            members,
            names::SKILL_RATING,
            &mut self.rating,
            &format!("{to}rating"),
        )?;
        reader.text(
            members,
            names::SKILL_SCORE,
            &mut self.score,
            &format!("{to}score"),
        )?;
        for name in names::KEYWORDS {
            let path = members.path_of(name);
            let Some(raw) = members.peek(name) else {
                continue;
            };
            let Some(keywords) = reader.texts(&path, raw)? else {
                continue;
            };
            if let Field::Text(title) = &mut self.title {
                members.take(name);
                if keywords.is_empty() {
                    continue;
                }
                if !title.is_empty() {
                    title.push_str(": ");
                }
                title.push_str(&keywords.join(", "));
                reader.notes.add(
                    NoteKind::Converted,
                    &path,
                    &format!("{to}title"),
                    "listed after the name",
                );
            }
        }
        Ok(())
    }
}

impl Entry for Language {
    const LIST: &'static str = "languages";
    const OTHER: Other = Other::Names;
    const MAIN: &'static str = "language";

    fn main(&mut self) -> &mut Field {
        &mut self.language
    }

    fn named(name: &str, texts: Vec<String>) -> Self {
        Language {
            rating: Field::Text(texts.join(", ")),
            ..plain(name)
        }
    }

    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError> {
        reader.text(
            members,
            names::LANGUAGE_NAME,
            &mut self.language,
            &format!("{to}language"),
        )?;
        reader.text(
            members,
            names::LANGUAGE_RATING,
            &mut self.rating,
            &format!("{to}rating"),
        )?;
        reader.text(
            members,
            names::LANGUAGE_SCORE,
            &mut self.score,
            &format!("{to}score"),
        )?;
        Ok(())
    }
}

impl Entry for Certificate {
    const LIST: &'static str = "certificates";
    const OTHER: Other = Other::One;
    const MAIN: &'static str = "title";

    fn main(&mut self) -> &mut Field {
        &mut self.title
    }

    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError> {
        reader.text(
            members,
            names::CERTIFICATE_TITLE,
            &mut self.title,
            &format!("{to}title"),
        )?;
        reader.text(
            members,
            names::CERTIFICATE_LINK,
            &mut self.link,
            &format!("{to}link"),
        )?;
        let to_valid = format!("{to}valid");
        let date = members
            .peek("date")
            .map(|raw| raw.get().trim_matches('"').to_owned());
        let is_same = |raw: &str| match &date {
            Some(date) => raw == date,
            None => true,
        };
        match reader.raw_text(members, "x-valid", is_same)? {
            Some(valid) => {
                members.take("date");
                reader.join(vec![valid], "", &mut self.valid, &to_valid);
            }
            None => {
                reader.text(
                    members,
                    names::CERTIFICATE_VALID,
                    &mut self.valid,
                    &to_valid,
                )?;
            }
        }
        let mut parts = Vec::new();
        parts.extend(reader.raw_text(members, "x-description", |_| true)?);
        parts.extend(reader.scalar(members, names::DESCRIPTION)?);
        parts.extend(reader.scalar(members, names::ISSUER)?);
        reader.join(
            parts,
            "\n",
            &mut self.description,
            &format!("{to}description"),
        );
        Ok(())
    }
}

impl Entry for Education {
    const LIST: &'static str = "education";
    const OTHER: Other = Other::One;
    const MAIN: &'static str = "title";

    fn main(&mut self) -> &mut Field {
        &mut self.title
    }

    fn convert(
        &mut self,
        reader: &mut Reader,
        members: &mut Members<'_>,
        to: &str,
    ) -> Result<(), ImportError> {
        let mut title = Vec::new();
        title.extend(reader.scalar(members, names::DEGREE)?);
        title.extend(reader.scalar(members, names::AREA)?);
        reader.join(title, ", ", &mut self.title, &format!("{to}title"));

        let (start, end) = reader.start_and_end(members)?;
        let is_same = |raw: &str| are_same((&start, &end), dates::of_education(raw));
        let to_valid = format!("{to}valid");
        if let Some(valid) = reader.raw_text(members, "x-valid", is_same)? {
            reader.join(vec![valid], "", &mut self.valid, &to_valid);
        } else if start.is_none() && end.is_none() {
            reader.text(members, names::EDUCATION_VALID, &mut self.valid, &to_valid)?;
        } else {
            let dates = with_end(start, end);
            reader.join(dates, " - ", &mut self.valid, &to_valid);
        }

        let mut description = Vec::new();
        description.extend(reader.raw_text(members, "x-description", |_| true)?);
        description.extend(reader.scalar(members, names::DESCRIPTION)?);
        let mut school = Vec::new();
        school.extend(reader.scalar(members, names::INSTITUTION)?);
        school.extend(reader.scalar(members, names::GRADE)?);
        description.extend(join_found(school, ", "));
        for name in names::COURSES {
            let path = members.path_of(name);
            let Some(raw) = members.peek(name) else {
                continue;
            };
            let Some(courses) = reader.texts(&path, raw)? else {
                continue;
            };
            members.take(name);
            let text = courses.join(", ");
            if !text.is_empty() {
                description.push(Found { path, text });
            }
        }
        reader.join(
            description,
            "\n",
            &mut self.description,
            &format!("{to}description"),
        );
        Ok(())
    }
}

/// Several texts as one.
fn join_found(parts: Vec<Found>, separator: &str) -> Option<Found> {
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    for part in parts {
        whole.path = format!("{}, {}", whole.path, part.path);
        whole.text = format!("{}{separator}{}", whole.text, part.text);
    }
    Some(whole)
}
