//! The resume as the form goes through it: which lists there are, which fields an entry has, and
//! how to get at each of them.

use resume::{
    Certificate, CurrentRole, Education, Extra, Field, Language, Line, Paragraph, PastRole,
    Profile, Record, Resume, Skill,
};

/// A field of a record, as the form shows it.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The member's name in JSON.
    pub(crate) name: &'static str,
    /// The label that stands over the input.
    pub(crate) label: &'static str,
    /// How much of the row it takes: a class of the style sheet.
    pub(crate) width: &'static str,
    /// Whether it holds more than a line.
    pub(crate) long: bool,
}

/// A record whose fields can be reached by name.
pub(crate) trait Fields: Record {
    /// The fields, in the order of the form.
    const SPECS: &'static [Spec];
    /// One of them.
    fn field(&self, name: &str) -> Option<&Field>;
    /// One of them, to change.
    fn field_mut(&mut self, name: &str) -> Option<&mut Field>;
    /// An entry that somebody has just added: every field there, and empty.
    fn blank() -> Self {
        let mut entry = Self::default();
        for spec in Self::SPECS {
            if let Some(field) = entry.field_mut(spec.name) {
                *field = Field::from("");
            }
        }
        entry
    }
}

macro_rules! fields {
    ($record:ident { $($member:ident $label:literal $width:literal $long:literal),* $(,)? }) => {
        impl Fields for $record {
            const SPECS: &'static [Spec] = &[$(Spec {
                name: stringify!($member), label: $label, width: $width, long: $long,
            }),*];
            fn field(&self, name: &str) -> Option<&Field> {
                match name {
                    $(stringify!($member) => Some(&self.$member),)*
                    _ => None,
                }
            }
            fn field_mut(&mut self, name: &str) -> Option<&mut Field> {
                match name {
                    $(stringify!($member) => Some(&mut self.$member),)*
                    _ => None,
                }
            }
        }
    };
}

fields!(Resume {
    id "ID" "third" false,
    name "Name" "third" false,
    title "Title" "third" false,
    email "Email" "" false,
    location "Location" "" false,
});
fields!(Profile {
    network "Network" "quarter" false,
    username "Username" "quarter" false,
    url "URL" "" false,
});
fields!(Skill {
    title "Title" "" false,
    score "Score" "quarter" false,
    rating "Rating" "quarter" false,
});
fields!(Language {
    language "Language" "" false,
    score "Score" "quarter" false,
    rating "Rating" "quarter" false,
});
fields!(Paragraph { para "Paragraph" "full" true });
fields!(CurrentRole { role "Role" "" false, from "From" "" false });
fields!(PastRole { role "Role" "" false, duration "Duration" "" false });
fields!(Line { li "Line" "full" true });
fields!(Certificate {
    title "Title" "" false,
    valid "Valid" "quarter" false,
    link "Link" "quarter" false,
    description "Description" "full" true,
});
fields!(Education {
    title "Title" "" false,
    valid "Valid" "" false,
    description "Description" "full" true,
});

/// Entries of one kind, whatever the kind.
pub(crate) trait Entries {
    /// How many there are.
    fn count(&self) -> usize;
    /// A field of an entry.
    fn field(&self, index: usize, name: &str) -> Option<&Field>;
    /// A field of an entry, to change.
    fn field_mut(&mut self, index: usize, name: &str) -> Option<&mut Field>;
    /// The members of an entry that the form does not know.
    fn extra(&self, index: usize) -> &[Extra];
    /// Adds a blank entry at the end.
    fn add(&mut self);
    /// Removes an entry, if it is there.
    fn remove(&mut self, index: usize);
    /// Changes the places of two entries, if both are there.
    fn swap(&mut self, one: usize, other: usize);
}

impl<T: Fields> Entries for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn field(&self, index: usize, name: &str) -> Option<&Field> {
        self.get(index)?.field(name)
    }
    fn field_mut(&mut self, index: usize, name: &str) -> Option<&mut Field> {
        self.get_mut(index)?.field_mut(name)
    }
    fn extra(&self, index: usize) -> &[Extra] {
        self.get(index).map_or(&[], Record::extra)
    }
    fn add(&mut self) {
        self.push(T::blank());
    }
    fn remove(&mut self, index: usize) {
        if index < self.len() {
            self.remove(index);
        }
    }
    fn swap(&mut self, one: usize, other: usize) {
        if one < self.len() && other < self.len() {
            self.as_mut_slice().swap(one, other);
        }
    }
}

/// A list of the resume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// `profiles`
    Profiles,
    /// `skills`
    Skills,
    /// `languages`
    Languages,
    /// `summary`
    Summary,
    /// `experience.current.description`
    CurrentLines,
    /// `experience.past`
    Past,
    /// `experience.past[n].description`
    PastLines(usize),
    /// `certificates`
    Certificates,
    /// `education`
    Education,
}

