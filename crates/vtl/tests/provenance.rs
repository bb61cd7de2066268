//! Where output comes from: the cases of `tests/provenance`, and properties of all templates.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;

use serde_json::Value as Json;
use vtl::trace::{Origin, Segment, Traced};
use vtl::{Context, Dialect, Limits, Template};

use testkit::golden::{Golden, files};
use testkit::sections::{file, sections};
use testkit::{grammar, values};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provenance");

fn context(json: &Json) -> Context {
    let mut context = Context::new();
    for (name, json) in json.as_object().expect("a context is an object") {
        context.set(name, values::value_of(json));
    }
    context
}

/// One line for each piece: the output, the part of the template that wrote it, the origins.
fn drawn(traced: &Traced, source: &str) -> String {
    let mut text = String::new();
    for piece in &traced.pieces {
        let output = &traced.rendered.text[piece.output.clone()];
        let origins: Vec<String> = piece.origins.iter().map(ToString::to_string).collect();
        let from = match origins.is_empty() {
            true => String::new(),
            false => format!(" from {}", origins.join(", ")),
        };
        writeln!(text, "{output:?} by {:?}{from}", piece.span.text(source)).unwrap();
    }
    text.trim_end().to_owned()
}

#[test]
fn the_cases_come_from_where_they_say() {
    let mut golden = Golden::new();
    for path in files(FOLDER, "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let [("template", template), ("context", json), ("pieces", _)] = sections(&text)[..] else {
            panic!("{}: a template, a context, pieces", path.display());
        };
        let variables = serde_json::from_str(json).unwrap();
        let traced = Template::parse(template, Dialect::Velocity)
            .unwrap()
            .render_traced(&mut context(&variables), &Limits::default());
        let drawn = traced.map_or_else(|error| error.to_string(), |t| drawn(&t, template));
        let output = file(&[
            ("template", template),
            ("context", json),
            ("pieces", &drawn),
        ]);
        golden.check(&path, &output);
    }
    golden.finish(10);
}

/// Renders with and without: the same, and the pieces cover all of it. How many pieces there were.
fn check(source: &str, json: &Json, dialect: Dialect) -> usize {
    let Ok(template) = Template::parse(source, dialect) else {
        return 0;
    };
    let limits = Limits {
        steps: 100_000,
        ..Limits::default()
    };
    let plain = template.render(&mut context(json), &limits);
    let traced = match (plain, template.render_traced(&mut context(json), &limits)) {
        (Ok(plain), Ok(traced)) => {
            assert_eq!(plain, traced.rendered, "{source:?}");
            traced
        }
        (plain, traced) => {
            assert_eq!(plain.err(), traced.err(), "{source:?}");
            return 0;
        }
    };
    let mut end = 0;
    for piece in &traced.pieces {
        assert_eq!(piece.output.start, end, "{source:?}: a gap or an overlap");
        assert!(piece.output.end > end, "{source:?}: an empty piece");
        end = piece.output.end;
        assert!(traced.rendered.text.is_char_boundary(end), "{source:?}");
        assert!(
            !piece.span.text(source).is_empty(),
            "{source:?}: {piece:?} has no place"
        );
        assert_eq!(traced.piece_at(end - 1), Some(piece), "{source:?}");
    }
    assert_eq!(end, traced.rendered.text.len(), "{source:?}: not covered");
    assert_eq!(traced.piece_at(end), None);
    traced.pieces.len()
}

const DIALECTS: [Dialect; 2] = [Dialect::Velocity, Dialect::Gateway];

#[test]
fn pieces_cover_the_output_of_every_case() {
    let mut pieces = 0;
    for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let sections = sections(&text);
        let json = serde_json::from_str(sections[1].1).unwrap();
        for dialect in DIALECTS {
            pieces += check(sections[0].1, &json, dialect);
        }
    }
    assert!(pieces > 300, "{pieces} pieces");
}

