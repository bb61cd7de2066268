//! The form's outline, from the table of the resume's fields: its sections, and paths to records, lists and fields.

use resume::{Entries, Field, Input, Kind, Member, MemberMut, MemberRef, Record, Resume, Shape};

/// A path from the resume to an object in it: the fields that lead there, with an entry's index where one is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordPath([Option<(&'static Member, Option<usize>)>; Resume::SHAPE.depth()]);

impl RecordPath {
    /// The resume itself.
    pub(crate) const RESUME: Self = Self([None; Resume::SHAPE.depth()]);

    fn steps(self) -> impl Iterator<Item = (&'static Member, Option<usize>)> {
        self.0.into_iter().map_while(|step| step)
    }

    fn then(mut self, member: &'static Member, entry: Option<usize>) -> Self {
        // The table has no longer paths than there is room for.
        if let Some(step) = self.0.iter_mut().find(|step| step.is_none()) {
            *step = Some((member, entry));
        }
        self
    }

    /// The fields of its target.
    pub(crate) fn shape(self) -> &'static Shape {
        match self.steps().last() {
            Some((member, _)) => shape_of(member),
            None => Resume::SHAPE,
        }
    }

    /// The object in a resume; `None` where it is missing or `null`.
    pub(crate) fn of(self, resume: &Resume) -> Option<&dyn Record> {
        let mut record: &dyn Record = resume;
        for (member, entry) in self.steps() {
            record = match (record.member(member.name)?, entry) {
                (MemberRef::Record(inner), None) => inner?,
                (MemberRef::List(list), Some(index)) => list?.entry(index)?,
                _ => return None,
            };
        }
        Some(record)
    }

    /// The object in a resume, to change: created if it is missing, unless it is an entry of a list.
    pub(crate) fn of_mut(self, resume: &mut Resume) -> Option<&mut dyn Record> {
        let mut record: &mut dyn Record = resume;
        for (member, entry) in self.steps() {
            record = match (record.member_mut(member.name)?, entry) {
                (MemberMut::Record(inner), None) => inner,
                (MemberMut::List(list), Some(index)) => list.entry_mut(index)?,
                _ => return None,
            };
        }
        Some(record)
    }

    /// Itself, and the objects that it is in but for the resume.
    pub(crate) fn with_outer(self) -> Vec<Self> {
        let mut path = Self::RESUME;
        let mut outer = Vec::new();
        for (member, entry) in self.steps() {
            path = path.then(member, entry);
            outer.push(path);
        }
        if outer.is_empty() {
            outer.push(self);
        }
        outer
    }

    /// Its texts, in the order of the form.
    pub(crate) fn fields(self) -> impl Iterator<Item = FieldPath> {
        let texts = self.shape().texts();
        texts.map(move |member| FieldPath {
            record: self,
            member,
        })
    }

    /// All texts in it and in what it holds, as far as `resume` has it.
    fn all_fields(self, resume: &Resume, found: &mut Vec<FieldPath>) {
        found.extend(self.fields());
        for member in self.shape().members {
            match member.kind {
                Kind::Text(_) => {}
                Kind::Record(_) => self.then(member, None).all_fields(resume, found),
                Kind::List { .. } => {
                    let list = ListPath {
                        record: self,
                        member,
                    };
                    let count = list.of(resume).map_or(0, Entries::count);
                    for index in 0..count {
                        list.entry(index).all_fields(resume, found);
                    }
                }
            }
        }
    }

    /// Its lists, in the order of the form.
    pub(crate) fn lists(self) -> impl Iterator<Item = ListPath> {
        let members = self.shape().members.iter();
        members
            .filter(|member| matches!(member.kind, Kind::List { .. }))
            .map(move |member| ListPath {
                record: self,
                member,
            })
    }

    /// A name for it, usable in an element's ID.
    pub(crate) fn id(self) -> String {
        match self {
            Self::RESUME => "basics".to_owned(),
            _ => id(self.steps()),
        }
    }
}

