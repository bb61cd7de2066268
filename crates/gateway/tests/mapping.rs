//! The cases of `tests/mapping`: a template (`.vm`), what it is rendered with (`.json`), what comes
//! out (`.out`; behind a line `!`, the error). Its texts are what the real Velocity 1.7 answers with
//! API Gateway's variables around it.
//!
//! To add a case, write the first two files, run the test, and compare the `.out` that the failure
//! shows with what AWS answers.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use gateway::json;
use gateway::mapping::{CallContext, Inputs, MappingTemplate, Params, render};
use serde_json::Value as Json;

fn pairs(of: &Json) -> Vec<(String, String)> {
    let members = of.as_object().into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

fn answer(template: &str, inputs: &Json) -> String {
    let inputs = Inputs {
        body: inputs["body"].as_str().unwrap().into(),
        params: Params {
            path: pairs(&inputs["params"]["path"]),
            querystring: pairs(&inputs["params"]["querystring"]),
            header: pairs(&inputs["params"]["header"]),
        },
        stage_variables: pairs(&inputs["stageVariables"]),
        context: CallContext::from_value(
            &json::read(&inputs["context"].to_string().into()).unwrap(),
        ),
    };
    let mapped = MappingTemplate::parse(template).and_then(|t| render(&t, &inputs));
    match mapped {
        Ok(mapped) => mapped.text,
        Err(error) => format!("{}\n! {error}\n", error.errors[0].partial),
    }
}

#[test]
fn the_cases_render_as_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mapping");
    let mut cases = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "vm") {
            continue;
        }
        let template = fs::read_to_string(&path).unwrap();
        let inputs = fs::read_to_string(path.with_extension("json")).unwrap();
        let expected = fs::read_to_string(path.with_extension("out")).unwrap_or_default();
        let answer = answer(&template, &serde_json::from_str(&inputs).unwrap());
        assert_eq!(answer, expected, "{}:\n{answer}", path.display());
        cases += 1;
    }
    assert!(cases >= 14, "{cases} cases in {}", folder.display());
}
