//! The roles of a resume: `work` of JSON Resume, and `experience` of other shapes.

use serde_json::value::RawValue;

use super::error::ImportError;
use super::json::{Json, is_null, kind};
use super::note::NoteKind;
use super::reader::{Found, Members, Reader};
use super::restore::MISSING;
use super::times::{are_same, with_end};
use crate::dates;
use crate::field::{Field, Part};
use crate::model::{CurrentRole, Experience, Line, PastRole};
use crate::names;
use crate::record::{Importable, Record};

const CURRENT: &str = "experience.current.";
const PAST: &str = "experience.past[].";

/// A role, current or past.
trait Role: Importable + Default {
    /// The role's title, its time, and its bullets.
    fn parts(&mut self) -> (&mut Field, &mut Field, &mut Part<Vec<Line>>);
}

impl Role for CurrentRole {
    fn parts(&mut self) -> (&mut Field, &mut Field, &mut Part<Vec<Line>>) {
        (&mut self.role, &mut self.from, &mut self.description)
    }
}

impl Role for PastRole {
    fn parts(&mut self) -> (&mut Field, &mut Field, &mut Part<Vec<Line>>) {
        (&mut self.role, &mut self.duration, &mut self.description)
    }
}

/// Which list an entry was exported from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exported {
    No,
    Current,
    Past,
}

/// An entry before it is known whether it is the current role.
struct Candidate<'a> {
    members: Members<'a>,
    start: Option<Found>,
    end: Option<Found>,
    /// The time as one text, of other shapes.
    duration: Option<Found>,
    /// What the export called `from` or `duration`.
    raw: Option<Found>,
    exported: Exported,
}

impl Candidate<'_> {
    /// Whether the role may last to this day.
    fn is_open(&self) -> bool {
        match &self.end {
            Some(end) => dates::is_present(&end.text),
            None => true,
        }
    }

    /// When it began, if it lasts to this day; to find the latest.
    fn open_since(&self) -> Option<String> {
        if !self.is_open() || self.exported == Exported::Past {
            return None;
        }
        let date = |text: &str| dates::date(text).unwrap_or_default();
        match (&self.start, &self.duration) {
            (Some(start), _) => Some(date(&start.text)),
            (None, Some(duration)) => match dates::span(&duration.text) {
                Some((start, None)) => start,
                _ => None,
            },
            (None, None) => None,
        }
    }
}

impl Reader {
    /// Reads the roles of a list; the one that lasts to this day and began last is the current one.
    pub(super) fn roles(
        &mut self,
        from: &str,
        raw: &RawValue,
        experience: &mut Experience,
    ) -> Result<(), ImportError> {
        let mut candidates = Vec::new();
        match self.read(from, raw)? {
            Json::List(list) => {
                for (index, raw) in list.into_iter().enumerate() {
                    candidates.extend(self.candidate(&format!("{from}[{index}]"), raw)?);
                }
            }
            Json::Null => return Ok(()),
            Json::Object(_) | Json::Text(_) => {
                self.notes
                    .add(NoteKind::Converted, from, "experience", "now the only role");
                candidates.extend(self.candidate(from, raw)?);
            }
            Json::Scalar(_) => {
                return Err(self.error(from, format!("{} where a list belongs", kind(raw))));
            }
        }
        let current = current_of(&candidates);
        for (index, candidate) in candidates.into_iter().enumerate() {
            if Some(index) == current {
                experience.current = Part::Is(self.current(candidate)?);
            } else {
                let past = self.past(candidate)?;
                experience.past.get_or_insert().push(past);
            }
        }
        Ok(())
    }

    /// Reads an object with a current role and past ones.
    pub(super) fn experience(
        &mut self,
        from: &str,
        raw: &RawValue,
        experience: &mut Experience,
    ) -> Result<(), ImportError> {
        let has_parts = match self.read(from, raw)? {
            Json::Object(members) => members
                .iter()
                .any(|(name, _)| name == "current" || name == "past"),
            _ => false,
        };
        if !has_parts {
            return self.roles(from, raw, experience);
        }
        let mut members = self.members(from, raw)?;
        if let Some((path, raw)) = members.take_any(&["current"])
            && let Some(candidate) = self.candidate(&path, raw)?
        {
            experience.current = Part::Is(self.current(candidate)?);
        }
        if let Some((path, raw)) = members.take_any(&["past"]) {
            let Json::List(list) = self.read(&path, raw)? else {
                return Err(self.error(&path, format!("{} where a list belongs", kind(raw))));
            };
            for (index, raw) in list.into_iter().enumerate() {
                if let Some(candidate) = self.candidate(&format!("{path}[{index}]"), raw)? {
                    let past = self.past(candidate)?;
                    experience.past.get_or_insert().push(past);
                }
            }
        }
        self.keep_rest(members, experience, "other", "experience.");
        Ok(())
    }