impl List {
    /// The list in a resume; `None` where it is missing or `null`.
    pub(crate) fn of(self, resume: &Resume) -> Option<&dyn Entries> {
        Some(match self {
            Self::Profiles => resume.profiles.get()?,
            Self::Skills => resume.skills.get()?,
            Self::Languages => resume.languages.get()?,
            Self::Summary => resume.summary.get()?,
            Self::CurrentLines => resume.experience.get()?.current.get()?.description.get()?,
            Self::Past => resume.experience.get()?.past.get()?,
            Self::PastLines(role) => resume
                .experience
                .get()?
                .past
                .get()?
                .get(role)?
                .description
                .get()?,
            Self::Certificates => resume.certificates.get()?,
            Self::Education => resume.education.get()?,
        })
    }

    /// The list in a resume, to change: made where it is missing. `None` for the lines of a role
    /// that is not there.
    pub(crate) fn of_mut(self, resume: &mut Resume) -> Option<&mut dyn Entries> {
        Some(match self {
            Self::Profiles => resume.profiles.get_or_insert(),
            Self::Skills => resume.skills.get_or_insert(),
            Self::Languages => resume.languages.get_or_insert(),
            Self::Summary => resume.summary.get_or_insert(),
            Self::CurrentLines => resume
                .experience
                .get_or_insert()
                .current
                .get_or_insert()
                .description
                .get_or_insert(),
            Self::Past => resume.experience.get_or_insert().past.get_or_insert(),
            Self::PastLines(role) => resume
                .experience
                .get_or_insert()
                .past
                .get_or_insert()
                .get_mut(role)?
                .description
                .get_or_insert(),
            Self::Certificates => resume.certificates.get_or_insert(),
            Self::Education => resume.education.get_or_insert(),
        })
    }

    /// The fields of its entries.
    pub(crate) fn specs(self) -> &'static [Spec] {
        match self {
            Self::Profiles => Profile::SPECS,
            Self::Skills => Skill::SPECS,
            Self::Languages => Language::SPECS,
            Self::Summary => Paragraph::SPECS,
            Self::CurrentLines | Self::PastLines(_) => Line::SPECS,
            Self::Past => PastRole::SPECS,
            Self::Certificates => Certificate::SPECS,
            Self::Education => Education::SPECS,
        }
    }

    /// What one entry is called: `skill`.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Profiles => "profile",
            Self::Skills => "skill",
            Self::Languages => "language",
            Self::Summary => "paragraph",
            Self::CurrentLines | Self::PastLines(_) => "line",
            Self::Past => "past role",
            Self::Certificates => "certificate",
            Self::Education => "education",
        }
    }

    /// What its section is called.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Profiles => "Profiles",
            Self::Skills => "Skills",
            Self::Languages => "Languages",
            Self::Summary => "Summary",
            Self::CurrentLines | Self::PastLines(_) => "Description",
            Self::Past => "Past roles",
            Self::Certificates => "Certificates",
            Self::Education => "Education",
        }
    }

    /// What an empty list says.
    pub(crate) fn invitation(self) -> &'static str {
        match self {
            Self::Profiles => "No profiles yet. Add GitHub, LinkedIn or a page of your own.",
            Self::Skills => "No skills yet. Add the ones that matter for the role you want.",
            Self::Languages => "No languages yet. Add those you work in.",
            Self::Summary => "No summary yet. A paragraph or two on who you are.",
            Self::CurrentLines | Self::PastLines(_) => {
                "No lines yet. Say what you did, a line each."
            }
            Self::Past => "No past roles yet. Add the latest one first.",
            Self::Certificates => "No certificates yet.",
            Self::Education => "No education yet. Add the latest degree or course first.",
        }
    }

    /// A name for the list that can stand in an element's id.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Profiles => "profiles".to_owned(),
            Self::Skills => "skills".to_owned(),
            Self::Languages => "languages".to_owned(),
            Self::Summary => "summary".to_owned(),
            Self::CurrentLines => "current-lines".to_owned(),
            Self::Past => "past".to_owned(),
            Self::PastLines(role) => format!("past-{role}-lines"),
            Self::Certificates => "certificates".to_owned(),
            Self::Education => "education".to_owned(),
        }
    }
}