/// The names and numbers of a path. Objects without texts, which have no section, are left out.
fn id(steps: impl Iterator<Item = (&'static Member, Option<usize>)>) -> String {
    let mut parts = Vec::new();
    for (member, entry) in steps {
        if shape_of(member).texts().next().is_some() {
            parts.push(member.name.to_owned());
        }
        parts.extend(entry.map(|entry| entry.to_string()));
    }
    parts.join("-")
}

/// The fields of a field's value, or its entries; none for text.
fn shape_of(member: &Member) -> &'static Shape {
    match member.kind {
        Kind::Text(_) => {
            &const {
                Shape {
                    noun: "text",
                    members: &[],
                }
            }
        }
        Kind::Record(shape) | Kind::List { entry: shape, .. } => shape,
    }
}

/// A path to a text of the resume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldPath {
    record: RecordPath,
    /// Its row in the table of fields.
    pub(crate) member: &'static Member,
}

impl FieldPath {
    /// The field of the form whose element has that ID.
    pub(crate) fn by_id(resume: &Resume, id: &str) -> Option<Self> {
        Self::all(resume).into_iter().find(|path| path.id() == id)
    }

    /// The field at a JSONPath of the resume as JSON; or, of a path that leads to an object, its first one.
    pub(crate) fn by_json_path(resume: &Resume, json_path: &str) -> Option<Self> {
        let all = Self::all(resume);
        let exact = all.iter().find(|path| path.json_path() == json_path);
        let first = || {
            all.iter().find(|path| {
                let rest = path.json_path();
                let rest = rest.strip_prefix(json_path);
                rest.is_some_and(|rest| rest.starts_with(['.', '[']))
            })
        };
        exact.or_else(first).copied()
    }

    fn all(resume: &Resume) -> Vec<Self> {
        let mut all = Vec::new();
        RecordPath::RESUME.all_fields(resume, &mut all);
        all
    }

    /// Its JSONPath, such as `$.experiences[0].title`.
    pub(crate) fn json_path(self) -> String {
        let mut path = "$".to_owned();
        for (member, entry) in self.record.steps() {
            path.push('.');
            path.push_str(member.name);
            if let Some(entry) = entry {
                path.push_str(&format!("[{entry}]"));
            }
        }
        path.push('.');
        path.push_str(self.member.name);
        path
    }

    /// The field in a resume; `None` if its parent is missing.
    pub(crate) fn of(self, resume: &Resume) -> Option<&Field> {
        match self.record.of(resume)?.member(self.member.name)? {
            MemberRef::Text(field) => Some(field),
            _ => None,
        }
    }

    /// The field in a resume, to change.
    pub(crate) fn of_mut(self, resume: &mut Resume) -> Option<&mut Field> {
        match self.record.of_mut(resume)?.member_mut(self.member.name)? {
            MemberMut::Text(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the resume's checks cover it: they cover its own fields only.
    pub(crate) fn is_checked(self) -> bool {
        self.record == RecordPath::RESUME
    }

    /// Whether it is the resume's ID.
    pub(crate) fn is_id(self) -> bool {
        self.is_checked() && self.member.name == "id"
    }

    /// The field's problem, from the resume's checks.
    pub(crate) fn problem(self, resume: &Resume) -> Option<String> {
        let found = resume
            .problems()
            .into_iter()
            .find(|problem| self.is_checked() && problem.path == self.member.name);
        found.map(|problem| problem.message)
    }

    /// A name for the field, usable in an element's ID.
    pub(crate) fn id(self) -> String {
        format!("{}-{}", self.record.id(), self.member.name)
    }
}

/// A path to a list of the resume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListPath {
    record: RecordPath,
    member: &'static Member,
}

impl ListPath {
    /// The list in a resume; `None` where it is missing or `null`.
    pub(crate) fn of(self, resume: &Resume) -> Option<&dyn Entries> {
        match self.record.of(resume)?.member(self.member.name)? {
            MemberRef::List(list) => list,
            _ => None,
        }
    }

    /// The list in a resume, to change: created if it is missing. `None` if its entry does not exist.
    pub(crate) fn of_mut(self, resume: &mut Resume) -> Option<&mut dyn Entries> {
        match self.record.of_mut(resume)?.member_mut(self.member.name)? {
            MemberMut::List(list) => Some(list),
            _ => None,
        }
    }

    /// Whether an entry is a row of texts that fit beside each other.
    pub(crate) fn is_table(self) -> bool {
        let columns = |member: &Member| match member.kind {
            Kind::Text(Input::Quarter) => Some(3),
            Kind::Text(Input::Third) => Some(4),
            Kind::Text(Input::Rest) => Some(6),
            _ => None,
        };
        let shape = shape_of(self.member);
        let widths: Option<Vec<usize>> = shape.members.iter().map(columns).collect();
        widths.is_some_and(|widths| widths.len() > 1 && widths.iter().sum::<usize>() <= 12)
    }

    /// The path to an entry.
    pub(crate) fn entry(self, index: usize) -> RecordPath {
        self.record.then(self.member, Some(index))
    }

    /// The noun for one entry: `skill`.
    pub(crate) fn noun(self) -> &'static str {
        shape_of(self.member).noun
    }

    /// Its section's title.
    pub(crate) fn heading(self) -> &'static str {
        self.member.label
    }

