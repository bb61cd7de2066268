//! What an export of this crate writes beside the members of JSON Resume, so that its import gives the same resume.
//!
//! `x-FIELD` is the value of a field that has no member of its own, or that a member holds in another form; `x-missing`
//! names the fields that are not there, and `x-unknown` holds unknown fields whose names JSON Resume uses itself.

use super::error::ImportError;
use super::json::{Json, kind};
use super::note::NoteKind;
use super::reader::{Members, Reader};
use crate::extra::Extra;
use crate::field::Field;
use crate::record::{Importable, MemberRef, Record};

/// The member of `meta` with the fields of the resume itself.
pub(crate) const OWN: &str = "x-resume";
/// The member that names the missing fields.
pub(crate) const MISSING: &str = "x-missing";
/// The member with the unknown fields.
pub(crate) const UNKNOWN: &str = "x-unknown";

impl Reader {
    /// Sets the fields of a record to what an export wrote beside the members of JSON Resume. A field that such a member
    /// has set stays as it is: only what was taken before this, by its own rules, is in two places.
    ///
    /// `prefix` is before the names of the fields: `x-` in an entry, nothing in the object that holds nothing else.
    pub(super) fn restore(
        &mut self,
        members: &mut Members<'_>,
        record: &mut dyn Importable,
        prefix: &str,
    ) -> Result<(), ImportError> {
        for member in record.shape().members {
            let name = format!("{prefix}{}", member.name);
            let Some(raw) = members.take(&name) else {
                continue;
            };
            let path = members.path_of(&name);
            if !is_blank(record, member.name) {
                let how = "the field has another value since the export";
                self.notes.add(NoteKind::Lost, &path, "", how);
                continue;
            }
            let wrong = |_| self.error(&path, format!("{} does not belong here", kind(raw)));
            record.set_json(member.name, raw).map_err(wrong)?;
        }
        if let Some(raw) = members.take(MISSING) {
            let path = members.path_of(MISSING);
            for name in self.texts(&path, raw)?.unwrap_or_default() {
                if is_blank(record, &name) {
                    record.clear(&name);
                }
            }
        }
        if let Some(raw) = members.peek(UNKNOWN)
            && let Json::Object(unknown) = self.read(&members.path_of(UNKNOWN), raw)?
            && unknown
                .iter()
                .all(|(name, _)| record.member(name).is_none())
        {
            members.take(UNKNOWN);
            let unknown = unknown.into_iter().map(|(name, raw)| Extra {
                name,
                json: raw.to_owned(),
            });
            record.extra_mut().extend(unknown);
        }
        Ok(())
    }
}

/// Whether a field is as in a new record.
pub(super) fn is_blank(record: &dyn Record, name: &str) -> bool {
    match record.member(name) {
        Some(MemberRef::Text(field)) => *field == Field::from(""),
        Some(MemberRef::Record(inner)) => inner.is_none_or(is_blank_record),
        Some(MemberRef::List(list)) => list.is_none_or(|list| list.count() == 0),
        None => false,
    }
}

/// Whether a record is as a new one.
pub(crate) fn is_blank_record(record: &dyn Record) -> bool {
    let mut members = record.shape().members.iter();
    record.extra().is_empty() && members.all(|member| is_blank(record, member.name))
}