/// A field of the resume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Of the resume itself.
    Basics(&'static str),
    /// Of the current role.
    Current(&'static str),
    /// Of an entry of a list.
    Entry(List, usize, &'static str),
}

impl Place {
    /// The field in a resume; `None` where what it belongs to is not there.
    pub(crate) fn of(self, resume: &Resume) -> Option<&Field> {
        match self {
            Self::Basics(name) => resume.field(name),
            Self::Current(name) => resume.experience.get()?.current.get()?.field(name),
            Self::Entry(list, index, name) => list.of(resume)?.field(index, name),
        }
    }

    /// The field in a resume, to change.
    pub(crate) fn of_mut(self, resume: &mut Resume) -> Option<&mut Field> {
        match self {
            Self::Basics(name) => resume.field_mut(name),
            Self::Current(name) => resume
                .experience
                .get_or_insert()
                .current
                .get_or_insert()
                .field_mut(name),
            Self::Entry(list, index, name) => list.of_mut(resume)?.field_mut(index, name),
        }
    }

    /// What the resume's checks say of the field, in a sentence.
    pub(crate) fn problem(self, resume: &Resume) -> Option<String> {
        let Self::Basics(name) = self else {
            return None;
        };
        let found = resume
            .problems()
            .into_iter()
            .find(|problem| problem.path == name);
        found.map(|problem| problem.message)
    }

    /// A name for the field that can stand in an element's id.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Basics(name) => format!("basics-{name}"),
            Self::Current(name) => format!("current-{name}"),
            Self::Entry(list, index, name) => format!("{}-{index}-{name}", list.id()),
        }
    }
}

/// A resume that somebody has just begun: every member there, and empty, so that what is read back
/// from the API is equal to it.
pub(crate) fn blank_resume() -> Resume {
    let mut resume = Resume::blank();
    resume.experience.get_or_insert().current = resume::Part::Is(CurrentRole::blank());
    for list in [
        List::Profiles,
        List::Skills,
        List::Languages,
        List::Summary,
        List::CurrentLines,
        List::Past,
        List::Certificates,
        List::Education,
    ] {
        // Makes the list, empty.
        list.of_mut(&mut resume);
    }
    resume
}

/// Whether nothing was entered.
pub(crate) fn is_blank(resume: &Resume) -> bool {
    *resume == blank_resume() || *resume == Resume::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_sample_can_be_reached() {
        let sample = Resume::sample();
        let lists = [
            List::Profiles,
            List::Skills,
            List::Languages,
            List::Summary,
            List::CurrentLines,
            List::Past,
            List::PastLines(0),
            List::Certificates,
            List::Education,
        ];
        for list in lists {
            let entries = list.of(&sample).unwrap();
            assert!(entries.count() > 0, "{list:?}");
            for spec in list.specs() {
                let field = Place::Entry(list, 0, spec.name).of(&sample).unwrap();
                assert!(!field.text().is_empty(), "{list:?} {}", spec.name);
            }
        }
        for spec in Resume::SPECS {
            assert!(Place::Basics(spec.name).of(&sample).is_some());
        }
        for spec in CurrentRole::SPECS {
            assert!(Place::Current(spec.name).of(&sample).is_some());
        }
    }

    #[test]
    fn a_missing_list_appears_with_its_first_entry_only() {
        let mut resume = Resume::from_json("{}").unwrap();
        assert!(List::PastLines(0).of(&resume).is_none());
        List::Past.of_mut(&mut resume).unwrap().add();
        assert_eq!(
            resume.to_json(),
            r#"{"experience":{"past":[{"role":"","duration":""}]}}"#
        );
        List::PastLines(0).of_mut(&mut resume).unwrap().add();
        List::PastLines(0)
            .of_mut(&mut resume)
            .unwrap()
            .field_mut(0, "li")
            .unwrap()
            .set("x");
        assert_eq!(
            Place::Entry(List::PastLines(0), 0, "li")
                .of(&resume)
                .unwrap()
                .text(),
            "x"
        );
        assert!(List::PastLines(1).of_mut(&mut resume).is_none());
    }

    #[test]
    fn indexes_that_are_not_there_change_nothing() {
        let mut resume = Resume::sample();
        let before = resume.clone();
        let skills = List::Skills.of_mut(&mut resume).unwrap();
        skills.remove(99);
        skills.swap(0, 99);
        assert!(skills.field_mut(99, "title").is_none());
        assert!(skills.field_mut(0, "nothing").is_none());
        assert_eq!(resume, before);
    }

    #[test]
    fn a_blank_resume_has_every_member() {
        assert_eq!(
            blank_resume().to_json(),
            r#"{"id":"","name":"","title":"","email":"","location":"","profiles":[],"skills":[],"languages":[],"summary":[],"experience":{"current":{"role":"","from":"","description":[]},"past":[]},"certificates":[],"education":[]}"#
        );
        assert!(is_blank(&blank_resume()) && is_blank(&Resume::default()));
        assert!(!is_blank(&Resume::sample()));
    }
}
