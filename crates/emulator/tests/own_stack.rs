//! The stack that this project writes, called.

#![allow(clippy::unwrap_used)]

mod common;

use common::{call, get, item_of, items, json, open, own, post, request};
use emulator::{Emulator, LoadError};
use serde_json::{Value, json};
use stack::Deployment;

fn resume() -> Value {
    json!({
        "id": "ada",
        "name": "Ada \"Countess\" Lovelace",
        "title": "C:\\analyst\nand more",
        "location": "",
        "skills": [{"title": "Mathematics", "score": 95}, {"title": "Notation", "score": 80.5}],
        "summary": [{"para": "It's 😀 — $input.path('$') #set($x = 1) ${x} </script>"}],
        "experience": {"current": {"role": null, "description": []}, "past": []},
        "hidden": false,
        "more": {}
    })
}

#[test]
fn the_definition_has_no_problems() {
    let emulator = own();
    assert_eq!(emulator.problems(), []);
    assert!(emulator.api_url().unwrap().starts_with("https://"));
    assert_eq!(emulator.output("TableName"), emulator.table_name());
    assert_eq!(emulator.output("Nothing"), None);
}

#[test]
fn saves_and_reads_back() {
    let mut emulator = own();
    let saved = post(&mut emulator, &resume().to_string());
    assert_eq!(
        (saved.response.status, saved.response.body.as_str()),
        (200, "{}"),
        "{saved:#?}"
    );
    assert_eq!(
        saved.response.header("Access-Control-Allow-Origin"),
        Some("*")
    );
    assert_eq!(items(&emulator), [item_of(&resume())]);
    let endpoint = saved.endpoint.unwrap();
    assert_eq!((endpoint.status, endpoint.response.as_str()), (200, "{}"));
    let sent = json(&endpoint.request);
    assert_eq!(sent["TableName"].as_str(), emulator.table_name());

    let read = get(&mut emulator, "ada");
    assert_eq!(read.response.status, 200);
    assert_eq!(json(&read.response.body), resume());
    assert_eq!(
        read.response.header("Access-Control-Allow-Origin"),
        Some("*")
    );
    assert!(
        read.log.iter().any(|line| line.contains("x-amz-crc32")),
        "{:#?}",
        read.log
    );

    // A save replaces the item.
    let shorter = json!({"id": "ada", "name": "Ada"});
    post(&mut emulator, &shorter.to_string());
    assert_eq!(json(&get(&mut emulator, "ada").response.body), shorter);
}

#[test]
fn what_is_not_there() {
    let mut emulator = own();
    let missing = get(&mut emulator, "nobody");
    assert_eq!(missing.response.status, 404, "{missing:#?}");
    assert!(json(&missing.response.body)["message"].is_string());
    assert_eq!(
        missing.response.header("Access-Control-Allow-Origin"),
        Some("*")
    );
    let other = call(&mut emulator, request("DELETE", &[], ""));
    assert_eq!(other.response.status, 403);
    assert_eq!(
        json(&other.response.body)["message"],
        "Missing Authentication Token"
    );
}

#[test]
fn what_a_browser_asks_first() {
    let mut emulator = own();
    let preflight = call(&mut emulator, request("OPTIONS", &[], ""));
    assert_eq!(preflight.response.status, 204, "{preflight:#?}");
    assert_eq!(
        preflight.response.header("Access-Control-Allow-Origin"),
        Some("*")
    );
    assert!(
        preflight
            .response
            .header("Access-Control-Allow-Methods")
            .unwrap()
            .contains("POST")
    );
    assert!(preflight.endpoint.is_none());
}

#[test]
fn bodies_that_are_no_resume() {
    let mut emulator = own();
    for body in [
        "",
        "{",
        "[]",
        "{}",
        "null",
        "\"x\"",
        r#"{"id":""}"#,
        r#"{"id":5}"#,
        r#"{"id":null}"#,
        r#"{"id":["a"]}"#,
        r#"{"id":"a","":"x"}"#,
        "{\"id\":\"a\",\"n\":\"\u{1}}",
    ] {
        let refused = post(&mut emulator, body);
        assert!(
            (400..500).contains(&refused.response.status),
            "{body:?}: {:#?}",
            refused.response
        );
        json(&refused.response.body);
        assert!(items(&emulator).is_empty(), "{body:?}");
    }
    let mut text = request("POST", &[("tablename", "resume")], "{}");
    text.headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
    assert_eq!(call(&mut emulator, text).response.status, 415);
}

#[test]
fn a_resume_too_large() {
    let mut emulator = own();
    let large = json!({"id": "a", "name": "x".repeat(410_000)}).to_string();
    let refused = post(&mut emulator, &large);
    assert_eq!(refused.response.status, 400);
    let body = json(&refused.response.body);
    assert_eq!(
        body["message"],
        "Item size has exceeded the maximum allowed size"
    );
    assert_eq!(body["type"], "ValidationException");
}

