//! Loading of templates: the resources that they define.

mod common;

use common::pairs::all_pairs;
use gateway::{IntegrationKind, PassthroughBehavior};
use serde_json::{Value, json};
use stack::{Deployment, KeyType, LoadErrorKind, Options, from_text, load, template};

fn deployment() -> Deployment {
    Deployment {
        region: "eu-west-1".to_owned(),
        account_id: "123456789012".to_owned(),
        physical_names: vec![("Api".to_owned(), "abc123".to_owned())],
        ..Deployment::default()
    }
}

#[test]
fn the_written_template_is_read_back() {
    let options = Options::default();
    let loaded = load(&template(&options), &deployment()).unwrap();

    let [api] = &loaded.apis[..] else {
        panic!("one API")
    };
    assert_eq!((api.name.as_str(), api.stage.as_str()), ("resume", "prod"));
    let methods: Vec<_> = api
        .methods
        .iter()
        .map(|m| (m.http_method.as_str(), m.path.as_str()))
        .collect();
    assert_eq!(methods, [("GET", "/"), ("POST", "/"), ("OPTIONS", "/")]);
    let [get, post, preflight] = &api.methods[..] else {
        panic!("three methods")
    };
    for (method, action, also) in [(get, "GetItem", 404), (post, "PutItem", 409)] {
        let (service, action) = ("dynamodb".to_owned(), action.to_owned());
        assert_eq!(
            method.integration.kind,
            IntegrationKind::Aws { service, action }
        );
        assert_eq!(
            method.integration.passthrough_behavior,
            PassthroughBehavior::Never
        );
        let statuses: Vec<_> = method.responses.iter().map(|r| r.status).collect();
        assert_eq!(statuses, [200, 400, also, 500]);
        let patterns: Vec<_> = method
            .integration
            .responses
            .iter()
            .map(|r| (r.status, r.selection_pattern.as_deref()))
            .collect();
        assert_eq!(
            patterns,
            [(200, None), (400, Some(r"4\d{2}")), (500, Some(r"5\d{2}"))]
        );
    }
    let json = |text: &str| vec![("application/json".to_owned(), text.to_owned())];
    assert_eq!(
        get.integration.request_templates,
        json(&options.templates.texts().get_request)
    );
    assert_eq!(
        get.integration.responses[0].templates,
        json(&options.templates.texts().get_response)
    );
    assert_eq!(
        post.integration.request_templates,
        json(&options.templates.texts().put_request)
    );
    assert_eq!(post.integration.responses[0].templates, []);
    assert_eq!(preflight.integration.kind, IntegrationKind::Mock);
    let kinds: Vec<_> = api
        .gateway_responses
        .iter()
        .map(|r| r.response_type.as_str())
        .collect();
    assert_eq!(kinds, ["DEFAULT_4XX", "DEFAULT_5XX"]);
    let keys: Vec<_> = api.usage_plans.iter().flat_map(|p| &p.keys).collect();
    assert!(matches!(keys[..], [key] if key.id == "resume-ApiKey"));

    assert_eq!(gateway::Gateway::new(api.clone()).problems(), []);

    let [table] = &loaded.tables[..] else {
        panic!("one table")
    };
    assert_eq!(
        (table.name.as_str(), table.partition_key.name.as_str()),
        ("resume-Table", "id")
    );
    assert_eq!(
        (table.partition_key.key_type, &table.sort_key),
        (KeyType::String, &None)
    );
    assert_eq!(
        table.arn,
        "arn:aws:dynamodb:eu-west-1:123456789012:table/resume-Table"
    );

    let [role, logs] = &loaded.roles[..] else {
        panic!("two roles")
    };
    assert_eq!(logs.statements, []);
    assert_eq!(role.trusted_services, ["apigateway.amazonaws.com"]);
    for (action, arn, allowed) in [
        ("dynamodb:GetItem", table.arn.as_str(), true),
        ("dynamodb:PutItem", &table.arn, true),
        ("dynamodb:DeleteItem", &table.arn, false),
        (
            "dynamodb:GetItem",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/other",
            false,
        ),
    ] {
        assert_eq!(role.allows(action, arn), allowed, "{action} {arn}");
    }
    let callers: Vec<_> = loaded
        .method_roles
        .iter()
        .map(|m| (m.http_method.as_str(), m.role_arn == role.arn))
        .collect();
    assert_eq!(callers, [("GET", true), ("POST", true)]);

    let outputs = [
        ("TableName", "resume-Table"),
        (
            "APIUrl",
            "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/",
        ),
        ("ApiKeyId", "resume-ApiKey"),
    ];
    assert_eq!(
        loaded.outputs,
        outputs.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

/// Every combination runs on one machine, with the default deployment.
#[test]
fn whatever_is_written_is_loaded() {
    for options in all_pairs() {
        let loaded = load(&template(&options), &Deployment::default()).unwrap();
        assert_eq!((loaded.apis.len(), loaded.tables.len()), (1, 1));
        assert_eq!(gateway::Gateway::new(loaded.apis[0].clone()).problems(), []);
    }
}

/// The stack that the CDK makes of the published example.
#[test]
fn the_cdks_template_is_read() {
    let Some(folder) = testkit::shared::path("seed") else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("cdk-synth.template.json")).unwrap();
    let loaded = load(&from_text(&text).unwrap(), &deployment()).unwrap();
    let api = &loaded.apis[0];
    assert_eq!(
        (api.name.as_str(), api.stage.as_str(), api.methods.len()),
        ("resumeApiGW", "prod", 2)
    );
    assert_eq!(
        api.methods[1].integration.passthrough_behavior,
        PassthroughBehavior::WhenNoTemplates
    );
    let put = std::fs::read_to_string(folder.join("put_request.vm")).unwrap();
    assert_eq!(
        api.methods[1].integration.request_templates[0].1.trim_end(),
        put.trim_end()
    );
    let role = loaded
        .roles
        .iter()
        .find(|role| role.arn == loaded.method_roles[0].role_arn)
        .unwrap();
    assert!(role.allows("dynamodb:PutItem", &loaded.tables[0].arn));
    assert_eq!(loaded.outputs.len(), 3);
}

/// The name of an API, by an expression in YAML.
fn named(value: &str) -> Result<String, LoadErrorKind> {
    let text = format!(
        "
Parameters:
  Size: {{Type: Number, Default: 3}}
  Names: {{Type: CommaDelimitedList, Default: 'a, b'}}
  Open: {{Type: String}}
  Least: {{Type: Number, MinValue: 7}}
  Allowed: {{Type: String, AllowedValues: [one, two]}}
Mappings:
  Map: {{eu-west-1: {{Key: mapped}}}}
Conditions:
  Big: !Equals [!Ref Size, '3']
  Small: !Not [!Condition Big]
  Both: !And [!Condition Big, !Condition Small]
  Any: !Or [!Condition Big, !Condition Small]
  Round: !Condition Round
  Same: !Equals [!Split [',', 'a,b'], [a, b]]
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties: {{TableName: !Sub 'table-${{Size}}', KeySchema: [{{AttributeName: id, KeyType: HASH}}], AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]}}
  Absent:
    Type: AWS::DynamoDB::Table
    Condition: Small
  Stage: {{Type: AWS::ApiGateway::Stage, Properties: {{RestApiId: !Ref Api, StageName: live}}}}
  Twice: {{Type: 'AWS::IAM::Policy', Properties: {{}}}}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: {value}
"
    );
    let template = from_text(&text).map_err(|error| error.kind)?;
    let loaded = load(&template, &deployment()).map_err(|error| error.kind)?;
    assert_eq!(loaded.tables.len(), 1, "the other's condition is false");
    Ok(loaded.apis[0].name.clone())
}

