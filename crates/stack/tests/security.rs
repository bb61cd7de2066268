//! Who may do what, what is logged of whom, and what is accepted of what linters find.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::pairs::all_pairs;
use serde_json::{Value, json};
use stack::{Options, template};

fn with(set: &[(&str, &str)]) -> Value {
    let mut options = Options::recommended();
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    template(&options)
}

fn resources(template: &Value) -> impl Iterator<Item = (&String, &Value)> {
    template["Resources"].as_object().unwrap().iter()
}

/// API Gateway sends neither `aws:SourceAccount` nor `aws:SourceArn` when it assumes the role of an integration: with a
/// condition on them each call would fail with 500.
#[test]
fn roles_trust_the_gateway_without_a_condition_that_it_does_not_meet() {
    let template = with(&[]);
    let mut roles = 0;
    for (id, role) in resources(&template).filter(|(_, one)| one["Type"] == "AWS::IAM::Role") {
        roles += 1;
        assert_eq!(
            role["Properties"]["AssumeRolePolicyDocument"]["Statement"],
            json!([{
                "Effect": "Allow",
                "Principal": { "Service": "apigateway.amazonaws.com" },
                "Action": "sts:AssumeRole",
            }]),
            "{id}"
        );
    }
    assert_eq!(roles, 2);
}

/// No policy of a role allows actions by a pattern.
#[test]
fn actions_are_named_one_by_one() {
    for options in all_pairs() {
        let template = template(&options);
        for (id, policy) in
            resources(&template).filter(|(_, one)| one["Type"] == "AWS::IAM::Policy")
        {
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]
                .as_array()
                .unwrap()
            {
                for action in statement["Action"].as_array().unwrap() {
                    assert!(!action.as_str().unwrap().contains('*'), "{id}: {action}");
                }
            }
        }
    }
}

/// A caller can put any text into the path and, by a header, into `$context.requestId`.
#[test]
fn an_entry_of_the_access_log_holds_no_text_of_the_caller() {
    let template = with(&[]);
    let format = &template["Resources"]["Stage"]["Properties"]["AccessLogSetting"]["Format"];
    let entry: Value = serde_json::from_str(format.as_str().unwrap()).unwrap();
    let variables: Vec<&str> = entry
        .as_object()
        .unwrap()
        .values()
        .map(|variable| variable.as_str().unwrap())
        .collect();
    assert!(variables.contains(&"$context.resourcePath"));
    // Without one of the two IDs API Gateway rejects the format.
    assert!(variables.contains(&"$context.extendedRequestId"));
    for theirs in [
        "$context.path",
        "$context.requestId",
        "$context.requestOverride",
        "$context.domainName",
        "$context.domainPrefix",
        "$context.identity.userAgent",
        "$context.identity.apiKey",
        "$context.error.message",
        "$context.error.messageString",
        "$context.error.validationErrorString",
        "$context.authorizer",
    ] {
        assert!(
            !variables.iter().any(|variable| variable.starts_with(theirs)
                && !variable[theirs.len()..].starts_with(char::is_alphanumeric)),
            "{theirs}"
        );
    }
}

#[test]
fn a_user_pool_asks_for_good_passwords_and_takes_none_in_the_open() {
    let template = with(&[("protection", "cognito")]);
    let pool = &template["Resources"]["UserPool"]["Properties"];
    assert_eq!(
        pool["Policies"]["PasswordPolicy"],
        json!({
            "MinimumLength": 12,
            "RequireLowercase": true,
            "RequireUppercase": true,
            "RequireNumbers": true,
            "RequireSymbols": true,
            "TemporaryPasswordValidityDays": 1,
        })
    );
    let flows = &template["Resources"]["UserPoolClient"]["Properties"]["ExplicitAuthFlows"];
    assert_eq!(
        *flows,
        json!([
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH"
        ])
    );
}

/// Each accepted finding has a readable reason, in the format of each linter.
#[test]
fn accepted_findings_have_reasons() {
    for options in all_pairs() {
        let template = template(&options);
        for (id, resource) in resources(&template) {
            let Some(metadata) = resource.get("Metadata") else {
                continue;
            };
            let mut seen = Vec::new();
            for (path, prefix, reason) in [
                ("/checkov/skip", "CKV", "comment"),
                ("/cdk_nag/rules_to_suppress", "AwsSolutions-", "reason"),
            ] {
                for finding in metadata
                    .pointer(path)
                    .into_iter()
                    .flat_map(|list| list.as_array().unwrap())
                {
                    let name = finding["id"].as_str().unwrap();
                    assert!(name.starts_with(prefix), "{id}: {name}");
                    // cdk-nag accepts no reason of less than ten characters.
                    assert!(
                        finding[reason].as_str().unwrap().len() >= 10,
                        "{id}: {name}"
                    );
                    assert!(!seen.contains(&name), "{id}: {name} stands twice");
                    seen.push(name);
                }
            }
            assert!(!seen.is_empty(), "{id} has metadata without a finding");
        }
    }
}

/// Every parameter describes its allowed values, and patterns match the whole text.
#[test]
fn every_parameter_is_checked() {
    for options in all_pairs() {
        let template = template(&options);
        let parameters = template.get("Parameters").and_then(Value::as_object);
        for (name, parameter) in parameters.into_iter().flatten() {
            match parameter["Type"].as_str().unwrap() {
                "Number" => assert!(
                    parameter.get("AllowedValues").is_some() || parameter.get("MinValue").is_some(),
                    "{name}"
                ),
                "String" => {
                    let by_value = parameter.get("AllowedValues").is_some();
                    let pattern = parameter["AllowedPattern"].as_str().unwrap_or_default();
                    let whole = pattern
                        .split('|')
                        .all(|one| !one.contains('^') || one.starts_with('^'))
                        && pattern.starts_with('^')
                        && pattern.ends_with('$');
                    assert!(by_value || whole, "{name}: {pattern}");
                }
                other => panic!("{name}: {other}"),
            }
        }
    }
}
