//! Resumes and JSON of any shape: an export gives the same resume again, and an import loses nothing without saying so.

#![allow(clippy::unwrap_used)]

mod json_resume;

use json_resume::there_and_back;
use proptest::prelude::*;
use resume::Resume;
use resume::import::{self, Format, NoteKind};
use serde_json::{Map, Value, json};

/// Names that mean something to one of the formats, and some that do not.
const NAMES: &[&str] = &[
    "id",
    "name",
    "title",
    "label",
    "email",
    "location",
    "summary",
    "profiles",
    "skills",
    "languages",
    "experience",
    "work",
    "certificates",
    "education",
    "basics",
    "meta",
    "$schema",
    "x-resume",
    "x-missing",
    "x-unknown",
    "current",
    "past",
    "role",
    "position",
    "company",
    "from",
    "to",
    "duration",
    "startDate",
    "endDate",
    "highlights",
    "description",
    "li",
    "para",
    "score",
    "rating",
    "level",
    "fluency",
    "keywords",
    "network",
    "username",
    "url",
    "language",
    "valid",
    "link",
    "date",
    "issuer",
    "studyType",
    "area",
    "institution",
    "courses",
    "phone",
    "image",
    "volunteer",
    "awards",
    "projects",
    "references",
    "interests",
    "publications",
    "Item",
    "Items",
    "S",
    "N",
    "M",
    "L",
    "SS",
    "NULL",
    "BOOL",
    "x-from",
    "x-duration",
    "x-valid",
    "x-description",
    "x-score",
    "x-title",
    "x-role",
    "x-li",
    "work.description",
    "basics.name",
    "other.title",
    "city",
    "countryCode",
    "fullName",
    "a",
    "é",
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "Ada",
    "2020",
    "2020-01",
    "2020-01-31",
    "2019 - 2020",
    "March 2019 – Present",
    "since 2019",
    "Present",
    "a\n\nb",
    "\n\na",
    "- a\n- b",
    "a, b",
    "https://a.example/",
    "a.example",
    "a@b.example",
    "a@",
    "12",
    "title",
    "from",
    "duration",
    "https://jsonresume.org/schema",
    "\u{0}\u{7f}\"\\",
    "س",
];

fn a_name() -> impl Strategy<Value = String> {
    prop_oneof![20 => proptest::sample::select(NAMES).prop_map(str::to_owned), 1 => any::<String>()]
}

fn a_text() -> impl Strategy<Value = String> {
    prop_oneof![20 => proptest::sample::select(TEXTS).prop_map(str::to_owned), 1 => any::<String>()]
}

fn object(value: impl Strategy<Value = Value>, most: usize) -> impl Strategy<Value = Value> {
    proptest::collection::vec((a_name(), value), 0..most)
        .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        6 => a_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            object(inner, 7),
        ]
    })
}

/// A resume whose fields are mostly text, with other values, and unknown fields of all names.
fn any_resume() -> impl Strategy<Value = Resume> {
    let record = |names: &'static [&'static str]| {
        let names = proptest::sample::subsequence(names, 0..=names.len());
        let value = prop_oneof![8 => a_text().prop_map(Value::from), 1 => any_json()];
        let unknown = proptest::collection::vec((a_name(), any_json()), 0..3);
        (names, proptest::collection::vec(value, 16), unknown).prop_map(
            |(names, values, unknown)| {
                let mut members: Map<String, Value> =
                    names.into_iter().map(str::to_owned).zip(values).collect();
                members.extend(unknown);
                Value::Object(members)
            },
        )
    };
    let list = |record: BoxedStrategy<Value>| {
        prop_oneof![
            1 => Just(Value::Null),
            9 => proptest::collection::vec(record, 0..4).prop_map(Value::from),
        ]
    };
    let lines = list(record(&["li"]).boxed()).boxed();
    let role = |names: &'static [&'static str]| {
        (record(names), lines.clone()).prop_map(|(mut role, lines)| {
            role["description"] = lines;
            role
        })
    };
    let current = prop_oneof![1 => Just(Value::Null), 9 => role(&["role", "from"])];
    let past = list(role(&["role", "duration"]).boxed());
    let experience = (record(&[]), current, past).prop_map(|(mut experience, current, past)| {
        experience["current"] = current;
        experience["past"] = past;
        experience
    });
    let lists = (
        list(record(&["network", "username", "url"]).boxed()),
        list(record(&["title", "score", "rating"]).boxed()),
        list(record(&["language", "score", "rating"]).boxed()),
        list(record(&["para"]).boxed()),
        experience,
        list(record(&["title", "valid", "link", "description"]).boxed()),
        list(record(&["title", "valid", "description"]).boxed()),
    );
    (
        record(&["id", "name", "title", "email", "location"]),
        lists,
        any::<u8>(),
    )
        .prop_map(|(mut resume, lists, there)| {
            let (profiles, skills, languages, summary, experience, certificates, education) = lists;
            let lists = [
                ("profiles", profiles),
                ("skills", skills),
                ("languages", languages),
                ("summary", summary),
                ("experience", experience),
                ("certificates", certificates),
                ("education", education),
            ];
            for (bit, (name, list)) in lists.into_iter().enumerate() {
                match there & (1 << bit) {
                    0 => {
                        resume[name] = list;
                    }
                    _ => {
                        resume.as_object_mut().unwrap().remove(name);
                    }
                }
            }
            Resume::from_json(&resume.to_string()).unwrap()
        })
}

