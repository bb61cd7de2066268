//! The published example's templates, and this project's own, compared byte by byte with Velocity 1.7 with API Gateway's
//! variables.
//!
//! Needs the shared test data (`RESUME_SHARED`, or `../shared` beside the repository), Java, and the jars of Debian's
//! `velocity` and `libjsonpath-java`. Without them the tests pass, but `cargo xtask test` lists them as skipped.
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use gateway::mapping::{Inputs, Mapped, MappingError, MappingTemplate, Params, render};
use serde_json::{Value as Json, json};
use stack::MappingTemplates;
use testkit::golden::files;
use testkit::shared;

/// The oracle's JSON library rejects bodies with as many objects: it counts each as a level.
const ORACLE_OBJECTS: usize = 399;

/// The names and texts of a folder's files with an extension.
fn texts(folder: &Path, extension: &str) -> Vec<(String, String)> {
    let files = files(folder, extension).into_iter();
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The oracle's answers to the cases; `None`, reported as skipped, if it can't run here.
fn oracle(name: &str, cases: &[Json]) -> Option<Vec<Json>> {
    let sources = shared::path("oracle")?;
    // Each test has its own folder: the oracle is compiled in it.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    for name in ["run.sh", "ApiGw.java", "VtlOracle.java"] {
        fs::copy(sources.join(name), folder.join(name)).unwrap();
    }
    let lines: Vec<_> = cases.iter().map(Json::to_string).collect();
    fs::write(folder.join("cases.jsonl"), lines.join("\n")).unwrap();
    let output = Command::new("sh")
        .arg(folder.join("run.sh"))
        .stdin(File::open(folder.join("cases.jsonl")).unwrap())
        .output()
        .unwrap();
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        let why = error.lines().next().unwrap_or_default();
        shared::skip(&format!(
            "Velocity 1.7 can't run (Java, and Debian's velocity and libjsonpath-java): {why}"
        ));
        return None;
    }
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers = answers.split('\n').filter(|line| !line.is_empty());
    Some(
        answers
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

#[test]
fn the_first_templates_render_as_velocity_renders_them() {
    let Some(seed) = shared::path("seed") else {
        return;
    };
    let (templates, payloads) = (texts(&seed, "vm"), texts(&seed.join("payloads"), "json"));
    assert!(!templates.is_empty() && !payloads.is_empty());
    let params = Params {
        querystring: vec![
            ("tablename".to_owned(), "resumes".to_owned()),
            ("id".to_owned(), "r-001".to_owned()),
        ],
        ..Params::default()
    };
    let mut cases = Vec::new();
    let mut answers = Vec::new();
    for (template_name, source) in &templates {
        let template = MappingTemplate::parse(source).unwrap();
        for (payload_name, body) in &payloads {
            let inputs = Inputs {
                body: body.as_str().into(),
                params: params.clone(),
                ..Inputs::default()
            };
            let answer = render(&template, &inputs);
            if body.matches("{\"").count() + body.matches("{\n").count() >= ORACLE_OBJECTS {
                continue;
            }
            cases.push(json!({
                "template": source,
                "apigw": {
                    "body": body,
                    "params": {"querystring": {"tablename": "resumes", "id": "r-001"}},
                },
            }));
            answers.push((format!("{template_name} {payload_name}"), answer));
        }
    }
    let Some(expected) = oracle("oracle", &cases) else {
        return;
    };
    same(&answers, &expected);
}

/// Asserts that renderings equal the oracle's answers.
fn same(answers: &[(String, Result<Mapped, MappingError>)], expected: &[Json]) {
    assert_eq!(expected.len(), answers.len());
    for ((name, answer), expected) in answers.iter().zip(expected) {
        let expected = match expected.get("ok") {
            Some(Json::Bool(true)) => expected.get("out").and_then(Json::as_str),
            _ => None,
        };
        assert_eq!(
            answer.as_ref().ok().map(|mapped| mapped.text.as_str()),
            expected,
            "{name}"
        );
    }
}

/// Documents that nest, and documents with members that a template may mistake for methods or attribute types.
fn documents() -> Vec<Json> {
    let nested = |levels: usize| {
        (0..levels).fold(json!("deep"), |inner, level| match level % 3 {
            0 => json!({ "a": inner, "b": "it's", "c": null }),
            1 => json!([inner, 1, true, "", null, {}, []]),
            _ => json!({ "list": [[inner], -1.5], "e": [] }),
        })
    };
    let mut documents: Vec<Json> = [0, 1, 2, 3, 9, 10, 11, 20, 30]
        .into_iter()
        .map(|levels| json!({ "id": "r", "x": nested(levels), "y": [nested(levels), nested(2)] }))
        .collect();
    documents.push(json!({}));
    documents.push(
        json!({ "id": "r", "keySet": { "size": 1, "length": "x", "M": ["L"] }, "'": "\\\"\n/" }),
    );
    documents.push(json!({ "id": "r", "resumeVersion": "x", "a": { "resumeVersion": "kept" } }));
    documents
}

/// The attribute value of a JSON value.
fn attribute(value: &Json) -> Json {
    match value {
        Json::String(text) => json!({ "S": text }),
        Json::Number(number) => json!({ "N": number.to_string() }),
        Json::Bool(value) => json!({ "BOOL": value }),
        Json::Null => json!({ "NULL": true }),
        Json::Array(list) => json!({ "L": list.iter().map(attribute).collect::<Vec<_>>() }),
        Json::Object(map) => {
            let members = map
                .iter()
                .map(|(name, value)| (name.clone(), attribute(value)));
            json!({ "M": members.collect::<serde_json::Map<_, _>>() })
        }
    }
}

/// A rendering with and without versions, added to the cases for the oracle and to this engine's answers.
fn add(
    name: &str,
    template: &str,
    body: &str,
    cases: &mut Vec<Json>,
    answers: &mut Vec<(String, Result<Mapped, MappingError>)>,
) {
    for variables in [
        json!({ "tableName": "t" }),
        json!({ "tableName": "t", "versionAttribute": "resumeVersion" }),
    ] {
        let inputs = Inputs {
            body: body.into(),
            stage_variables: variables
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
            ..Inputs::default()
        };
        cases.push(json!({
            "template": template,
            "apigw": {
                "body": body,
                "stageVariables": variables,
                "context": { "extendedRequestId": "00000000-0000-4000-8000-000000000000" },
            },
        }));
        let parsed = MappingTemplate::parse(template).unwrap();
        answers.push((format!("{name} {variables}"), render(&parsed, &inputs)));
    }
}

/// Templates that recurse by blocks that define blocks.
#[test]
fn our_templates_render_as_velocity_renders_them() {
    let MappingTemplates {
        put_request,
        get_response,
        ..
    } = MappingTemplates::default();
    let (mut cases, mut answers) = (Vec::new(), Vec::new());
    for (number, document) in documents().into_iter().enumerate() {
        let answer = json!({ "Item": attribute(&document)["M"] });
        for (template, body) in [(&put_request, document), (&get_response, answer)] {
            let body = body.to_string();
            add(
                &number.to_string(),
                template,
                &body,
                &mut cases,
                &mut answers,
            );
        }
    }
    let Some(expected) = oracle("oracle-own", &cases) else {
        return;
    };
    same(&answers, &expected);
}

/// Over the payloads of crates/stack, those included that a request model rejects, and over items of any shape.
#[test]
fn by_field_templates_render_as_velocity_renders_them() {
    let MappingTemplates {
        put_request,
        get_response,
        ..
    } = MappingTemplates::by_field();
    let (mut cases, mut answers) = (Vec::new(), Vec::new());
    let payloads = include_str!("../../stack/tests/fixtures/payloads.jsonl").lines();
    let payloads = payloads.map(|line| {
        let line: Json = serde_json::from_str(line).unwrap();
        let text = |name: &str| line[name].as_str().unwrap().to_owned();
        (text("name"), text("body"))
    });
    let documents = documents().into_iter().map(|document| document.to_string());
    for (name, body) in payloads.chain(documents.map(|body| ("a document".to_owned(), body))) {
        add(&name, &put_request, &body, &mut cases, &mut answers);
        let document = serde_json::from_str(&body).unwrap_or_default();
        let answer = json!({ "Item": attribute(&document)["M"] }).to_string();
        add(&name, &get_response, &answer, &mut cases, &mut answers);
    }
    let Some(expected) = oracle("oracle-by-field", &cases) else {
        return;
    };
    same(&answers, &expected);
}