#[test]
fn functions() {
    for (value, expected) in [
        ("!Ref T", "table-3"),
        (
            "!GetAtt T.Arn",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/table-3",
        ),
        (
            "!Sub '${T}/${T.Arn}/${!Literal}/${AWS::Region}'",
            "table-3/arn:aws:dynamodb:eu-west-1:123456789012:table/table-3/${Literal}/eu-west-1",
        ),
        (
            "!Sub ['${A}-${Size}', {A: !Ref AWS::AccountId}]",
            "123456789012-3",
        ),
        (
            "!Join ['-', [a, !Ref Size, !If [Small, x, !Ref AWS::NoValue]]]",
            "a-3",
        ),
        ("!Select [1, !Ref Names]", "b"),
        ("!Select ['0', !Split ['/', 'x/y']]", "x"),
        ("!FindInMap [Map, !Ref AWS::Region, Key]", "mapped"),
        ("!If [Big, yes, no]", "yes"),
        ("!If [Both, yes, !If [Any, any, none]]", "any"),
        ("{'Fn::Join': ['', [1, true, x]]}", "1truex"),
        (
            "!GetAtt T.StreamArn",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/table-3/stream/0",
        ),
        ("!GetAtt T.Anything", "table-3.Anything"),
        ("!Ref Open", "Open"),
        ("!Ref Least", "7"),
        ("!Ref Allowed", "one"),
        ("!ImportValue x", "x"),
        ("!Base64 'a b'", "YSBi"),
        ("!Select [1, !GetAZs '']", "eu-west-1b"),
        ("!Select [2, !Cidr ['10.0.0.0/16', 3, 8]]", "10.0.2.0/24"),
        ("!ToJsonString {a: [1, !Ref Size]}", r#"{"a":[1,"3"]}"#),
        ("!Length [a, !Ref AWS::NoValue, b]", "2"),
        (
            "!FindInMap [Map, none, Key, {DefaultValue: !Ref Size}]",
            "3",
        ),
        ("!Join [',', !Ref AWS::NotificationARNs]", ""),
        ("!If [Same, same, other]", "same"),
        ("!Ref Api.Stage", "live"),
        ("'{{resolve:ssm:/shop/table:1}}'", "table"),
        ("!Sub 'a-{{resolve:ssm:/shop/${Size}}}-b'", "a-3-b"),
        (
            "'{{resolve:secretsmanager:shop:SecretString:name}}'",
            "name",
        ),
        ("'{{resolve:open'", "{{resolve:open"),
    ] {
        assert_eq!(named(value).as_deref(), Ok(expected), "{value}");
    }
}

#[test]
fn what_can_not_be_resolved_says_so() {
    let unknown = |name: &str| LoadErrorKind::Unknown(name.to_owned());
    let unsupported = |name: &str| LoadErrorKind::Unsupported(name.to_owned());
    for (value, expected) in [
        ("!Ref Nothing", unknown("Nothing")),
        ("!GetAtt Nothing.Arn", unknown("Nothing")),
        ("!If [Nothing, 1, 2]", unknown("Nothing")),
        (
            "!If [Big, 1]",
            LoadErrorKind::Expected("a list of arguments"),
        ),
        ("!If [Round, 1, 2]", LoadErrorKind::TooDeep),
        (
            "!Select [2, [a, b]]",
            LoadErrorKind::Expected("an index of the list"),
        ),
        ("!Sub '${T'", LoadErrorKind::Expected("a }")),
        ("!FindInMap [Map, here, Key]", unknown("Map.here.Key")),
        ("{'Fn::Own': x}", unsupported("Fn::Own")),
        ("!Ref Other.Stage", unknown("Other.Stage")),
        ("[a]", LoadErrorKind::Expected("text")),
    ] {
        assert_eq!(named(value), Err(expected), "{value}");
    }
    assert!(matches!(named("*alias"), Err(LoadErrorKind::Syntax(_))));
    assert!(matches!(named("[a"), Err(LoadErrorKind::Syntax(_))));
}

/// Names that refer to each other, each twice, would take exponential time.
#[test]
fn circles_end() {
    let table = |name: &str| json!({"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": {"Fn::Sub": name}}});
    let template = json!({"Resources": {"A": table("${B}${B}"), "B": table("${A}${A}")}});
    let error = load(&template, &deployment()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooDeep);
}

