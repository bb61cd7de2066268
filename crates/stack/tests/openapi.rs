//! The API as an OpenAPI document. Whether it is a valid one, `cargo xtask test template` asks a validator.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::pairs::all_pairs;
use serde_json::Value;
use stack::{Deployment, MappingTemplates, Options, Setting, Templates, load, openapi, template};
use testkit::golden::Golden;

fn deployment(options: &Options) -> Deployment {
    let certificate = Setting::named("certificate-arn").unwrap().get(options);
    Deployment {
        parameters: certificate
            .map(|arn| ("CertificateArn".to_owned(), arn))
            .into_iter()
            .collect(),
        ..Deployment::default()
    }
}

#[test]
fn it_stays_as_it_is() {
    let text = || "TEMPLATE".to_owned();
    let options = Options {
        templates: Templates::from(MappingTemplates {
            get_request: text(),
            get_response: text(),
            put_request: text(),
            error_response: text(),
        }),
        lost_update_protection: true,
        ..Options::recommended()
    };
    let document = openapi(&template(&options), &Deployment::default()).unwrap();
    let mut golden = Golden::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/openapi.json");
    golden.check(path.as_ref(), &stack::to_json(&document));
    golden.finish(1);
}

/// The document describes the template's API, and has no external references.
#[test]
fn it_is_the_api_of_the_template() {
    for options in all_pairs() {
        let (template, deployment) = (template(&options), deployment(&options));
        let document = openapi(&template, &deployment).unwrap();
        let text = document.to_string();
        for function in ["\"Ref\"", "\"Fn::", "AWS::"] {
            assert!(!text.contains(function), "{function} in {text}");
        }
        let api = &load(&template, &deployment).unwrap().apis[0];
        let paths = document["paths"].as_object().unwrap();
        let operations = paths.values().map(|path| path.as_object().unwrap().len());
        assert_eq!(operations.sum::<usize>(), api.methods.len());
        for method in &api.methods {
            let operation = &paths[&method.path][&method.http_method.to_lowercase()];
            let integration = &operation["x-amazon-apigateway-integration"];
            for (mime, template) in &method.integration.request_templates {
                assert_eq!(integration["requestTemplates"][mime], template.as_str());
            }
            for response in &method.integration.responses {
                let key = response.selection_pattern.as_deref().unwrap_or("default");
                let written = &integration["responses"][key];
                assert_eq!(written["statusCode"], response.status.to_string());
                for (name, value) in &response.parameters {
                    assert_eq!(written["responseParameters"][name], value.as_str());
                }
                for (mime, template) in &response.templates {
                    assert_eq!(written["responseTemplates"][mime], template.as_str());
                }
            }
            let open = method.authorization == "NONE" && !method.api_key_required;
            assert_eq!(operation["security"].is_null(), open);
            for (scheme, _) in operation["security"][0].as_object().into_iter().flatten() {
                assert!(document["components"]["securitySchemes"][scheme].is_object());
            }
            if let Some(validator) = operation["x-amazon-apigateway-request-validator"].as_str() {
                assert!(document["x-amazon-apigateway-request-validators"][validator].is_object());
            }
        }
    }
}

#[test]
fn it_says_how_to_deploy_it() {
    let mut options = Options::recommended();
    options
        .set("origins", "https://a.example,https://b.example")
        .unwrap();
    let document = openapi(&template(&options), &Deployment::default()).unwrap();
    let description = document["info"]["description"].as_str().unwrap();
    let variables = "--variables 'tableName=resume-Table,allowedOrigins=\"https://a.example,https://b.example\"'";
    assert!(description.contains(variables), "{description}");
    assert!(description.contains("usage plan"));
    let seed = openapi(&template(&Options::example()), &Deployment::default()).unwrap();
    assert!(
        !seed["info"]["description"]
            .as_str()
            .unwrap()
            .contains("--variables")
    );
    assert_eq!(
        openapi(&Value::Null, &Deployment::default())
            .unwrap_err()
            .to_string(),
        "expected an object"
    );
}
