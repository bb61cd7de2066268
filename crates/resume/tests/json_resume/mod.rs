//! JSON Resume 1.0.0 as a table, and checks of documents against it and of exports.
//!
//! Source: <https://github.com/jsonresume/resume-schema/blob/v1.0.0/schema.json> and version 1.2.1 of the npm package
//! `@jsonresume/schema`, whose constraints are the same. Nothing is required, and other members are allowed everywhere.

use resume::import::{self, Format, NoteKind};
use resume::{Record, Resume, export};
use serde_json::Value;

/// Each line: the path of a member, and its type. `[]` stands for each entry of a list.
const SCHEMA: &str = "
$schema uri
basics object
basics.name text
basics.label text
basics.image text
basics.email email
basics.phone text
basics.url uri
basics.summary text
basics.location object
basics.location.address text
basics.location.postalCode text
basics.location.city text
basics.location.countryCode text
basics.location.region text
basics.profiles list
basics.profiles[] object
basics.profiles[].network text
basics.profiles[].username text
basics.profiles[].url uri
work list
work[] object
work[].name text
work[].location text
work[].description text
work[].position text
work[].url uri
work[].startDate date
work[].endDate date
work[].summary text
work[].highlights list
work[].highlights[] text
volunteer list
volunteer[] object
volunteer[].organization text
volunteer[].position text
volunteer[].url uri
volunteer[].startDate date
volunteer[].endDate date
volunteer[].summary text
volunteer[].highlights list
volunteer[].highlights[] text
education list
education[] object
education[].institution text
education[].url uri
education[].area text
education[].studyType text
education[].startDate date
education[].endDate date
education[].score text
education[].courses list
education[].courses[] text
awards list
awards[] object
awards[].title text
awards[].date date
awards[].awarder text
awards[].summary text
certificates list
certificates[] object
certificates[].name text
certificates[].date date
certificates[].url uri
certificates[].issuer text
publications list
publications[] object
publications[].name text
publications[].publisher text
publications[].releaseDate date
publications[].url uri
publications[].summary text
skills list
skills[] object
skills[].name text
skills[].level text
skills[].keywords list
skills[].keywords[] text
languages list
languages[] object
languages[].language text
languages[].fluency text
interests list
interests[] object
interests[].name text
interests[].keywords list
interests[].keywords[] text
references list
references[] object
references[].name text
references[].reference text
projects list
projects[] object
projects[].name text
projects[].description text
projects[].highlights list
projects[].highlights[] text
projects[].keywords list
projects[].keywords[] text
projects[].startDate date
projects[].endDate date
projects[].url uri
projects[].roles list
projects[].roles[] text
projects[].entity text
projects[].type text
meta object
meta.canonical uri
meta.version text
meta.lastModified text
";

/// What is wrong with a document, such as `work[2].startDate: "soon" is no date`.
pub(crate) fn faults(text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    let rules: Vec<(&str, &str)> = SCHEMA
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    let mut faults = Vec::new();
    if !value.is_object() {
        faults.push("no object".to_owned());
    }
    check(&rules, "", "", &value, &mut faults);
    faults
}

fn check(
    rules: &[(&str, &str)],
    pattern: &str,
    path: &str,
    value: &Value,
    faults: &mut Vec<String>,
) {
    if let Some((_, kind)) = rules.iter().find(|(of, _)| *of == pattern)
        && !is_of(kind, value)
    {
        faults.push(format!("{path}: {value} is no {kind}"));
    }
    let join = |path: &str, name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                // Neither an empty name nor one with a dot is a path.
                if !name.is_empty() && !name.contains(['.', '[']) {
                    check(
                        rules,
                        &join(pattern, name),
                        &join(path, name),
                        value,
                        faults,
                    );
                }
            }
        }
        Value::Array(entries) => {
            for (index, value) in entries.iter().enumerate() {
                check(
                    rules,
                    &format!("{pattern}[]"),
                    &format!("{path}[{index}]"),
                    value,
                    faults,
                );
            }
        }
        _ => {}
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "list" => value.is_array(),
        _ => value.as_str().is_some_and(|text| match kind {
            "date" => is_date(text),
            "uri" => is_uri(text),
            "email" => is_email(text),
            _ => true,
        }),
    }
}

