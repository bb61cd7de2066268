//! What the optional operations add to a template.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use serde_json::{Map, Value, json};
use stack::{Operations, Options, Protection, TableName, UserPool, check, template, to_yaml};
use testkit::golden::Golden;

fn both() -> Options {
    Options {
        operations: Operations {
            list: true,
            delete: true,
        },
        ..Options::recommended()
    }
}

/// The members of one object that differ from another's.
fn changed(now: &Value, before: &Value) -> Value {
    let members = now.as_object().unwrap().iter();
    let others = members.filter(|(name, value)| before.get(name.as_str()) != Some(value));
    let others = others.map(|(name, value)| (name.clone(), value.clone()));
    Value::Object(others.collect::<Map<_, _>>())
}

/// What they add, and what they change, with versions of resumes.
#[test]
fn the_additions_stay_as_they_are() {
    let off = Options {
        lost_update_protection: true,
        ..Options::recommended()
    };
    let on = Options {
        operations: both().operations,
        ..off.clone()
    };
    let (before, now) = (template(&off), template(&on));
    let mut additions = json!({});
    for section in ["Resources", "Outputs"] {
        additions[section] = changed(&now[section], &before[section]);
    }
    let resources = additions["Resources"].as_object_mut().unwrap();
    resources.retain(|name, _| !name.starts_with("Deployment") && name != "Stage");
    assert_eq!(changed(&now, &before).as_object().unwrap().len(), 2);
    let mut golden = Golden::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/operations.yaml");
    golden.check(path.as_ref(), &to_yaml(&additions));
    golden.finish(1);
}

fn actions(options: &Options) -> Value {
    let policy = template(options)["Resources"]["TableAccessPolicy"].clone();
    policy["Properties"]["PolicyDocument"]["Statement"][0]["Action"].clone()
}

/// The role may do what the methods do, no more.
#[test]
fn the_role_has_the_actions_of_the_methods() {
    let mut options = Options::recommended();
    let (get, put) = ("dynamodb:GetItem", "dynamodb:PutItem");
    let (delete, scan) = ("dynamodb:DeleteItem", "dynamodb:Scan");
    for (operations, expected) in [
        ((false, false), json!([get, put])),
        ((false, true), json!([get, put, delete])),
        ((true, false), json!([get, put, scan])),
        ((true, true), json!([get, put, delete, scan])),
    ] {
        options.operations = Operations {
            list: operations.0,
            delete: operations.1,
        };
        assert_eq!(actions(&options), expected);
    }
}

/// Both ask for what `POST` asks for.
#[test]
fn they_are_protected_as_a_save_is() {
    let pool = Protection::Cognito(UserPool::default());
    for protection in [both().protection, Protection::Iam, pool, Protection::None] {
        let written = template(&Options {
            protection,
            ..both()
        });
        for name in ["AuthorizationType", "ApiKeyRequired", "AuthorizerId"] {
            let of = |method: &str| written["Resources"][method]["Properties"][name].clone();
            assert_eq!([of("Delete"), of("List")], [of("Post"), of("Post")]);
        }
        let text = to_yaml(&written);
        assert_eq!(check(&text).unwrap(), [], "{text}");
    }
}

/// A page on another origin may send them: the path has a preflight of its own.
#[test]
fn preflights_allow_them() {
    let allowed = |options: &Options, method: &str| {
        let written = template(options);
        let responses = &written["Resources"][method]["Properties"]["Integration"];
        let headers = &responses["IntegrationResponses"][0]["ResponseParameters"];
        let header = |name: &str| {
            let name = format!("method.response.header.Access-Control-Allow-{name}");
            headers[name].as_str().map(str::to_owned)
        };
        (header("Methods"), header("Headers"))
    };
    let expected = |methods: &str| {
        let headers = "'content-type,x-api-key'".to_owned();
        (Some(format!("'{methods}'")), Some(headers))
    };
    let off = Options::recommended();
    assert_eq!(allowed(&off, "Preflight"), expected("GET,POST,OPTIONS"));
    assert_eq!(
        allowed(&both(), "Preflight"),
        expected("GET,POST,DELETE,OPTIONS")
    );
    assert_eq!(allowed(&both(), "ListPreflight"), expected("GET,OPTIONS"));
    let mut without = both();
    without.cors.preflight = false;
    assert!(
        template(&without)["Resources"]
            .get("ListPreflight")
            .is_none()
    );
}

#[test]
fn outputs_name_them() {
    let described = |options: &Options, output: &str| {
        let output = template(options)["Outputs"][output].clone();
        output["Description"].as_str().unwrap().to_owned()
    };
    let caller = Options {
        table_name: TableName::Caller,
        ..both()
    };
    assert_eq!(
        described(&caller, "APIUrl"),
        "The API's URL. POST ?tablename=TABLE saves a resume, GET ?tablename=TABLE&id=ID loads it. DELETE ?tablename=TABLE&id=ID deletes it. GET resumes?tablename=TABLE lists the stored resumes."
    );
    assert!(described(&both(), "ApiKeyId").contains("POST, DELETE and GET /resumes require"));
    let iam = Options {
        protection: Protection::Iam,
        ..both()
    };
    assert!(described(&iam, "InvokeArn").ends_with("for POST, DELETE and GET /resumes."));
    let arn = template(&iam)["Outputs"]["InvokeArn"]["Value"].to_string();
    assert!(arn.contains("${Stage}/*"), "{arn}");
}
