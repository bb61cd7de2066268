//! Round trips through the model: reading a file and writing it again loses nothing.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use resume::{Field, Input, Kind, MemberMut, MemberRef, Part, Record, Resume};
use serde_json::{Value, json};

fn through(text: &str) -> Value {
    let resume = Resume::from_json(text).unwrap();
    let pretty: Value = serde_json::from_str(&resume.to_json_pretty()).unwrap();
    let compact: Value = serde_json::from_str(&resume.to_json()).unwrap();
    assert_eq!(pretty, compact);
    compact
}

/// Whether each field of the table is there and holds something, in each object.
fn is_complete(record: &dyn Record) -> bool {
    record
        .shape()
        .members
        .iter()
        .all(|member| match record.member(member.name).unwrap() {
            MemberRef::Text(field) => !field.text().is_empty(),
            MemberRef::Record(inner) => is_complete(inner.unwrap()),
            MemberRef::List(list) => {
                let list = list.unwrap();
                list.count() >= 2
                    && (0..list.count()).all(|at| is_complete(list.entry(at).unwrap()))
            }
        })
}

#[test]
fn the_sample_is_complete() {
    let sample = Resume::sample();
    assert_eq!(sample.problems(), []);
    assert!(is_complete(&sample));
    assert!(sample.fields_without_row().is_empty());
}

