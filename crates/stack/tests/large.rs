//! Templates far larger than CloudFormation accepts: the time to read or reject each is proportional to its size.

#![allow(clippy::unwrap_used)]

use serde_json::{Map, Value, json};
use stack::{Deployment, LoadErrorKind, Options};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Far more than any of these take, and far less than a quadratic algorithm would.
const LONG: Duration = Duration::from_secs(20);

/// For how long this thread has worked: a busy machine, on which it waits, makes no difference. Where the system does not say, the
/// time that has passed.
fn worked() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    // Nanoseconds on a processor, nanoseconds of waiting, and a count.
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = times
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(
        || BEGUN.get_or_init(Instant::now).elapsed(),
        Duration::from_nanos,
    )
}

/// The recommended stack with more resources, each generated from its number.
fn with(count: usize, resource: impl Fn(usize) -> Value) -> Value {
    let mut template = stack::template(&Options::recommended());
    let resources = template["Resources"].as_object_mut().unwrap();
    resources.extend((0..count).map(|n| (format!("More{n}"), resource(n))));
    template
}

/// Runs every reader of templates.
fn read(name: &str, template: &Value) {
    let begun = worked();
    let _ = stack::read_options(template);
    let _ = stack::load(template, &Deployment::default());
    let _ = stack::check(&template.to_string());
    let all = worked().saturating_sub(begun);
    assert!(all < LONG, "{name}: {all:?}");
}

#[test]
fn many_resources_are_read() {
    let api = json!({"Ref": "Api"});
    read(
        "unknown",
        &with(50_000, |_| json!({"Type": "AWS::S3::Bucket"})),
    );
    read(
        "tables",
        &with(10_000, |_| {
            let names = [("AttributeName", "id"), ("KeyType", "HASH")];
            let types = [("AttributeName", "id"), ("AttributeType", "S")];
            json!({"Type": "AWS::DynamoDB::Table", "Properties": {
                "KeySchema": [Map::from_iter(names.map(|(k, v)| (k.to_owned(), Value::from(v))))],
                "AttributeDefinitions": [Map::from_iter(types.map(|(k, v)| (k.to_owned(), Value::from(v))))],
            }})
        }),
    );
    read(
        "paths",
        &with(20_000, |n| {
            json!({"Type": "AWS::ApiGateway::Resource", "Properties": {
                "RestApiId": api, "PathPart": "x",
                "ParentId": if n == 0 { json!({"Fn::GetAtt": ["Api", "RootResourceId"]}) } else { json!({"Ref": format!("More{}", n - 1)}) },
            }})
        }),
    );
    read(
        "methods",
        &with(20_000, |n| match n % 2 {
            0 => json!({"Type": "AWS::ApiGateway::Resource", "Properties": {
                "RestApiId": api, "PathPart": "x", "ParentId": if n == 0 { json!({"Fn::GetAtt": ["Api", "RootResourceId"]}) } else { json!({"Ref": format!("More{}", n - 2)}) },
            }}),
            _ => json!({"Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": api, "ResourceId": {"Ref": format!("More{}", n - 1)}, "HttpMethod": "GET",
                "Integration": {"Type": "MOCK"},
            }}),
        }),
    );
    read(
        "APIs",
        &with(20_000, |_| json!({"Type": "AWS::ApiGateway::RestApi"})),
    );
    read(
        "roles",
        &with(20_000, |n| match n % 2 {
            0 => json!({"Type": "AWS::IAM::Role"}),
            _ => json!({"Type": "AWS::IAM::Policy"}),
        }),
    );
    read(
        "keys",
        &with(20_000, |n| match n % 3 {
            0 => json!({"Type": "AWS::ApiGateway::UsagePlanKey", "Properties": {
                "UsagePlanId": {"Ref": "UsagePlan"}, "KeyId": format!("k{n}")}}),
            _ => json!({"Type": "AWS::ApiGateway::ApiKey", "Properties": {"Enabled": true}}),
        }),
    );
    read(
        "dependencies",
        &with(
            20_000,
            |n| json!({"Type": "AWS::S3::Bucket", "DependsOn": [format!("More{}", 19_999 - n), "Api"]}),
        ),
    );
}

