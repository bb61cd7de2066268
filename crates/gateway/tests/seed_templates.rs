//! The templates of the original article, and our own, over payloads, byte for byte against the real
//! Velocity 1.7 with API Gateway's variables around it.
//!
//! Needs the shared test data (`RESUME_SHARED`, or `../shared` beside the repository), Java, and the
//! jars of Debian's `velocity` and `libjsonpath-java`; says so and passes where they are not there.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gateway::mapping::{Inputs, Mapped, MappingError, MappingTemplate, Params, render};
use serde_json::{Value as Json, json};

/// Bodies with so many objects the oracle's JSON library refuses: it counts each as a level.
const ORACLE_OBJECTS: usize = 399;

fn shared() -> PathBuf {
    match std::env::var_os("RESUME_SHARED") {
        Some(path) => path.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    }
}

/// The files of a folder with that ending: name and text, by name.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == ending))
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, fs::read_to_string(entry.path()).ok()?))
        })
        .collect();
    files.sort();
    files
}

/// The oracle's answers to JSON lines; `None` where it can't run here.
fn oracle(name: &str, cases: &[Json]) -> Option<Vec<Json>> {
    // Each test has its own: the oracle is compiled in it.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).ok()?;
    for name in ["run.sh", "ApiGw.java", "VtlOracle.java"] {
        fs::write(
            folder.join(name),
            fs::read(shared().join("oracle").join(name)).ok()?,
        )
        .ok()?;
    }
    let lines: Vec<_> = cases.iter().map(Json::to_string).collect();
    fs::write(folder.join("cases.jsonl"), lines.join("\n")).ok()?;
    let output = Command::new("sh")
        .arg(folder.join("run.sh"))
        .stdin(File::open(folder.join("cases.jsonl")).ok()?)
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split('\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_str(l).ok())
        .collect()
}

#[test]
fn the_first_templates_render_as_velocity_renders_them() {
    let seed = shared().join("seed");
    let (templates, payloads) = (files(&seed, "vm"), files(&seed.join("payloads"), "json"));
    if templates.is_empty() || payloads.is_empty() {
        println!("skipped: no test data at {}", seed.display());
        return;
    }
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
        println!("skipped: no Java, or not the jars of Debian's velocity and libjsonpath-java");
        return;
    };
    same(&answers, &expected);
}

/// Holds renderings to the oracle's answers.
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
    println!("{} renderings are the same", answers.len());
}

/// Documents that nest, and that hold what a template may take for something else.
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

/// Blocks that define blocks, without end: as deep as they are called.
#[test]
fn our_templates_render_as_velocity_renders_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let source = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (put, get) = (source("put_request.vm"), source("get_response.vm"));
    let mut cases = Vec::new();
    let mut answers = Vec::new();
    for (number, document) in documents().into_iter().enumerate() {
        let answer = json!({ "Item": attribute(&document)["M"] });
        for versioned in [false, true] {
            let variables = match versioned {
                true => json!({ "tableName": "t", "versionAttribute": "resumeVersion" }),
                false => json!({ "tableName": "t" }),
            };
            for (template, body) in [(&put, &document), (&get, &answer)] {
                let body = body.to_string();
                let inputs = Inputs {
                    body: body.as_str().into(),
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
                answers.push((format!("{number} {versioned}"), render(&parsed, &inputs)));
            }
        }
    }
    let Some(expected) = oracle("oracle-own", &cases) else {
        println!("skipped: no Java, or not the jars of Debian's velocity and libjsonpath-java");
        return;
    };
    same(&answers, &expected);
}