#[test]
fn another_table() {
    let mut emulator = own();
    post(&mut emulator, &resume().to_string());
    for (method, body) in [("GET", ""), ("POST", r#"{"id":"x"}"#)] {
        let query = [("tablename", "somebody-elses"), ("id", "ada")];
        let denied = call(&mut emulator, request(method, &query, body));
        assert_eq!(denied.response.status, 400, "{denied:#?}");
        let answer = json(&denied.response.body);
        assert_eq!(answer["type"], "AccessDeniedException");
        // The response names neither the account nor the role. The log and the endpoint do.
        assert!(
            !denied.response.body.contains("arn:"),
            "{}",
            denied.response.body
        );
        let endpoint = json(&denied.endpoint.unwrap().response);
        assert_eq!(
            endpoint["__type"],
            "com.amazon.coral.service#AccessDeniedException"
        );
        let action = if method == "GET" {
            "GetItem"
        } else {
            "PutItem"
        };
        let message = endpoint["Message"].as_str().unwrap();
        assert!(message.starts_with("User: arn:aws:sts::"), "{message}");
        assert!(
            message.ends_with(&format!(
                ":table/somebody-elses because no identity-based policy allows the \
                 dynamodb:{action} action"
            )),
            "{message}"
        );
    }
}

#[test]
fn tables_survive_as_text() {
    let mut emulator = own();
    post(&mut emulator, &resume().to_string());
    let text = emulator.snapshot();
    let mut reloaded = own();
    reloaded.restore(&text).unwrap();
    assert_eq!(json(&get(&mut reloaded, "ada").response.body), resume());
    assert!(reloaded.restore("{").is_err());
    assert!(reloaded.restore(r#"{"unknown":[]}"#).is_err());
    assert_eq!(items(&reloaded), [item_of(&resume())]);
}

/// The stack's template with one thing changed.
fn changed(change: impl FnOnce(&mut Value)) -> Emulator {
    let mut template = stack::template(&open());
    change(&mut template["Resources"]);
    Emulator::from_template(&template).unwrap()
}

/// The response of DynamoDB, or of the gateway before it, to a resume.
fn behind(emulator: &mut Emulator) -> (u16, String) {
    let endpoint = post(emulator, r#"{"id":"a"}"#).endpoint.unwrap();
    (
        endpoint.status,
        json(&endpoint.response)["__type"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

#[test]
fn roles() {
    let policy = "/TableAccessPolicy/Properties/PolicyDocument/Statement/0";
    let mut read_only = changed(|resources| {
        resources.pointer_mut(policy).unwrap()["Action"] = json!("dynamodb:Get*");
    });
    assert_eq!(behind(&mut read_only).0, 400);
    assert_eq!(
        behind(&mut read_only).1,
        "com.amazon.coral.service#AccessDeniedException"
    );
    assert_eq!(get(&mut read_only, "a").response.status, 404);

    let mut everything = changed(|resources| {
        resources.pointer_mut(policy).unwrap()["Resource"] = json!("*");
    });
    assert_eq!(behind(&mut everything).0, 200);
    // Only a caller with access to all tables learns that a table does not exist.
    let request = request("GET", &[("tablename", "nothing"), ("id", "a")], "");
    let unknown = call(&mut everything, request).endpoint.unwrap();
    assert!(
        unknown.response.contains("ResourceNotFoundException"),
        "{}",
        unknown.response
    );

    // A table of that name in another account is another table.
    let own = everything.table_name().unwrap().to_owned();
    let by_arn = |account: &str| {
        let table = format!("arn:aws:dynamodb:us-east-1:{account}:table/{own}");
        let request = common::request("GET", &[("tablename", &table), ("id", "a")], "");
        call(&mut everything.clone(), request)
            .endpoint
            .unwrap()
            .response
    };
    assert!(by_arn("111122223333").contains("ResourceNotFoundException"));
    let account = &Deployment::default().account_id;
    assert!(by_arn(account).contains(r#""Item""#), "{}", by_arn(account));

    let mut untrusted = changed(|resources| {
        let trust = "/TableAccess/Properties/AssumeRolePolicyDocument/Statement/0/Principal";
        resources.pointer_mut(trust).unwrap()["Service"] = json!("lambda.amazonaws.com");
    });
    assert_eq!(behind(&mut untrusted).0, 403);

    let mut unsigned = changed(|resources| {
        let integration = resources
            .pointer_mut("/Post/Properties/Integration")
            .unwrap();
        integration.as_object_mut().unwrap().remove("Credentials");
    });
    assert_eq!(
        behind(&mut unsigned),
        (
            400,
            "com.amazon.coral.service#MissingAuthenticationTokenException".to_owned()
        )
    );
}

#[test]
fn templates_that_are_no_stack() {
    for template in [json!(null), json!([]), json!({}), json!({"Resources": []})] {
        assert!(matches!(
            Emulator::from_template(&template),
            Err(LoadError::Template(_))
        ));
    }
    let error = Emulator::from_template(&json!({"Resources": {}})).unwrap_err();
    assert_eq!(error, LoadError::NoApi);
    assert_eq!(
        error.to_string(),
        "the template has no AWS::ApiGateway::RestApi"
    );
}