    /// The text of an empty list.
    pub(crate) fn when_empty(self) -> &'static str {
        match self.member.kind {
            Kind::List { when_empty, .. } => when_empty,
            _ => "",
        }
    }

    /// A name for the list, usable in an element's ID.
    pub(crate) fn id(self) -> String {
        id(self.record.steps().chain([(self.member, None)]))
    }
}

/// A section of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The texts of an object, under a heading.
    Record(RecordPath, &'static str),
    /// The entries of a list.
    List(ListPath),
}

impl Section {
    /// The sections, in their order: the resume's texts, each of its lists, each of its objects with texts. The
    /// fields of an object without texts are separate sections.
    pub(crate) fn all() -> Vec<Self> {
        let mut sections = vec![Self::Record(RecordPath::RESUME, "Basics")];
        Self::add_those_in(RecordPath::RESUME, &mut sections);
        sections
    }

    fn add_those_in(record: RecordPath, sections: &mut Vec<Self>) {
        for member in record.shape().members {
            match member.kind {
                Kind::Text(_) => {}
                Kind::List { .. } => sections.push(Self::List(ListPath { record, member })),
                Kind::Record(shape) => {
                    let inner = record.then(member, None);
                    match shape.texts().next() {
                        Some(_) => sections.push(Self::Record(inner, member.label)),
                        None => Self::add_those_in(inner, sections),
                    }
                }
            }
        }
    }

    /// The list of which it shows the entries.
    pub(crate) fn list(self) -> Option<ListPath> {
        match self {
            Self::Record(..) => None,
            Self::List(list) => Some(list),
        }
    }

    /// A name for it, usable in an element's ID and in a URL.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Record(path, _) => path.id(),
            Self::List(list) => list.id(),
        }
    }

    /// Its title.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Record(_, heading) => heading,
            Self::List(list) => list.heading(),
        }
    }
}

/// The input of the resume's ID: its name, usable in an element's ID.
pub(crate) const ID_INPUT: &str = "basics-id";

