//! Files of other people's shapes (`tests/others`): SAM, OpenAPI, several APIs, and those that are no REST API. Each has
//! what is loaded of it beside it, or the error (`.out`).

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;

use gateway::{Api, Gateway, Integration, IntegrationKind};
use stack::{
    Deployment, Loaded, Options, TableName, from_text, included_files, load, openapi, template,
};
use testkit::golden::{Golden, files};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/others");

fn integration(integration: &Integration, out: &mut String) {
    let kind = match &integration.kind {
        IntegrationKind::Mock => "MOCK".to_owned(),
        IntegrationKind::Aws { service, action } => format!("{service} {action}"),
        IntegrationKind::Other(what) => format!("other: {what}"),
    };
    let Integration {
        passthrough_behavior,
        content_handling,
        timeout,
        ..
    } = integration;
    writeln!(
        out,
        "    {kind}, {passthrough_behavior:?}, {content_handling:?}, {timeout:?}"
    )
    .unwrap();
    for (to, from) in &integration.request_parameters {
        writeln!(out, "    {to} = {from}").unwrap();
    }
    for (mime, template) in &integration.request_templates {
        writeln!(out, "    request {mime}: {template:?}").unwrap();
    }
    for response in &integration.responses {
        writeln!(
            out,
            "    response {} for {:?}, {:?}, {:?}, {:?}",
            response.status,
            response.selection_pattern,
            response.content_handling,
            response.parameters,
            response.templates
        )
        .unwrap();
    }
}

fn api(api: &Api, out: &mut String) {
    writeln!(
        out,
        "API {:?}, stage {:?} {:?}, binary {:?}",
        api.name, api.stage, api.stage_variables, api.binary_media_types
    )
    .unwrap();
    for method in &api.methods {
        writeln!(
            out,
            "  {} {}: {}, key {}, {:?}, {:?}",
            method.http_method,
            method.path,
            method.authorization,
            method.api_key_required,
            method.validator,
            method.throttle
        )
        .unwrap();
        for (name, required) in &method.request_parameters {
            writeln!(out, "    {name} {required}").unwrap();
        }
        for (mime, model) in &method.request_models {
            writeln!(out, "    {mime} is a {model}").unwrap();
        }
        integration(&method.integration, out);
        for response in &method.responses {
            writeln!(out, "    {} {:?}", response.status, response.parameters).unwrap();
        }
    }
    for model in &api.models {
        writeln!(out, "  model {}: {}", model.name, model.schema).unwrap();
    }
    for response in &api.gateway_responses {
        writeln!(out, "  {response:?}").unwrap();
    }
    for plan in &api.usage_plans {
        writeln!(out, "  {plan:?}").unwrap();
    }
    for problem in Gateway::new(api.clone()).problems() {
        writeln!(
            out,
            "  problem of {:?}: {}: {}",
            problem.method, problem.part, problem.message
        )
        .unwrap();
    }
}

fn summary(loaded: &Loaded) -> String {
    let mut out = String::new();
    for of_file in &loaded.apis {
        api(of_file, &mut out);
    }
    for table in &loaded.tables {
        writeln!(out, "table {} by {:?}", table.name, table.partition_key).unwrap();
    }
    for role in &loaded.roles {
        writeln!(out, "role {} {:?}", role.arn, role.statements).unwrap();
    }
    for role in &loaded.method_roles {
        writeln!(
            out,
            "{} {} of API {} as {}",
            role.http_method, role.path, role.api, role.role_arn
        )
        .unwrap();
    }
    for (name, value) in &loaded.outputs {
        writeln!(out, "output {name} = {value}").unwrap();
    }
    for note in &loaded.notes {
        writeln!(out, "note: {note}").unwrap();
    }
    out
}

