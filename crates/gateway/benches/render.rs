//! How long a rendering takes, JSON text in, text out, the template parsed once, beside the floor in the same run:
//! `serde_json` reading the same body into a `Value` and writing it again.
//!
//! `cargo bench -p gateway --bench render`. The seed's templates take part where the shared test
//! data is (`RESUME_SHARED`, or `../shared` beside the repository).

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use gateway::mapping::{Inputs, MappingTemplate, render};
use serde_json::{Value, json};
use stack::MappingTemplates;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let (ours, by_field) = (MappingTemplates::default(), MappingTemplates::by_field());
    let mut put = templates("put_request.vm", &ours.put_request)?;
    put.push(("by-field", MappingTemplate::parse(&by_field.put_request)?));
    let mut get = templates("get_response.vm", &ours.get_response)?;
    get.push(("by-field", MappingTemplate::parse(&by_field.get_response)?));
    for kilobytes in [4, 40, 390] {
        let resume = grown_resume(kilobytes * 1000)?;
        let item = item_of(&resume)?;
        for (what, templates, body) in [("PUT", &put, &resume), ("GET", &get, &item)] {
            let mut group = criterion.benchmark_group(format!("{what} {kilobytes} KB"));
            group.throughput(Throughput::Bytes(body.len() as u64));
            group.bench_function("floor", |bencher| {
                bencher.iter(|| {
                    let value: Result<Value, _> = serde_json::from_str(black_box(body));
                    value.map(|value| value.to_string())
                });
            });
            for (name, template) in templates {
                rendering(&mut group, name, template, body);
            }
            group.finish();
        }
    }
    // The request of a GET has no body, so there is no floor beside it.
    let mut group = criterion.benchmark_group("GET request");
    for (name, template) in &templates("get_request.vm", &ours.get_request)? {
        rendering(&mut group, name, template, "");
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}

fn rendering(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    template: &MappingTemplate,
    body: &str,
) {
    // As for the peers, which know nothing of a call, `$context` is made once.
    let mut inputs = Inputs::default();
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            inputs.body = black_box(body).into();
            render(template, &inputs).map(|mapped| mapped.text)
        });
    });
}

/// Our template and, where it is there, the published example's of that file name.
fn templates(
    file: &str,
    ours: &str,
) -> Result<Vec<(&'static str, MappingTemplate)>, Box<dyn Error>> {
    let mut all = vec![("ours", MappingTemplate::parse(ours)?)];
    let shared = std::env::var_os("RESUME_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    match std::fs::read_to_string(shared.join("seed").join(file)) {
        Ok(seed) => all.push(("seed", MappingTemplate::parse(&seed)?)),
        Err(_) => eprintln!("skipped: the published example's {file}, which is not there"),
    }
    Ok(all)
}

/// The sample resume with the entries of its lists repeated, of about `bytes` bytes.
fn grown_resume(bytes: usize) -> Result<String, Box<dyn Error>> {
    let sample: Value = serde_json::from_str(&resume::Resume::sample().to_json())?;
    let times = (bytes / sample.to_string().len()).max(1);
    Ok(repeated(sample, times).to_string())
}

/// `value` with the items of each outermost list in it `times` times.
fn repeated(value: Value, times: usize) -> Value {
    match value {
        Value::Array(items) => Value::Array(vec![items; times].concat()),
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, value)| (name, repeated(value, times)))
                .collect(),
        ),
        other => other,
    }
}

/// DynamoDB's response for a stored resume: the item that our own template renders.
fn item_of(resume: &str) -> Result<String, Box<dyn Error>> {
    let inputs = Inputs {
        body: resume.into(),
        ..Inputs::default()
    };
    let stored: Value = serde_json::from_str(
        &render(
            &MappingTemplate::parse(&MappingTemplates::default().put_request)?,
            &inputs,
        )?
        .text,
    )?;
    Ok(json!({ "Item": stored["Item"] }).to_string())
}
