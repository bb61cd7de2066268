//! Contents of the written template.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use stack::{
    Deployment, MappingTemplates, Options, Templates, from_text, load, template, to_json, to_yaml,
};
use testkit::golden::Golden;

fn written() -> Value {
    template(&Options::default())
}

#[test]
fn json_and_yaml_are_the_same_document() {
    let json = from_text(&to_json(&written())).unwrap();
    let yaml = from_text(&to_yaml(&written())).unwrap();
    assert_eq!(json, written());
    // Not only equal: in the same order.
    assert_eq!(yaml.to_string(), json.to_string());
}

#[test]
fn yaml_stays_as_it_is() {
    let mut golden = Golden::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/template.yaml");
    golden.check(path.as_ref(), &to_yaml(&written()));
    golden.finish(1);
}

/// The largest template that CloudFormation accepts in a request.
#[test]
fn both_forms_fit_into_a_request() {
    assert!(to_json(&written()).len() < 51_200);
    assert!(to_yaml(&written()).len() < 51_200);
}

#[test]
fn mapping_templates_are_the_files() {
    let file = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates");
        std::fs::read_to_string(format!("{folder}/{name}.vm")).unwrap()
    };
    for text in [to_json(&written()), to_yaml(&written())] {
        let resources = &from_text(&text).unwrap()["Resources"];
        let integration = |method: &str| resources[method]["Properties"]["Integration"].clone();
        let (get, post) = (integration("Get"), integration("Post"));
        assert_eq!(
            get["RequestTemplates"]["application/json"],
            file("get_request")
        );
        assert_eq!(
            post["RequestTemplates"]["application/json"],
            file("put_request")
        );
        let responses = &get["IntegrationResponses"];
        assert_eq!(
            responses[0]["ResponseTemplates"]["application/json"],
            file("get_response")
        );
        assert_eq!(
            responses[1]["ResponseTemplates"]["application/json"],
            file("error_response")
        );
    }
}

/// A deployment is immutable: a change of the API must create another, and no other change may.
#[test]
fn a_change_of_the_api_redeploys() {
    let deployment = |template: &Value| {
        let resources = template["Resources"].as_object().unwrap();
        let id = resources
            .keys()
            .find(|id| id.starts_with("Deployment"))
            .unwrap()
            .clone();
        assert_eq!(resources["Stage"]["Properties"]["DeploymentId"]["Ref"], id);
        id
    };
    let of = |name: &str, value: &str| {
        let mut options = Options::default();
        options.set(name, value).unwrap();
        deployment(&template(&options))
    };
    let before = deployment(&written());
    let changed = template(&Options {
        templates: Templates::from(MappingTemplates {
            put_request: "{}".to_owned(),
            ..MappingTemplates::default()
        }),
        ..Options::default()
    });
    assert_ne!(deployment(&changed), before);
    for (name, value) in [
        ("validation", "off"),
        ("protection", "iam"),
        ("origins", "https://a.example"),
        ("passthrough", "when-no-templates"),
        ("gateway-responses", "off"),
    ] {
        assert_ne!(of(name, value), before, "{name}");
    }
    // The stage's and the table's.
    for (name, value) in [
        ("rate-limit", "7"),
        ("access-log", "off"),
        ("stage", "v1"),
        ("capacity", "provisioned"),
        ("tags", "a=b"),
    ] {
        assert_eq!(of(name, value), before, "{name}");
    }
}

/// The model of the request body has the members of `crates/resume`, no more and no less.
#[test]
fn the_schema_is_of_the_resume() {
    fn members(schema: &Value, path: &str, found: &mut Vec<String>) {
        let schema = if schema["items"].is_object() {
            &schema["items"]
        } else {
            schema
        };
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            members(member, &path, found);
            found.push(path);
        }
    }
    fn filled(resume: &Value, path: &str, found: &mut Vec<String>) {
        for (name, member) in resume.as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            filled(
                if member.is_array() {
                    &member[0]
                } else {
                    member
                },
                &path,
                found,
            );
            found.push(path);
        }
    }
    let (mut modelled, mut known) = (Vec::new(), Vec::new());
    members(
        &written()["Resources"]["ResumeModel"]["Properties"]["Schema"],
        "",
        &mut modelled,
    );
    // The sample has every member.
    let sample = serde_json::to_value(resume::Resume::sample()).unwrap();
    filled(&sample, "", &mut known);
    modelled.sort();
    known.sort();
    assert_eq!(modelled, known);
}

