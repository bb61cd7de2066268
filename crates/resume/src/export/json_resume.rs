//! JSON Resume 1.0.0.
//!
//! Fields without a member, values that a member can't hold, and texts that it holds in another form are written as
//! `x-FIELD` beside the members; `import::restore` lists these names.

use super::entry::Entry;
use super::formats::{is_email, is_uri};
use super::node::{Node, Object};
use super::schema;
use crate::dates;
use crate::field::{Field, Part};
use crate::import::restore::{OWN, is_blank_record};
use crate::model::{
    Certificate, CurrentRole, Education, Experience, Language, Line, PastRole, Profile, Resume,
    Skill,
};
use crate::names;
use crate::paragraphs;

const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// The resume as a JSON Resume 1.0.0, indented. It follows the schema whatever the resume holds, and
/// [`import::read`](crate::import::read) makes the same resume of it, with its unknown fields in any order.
///
/// `id` is in `meta["x-resume"]`, `from`, `duration` and `valid` are dates where they can be read as such and verbatim in
/// `x-from`, `x-duration` and `x-valid`, scores are in `x-score`.
///
/// ```
/// let resume = resume::Resume::sample();
/// let text = resume::export::json_resume(&resume);
/// assert!(text.contains(r#""position": "Software Engineer, Nordlys Mobile""#));
/// assert_eq!(resume::import::read(&text)?.resume, resume);
/// # Ok::<(), resume::import::ImportError>(())
/// ```
pub fn json_resume(resume: &Resume) -> String {
    // Strings as keys and no I/O: `serde_json` can't fail on it.
    serde_json::to_string_pretty(&file(resume)).unwrap_or_default()
}

fn file(resume: &Resume) -> Object {
    let mut whole = Entry::new(resume, "");
    whole.beside("id");
    whole.text("name", "name", |_| true);
    whole.text("label", "title", |_| true);
    whole.text("email", "email", is_email);
    if let Some(place) = whole.get("location").filter(|place| !place.is_empty()) {
        // Where other programs look for it; the parts of a text are not known.
        let mut location = Object::default();
        location.add("address", Node::Text(place.to_owned()));
        whole.members.add("location", Node::Object(location));
    }
    summary(&mut whole, resume);
    list(
        &mut whole.members,
        "profiles",
        resume.profiles.entries(),
        profile,
    );

    let mut lists = Object::default();
    if let Part::Is(experience) = &resume.experience {
        let (work, own) = roles(experience);
        if !work.is_empty() {
            lists.add("work", Node::List(work));
        }
        if !own.is_empty() {
            whole.own.add("experience", Node::Object(own));
        }
    }
    list(
        &mut lists,
        "education",
        resume.education.entries(),
        education,
    );
    list(
        &mut lists,
        "certificates",
        resume.certificates.entries(),
        certificate,
    );
    list(&mut lists, "skills", resume.skills.entries(), skill);
    list(
        &mut lists,
        "languages",
        resume.languages.entries(),
        language,
    );
    unknown(&mut whole, resume, &mut lists);

    let Entry {
        members: basics,
        own,
        ..
    } = whole;
    let mut meta = Object::default();
    meta.add(OWN, Node::Object(own));
    let mut file = Object::default();
    file.add("$schema", Node::Text(SCHEMA.to_owned()));
    file.add("basics", Node::Object(basics));
    file.append(lists);
    file.add("meta", Node::Object(meta));
    file
}

fn list<T>(to: &mut Object, name: &str, entries: &[T], node: fn(&T) -> Node) {
    if !entries.is_empty() {
        to.add(name, Node::List(entries.iter().map(node).collect()));
    }
}

/// Members of the file that are no unknown fields of the resume, or would be read from `basics`.
const TAKEN: &[&str] = &["$schema", "basics", "meta", "image", "phone", "url"];

/// The unknown fields of the resume: in `basics`, or beside the lists.
fn unknown(whole: &mut Entry<'_>, resume: &Resume, lists: &mut Object) {
    let mut unknown = Object::default();
    for extra in &resume.extra {
        let name = extra.name.as_str();
        let json = Node::Raw(extra.json.clone());
        let is_free = !names::has(names::RESUME, name) && !TAKEN.contains(&name);
        if schema::rule(schema::BASICS, name).is_some_and(|rule| rule.allows(&extra.json)) {
            whole.members.add(name, json);
        } else if is_free
            && schema::rule(schema::FILE, name).is_none_or(|rule| rule.allows(&extra.json))
        {
            lists.add(name, json);
        } else {
            unknown.add(name, json);
        }
    }
    whole.add_unknown(unknown);
}