/// Whether nothing was entered.
pub(crate) fn is_blank(resume: &Resume) -> bool {
    *resume == Resume::blank() || *resume == Resume::default()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn list(id: &str) -> ListPath {
        let lists = Section::all()
            .into_iter()
            .filter_map(|section| match section {
                Section::List(list) => Some(list),
                Section::Record(..) => None,
            });
        lists.into_iter().find(|list| list.id() == id).unwrap()
    }

    fn lines_of(role: usize) -> ListPath {
        list("past").entry(role).lists().next().unwrap()
    }

    /// The fields of an object and of its lists' entries, as the form has them.
    fn fields_in(path: RecordPath, resume: &Resume, found: &mut Vec<FieldPath>) {
        found.extend(path.fields());
        for list in path.lists() {
            entries_in(list, resume, found);
        }
    }

    fn entries_in(list: ListPath, resume: &Resume, found: &mut Vec<FieldPath>) {
        for index in 0..list.of(resume).unwrap().count() {
            fields_in(list.entry(index), resume, found);
        }
    }

    fn texts(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(texts).sum(),
            Value::Object(members) => members.values().map(texts).sum(),
            _ => 1,
        }
    }

    #[test]
    fn the_form_has_every_field_once() {
        let sample = Resume::sample();
        let mut found = Vec::new();
        for section in Section::all() {
            match section {
                Section::Record(RecordPath::RESUME, _) => found.extend(RecordPath::RESUME.fields()),
                Section::Record(path, _) => fields_in(path, &sample, &mut found),
                Section::List(list) => entries_in(list, &sample, &mut found),
            }
        }
        let text = |field: &FieldPath| field.of(&sample).unwrap().text().into_owned();
        assert!(found.iter().all(|field| !text(field).is_empty()));
        let json: Value = serde_json::from_str(&sample.to_json()).unwrap();
        assert_eq!(found.len(), texts(&json));
        let mut ids: Vec<String> = found.into_iter().map(FieldPath::id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), texts(&json));
    }

    #[test]
    fn sections_and_fields_have_ids() {
        let sections = Section::all();
        let ids: Vec<String> = sections.iter().map(|section| section.id()).collect();
        assert_eq!((&ids[0][..], sections[0].heading()), ("basics", "Basics"));
        assert!(ids.contains(&"current".to_owned()) && ids.contains(&"past".to_owned()));
        let line = lines_of(3).entry(1).fields().next().unwrap();
        assert_eq!(line.id(), "past-3-description-1-li");
    }

    #[test]
    fn a_missing_list_appears_with_its_first_entry_only() {
        let mut resume = Resume::from_json("{}").unwrap();
        assert!(lines_of(0).of(&resume).is_none());
        list("past").of_mut(&mut resume).unwrap().add();
        assert_eq!(
            resume.to_json(),
            r#"{"experience":{"past":[{"role":"","duration":"","description":[]}]}}"#
        );
        lines_of(0).of_mut(&mut resume).unwrap().add();
        let line = lines_of(0).entry(0).fields().next().unwrap();
        line.of_mut(&mut resume).unwrap().set("x");
        assert_eq!(line.of(&resume).unwrap().text(), "x");
        assert!(lines_of(1).of_mut(&mut resume).is_none());
    }

    #[test]
    fn indexes_that_are_not_there_change_nothing() {
        let mut resume = Resume::sample();
        let before = resume.clone();
        let skills = list("skills").of_mut(&mut resume).unwrap();
        skills.remove(99);
        skills.swap(0, 99);
        assert!(list("skills").entry(99).of_mut(&mut resume).is_none());
        assert_eq!(resume, before);
    }

    #[test]
    fn a_field_is_found_by_its_element_and_by_its_json_path() {
        let resume = Resume::sample();
        let line = lines_of(1).entry(0).fields().next().unwrap();
        assert_eq!(line.json_path(), "$.experience.past[1].description[0].li");
        assert_eq!(FieldPath::by_id(&resume, &line.id()), Some(line));
        assert_eq!(
            FieldPath::by_json_path(&resume, &line.json_path()),
            Some(line)
        );
        assert_eq!(
            FieldPath::by_json_path(&resume, "$.experience.past[1].description"),
            Some(line)
        );
        for unknown in ["$", "$.nam", "$.skills[99].skill", ""] {
            let found = FieldPath::by_json_path(&resume, unknown);
            assert!(found.is_none() || unknown == "$", "{unknown}: {found:?}");
        }
        assert_eq!(FieldPath::by_id(&resume, "section-basics"), None);
    }

    #[test]
    fn the_id_has_an_input() {
        let ids: Vec<String> = RecordPath::RESUME
            .fields()
            .filter(|field| field.is_id())
            .map(FieldPath::id)
            .collect();
        assert_eq!(ids, [ID_INPUT]);
    }

    #[test]
    fn a_blank_resume_is_blank() {
        assert!(is_blank(&Resume::blank()) && is_blank(&Resume::default()));
        assert!(!is_blank(&Resume::sample()));
    }
}
