//! Where two states of a document differ first: what undo and redo bring into sight.

use options::SETTINGS;
use resume::{Entries, Resume};

use super::outline::{ListPath, RecordPath, Section};

/// The IDs of elements of the form that show the first difference between two resumes, the nearest first: a field or an entry,
/// then its section. None if the form shows no difference.
pub(crate) fn in_resume(before: &Resume, after: &Resume) -> Vec<String> {
    let sections = Section::all().into_iter();
    let mut found = sections.filter_map(|section| {
        let place = match section {
            Section::Record(path, _) => {
                let lists = (path != RecordPath::RESUME).then(|| path.lists());
                in_fields(path, before, after)
                    .or_else(|| lists?.find_map(|list| in_list(list, before, after)))
            }
            Section::List(list) => in_list(list, before, after),
        };
        Some(vec![place?, format!("section-{}", section.id())])
    });
    found.next().unwrap_or_default()
}

fn in_fields(path: RecordPath, before: &Resume, after: &Resume) -> Option<String> {
    let mut fields = path.fields();
    let changed = fields.find(|field| {
        let text = |resume| field.of(resume).map(|field| field.text().into_owned());
        text(before).unwrap_or_default() != text(after).unwrap_or_default()
    });
    changed.map(|field| field.id())
}

fn in_list(list: ListPath, before: &Resume, after: &Resume) -> Option<String> {
    let count = |resume| list.of(resume).map_or(0, Entries::count);
    let (old, new) = (count(before), count(after));
    let entry = |index: usize| format!("{}-{index}", list.id());
    let mut changed = (0..old.min(new)).filter_map(|index| {
        let path = list.entry(index);
        let inner = || path.lists().find_map(|list| in_list(list, before, after));
        in_fields(path, before, after).or_else(inner)
    });
    match changed.next() {
        // Entries were added, removed or moved: the whole entry is another one.
        Some(_) if old != new => {
            let first = (0..old.min(new)).find(|index| {
                let path = list.entry(*index);
                in_fields(path, before, after).is_some()
            });
            Some(entry(first.unwrap_or_default()))
        }
        Some(field) => Some(field),
        None if old == new => None,
        // The last one that is left, or the first that was added.
        None => Some(entry(old.min(new.saturating_sub(1)))),
    }
}

/// The ID of the option that a step of that name changed; none if it changed several.
pub(crate) fn in_stack(step: &str) -> Vec<String> {
    let mut settings = SETTINGS.iter();
    let changed = settings.find(|setting| setting.label == step);
    changed
        .map(|setting| format!("option-{}", setting.name))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first place after a change of the sample.
    fn place(change: impl FnOnce(&mut Resume)) -> String {
        let before = Resume::sample();
        let mut after = before.clone();
        change(&mut after);
        in_resume(&before, &after)
            .first()
            .cloned()
            .unwrap_or_default()
    }

    /// The first place after a change of the sample's skills.
    fn place_in_skills(change: impl FnOnce(&mut dyn Entries)) -> String {
        let mut lists = RecordPath::RESUME.lists();
        let skills = lists.find(|list| list.id() == "skills").unwrap();
        place(|resume| change(skills.of_mut(resume).unwrap()))
    }

    #[test]
    fn the_first_difference_is_found() {
        assert_eq!(place(|_| ()), "");
        assert_eq!(
            place(|resume| resume.name.set("A".to_owned())),
            "basics-name"
        );
        assert_eq!(
            place_in_skills(|skills| skills.swap(1, 3)),
            "skills-1-title"
        );
        assert_eq!(place_in_skills(|skills| skills.remove(1)), "skills-1");
        assert_eq!(place_in_skills(|skills| skills.remove(4)), "skills-3");
        assert_eq!(place_in_skills(|skills| skills.add()), "skills-5");
    }

    #[test]
    fn an_option_is_found_by_its_label() {
        assert_eq!(
            in_stack("Log retention (days)"),
            ["option-log-retention-days"]
        );
        assert_eq!(in_stack("applying a preset"), Vec::<String>::new());
    }
}
