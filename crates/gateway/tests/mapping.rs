//! The cases of `tests/mapping`: a template (`.vm`), what it is rendered with (`.json`), what comes
//! out (`.out`; behind a line `!`, the error), and where that comes from (`.pieces`). Its texts are what the real Velocity 1.7 answers with
//! API Gateway's variables around it.
//!
//! To add a case, write the first two files, run the test, and compare the `.out` that the failure
//! shows with what AWS answers; then read the pieces that it shows.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use gateway::json;
use gateway::mapping::{
    CallContext, Inputs, MappingTemplate, Params, TracedMapping, render, render_traced,
};
use serde_json::Value as Json;

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mapping");
    let mut cases = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "vm") {
            continue;
        }
        let beside = |ending| fs::read_to_string(path.with_extension(ending)).unwrap_or_default();
        let template = fs::read_to_string(&path).unwrap();
        let inputs = inputs(&serde_json::from_str(&beside("json")).unwrap());
        let answer = answer(&template, &inputs);
        if answer != beside("out") {
            wrong += &format!("{}:\n{answer}\n", path.display());
        } else if !answer.contains("\n! ") {
            let pieces = pieces(&template, &inputs);
            if pieces != beside("pieces") {
                wrong += &format!("{}, its pieces:\n{pieces}\n", path.display());
            }
        }
        cases += 1;
    }
    assert!(cases >= 14, "{cases} cases in {}", folder.display());
    assert!(wrong.is_empty(), "{wrong}");
}
