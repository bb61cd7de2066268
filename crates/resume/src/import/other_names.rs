//! Lists whose entries have the shape of the resume's, and none of its names.

use crate::model::Resume;
use crate::names::{self, Names};
use crate::record::Record;

/// Whether a list has entries without any field of theirs, and with one of another name: `skills: [{"name": "Rust"}]`.
pub(super) fn has_other_names(resume: &Resume) -> bool {
    let experience = resume.experience.get();
    let past = experience.map_or(&[][..], |experience| experience.past.entries());
    any(resume.skills.entries(), names::SKILL)
        || any(resume.languages.entries(), names::LANGUAGE)
        || any(resume.profiles.entries(), names::PROFILE)
        || any(resume.certificates.entries(), names::CERTIFICATE)
        || any(resume.education.entries(), names::STUDY)
        || any(past, names::ROLE)
        || experience
            .and_then(|experience| experience.current.get())
            .is_some_and(|one| has(one, names::ROLE))
        || experience.is_some_and(|experience| {
            !experience.current.is_present()
                && !experience.past.is_present()
                && has(experience, names::ROLE)
        })
}

fn any<T: Record>(entries: &[T], names: Names) -> bool {
    entries.iter().any(|entry| has(entry, names))
}

fn has(record: &dyn Record, names: Names) -> bool {
    let mut members = record.shape().members.iter();
    !members.any(|member| record.is_present(member.name))
        && record
            .extra()
            .iter()
            .any(|extra| names::has(names, &extra.name))
}
