//! The stack's hosting of the console: names, and the headers that come with each file.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use stack::{Deployment, Options, SECURITY_HEADERS, content_security_policy, load, template};

fn hosted() -> Value {
    let mut options = Options::recommended();
    options.set("hosting", "on").unwrap();
    template(&options)
}

/// A value resolved in the stack of that name and region, by an output.
fn resolved(value: &Value, stack_name: &str, region: &str) -> String {
    let mut template = json!({ "Resources": {}, "Outputs": { "Value": { "Value": value } } });
    // As CloudFormation makes them: the last part is a UUID.
    let id = format!(
        "arn:aws:cloudformation:{region}:123456789012:stack/{stack_name}/51af3dc0-da77-11e4-872e-1234567db123"
    );
    with_stack_id(&mut template, &id);
    let deployment = Deployment {
        stack_name: stack_name.to_owned(),
        region: region.to_owned(),
        ..Deployment::default()
    };
    load(&template, &deployment).unwrap().outputs[0].1.clone()
}

fn with_stack_id(value: &mut Value, id: &str) {
    if *value == json!({ "Ref": "AWS::StackId" }) {
        *value = json!(id);
    }
    match value {
        Value::Array(list) => list.iter_mut().for_each(|part| with_stack_id(part, id)),
        Value::Object(map) => map.values_mut().for_each(|part| with_stack_id(part, id)),
        _ => {}
    }
}

/// Names of CloudFront are unique in an account over all regions, and an origin access control's has 64 characters.
#[test]
fn names_fit_and_differ_by_region() {
    let resources = &hosted()["Resources"];
    let names = [
        (
            &resources["ConsoleOriginAccess"]["Properties"]["OriginAccessControlConfig"]["Name"],
            64,
        ),
        (
            &resources["ConsoleResponseHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["Name"],
            128,
        ),
        (
            &resources["ConsoleDistribution"]["Properties"]["DistributionConfig"]["Comment"],
            128,
        ),
    ];
    let longest = "s".repeat(128);
    for (name, limit) in names {
        for region in ["us-east-1", "ap-southeast-1", "us-isob-east-1"] {
            for stack_name in ["s", &longest] {
                let name = resolved(name, stack_name, region);
                assert!(!name.is_empty() && name.len() <= limit, "{name}");
                assert!(!name.contains(['$', '{', ':']), "{name}");
            }
        }
    }
    let [(origin_access, _), (headers, _), _] = names;
    for name in [origin_access, headers] {
        assert_eq!(
            resolved(name, "resume", "eu-west-1"),
            "console-eu-west-1-51af3dc0-da77-11e4-872e-1234567db123"
        );
    }
}

/// The distribution sends every header of the list with the list's value, and no other.
#[test]
fn headers_are_those_of_the_list() {
    let template = hosted();
    let config = &template["Resources"]["ConsoleResponseHeaders"]["Properties"]["ResponseHeadersPolicyConfig"];
    let security = &config["SecurityHeadersConfig"];
    let transport = &security["StrictTransportSecurity"];
    assert_eq!(transport["IncludeSubdomains"], true);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut sent = vec![
        (
            "Content-Security-Policy".to_owned(),
            text(&security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]),
        ),
        (
            "Strict-Transport-Security".to_owned(),
            format!(
                "max-age={}; includeSubDomains",
                transport["AccessControlMaxAgeSec"]
            ),
        ),
        ("X-Content-Type-Options".to_owned(), "nosniff".to_owned()),
        (
            "X-Frame-Options".to_owned(),
            text(&security["FrameOptions"]["FrameOption"]),
        ),
        (
            "Referrer-Policy".to_owned(),
            text(&security["ReferrerPolicy"]["ReferrerPolicy"]),
        ),
    ];
    for item in config["CustomHeadersConfig"]["Items"].as_array().unwrap() {
        sent.push((text(&item["Header"]), text(&item["Value"])));
    }
    let api = "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}";
    let expected: Vec<(String, String)> = SECURITY_HEADERS
        .iter()
        .map(|header| match header.name {
            "Content-Security-Policy" => (header.name.to_owned(), content_security_policy(api)),
            name => (name.to_owned(), header.value.to_owned()),
        })
        .collect();
    assert_eq!(sent, expected);
    // None may be lost to the origin's own.
    let kinds = security.as_object().unwrap().values();
    let items = config["CustomHeadersConfig"]["Items"].as_array().unwrap();
    assert!(kinds.chain(items).all(|header| header["Override"] == true));
}

/// The page's own policy is the list's, but for what a page can't say.
#[test]
fn the_page_has_the_same_policy() {
    let page = include_str!("../../../index.html");
    let (_, after) = page
        .split_once("http-equiv=\"Content-Security-Policy\"")
        .unwrap();
    let (_, value) = after.split_once("content=\"").unwrap();
    let (value, _) = value.split_once('"').unwrap();
    let whole = stack::security_header("content-security-policy");
    assert_eq!(format!("{value}; frame-ancestors 'none'"), whole);
    assert!(whole.contains(stack::ANY_API));
    assert!(!content_security_policy("https://a.example").contains("localhost"));
}