/// Replaces each text by a number of its own.
fn number(value: &mut Value, count: &mut usize) {
    match value {
        Value::String(text) => {
            *text = format!("<{count}>");
            *count += 1;
        }
        Value::Array(entries) => entries.iter_mut().for_each(|value| number(value, count)),
        Value::Object(members) => {
            // What an export says of fields, and of the file, is no part of a resume.
            members.retain(|name, _| !["x-missing", "$schema"].contains(&name.as_str()));
            members.values_mut().for_each(|value| number(value, count));
        }
        _ => {}
    }
}

/// Whether a text is at a path, or below one, that the notes name as lost.
fn is_at_lost(value: &Value, path: &str, text: &str, lost: &str) -> bool {
    let is_lost = lost
        .lines()
        .any(|line| line.starts_with(&format!("{path}: ")));
    match value {
        _ if is_lost => value.to_string().contains(text),
        Value::Array(entries) => entries
            .iter()
            .any(|value| is_at_lost(value, &format!("{path}[]"), text, lost)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            is_at_lost(value, &path, text, lost)
        }),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn export_then_import_gives_the_same_resume(resume in any_resume()) {
        there_and_back(&resume);
    }

    #[test]
    fn any_json_is_read_or_rejected(value in any_json()) {
        if let Ok(imported) = import::read(&value.to_string()) {
            there_and_back(&imported.resume);
        }
    }

    #[test]
    fn any_members_are_read_or_rejected(basics in object(any_json(), 12), file in object(any_json(), 12), with in 0..3) {
        let mut file = file;
        match with {
            0 => file["basics"] = basics,
            1 => file["$schema"] = json!("jsonresume"),
            _ => file = basics,
        }
        if let Ok(imported) = import::read(&file.to_string()) {
            there_and_back(&imported.resume);
        }
    }

    #[test]
    fn each_text_is_in_the_resume_or_named_as_lost(basics in object(any_json(), 12), file in object(any_json(), 12), with in 0..3) {
        let mut file = file;
        match with {
            0 => file["basics"] = basics,
            1 => file["work"] = json!([basics]),
            _ => {}
        }
        let mut count = 0;
        number(&mut file, &mut count);
        if let Ok(imported) = import::read(&file.to_string())
            // What is around an item is no part of it.
            && imported.format != Format::DynamoDb
        {
            let json = imported.resume.to_json();
            let lost: String = imported.notes.iter().filter(|note| note.kind == NoteKind::Lost).map(|note| format!("{note}\n")).collect();
            for number in 0..count {
                let text = format!("<{number}>");
                prop_assert!(json.contains(&text) || is_at_lost(&file, "", &text, &lost), "{text}\n{file}\n{json}\n{lost}");
            }
        }
    }

    #[test]
    fn no_text_panics(text in "[\\[\\]{}\",:a-zA-Z0-9\\\\ \n]{0,80}") {
        let _ = import::read(&text);
    }
}
