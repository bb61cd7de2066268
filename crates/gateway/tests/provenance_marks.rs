//! Where the output of our own templates comes from: each text of a body is its own location, and the
//! pieces of the output that contain it must name the same one.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use gateway::mapping::{InputOrigin, Inputs, MappingTemplate, render_traced};
use serde_json::{Value as Json, json};
use vtl::trace::Segment;

/// The same JSON, where each text is the JSON pointer to it between `«` and `»`.
fn marked(json: &Json, pointer: &str) -> Json {
    match json {
        Json::String(_) => Json::from(format!("«{pointer}»")),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| marked(item, &format!("{pointer}/{at}")))
                .collect()
        }
        Json::Object(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), marked(value, &format!("{pointer}/{key}"))))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn pointer(steps: &[Segment]) -> String {
    let steps = steps.iter().map(|step| match step {
        Segment::Key(key) => format!("/{key}"),
        Segment::Index(at) => format!("/{at}"),
    });
    steps.collect()
}

/// Renders one of our templates; returns how many texts of the body are in the output, each with its location.
fn check(name: &str, body: &Json) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let source = fs::read_to_string(path.join(name)).unwrap();
    let template = MappingTemplate::parse(&source).unwrap();
    let body = marked(body, "");
    let inputs = Inputs {
        body: body.to_string().into(),
        ..Inputs::default()
    };
    let traced = render_traced(&template, &inputs).unwrap();
    let (mut end, mut marks) = (0, 0);
    for piece in &traced.pieces {
        assert_eq!(piece.output.start, end, "{name}: a gap");
        end = piece.output.end;
        assert!(!piece.span.text(&source).is_empty(), "{name}: {piece:?}");
        let places: Vec<String> = piece
            .origins
            .iter()
            .filter_map(|origin| match origin {
                InputOrigin::Body(steps) => Some(pointer(steps)),
                _ => None,
            })
            .collect();
        for place in &places {
            assert!(body.pointer(place).is_some(), "{name}: nothing at {place}");
        }
        // `escapeJavaScript` writes both signs, and the slash, otherwise.
        let output = traced.mapped.text[piece.output.clone()].replace("\\/", "/");
        for mark in output.split("\\u00AB").skip(1) {
            let (mark, _) = mark.split_once("\\u00BB").unwrap();
            assert!(
                places.iter().any(|place| place == mark),
                "{name}: {mark} came from {places:?}"
            );
            marks += 1;
        }
    }
    assert_eq!(end, traced.mapped.text.len(), "{name}: not covered");
    marks
}

#[test]
fn what_a_resume_says_comes_from_where_it_says_it() {
    let resume = json!({
        "id": "x", "name": "x", "title": "x", "email": "x", "location": "x",
        "socials": [{"network": "x", "username": "x", "url": "x"}],
        "skills": {"languages": [{"title": "x", "score": "x", "rating": "x"}]},
        "other": {"deep": [["x", {"deeper": "x"}], [], {}], "n": 1, "t": true, "z": null},
        "experience": {"current": {"role": "x", "from": "x", "list": ["x", "x"]}}
    });
    let put = check("put_request.vm", &resume);
    let item = json!({"Item": {
        "id": {"S": "x"}, "name": {"S": "x"},
        "socials": {"L": [{"M": {"network": {"S": "x"}, "url": {"S": "x"}}}, {"S": "x"}]},
        "experience": {"M": {"current": {"M": {"role": {"S": "x"}, "years": {"N": "x"}}}}},
        "none": {"NULL": true}, "truth": {"BOOL": false}
    }});
    let get = check("get_response.vm", &item);
    assert!(put >= 15 && get >= 6, "{put} and {get} texts");
}