#[test]
fn many_parameters_conditions_and_outputs_are_read() {
    let many = |make: fn(usize) -> Value| -> Map<String, Value> {
        (0..30_000).map(|n| (format!("N{n}"), make(n))).collect()
    };
    let mut template = with(
        30_000,
        |n| json!({"Type": "AWS::DynamoDB::Table", "Condition": format!("N{n}"), "Properties": {"TableName": {"Ref": format!("N{n}")}}}),
    );
    let mut add = |section: &str, make: fn(usize) -> Value| {
        let members = template[section].as_object_mut().unwrap();
        members.extend(many(make));
    };
    add("Parameters", |_| json!({"Type": "String"}));
    add(
        "Conditions",
        |n| json!({"Fn::Equals": [{"Ref": format!("N{n}")}, "no"]}),
    );
    add("Outputs", |n| json!({"Value": {"Ref": format!("N{n}")}}));
    template["Mappings"] = many(|_| json!({"a": {"b": "c"}})).into();
    read("sections", &template);
}

/// What SAM and OpenAPI let a file repeat.
#[test]
fn repeated_parts_are_read_or_rejected() {
    let mock = json!({"type": "mock"});
    let body = |paths: Map<String, Value>, more: Value| {
        let mut body = json!({"openapi": "3.0.1", "paths": paths});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let paths = |count: usize, item: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        (0..count).map(|n| (format!("/{n}"), item(n))).collect()
    };
    let api = |body: Value| json!({"Resources": {"Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Body": body}}}});
    let names = |count: usize| -> Vec<Value> {
        (0..count)
            .map(|n| json!({"in": "query", "name": format!("q{n}")}))
            .collect()
    };
    let get = json!({"get": {"x-amazon-apigateway-integration": mock, "responses": {}}});
    read(
        "paths",
        &api(body(paths(20_000, &|_| get.clone()), json!({}))),
    );
    let one = json!({"get": {"parameters": names(50_000), "responses": {}}});
    read(
        "parameters",
        &api(body(paths(1, &|_| one.clone()), json!({}))),
    );
    let shared = json!({"components": {"item": one}});
    let referring = paths(20_000, &|_| json!({"$ref": "#/components/item"}));
    read("references", &api(body(referring.clone(), shared.clone())));
    let error = stack::load(&api(body(referring, shared)), &Deployment::default()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooLarge);
    let chain: Map<String, Value> = (0..1_000)
        .map(|n| (format!("c{n}"), json!({"$ref": format!("#/c{}", n + 1)})))
        .collect();
    let referring = paths(1_000, &|_| json!({"$ref": "#/c0"}));
    read("chain", &api(body(referring, chain.into())));
    let security: Vec<Value> = (0..20_000).map(|n| json!({format!("s{n}"): []})).collect();
    let secured = body(
        paths(5_000, &|_| get.clone()),
        json!({"security": security}),
    );
    read("security", &api(secured));

    let serverless = |count: usize, properties: &dyn Fn(usize) -> Value, globals: Value| {
        let apis: Map<String, Value> = (0..count)
            .map(|n| {
                let api = json!({"Type": "AWS::Serverless::Api", "Properties": properties(n)});
                (format!("A{n}"), api)
            })
            .collect();
        json!({"Globals": {"Api": globals}, "Resources": apis})
    };
    let long = json!({"Variables": {"a": "x".repeat(1_000_000)}});
    read("globals", &serverless(5_000, &|_| json!({}), long));
    let cors = |_| json!({"Cors": "x".repeat(100_000), "DefinitionBody": {"paths": paths(20_000, &|_| get.clone())}});
    read("cors", &serverless(1, &cors, json!({})));
    let functions: Map<String, Value> = (0..5_000)
        .map(|n| {
            let event = json!({"Type": "Api", "Properties": {"Path": format!("/{n}"), "Method": "get"}});
            let function = json!({"Type": "AWS::Serverless::Function", "Properties": {"Events": {"E": event}}});
            (format!("F{n}"), function)
        })
        .collect();
    read("functions", &json!({"Resources": functions}));
    let items: Vec<String> = (0..20).map(|n| format!("i{n}")).collect();
    let mut looped = json!({"R": {"Type": "AWS::S3::Bucket"}});
    for n in 0..20 {
        looped = json!({format!("Fn::ForEach::L{n}"): [format!("N{n}"), items, looped]});
    }
    let looped = json!({"Resources": looped});
    read("loops", &looped);
    let error = stack::load(&looped, &Deployment::default()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooLarge);
}