#[test]
fn options_arrive() {
    let options = Options {
        capacity: stack::Capacity::OnDemand,
        api_name: "cv: \"mine\"".to_owned(),
        stage: "v1".to_owned(),
        cors: stack::Cors {
            origins: vec!["https://example.org".to_owned()],
            ..stack::Cors::default()
        },
        templates: Templates::from(MappingTemplates {
            get_request: " leading blank, no newline at the end".to_owned(),
            get_response: "\r\n\u{85}\u{2028}\ttab and # hash: colon\n\n".to_owned(),
            put_request: "\n  - first line empty\n\n".to_owned(),
            ..MappingTemplates::default()
        }),
        ..Options::default()
    };
    let yaml = from_text(&to_yaml(&template(&options))).unwrap();
    assert_eq!(
        yaml["Resources"]["Table"]["Properties"]["BillingMode"],
        "PAY_PER_REQUEST"
    );
    let loaded = load(&yaml, &Deployment::default()).unwrap();
    let api = &loaded.apis[0];
    assert_eq!(
        (api.name.as_str(), api.stage.as_str()),
        ("cv: \"mine\"", "v1")
    );
    let texts = options.templates.texts();
    let template = |templates: &[(String, String)]| templates[0].1.clone();
    let [get, post] = [&api.methods[0].integration, &api.methods[1].integration];
    assert_eq!(template(&get.request_templates), texts.get_request);
    assert_eq!(template(&get.responses[0].templates), texts.get_response);
    assert_eq!(template(&post.request_templates), texts.put_request);
    for method in &api.methods {
        for response in &method.integration.responses {
            let origin = "method.response.header.Access-Control-Allow-Origin";
            assert!(
                response
                    .parameters
                    .contains(&(origin.to_owned(), "'https://example.org'".to_owned()))
            );
        }
    }
}

/// The mapping templates are about a fifth of the template; CloudFormation accepts 51,200 bytes.
#[test]
fn the_recommended_template_leaves_room() {
    let size = to_yaml(&written()).len();
    assert!(size < 30_000, "{size}");
}

fn with(set: &[(&str, &str)]) -> Value {
    let mut options = Options::recommended();
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    template(&options)
}

#[test]
fn values_of_tags_are_parameters_and_their_keys_are_not() {
    let tags = (
        "tags",
        "cost-center=17,CostCenter=18,_=,owner=ada@example.org",
    );
    let written = with(&[tags]);
    let expected = [
        ("TagCostCenter", "cost-center", "17"),
        ("TagCostCenter2", "CostCenter", "18"),
        ("Tag", "_", ""),
        ("TagOwner", "owner", "ada@example.org"),
    ];
    let list: Vec<Value> = expected
        .iter()
        .map(|(parameter, key, _)| json!({ "Key": key, "Value": { "Ref": parameter } }))
        .collect();
    assert_eq!(
        written["Resources"]["Table"]["Properties"]["Tags"],
        json!(list)
    );
    for (parameter, key, value) in expected {
        let declared = &written["Parameters"][parameter];
        assert_eq!(declared["Default"], value);
        assert_eq!(
            declared["Description"],
            format!("The value of the tag {key}.")
        );
    }
    let literal = with(&[tags, ("values", "literal")]);
    let first = &literal["Resources"]["Table"]["Properties"]["Tags"][0];
    assert_eq!(*first, json!({ "Key": "cost-center", "Value": "17" }));
    assert!(literal.get("Parameters").is_none());
}

#[test]
fn a_key_is_tagged_once() {
    let mut options = Options::recommended();
    assert!(options.set("tags", "a=1,b=2,a=3").is_err());
    assert!(options.set("tags", "a=1,b=2,A=3").is_ok());
}

/// Several origins are in the stage, where another value takes effect at once; a single one is in the methods, where it would not.
#[test]
fn several_origins_are_a_parameter() {
    let several = with(&[("origins", "https://a.example,https://b.example")]);
    let variable = &several["Resources"]["Stage"]["Properties"]["Variables"]["allowedOrigins"];
    assert_eq!(*variable, json!({ "Ref": "AllowedOrigins" }));
    let deployment = Deployment {
        parameters: vec![("AllowedOrigins".to_owned(), "https://c.example".to_owned())],
        ..Deployment::default()
    };
    let loaded = load(&several, &deployment).unwrap();
    let variables = &loaded.apis[0].stage_variables;
    let now = ("allowedOrigins".to_owned(), "https://c.example".to_owned());
    assert!(variables.contains(&now), "{variables:?}");

    let hosted = with(&[("origins", "https://a.example"), ("hosting", "on")]);
    let variable = &hosted["Resources"]["Stage"]["Properties"]["Variables"]["allowedOrigins"];
    assert_eq!(
        variable["Fn::Join"][1][0],
        json!({ "Ref": "AllowedOrigins" })
    );
    for one in ["https://a.example", "*", ""] {
        let written = with(&[("origins", one)]);
        assert!(
            written["Parameters"].get("AllowedOrigins").is_none(),
            "{one}"
        );
    }
    // Only the console's, which is not a parameter either.
    let alone = with(&[("origins", ""), ("hosting", "on")]);
    assert!(alone["Parameters"].get("AllowedOrigins").is_none());
}
