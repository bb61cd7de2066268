//! Changed inputs of a mapping template.

use serde_json::{Value as Json, json};

use super::words;
use crate::grammar::Random;

/// Changes the inputs (`apigw`) in one place: mostly in the body, now and then in its text.
pub(super) fn change(random: &mut Random, inputs: &mut Json) {
    let Some(members) = inputs.as_object_mut() else {
        return;
    };
    if random.once_in(5) {
        let name = random.pick(&["params", "context", "stageVariables"]);
        let texts = name != "context";
        // The groups stay objects.
        let group = members.get_mut(name).and_then(Json::as_object_mut);
        let values: Vec<&mut Json> = group
            .into_iter()
            .flat_map(|group| group.values_mut())
            .collect();
        let at = random.below(values.len());
        for value in values.into_iter().skip(at).take(1) {
            change_value(random, value, texts);
        }
        return;
    }
    let body = members
        .get("body")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let changed = match random.below(12) {
        0 => words::typo(random, body),
        1 => random.pick(BODIES).to_owned(),
        _ => match serde_json::from_str::<Json>(body) {
            Ok(mut value) => {
                change_value(random, &mut value, false);
                value.to_string()
            }
            Err(_) => body.to_owned(),
        },
    };
    members.insert("body".to_owned(), changed.into());
}

const BODIES: &[&str] = &[
    "",
    "{}",
    "[]",
    "null",
    "5",
    "\"text\"",
    "no JSON",
    "[1, {\"id\": 2}]",
    "true",
    "{\"Items\": []}",
    " ",
    "{\"a\": 1",
];

/// Changes one value somewhere in `json`; with `texts`, to a text.
fn change_value(random: &mut Random, json: &mut Json, texts: bool) {
    let deeper = !random.once_in(4);
    match json {
        Json::Object(members) if deeper && !members.is_empty() => {
            let at = random.below(members.len());
            let name = members.keys().nth(at).cloned().unwrap_or_default();
            if random.once_in(12) {
                let value = members.shift_remove(&name);
                if random.once_in(2) {
                    let other = random.pick(&[
                        "", "a b", "a-b", "x", "é", "S", "N", "class", "0", "a.b", "$x",
                    ]);
                    members.insert(other.to_owned(), value.unwrap_or_default());
                }
            } else if let Some(value) = members.get_mut(&name) {
                change_value(random, value, texts);
            }
        }
        Json::Array(items) if deeper && !items.is_empty() => {
            let at = random.below(items.len());
            match random.below(12) {
                0 => drop(items.remove(at)),
                1 => items.push(items.get(at).cloned().unwrap_or_default()),
                _ => items
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|item| change_value(random, item, texts)),
            }
        }
        // A group of parameters stays an object.
        Json::Object(_) if texts => {}
        _ => *json = value(random, json, texts),
    }
}

fn value(random: &mut Random, old: &Json, texts: bool) -> Json {
    let text = random.pick(&[
        "",
        " ",
        "x",
        "5",
        "-7",
        "2.50",
        "true",
        "null",
        "it's \"q\"",
        "a/b\\c",
        "é😀",
        "line\nend\t",
        "<&>",
        "$x",
        "#end",
        "a,b,,",
        "[]",
        "{\"a\": 1}",
        "\u{7f}\u{1}",
        "\u{2028}",
        "%41+b",
        "aGVsbG8=",
        "1e3",
    ]);
    match random.below(if texts { 4 } else { 16 }) {
        0..=3 => text.into(),
        4 => Json::Null,
        5 => 0.into(),
        6 => (-7).into(),
        7 => json!(2.5),
        8 => json!(1e21),
        9 => json!(9_007_199_254_740_993_i64),
        10 => true.into(),
        11 => json!([]),
        12 => json!({}),
        13 => json!([old]),
        14 => json!({"S": old, "a b": null}),
        _ => json!([1, text, [old], {"k": [null]}]),
    }
}