/// The schema's pattern: `^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$`.
fn is_date(text: &str) -> bool {
    let full = format!("{text}{}", "1000-00-00".get(text.len()..).unwrap_or("?"));
    let allowed = ["12", "09", "09", "09", "--", "01", "09", "--", "03", "09"];
    matches!(text.len(), 4 | 7 | 10)
        && full.bytes().zip(allowed).all(|(byte, range)| {
            let [least, most] = range.as_bytes() else {
                unreachable!()
            };
            (least..=most).contains(&&byte)
        })
}

/// Necessary, by RFC 3986: a scheme, then characters of a URI, escapes with two digits, at most one fragment.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let escapes = rest.split('%').skip(1);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && rest
            .chars()
            .all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
        && rest.matches('#').count() <= 1
        && escapes
            .into_iter()
            .all(|after| after.len() >= 2 && after.bytes().take(2).all(|c| c.is_ascii_hexdigit()))
}

/// Necessary, by RFC 5321: one `@` between texts without spaces, labels that are not empty.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && !domain.contains('@')
        && local
            .split('.')
            .chain(domain.split('.'))
            .all(|label| !label.is_empty())
}

#[test]
fn the_check_finds_faults() {
    let text = r#"{"basics": {"email": "a@b.example", "url": "b", "name": 1},
        "work": [{"startDate": "2020-01", "endDate": "2020-1", "highlights": ["a", null], "x": 1}, "b"], "skills": {}}"#;
    let expected = [
        r#"basics.url: "b" is no uri"#,
        "basics.name: 1 is no text",
        r#"work[0].endDate: "2020-1" is no date"#,
        "work[0].highlights[1]: null is no text",
        r#"work[1]: "b" is no object"#,
        "skills: {} is no list",
    ];
    assert_eq!(faults(text), expected);
    for (date, valid) in [
        ("2020", true),
        ("1999-19-39", true),
        ("2020-20", false),
        ("3020", false),
        ("2020-01-41", false),
        ("", false),
        ("2020-01-0", false),
    ] {
        assert_eq!(is_date(date), valid, "{date}");
    }
}

/// The resume with its unknown fields by name: export may write them in another order.
pub(crate) fn sorted(mut resume: Resume) -> Resume {
    fn sort(record: &mut dyn Record) {
        record
            .extra_mut()
            .sort_by(|one, other| one.name.cmp(&other.name));
    }
    sort(&mut resume);
    if let resume::Part::Is(experience) = &mut resume.experience {
        sort(experience);
        if let resume::Part::Is(current) = &mut experience.current {
            sort(current);
        }
        if let resume::Part::Is(past) = &mut experience.past {
            past.iter_mut().for_each(|role| sort(role));
        }
    }
    macro_rules! sort_lists {
        ($($list:ident)*) => {
            $(if let resume::Part::Is(list) = &mut resume.$list {
                list.iter_mut().for_each(|entry| sort(entry));
            })*
        };
    }
    sort_lists!(profiles skills languages summary certificates education);
    resume
}

/// Exports a resume, and checks that it is valid and that import gives the resume again. Returns the export.
pub(crate) fn there_and_back(resume: &Resume) -> String {
    let text = export::json_resume(resume);
    assert_eq!(faults(&text), [""; 0], "{text}");
    let imported = import::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(imported.format, Format::JsonResume, "{text}");
    assert_eq!(sorted(imported.resume), sorted(resume.clone()), "{text}");
    let lost: Vec<_> = imported
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Lost)
        .collect();
    assert!(lost.is_empty(), "{lost:?}\n{text}");
    text
}