#[test]
fn a_blank_resume_has_every_field_and_every_list_empty() {
    fn is_blank(record: &dyn Record) -> bool {
        record
            .shape()
            .members
            .iter()
            .all(|member| match record.member(member.name).unwrap() {
                MemberRef::Text(field) => *field == Field::from(""),
                MemberRef::Record(inner) => is_blank(inner.unwrap()),
                MemberRef::List(list) => list.unwrap().count() == 0,
            })
    }
    let mut blank = Resume::blank();
    assert!(is_blank(&blank));
    assert!(blank.to_json().starts_with(r#"{"id":"","name":"","#));
    // So is a new entry.
    let Some(MemberMut::Record(experience)) = blank.member_mut("experience") else {
        panic!("no experience");
    };
    let Some(MemberMut::List(past)) = experience.member_mut("past") else {
        panic!("no past");
    };
    past.add();
    assert!(is_blank(past.entry(0).unwrap()));
    assert!(past.entry(1).is_none() && experience.member("nothing").is_none());
}

#[test]
fn rows_say_what_a_field_is() {
    let id = &Resume::SHAPE.members[0];
    assert_eq!(
        (id.name, id.label, id.kind),
        ("id", "ID", Kind::Text(Input::Third))
    );
    assert!(id.doc.starts_with("The partition key"), "{}", id.doc);
    assert_eq!(Resume::SHAPE.depth(), 3);
}

#[test]
fn filled_a_resume_lacks_nothing() {
    let mut sample = Resume::sample();
    sample.fill();
    assert_eq!(sample, Resume::sample());
    let mut some =
        Resume::from_json(r#"{"name":null,"title":7,"skills":[{"title":"t"}],"x":1}"#).unwrap();
    some.fill();
    assert!(
        some.to_json()
            .starts_with(r#"{"id":"","name":"","title":7,"#)
    );
    assert!(some.to_json().ends_with(r#","x":1}"#));
    assert!(
        some.to_json()
            .contains(r#""skills":[{"title":"t","score":"","#)
    );
}

#[test]
fn fields_without_a_row_are_named() {
    let text = json!({
        "id": "a", "color": "red", "name": 7, "title": ["a"], "email": {}, "location": null,
        "skills": [{"title": "t"}, {"title": {"a": 1}, "years": 3}],
        "experience": {"note": 1, "past": [{"description": [{"li": "x", "more": {}}]}]}
    });
    let resume = Resume::from_json(&text.to_string()).unwrap();
    assert_eq!(
        resume.fields_without_row(),
        [
            "title",
            "email",
            "skills[1].title",
            "skills[1].years",
            "experience.past[0].description[0].more",
            "experience.note",
            "color",
        ]
    );
}

#[test]
fn missing_null_empty_and_other_types_stay_what_they_are() {
    let text = json!({
        "id": "a", "name": null, "title": "", "email": 3, "location": [1, {"x": null}],
        "profiles": null, "skills": [], "languages": [{"score": 9.5, "rating": false, "note": "n"}, {}],
        "experience": {"current": null, "past": [{"description": null}], "more": {}},
        "we\"ird": {"deep": ["\u{0}", "\u{1f600}"]}
    });
    assert_eq!(through(&text.to_string()), text);
}

#[test]
fn no_control_character_is_sent_raw() {
    let mut resume = Resume::default();
    resume.name.set("a\u{7f}\n");
    assert_eq!(resume.to_json(), r#"{"name":"a\u007f\n"}"#);
}

#[test]
fn numbers_keep_their_digits() {
    let text = r#"{"id":"a","title":1.10,"x":123456789012345678901234567890,"y":[1e400]}"#;
    assert_eq!(Resume::from_json(text).unwrap().to_json(), text);
}

#[test]
fn typing_what_is_shown_changes_nothing() {
    for text in [r#"{"name":null}"#, r#"{"name":5}"#, r#"{"name":"x"}"#, "{}"] {
        let mut resume = Resume::from_json(text).unwrap();
        let shown = resume.name.text().into_owned();
        resume.name.set(shown);
        assert_eq!(resume.to_json(), text);
    }
    let mut field = Field::Null;
    field.set("x");
    assert_eq!(field, Field::from("x"));
    field.set("");
    assert_eq!(field, Field::from(""));
}

#[test]
fn a_part_that_was_not_there_comes_into_being_when_it_is_changed() {
    let mut resume = Resume::from_json(r#"{"skills":null}"#).unwrap();
    assert_eq!(resume.skills, Part::Null);
    resume.skills.get_or_insert();
    resume
        .experience
        .get_or_insert()
        .current
        .get_or_insert()
        .role
        .set("r");
    assert_eq!(
        resume.to_json(),
        r#"{"skills":[],"experience":{"current":{"role":"r"}}}"#
    );
}

#[test]
fn errors_name_the_place() {
    let cases: &[(&str, &str)] = &[
        ("", "line 1, column 0: EOF while parsing a value"),
        (
            "{\"id\": \"a\",\n  \"name\" }",
            "line 2, column 10: expected `:`",
        ),
        ("{} x", "line 1, column 4: trailing characters"),
        (
            "[1]",
            "line 1, column 0: invalid type: sequence, expected an object (resume)",
        ),
        (
            "\"text\"",
            "line 1, column 6: invalid type: string \"text\", expected an object (resume)",
        ),
        (
            "{\"skills\": [{\"title\": \"t\"}, 7]}",
            "line 1, column 29, in `skills[1]`: invalid type: integer `7`, expected an object (skill)",
        ),
        (
            "{\"summary\": \"text\"}",
            "line 1, column 18, in `summary`: invalid type: string \"text\", expected a sequence",
        ),
        (
            "{\"x\": 1, \"x\": 2}",
            "line 1, column 12: duplicate member `x`: remove one of them",
        ),
        (
            "{\"name\": \"a\", \"name\": null}",
            "line 1, column 20: duplicate member `name`: remove one of them",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            Resume::from_json(text).unwrap_err().to_string(),
            *expected,
            "{text}"
        );
    }
    assert!(Resume::from_json("{").unwrap_err().is_syntax);
    assert!(!Resume::from_json("[]").unwrap_err().is_syntax);
}

#[test]
fn half_a_surrogate_pair_is_refused_where_it_stands() {
    let error = Resume::from_json("{\n\"skills\": [{\"title\": \"\\ud800\"}]}").unwrap_err();
    assert_eq!((error.line, error.path.as_str()), (2, "skills[0].title"));
}

#[test]
fn a_byte_order_mark_is_no_obstacle() {
    assert_eq!(through("\u{feff}{\"id\":\"a\"}"), json!({"id": "a"}));
}

#[test]
fn only_text_can_be_the_key() {
    for (text, stored) in [
        (json!({"id": "a"}), true),
        (json!({"id": "é".repeat(1024)}), true),
        (json!({"id": "é".repeat(1025)}), false),
        (json!({"id": ""}), false),
        (json!({"id": 7}), false),
        (json!({"id": null}), false),
        (json!({}), false),
    ] {
        let resume = Resume::from_json(&text.to_string()).unwrap();
        assert_eq!(resume.problems().is_empty(), stored, "{text}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(any::<String>(), inner, 0..4)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn entries(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let names = proptest::sample::subsequence(names, 0..=names.len());
    let entry = (
        names,
        proptest::collection::vec(any_json(), 3),
        any::<String>(),
        any_json(),
    );
    let entry = entry.prop_map(|(names, values, extra, value)| {
        let mut entry: serde_json::Map<String, Value> =
            names.into_iter().map(str::to_owned).zip(values).collect();
        entry.insert(extra, value);
        Value::Object(entry)
    });
    prop_oneof![
        Just(Value::Null),
        proptest::collection::vec(entry, 0..4).prop_map(Value::from)
    ]
}

proptest! {
    #[test]
    fn nothing_is_lost(
        id in any_json(), name in any_json(), extra in "[a-z\"\\\\]{1,3}", more in any_json(),
        skills in entries(&["title", "score", "rating"]),
        languages in entries(&["language", "score"]),
    ) {
        let text = json!({
            "id": id, "name": name, "skills": skills, "languages": languages, extra: more,
        });
        prop_assert_eq!(through(&text.to_string()), text);
    }

    #[test]
    fn no_text_panics(text in "[\\[\\]{}\",:a-z0-9\\\\ \n]{0,60}") {
        let _ = Resume::from_json(&text);
    }
}

#[test]
fn a_hundred_thousand_unknown_members_take_no_longer_each_than_ten() {
    let members: Vec<String> = (0..100_000).map(|n| format!("\"x{n}\":{n}")).collect();
    let text = format!("{{{}}}", members.join(","));
    let start = std::time::Instant::now();
    let resume = Resume::from_json(&text).unwrap();
    // A comparison of each with each took minutes here; the bound leaves room for a busy machine.
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    assert_eq!(resume.extra.len(), 100_000);
    assert_eq!(resume.to_json(), text);
    // Duplicates are found among many names as among few.
    let twice = format!("{},\"x7\":1}}", text.trim_end_matches('}'));
    let error = Resume::from_json(&twice).unwrap_err();
    assert!(error.message.contains("duplicate member `x7`"), "{error}");
}
