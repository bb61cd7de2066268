//! Reading a template gives the options that it was written by.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::pairs::{all_pairs, texts};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use stack::{
    Allowed, MappingTemplates, Options, SETTINGS, TableName, Templates, differences, from_text,
    read_options, template, to_json, to_yaml,
};

/// The options as text. Those that have no meaning with the others leave no trace in a template.
fn settings(options: &Options) -> Vec<(&'static str, Option<String>)> {
    SETTINGS
        .iter()
        .map(|setting| (setting.name, setting.get(options)))
        .collect()
}

/// Checks the round trip of the options.
fn comes_back(options: &Options) {
    let written = template(options);
    let read = read_options(&written).unwrap();
    assert_eq!(settings(&read.options), settings(options));
    assert_eq!(read.options.templates, options.templates);
    assert_eq!(read.unexpressed, []);
    assert_eq!(template(&read.options), written);
}

#[test]
fn presets_come_back() {
    comes_back(&Options::recommended());
    comes_back(&Options::example());
}

#[test]
fn every_pair_of_values_comes_back() {
    all_pairs().iter().for_each(comes_back);
}

#[test]
fn both_forms_are_read() {
    let options = Options::recommended();
    for text in [to_yaml(&template(&options)), to_json(&template(&options))] {
        assert_eq!(
            read_options(&from_text(&text).unwrap()).unwrap().options,
            options
        );
    }
}

/// A value that the setting can have.
fn value(setting: &stack::Setting, at: Index) -> String {
    match setting.allowed {
        Allowed::Choice(choices) => at.get(choices).value.to_owned(),
        Allowed::Switch => (*at.get(&["on", "off"])).to_owned(),
        Allowed::Number { min, max } => {
            (min as usize + at.index((max - min + 1) as usize)).to_string()
        }
        Allowed::Numbers(numbers) => at.get(numbers).to_string(),
        Allowed::Text { .. } => (*at.get(&texts(setting.name))).to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_options_come_back(
        preset in prop::sample::select(vec![Options::recommended(), Options::example()]),
        values in prop::collection::vec(any::<Index>(), SETTINGS.len()),
        own in any::<bool>(),
        templates in prop::collection::vec("[ -~\n]{0,40}", 4),
    ) {
        let mut options = preset;
        for (setting, at) in SETTINGS.iter().zip(values) {
            // Options that have no meaning with the others are left out.
            let _ = setting.set(&mut options, &value(setting, at));
        }
        let [get_request, get_response, put_request, error_response] = templates.try_into().unwrap();
        let mut texts = MappingTemplates { get_request, get_response, put_request, error_response };
        if !options.error_responses {
            texts.error_response = MappingTemplates::default().error_response;
        }
        if own {
            options.templates = Templates::from(texts);
        }
        comes_back(&options);
    }
}

/// Manual additions are reported, with their path.
#[test]
fn what_no_option_expresses_is_told() {
    let mut changed = template(&Options::recommended());
    changed["Resources"]["Table"]["Properties"]["TableClass"] = json!("STANDARD_INFREQUENT_ACCESS");
    changed["Resources"]["Table"]["DeletionPolicy"] = json!("Delete");
    changed["Resources"]["Topic"] = json!({ "Type": "AWS::SNS::Topic" });
    let read = read_options(&changed).unwrap();
    assert_eq!(read.options, Options::recommended());
    let told: Vec<String> = read.unexpressed.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Resources.Table.Properties.TableClass: \"STANDARD_INFREQUENT_ACCESS\" is in the first only",
            "Resources.Table.DeletionPolicy: \"Delete\" is not \"Retain\"",
            "Resources.Topic: {\"Type\":\"AWS::SNS::Topic\"} is in the first only",
        ]
    );
}

/// Names and the way a value is written make no difference.
#[test]
fn another_spelling_is_the_same() {
    let seed = template(&Options::example());
    let text = to_json(&seed)
        .replace("\"Table\"", "\"resumeTable6047ADD7\"")
        .replace(
            r#"{ "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:dynamodb:action/GetItem" }"#,
            r#"{ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":apigateway:", { "Ref": "AWS::Region" }, ":dynamodb:action/GetItem"]] }"#,
        );
    assert!(text.contains("Fn::Join") && text.contains("resumeTable6047ADD7"));
    let other = from_text(&text).unwrap();
    assert_eq!(differences(&other, &seed).unwrap(), []);
}

#[test]
fn what_is_no_such_stack() {
    for (other, message) in [
        (json!({}), "Resources is missing"),
        (
            json!({"Resources": {}}),
            "Resources: AWS::DynamoDB::Table is missing",
        ),
        (
            json!({"Resources": {"T": {"Type": "AWS::DynamoDB::Table"}}}),
            "Resources: AWS::ApiGateway::RestApi is missing",
        ),
    ] {
        assert_eq!(read_options(&other).unwrap_err().to_string(), message);
    }
    let mut stageless = template(&Options::example());
    stageless["Resources"]
        .as_object_mut()
        .unwrap()
        .remove("Stage");
    assert_eq!(
        read_options(&stageless).unwrap_err().to_string(),
        "Resources: a stage is missing"
    );
}

/// The stack that the CDK makes of the published example.
#[test]
fn the_cdks_template_is_the_seed() {
    let Some(path) = testkit::shared::path("seed/cdk-synth.template.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let synthesised: Value = from_text(&text).unwrap();
    let read = read_options(&synthesised).unwrap();
    let options = Options {
        templates: read.options.templates.clone(),
        ..Options::example()
    };
    assert_eq!(read.options, options);
    assert_eq!(options.table_name, TableName::Caller);
    assert!(matches!(options.templates, Templates::Own(_)));
    let texts = options.templates.texts();
    assert!(texts.put_request.contains("$foreach.hasNext()"));
    let told: Vec<&str> = read
        .unexpressed
        .iter()
        .map(|difference| &difference.path[..])
        .collect();
    assert_eq!(
        told,
        [
            "Resources.resumeApiGWDeployment056FB322de27ae42cd348d6c29540b77c41acd24.Properties.Description",
            "Resources.resumeApiGWDeployment056FB322de27ae42cd348d6c29540b77c41acd24.Metadata",
            "Resources.GetPutItemApiGWPolicy26309C92.Properties.PolicyName",
            "Outputs.resumeApiGWEndpoint60391237",
            "Parameters.BootstrapVersion",
            "Rules.CheckBootstrapVersion",
        ]
    );
}