fn summary(whole: &mut Entry<'_>, resume: &Resume) {
    let entries = resume.summary.entries();
    let texts: Vec<_> = entries.iter().map(|entry| entry.para.text()).collect();
    let joined = paragraphs::join(texts.iter().map(AsRef::as_ref));
    if !joined.trim().is_empty() {
        whole.members.add("summary", Node::Text(joined.clone()));
    }
    let is_plain = entries
        .iter()
        .all(|entry| matches!(entry.para, Field::Text(_)) && entry.extra.is_empty());
    if !is_plain || paragraphs::split(&joined) != texts {
        whole.own.add("summary", Node::of(&resume.summary));
    }
}

/// The roles, and what is to know of the object around them.
fn roles(experience: &Experience) -> (Vec<Node>, Object) {
    let mut around = Entry::new(experience, "");
    let mut unknown = Object::default();
    for extra in &experience.extra {
        unknown.add(extra.name.as_str(), Node::Raw(extra.json.clone()));
    }
    around.add_unknown(unknown);
    // An empty form has one, which is no role.
    let current = experience
        .current
        .get()
        .filter(|role| !is_blank_record(*role));
    let current = current.map(current_role);
    let past = experience.past.entries().iter().map(past_role);
    (current.into_iter().chain(past).collect(), around.own)
}

fn current_role(role: &CurrentRole) -> Node {
    let mut entry = Entry::new(role, "x-");
    entry.text("position", "role", |_| true);
    let start = entry.get("from").and_then(dates::date);
    entry.dates((start, None));
    lines(&mut entry, &role.description);
    // Also where it is empty: it says that this is the current role.
    entry.beside("from");
    entry.unknown(schema::WORK, names::ROLE);
    entry.finish()
}

fn past_role(role: &PastRole) -> Node {
    let mut entry = Entry::new(role, "x-");
    entry.text("position", "role", |_| true);
    entry.dates(
        entry
            .get("duration")
            .map(dates::of_role)
            .unwrap_or_default(),
    );
    lines(&mut entry, &role.description);
    // Also where it is empty: it says that this is a past role.
    entry.beside("duration");
    entry.unknown(schema::WORK, names::ROLE);
    entry.finish()
}

fn lines(entry: &mut Entry<'_>, description: &Part<Vec<Line>>) {
    let lines = description.entries();
    if lines.is_empty() {
        return;
    }
    let texts: Vec<_> = lines.iter().map(|line| line.li.text()).collect();
    entry
        .members
        .add("highlights", Node::texts(texts.iter().map(AsRef::as_ref)));
    if !lines
        .iter()
        .all(|line| matches!(line.li, Field::Text(_)) && line.extra.is_empty())
    {
        entry.own.add("x-description", Node::of(description));
    }
}

fn profile(profile: &Profile) -> Node {
    let mut entry = Entry::new(profile, "x-");
    entry.text("network", "network", |_| true);
    entry.text("username", "username", |_| true);
    entry.text("url", "url", is_uri);
    entry.unknown(&[], names::PROFILE);
    entry.finish()
}

fn skill(skill: &Skill) -> Node {
    let mut entry = Entry::new(skill, "x-");
    entry.text("name", "title", |_| true);
    entry.text("level", "rating", |_| true);
    entry.beside_unless_empty("score");
    entry.unknown(&[], names::SKILL);
    entry.finish()
}

fn language(language: &Language) -> Node {
    let mut entry = Entry::new(language, "x-");
    entry.text("language", "language", |_| true);
    entry.text("fluency", "rating", |_| true);
    entry.beside_unless_empty("score");
    entry.unknown(&[], names::LANGUAGE);
    entry.finish()
}

fn certificate(certificate: &Certificate) -> Node {
    let mut entry = Entry::new(certificate, "x-");
    entry.text("name", "title", |_| true);
    if let Some(date) = entry.get("valid").filter(|valid| dates::is_iso(valid)) {
        entry.members.add("date", Node::Text(date.to_owned()));
    }
    entry.text("url", "link", is_uri);
    entry.beside_unless_empty("valid");
    entry.beside_unless_empty("description");
    entry.unknown(&[], names::CERTIFICATE);
    entry.finish()
}

fn education(education: &Education) -> Node {
    let mut entry = Entry::new(education, "x-");
    entry.text("studyType", "title", |_| true);
    entry.dates(
        entry
            .get("valid")
            .map(dates::of_education)
            .unwrap_or_default(),
    );
    entry.beside_unless_empty("valid");
    entry.beside_unless_empty("description");
    entry.unknown(schema::EDUCATION, names::STUDY);
    entry.finish()
}
