//! The preset of the published example is the stack of the published example, property by property.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use stack::{MappingTemplates, Options, Templates, differences, from_text, template};

/// The differences, and why.
const DIFFERENCES: &[(&str, &str)] = &[
    // Only theirs.
    (
        "Resources.Snapshot.Properties.Description",
        "says which tool made it; ours is made by none",
    ),
    (
        "Resources.Snapshot.Metadata",
        "is for the CDK's own refactoring",
    ),
    (
        "Resources.CallerPolicy.Properties.PolicyName",
        "is their logical id; ours says what it allows",
    ),
    (
        "Outputs.resumeApiGWEndpoint60391237",
        "is what the construct adds; APIUrl says the same",
    ),
    (
        "Parameters.BootstrapVersion",
        "is of the CDK, whose assets this stack does not have",
    ),
    ("Rules.CheckBootstrapVersion", "is of the CDK"),
    // Only ours.
    (
        "Resources.ResumeTable.Metadata",
        "says which findings of linters are meant to be so",
    ),
    (
        "Resources.ProdStage.Metadata",
        "says which findings of linters are meant to be so",
    ),
    (
        "Resources.GetMethod.Metadata",
        "says which findings of linters are meant to be so",
    ),
    (
        "Resources.PostMethod.Metadata",
        "says which findings of linters are meant to be so",
    ),
    (
        "Resources.RestApi.Metadata",
        "says which findings of linters are meant to be so",
    ),
    (
        "Resources.LogRole.Metadata",
        "says which findings of linters are meant to be so",
    ),
    ("Outputs.TableName.Description", "tells what it is good for"),
    ("Outputs.APIUrl.Description", "tells what it is good for"),
];

/// The preset, its mapping templates aside: those escape what is written.
fn seed() -> Value {
    let text = || "TEMPLATE".to_owned();
    template(&Options {
        templates: Templates::from(MappingTemplates {
            get_request: text(),
            get_response: text(),
            put_request: text(),
            error_response: text(),
        }),
        ..Options::example()
    })
}

fn compared(example: &Value) -> Vec<String> {
    let mut found: Vec<String> = differences(example, &seed())
        .unwrap()
        .into_iter()
        .map(|difference| difference.path)
        .collect();
    found.sort();
    found
}

#[test]
fn it_is_the_published_stack() {
    let example = from_text(include_str!("fixtures/seed.yaml")).unwrap();
    let mut expected: Vec<&str> = DIFFERENCES.iter().map(|(path, _)| *path).collect();
    expected.sort_unstable();
    assert_eq!(compared(&example), expected);
}

/// The fixture says what the CDK does.
#[test]
fn the_fixture_is_what_the_cdk_makes() {
    let Some(path) = testkit::shared::path("seed/cdk-synth.template.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut synthesised = from_text(&text).unwrap();
    let resources = synthesised["Resources"].as_object_mut().unwrap();
    for (_, method) in resources
        .iter_mut()
        .filter(|(_, part)| part["Type"] == "AWS::ApiGateway::Method")
    {
        let integration = &mut method["Properties"]["Integration"];
        integration["RequestTemplates"]["application/json"] = "TEMPLATE".into();
        if let Some(template) =
            integration.pointer_mut("/IntegrationResponses/0/ResponseTemplates/application~1json")
        {
            *template = "TEMPLATE".into();
        }
    }
    let example = from_text(include_str!("fixtures/seed.yaml")).unwrap();
    let found = differences(&synthesised, &example).unwrap();
    // The fixture has only the names of the CDK's own elements.
    let paths: Vec<&str> = found
        .iter()
        .map(|difference| &difference.path[..])
        .collect();
    assert_eq!(
        paths,
        [
            "Parameters.BootstrapVersion.Description",
            "Rules.CheckBootstrapVersion.Assertions"
        ]
    );
}