#[test]
fn pieces_cover_the_output_of_random_templates() {
    let json = serde_json::from_str(grammar::CONTEXT).unwrap();
    let mut random = grammar::Random::new(5);
    let mut pieces = 0;
    for _ in 0..2_000 {
        let source = grammar::template(&mut random).concat();
        for dialect in DIALECTS {
            pieces += check(&source, &json, dialect);
        }
    }
    assert!(pieces > 4_000, "{pieces} pieces");
}

/// The corpora of recorded templates, where they are there.
#[test]
fn pieces_cover_the_output_of_the_corpora() {
    let Some(folder) = testkit::shared::path("corpus") else {
        return;
    };
    let mut pieces = 0;
    for path in files(folder, "jsonl") {
        for line in fs::read_to_string(path).unwrap().lines() {
            let case: Json = serde_json::from_str(line).unwrap();
            if let (Some(template), Some(_)) =
                (case["template"].as_str(), case["context"].as_object())
            {
                for dialect in DIALECTS {
                    pieces += check(template, &case["context"], dialect);
                }
            }
        }
    }
    assert!(pieces > 10_000, "{pieces} pieces");
}

/// The same input, where each text is its own location: `«m.o.p[0]»`.
fn marked(json: &Json, path: &str) -> Json {
    match json {
        Json::String(_) => Json::from(format!("«{path}»")),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| marked(item, &format!("{path}[{at}]")))
                .collect()
        }
        Json::Object(entries) => {
            let step = |key: &str| match path.is_empty() {
                true => key.to_owned(),
                false => format!("{path}.{key}"),
            };
            let entries = entries.iter();
            Json::Object(
                entries
                    .map(|(key, value)| (key.clone(), marked(value, &step(key))))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// The value at a place of the input.
fn found<'j>(json: &'j Json, origin: &Origin) -> Option<&'j Json> {
    let start = json.get(origin.source.as_str())?;
    origin
        .segments
        .iter()
        .try_fold(start, |at, step| match step {
            Segment::Key(key) => at.get(key.as_str()),
            Segment::Index(index) => at.get(index),
        })
}

/// Each marked text that is written whole came from its own location: that place, or one around it, is
/// among the origins of its piece, and each origin is a place of the input. Returns how many were found.
fn check_marks(source: &str, json: &Json, dialect: Dialect) -> usize {
    let Ok(template) = Template::parse(source, dialect) else {
        return 0;
    };
    let limits = Limits {
        steps: 100_000,
        ..Limits::default()
    };
    let Ok(traced) = template.render_traced(&mut context(json), &limits) else {
        return 0;
    };
    let input = json.to_string();
    let mut marks = 0;
    for piece in &traced.pieces {
        let output = &traced.rendered.text[piece.output.clone()];
        for mark in output.split('«').skip(1) {
            let Some((path, _)) = mark.split_once('»') else {
                continue;
            };
            if !input.contains(&format!("«{path}»")) {
                continue;
            }
            let origins: Vec<String> = piece.origins.iter().map(ToString::to_string).collect();
            let comes_from = |origin: &String| {
                let rest = path.strip_prefix(origin.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            // A block in a list or map that is printed: the known gap.
            let gap = source.contains("#define") && output.starts_with(['[', '{']);
            assert!(
                gap || origins.iter().any(comes_from),
                "{source:?}: {output:?} came from {path}, not from {origins:?}"
            );
            marks += 1;
        }
        for origin in &piece.origins {
            assert!(
                found(json, origin).is_some(),
                "{source:?}: {output:?} from {origin}, where nothing is"
            );
        }
    }
    marks
}

#[test]
fn texts_of_the_input_come_from_where_they_stand() {
    let json: Json = serde_json::from_str(grammar::CONTEXT).unwrap();
    let json = marked(&json, "");
    let mut random = grammar::Random::new(9);
    let mut marks = 0;
    for _ in 0..5_000 {
        let source = grammar::template(&mut random).concat();
        for dialect in DIALECTS {
            marks += check_marks(&source, &json, dialect);
        }
    }
    assert!(marks > 500, "{marks} texts");
}