#[test]
fn what_is_no_template_says_so() {
    for (template, message) in [
        (json!([]), "expected an object"),
        (json!({}), "Resources is missing"),
        (json!({"Resources": 1}), "Resources: expected an object"),
        (
            json!({"Resources": {"A": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"BodyS3Location": {}}}}}),
            "Resources.A.Properties.BodyS3Location: it needs a file in S3: its text belongs into Body",
        ),
        (
            json!({"Resources": {"T": {"Type": "AWS::DynamoDB::Table"}}}),
            "Resources.T.Properties.KeySchema: HASH is missing",
        ),
    ] {
        let error = load(&template, &deployment()).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn paths_are_those_of_the_resources() {
    let api = json!({"Ref": "Api"});
    let resource = |part: &str, parent: Value| json!({"Type": "AWS::ApiGateway::Resource", "Properties": {"RestApiId": api, "PathPart": part, "ParentId": parent}});
    let method = |on: &str| {
        json!({"Type": "AWS::ApiGateway::Method", "Properties": {
            "RestApiId": api, "ResourceId": {"Ref": on}, "HttpMethod": "ANY",
            "ApiKeyRequired": "true", "RequestParameters": {"method.request.querystring.id": true},
            "Integration": {"Type": "MOCK"}}})
    };
    let read = |on: &str| {
        load(
            &json!({"Resources": {
                "Api": {"Type": "AWS::ApiGateway::RestApi"},
                "A": resource("resumes", json!({"Fn::GetAtt": ["Api", "RootResourceId"]})),
                "B": resource("{id}", json!({"Ref": "A"})),
                "Round": resource("x", json!({"Ref": "Round"})),
                "M": method(on),
            }}),
            &deployment(),
        )
    };
    let api = read("B").unwrap().apis.remove(0);
    assert_eq!(api.methods[0].path, "/resumes/{id}");
    assert!(api.methods[0].api_key_required);
    assert_eq!(
        api.methods[0].request_parameters,
        [("method.request.querystring.id".to_owned(), true)]
    );
    assert_eq!(read("Round").unwrap_err().kind, LoadErrorKind::TooDeep);
}
