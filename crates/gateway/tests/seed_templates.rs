//! The templates of the original article over its payloads, byte for byte against the real
//! Velocity 1.7 with API Gateway's variables around it.
//!
//! Needs the shared test data (`RESUME_SHARED`, or `../shared` beside the repository), Java, and the
//! jars of Debian's `velocity` and `libjsonpath-java`; says so and passes where they are not there.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gateway::mapping::{Inputs, MappingTemplate, Params, render};
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
fn oracle(cases: &[Json]) -> Option<Vec<Json>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
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
    let Some(expected) = oracle(&cases) else {
        println!("skipped: no Java, or not the jars of Debian's velocity and libjsonpath-java");
        return;
    };
    assert_eq!(expected.len(), answers.len());
    for ((name, answer), expected) in answers.iter().zip(&expected) {
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
