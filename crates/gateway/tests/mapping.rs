//! The cases of `tests/mapping`: a template (`.vm`), its inputs (`.json`), its output (`.out`; the error behind a line
//! `!`), and the origins of the output (`.pieces`). The outputs are those of Velocity 1.7 with API Gateway's variables.
//!
//! A new case: write the first two files, run `UPDATE_GOLDEN=1 cargo test -p gateway --test mapping`, compare the `.out`
//! with AWS's output, and read the `.pieces`.

#![allow(clippy::unwrap_used)]

use std::fs;

use gateway::json;
use gateway::mapping::{
    CallContext, Inputs, MappingTemplate, Params, TracedMapping, render, render_traced,
};
use serde_json::Value as Json;
use testkit::golden::{Golden, files};

fn pairs(of: &Json) -> Vec<(String, String)> {
    let members = of.as_object().into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

fn inputs(of: &Json) -> Inputs {
    Inputs {
        body: of["body"].as_str().unwrap().into(),
        params: Params {
            path: pairs(&of["params"]["path"]),
            querystring: pairs(&of["params"]["querystring"]),
            header: pairs(&of["params"]["header"]),
        },
        stage_variables: pairs(&of["stageVariables"]),
        context: CallContext::from_value(&json::read(&of["context"].to_string().into()).unwrap()),
    }
}

fn answer(template: &str, inputs: &Inputs) -> String {
    let mapped = MappingTemplate::parse(template).and_then(|t| render(&t, inputs));
    match mapped {
        Ok(mapped) => mapped.text,
        Err(error) => format!("{}\n! {error}\n", error.errors[0].partial),
    }
}

/// Where the text comes from: one line for each piece, with the part of the template that wrote it
/// and its origins.
fn pieces(template: &str, inputs: &Inputs) -> String {
    let template = MappingTemplate::parse(template).unwrap();
    let TracedMapping { mapped, pieces } = render_traced(&template, inputs).unwrap();
    let mut text = String::new();
    let mut end = 0;
    for piece in pieces {
        assert_eq!(piece.output.start, end, "a gap or an overlap");
        end = piece.output.end;
        let origins: Vec<String> = piece.origins.iter().map(ToString::to_string).collect();
        let from = match origins.is_empty() {
            true => String::new(),
            false => format!(" from {}", origins.join(", ")),
        };
        let output = &mapped.text[piece.output];
        let by = piece.span.text(template.source());
        text += &format!("{output:?} by {by:?}{from}\n");
    }
    assert_eq!(end, mapped.text.len(), "not covered");
    text
}

#[test]
fn the_cases_render_as_they_should() {
    let mut golden = Golden::new();
    for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mapping"), "vm") {
        let template = fs::read_to_string(&path).unwrap();
        let json = fs::read_to_string(path.with_extension("json")).unwrap();
        let inputs = inputs(&serde_json::from_str(&json).unwrap());
        let answer = answer(&template, &inputs);
        golden.check(&path.with_extension("out"), &answer);
        if !answer.contains("\n! ") {
            golden.check(&path.with_extension("pieces"), &pieces(&template, &inputs));
        }
    }
    golden.finish(30);
}