#[test]
fn other_files_load_or_are_named() {
    let mut golden = Golden::new();
    let deployment = Deployment::default();
    for path in ["yaml", "json"].map(|ext| files(FOLDER, ext)).concat() {
        let text = fs::read_to_string(&path).unwrap();
        let loaded = load(&from_text(&text).unwrap(), &deployment);
        let answer = match loaded {
            Ok(loaded) => summary(&loaded),
            Err(error) => format!("! {error}\n"),
        };
        golden.check(&path.with_extension("out"), &answer);
    }
    golden.finish(20);
}

#[test]
fn included_files_are_read() {
    let text = fs::read_to_string(format!("{FOLDER}/sam-file.yaml")).unwrap();
    let template = from_text(&text).unwrap();
    assert_eq!(included_files(&template), ["./api.yaml"]);
    let document = from_text(
        "
openapi: 3.0.1
paths:
  /:
    get:
      responses: {'200': {}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: !Sub '{\"r\": \"${AWS::Region}\"}'}
",
    );
    let deployment = Deployment {
        files: vec![("./api.yaml".to_owned(), document.unwrap())],
        ..Deployment::default()
    };
    let api = load(&template, &deployment).unwrap().apis.remove(0);
    assert_eq!(
        api.methods[0].integration.request_templates[0].1,
        r#"{"r": "us-east-1"}"#
    );
}

/// A file in a bucket, whose name only a deployment has, is that of the same name.
#[test]
fn included_files_in_a_bucket_are_found_by_their_name() {
    let text = fs::read_to_string(format!("{FOLDER}/sam-include.yaml")).unwrap();
    let template = from_text(&text).unwrap();
    let locations = included_files(&template);
    assert_eq!(locations, ["s3://${AWS::AccountId}/api.yaml"]);
    let document = from_text("openapi: 3.0.1\npaths: {/: {get: {responses: {}}}}");
    for (name, is_read) in [
        (locations[0].as_str(), true),
        ("api.yaml", true),
        ("other.yaml", false),
    ] {
        let deployment = Deployment {
            files: vec![(name.to_owned(), document.clone().unwrap())],
            ..Deployment::default()
        };
        assert_eq!(load(&template, &deployment).is_ok(), is_read, "{name}");
    }
}

/// The document that this crate writes of an API is read as the same methods.
#[test]
fn written_documents_are_read() {
    for options in [
        Options::default(),
        Options::recommended(),
        Options {
            table_name: TableName::Caller,
            validation: false,
            ..Options::recommended()
        },
    ] {
        let deployment = Deployment::default();
        let template = template(&options);
        let document = openapi(&template, &deployment).unwrap();
        let written = load(&document, &deployment).unwrap().apis.remove(0);
        let mut own = load(&template, &deployment).unwrap().apis.remove(0);
        for method in &mut own.methods {
            method.throttle = None;
            // The document names them by status; the order is the document's.
            method.integration.responses.sort_by_key(|r| r.status);
            method.responses.sort_by_key(|r| r.status);
        }
        own.methods
            .sort_by(|a, b| a.http_method.cmp(&b.http_method));
        let mut methods = written.methods;
        methods.sort_by(|a, b| a.http_method.cmp(&b.http_method));
        for method in &mut methods {
            method.integration.responses.sort_by_key(|r| r.status);
            method.responses.sort_by_key(|r| r.status);
        }
        for (own, written) in own.methods.iter().zip(&methods) {
            let parts = |m: &gateway::Method| {
                (
                    (m.http_method.clone(), m.path.clone()),
                    (m.authorization.clone(), m.api_key_required),
                    // Without a model there is no body to validate.
                    (
                        m.validator.parameters,
                        m.validator.body && !m.request_models.is_empty(),
                    ),
                    m.integration.clone(),
                    m.responses
                        .iter()
                        .map(|r| (r.status, r.parameters.len()))
                        .collect::<Vec<_>>(),
                )
            };
            assert_eq!(parts(own), parts(written));
        }
        assert_eq!(own.methods.len(), methods.len());
        assert_eq!(own.gateway_responses.len(), written.gateway_responses.len());
        assert_eq!(own.models.len(), written.models.len());
    }
}