/// Texts that are not a template, or a large one, in either format.
#[test]
fn hostile_texts_end() {
    let nested = |open: &str, close: &str, times: usize| open.repeat(times) + &close.repeat(times);
    let lines = |line: &str| {
        (0..20_000)
            .map(|n| line.replace('N', &n.to_string()))
            .collect::<String>()
    };
    let texts = [
        nested("[", "]", 200_000),
        nested("{\"a\":", "}", 200_000),
        nested("a: [", "]", 50_000),
        nested("- ", "", 50_000),
        nested("? ", "", 50_000),
        nested("!Sub ", "", 50_000),
        (0..2_000).map(|n| " ".repeat(n) + "a:\n").collect(),
        // A bomb of aliases, which CloudFormation does not accept.
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n".to_owned(),
        lines("&aN a: *aN\n"),
        lines("kN: &aN v\n"),
        lines("kN: !Sub '${AWS::Region}'\n"),
        lines("kN: {a: [b, 'c', \"d\"]}\n"),
        format!("a: \"{}\"", "\\n".repeat(500_000)),
        format!("a: '{}", "x ".repeat(500_000)),
        format!("a: |\n{}", "  text\n".repeat(100_000)),
        format!("a: >\n{}", "  text\n\n".repeat(100_000)),
        format!("a: {}", "x ".repeat(500_000)),
        format!("a: {}", "text\n  ".repeat(50_000)),
        format!("{}: b", "k".repeat(500_000)),
        format!("{{{}}}", "a: b, ".repeat(20_000)),
        "#\n".repeat(200_000),
        "---\n".repeat(100_000),
        "%YAML 1.2\n".repeat(50_000),
        "\t".repeat(100_000),
        "\u{feff}".repeat(100_000),
    ];
    for (at, text) in texts.iter().enumerate() {
        let begun = worked();
        let _ = stack::from_text(text);
        let took = worked().saturating_sub(begun);
        assert!(took < LONG, "{at}: {took:?}");
    }
}

#[test]
fn texts_that_multiply_are_rejected() {
    // 100,000 times a parameter of 100 KB.
    let mut template = with(
        1,
        |_| json!({"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": {"Fn::Sub": "${Long}".repeat(100_000)}}}),
    );
    template["Parameters"]["Long"] = json!({"Type": "String", "Default": "x".repeat(100_000)});
    read("Sub", &template);
    let error = stack::load(&template, &Deployment::default()).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::TooLarge);
    // A text that doubles at each level.
    let mut text = json!("x".repeat(10_000));
    for _ in 0..18 {
        text = json!({"Fn::Sub": ["${a}${a}", {"a": text}]});
    }
    let template = with(
        1,
        |_| json!({"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": text}}),
    );
    read("doubling", &template);
    assert_eq!(
        stack::load(&template, &Deployment::default())
            .unwrap_err()
            .kind,
        LoadErrorKind::TooLarge
    );
    // A list that is split and joined again, and a path of long names.
    let mut list = json!({"Fn::Split": [",", "x,".repeat(100_000)]});
    for _ in 0..20 {
        list = json!({"Fn::Split": [",", {"Fn::Join": [",", list]}]});
    }
    let properties: Map<String, Value> = (0..50)
        .map(|n| (format!("{n}{}", "k".repeat(100_000)), list.clone()))
        .collect();
    read(
        "split",
        &with(
            1,
            |_| json!({"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": properties}}),
        ),
    );
    let names: Map<String, Value> = (0..20_000)
        .map(|n| (format!("n{n}"), json!({"a": [1, 2]})))
        .collect();
    let long = json!({"k".repeat(200_000): names});
    read(
        "long names",
        &with(
            1,
            |_| json!({"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": long}}),
        ),
    );
}