    fn candidate<'a>(
        &mut self,
        path: &str,
        raw: &'a RawValue,
    ) -> Result<Option<Candidate<'a>>, ImportError> {
        let mut members = match self.read(path, raw)? {
            Json::Object(members) => Members::new(path.to_owned(), members),
            // A plain text is the role.
            Json::Text(_) => Members::new(path.to_owned(), vec![("role".to_owned(), raw)]),
            Json::Null => {
                self.notes.add(NoteKind::Lost, path, "", "null");
                return Ok(None);
            }
            Json::Scalar(_) | Json::List(_) => {
                return Err(self.error(
                    path,
                    format!("{} where an object or text belongs", kind(raw)),
                ));
            }
        };
        let (start, end) = self.start_and_end(&mut members)?;
        let duration = self.scalar(&mut members, names::DURATION)?;
        let mut candidate = Candidate {
            members,
            start,
            end,
            duration,
            raw: None,
            exported: Exported::No,
        };
        if self.format.has_own_members() {
            self.find_exported(&mut candidate)?;
        }
        Ok(Some(candidate))
    }

    /// Finds what an export wrote beside the dates.
    fn find_exported(&mut self, candidate: &mut Candidate<'_>) -> Result<(), ImportError> {
        let Candidate {
            members,
            start,
            end,
            ..
        } = candidate;
        let missing = match members.peek(MISSING) {
            Some(raw) => self
                .texts(&members.path_of(MISSING), raw)?
                .unwrap_or_default(),
            None => Vec::new(),
        };
        let is_named = |x: &str, name: &str| {
            members.peek(x).is_some() || missing.iter().any(|field| field == name)
        };
        if is_named("x-from", "from") && end.is_some() {
            if members.take("x-from").is_some() {
                let how = "the role has an end since the export";
                self.notes
                    .add(NoteKind::Lost, &members.path_of("x-from"), "", how);
            }
        } else if is_named("x-from", "from") {
            candidate.exported = Exported::Current;
            let exported = |raw: &str| (dates::date(raw), None);
            candidate.raw = self.raw_text(members, "x-from", |raw| {
                are_same((start, end), exported(raw))
            })?;
        } else if is_named("x-duration", "duration") {
            candidate.exported = Exported::Past;
            candidate.raw = self.raw_text(members, "x-duration", |raw| {
                are_same((start, end), dates::of_role(raw))
            })?;
        }
        Ok(())
    }

    fn current(&mut self, candidate: Candidate<'_>) -> Result<CurrentRole, ImportError> {
        let is_open = candidate.is_open();
        let mut role = CurrentRole::default();
        let to = format!("{CURRENT}from");
        role.fill();
        let Candidate {
            start,
            end,
            duration,
            raw,
            members,
            ..
        } = candidate;
        if let (None, None, Some(duration)) = (&raw, &start, &duration) {
            let how = "the start of the time";
            self.notes
                .add(NoteKind::Converted, &duration.path, &to, how);
            role.from = Field::from(match dates::span(&duration.text) {
                Some((_, None)) => dates::start_of(&duration.text),
                _ => &duration.text,
            });
        } else {
            // An open end is what the field says anyway.
            let end = end.filter(|_| !is_open);
            let when = raw.or(start).into_iter().chain(end).collect();
            self.time(when, duration, &mut role.from, &to);
        }
        self.finish_role(members, role, CURRENT)
    }

    fn past(&mut self, candidate: Candidate<'_>) -> Result<PastRole, ImportError> {
        let mut role = PastRole::default();
        let to = format!("{PAST}duration");
        role.fill();
        let Candidate {
            start,
            end,
            duration,
            raw,
            members,
            ..
        } = candidate;
        let when = match raw {
            Some(raw) => vec![raw],
            // The text says when it ended.
            None if duration.is_some() => start.into_iter().chain(end).collect(),
            None => with_end(start, end),
        };
        self.time(when, duration, &mut role.duration, &to);
        self.finish_role(members, role, PAST)
    }

    /// Sets the time of a role. Where a file has dates and a text, the text comes after them.
    fn time(
        &mut self,
        mut dates: Vec<Found>,
        duration: Option<Found>,
        field: &mut Field,
        to: &str,
    ) {
        if let Some(duration) = duration {
            if let Some(last) = dates.last_mut() {
                last.text = format!("{} ({})", last.text, duration.text);
                last.path = format!("{}, {}", last.path, duration.path);
            } else {
                dates.push(duration);
            }
        }
        self.join(dates, " - ", field, to);
    }

    fn finish_role<T: Role>(
        &mut self,
        mut members: Members<'_>,
        mut role: T,
        to: &str,
    ) -> Result<T, ImportError> {
        let (title, _, description) = role.parts();
        let mut parts = Vec::new();
        parts.extend(self.scalar(&mut members, names::POSITION)?);
        parts.extend(self.scalar(&mut members, names::EMPLOYER)?);
        self.join(parts, ", ", title, &format!("{to}role"));

        let to_line = format!("{to}description[].li");
        let mut lines = Vec::new();
        if let Some(summary) = self.scalar(&mut members, names::ROLE_SUMMARY)? {
            self.notes.add(
                NoteKind::Converted,
                &summary.path,
                &to_line,
                "now the first bullet",
            );
            lines.push(line(&summary.text));
        }
        if lines.is_empty()
            && self.format.has_own_members()
            && let Some(exported) = self.exported_lines(&mut members)?
        {
            lines = exported;
        }
        for name in names::BULLETS {
            self.bullets(&mut members, name, &mut lines, &to_line)?;
        }
        *description = Part::Is(lines);
        if self.format.has_own_members() {
            self.restore(&mut members, &mut role, "x-")?;
        }
        self.keep_rest(members, &mut role, "work", to);
        Ok(role)
    }

    fn bullets(
        &mut self,
        members: &mut Members<'_>,
        name: &str,
        lines: &mut Vec<Line>,
        to: &str,
    ) -> Result<(), ImportError> {
        let Some(raw) = members.peek(name) else {
            return Ok(());
        };
        let path = members.path_of(name);
        let is_text = raw.get().starts_with('"');
        // In JSON Resume this is the employer, in a few words.
        if is_text && name == "description" && self.format.has_own_members() {
            return Ok(());
        }
        let bullets: Vec<Line> = match self.texts(&path, raw)? {
            Some(texts) => texts.iter().map(|text| line(text)).collect(),
            None => match serde_json::from_str::<Vec<Line>>(raw.get()) {
                Ok(bullets) if bullets.iter().all(|line| line.li.is_present()) => bullets,
                _ => return Ok(()),
            },
        };
        members.take(name);
        if !bullets.is_empty() {
            let (kind, how) = match is_text {
                true => (NoteKind::Converted, "split into lines"),
                false => (NoteKind::Mapped, ""),
            };
            self.notes.add(kind, &path, to, how);
        }
        lines.extend(bullets);
        Ok(())
    }

    /// The bullets that an export wrote beside the highlights, unless the highlights were changed since.
    fn exported_lines(
        &mut self,
        members: &mut Members<'_>,
    ) -> Result<Option<Vec<Line>>, ImportError> {
        let Some(raw) = members.peek("x-description").filter(|raw| !is_null(raw)) else {
            return Ok(None);
        };
        members.take("x-description");
        let path = members.path_of("x-description");
        let raw_highlights = members.peek("highlights").filter(|raw| !is_null(raw));
        let highlights = match raw_highlights {
            Some(raw) => self.texts(&members.path_of("highlights"), raw)?,
            None => None,
        };
        // An export writes texts: what is something else was changed since.
        let are_texts = raw_highlights.is_none() || highlights.is_some();
        let lines: Option<Vec<Line>> = serde_json::from_str(raw.get()).ok();
        let is_same = |lines: &Vec<Line>| {
            let texts = lines.iter().map(|line| line.li.text());
            highlights
                .as_ref()
                .is_none_or(|all| texts.eq(all.iter().map(String::as_str)))
        };
        let lines = lines.filter(|lines| are_texts && is_same(lines));
        match lines {
            Some(_) => {
                members.take("highlights");
            }
            None => self.notes.add(
                NoteKind::Lost,
                &path,
                "",
                "the highlights were changed since the export",
            ),
        }
        Ok(lines)
    }
}

/// The index of the current role.
fn current_of(candidates: &[Candidate<'_>]) -> Option<usize> {
    let exported = candidates
        .iter()
        .position(|one| one.exported == Exported::Current);
    let mut latest: Option<(usize, String)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        // Of two that began together, the first.
        if let Some(since) = candidate.open_since()
            && latest.as_ref().is_none_or(|(_, before)| since > *before)
        {
            latest = Some((index, since));
        }
    }
    exported.or(latest.map(|(index, _)| index))
}

fn line(text: &str) -> Line {
    Line {
        li: Field::from(text),
        ..Line::default()
    }
}
