//! The optional operations of the stack: listing and deleting.

#![allow(clippy::unwrap_used)]

mod common;

use common::{call, items, json, request};
use emulator::Emulator;
use gateway::{Environment, Exchange, Request};
use serde_json::{Value, json};
use stack::{Operations, Options, Protection};

/// An ID that is text in three notations, and none of them.
const STRANGE: &str = "a\"b\\c' d/é😀\u{2028}&x=1+\t${x}#end";

fn stack(set: &[(&str, &str)]) -> Emulator {
    let mut options = Options {
        operations: Operations {
            list: true,
            delete: true,
        },
        ..Options::recommended()
    };
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    // All calls come at the same time.
    options.throttle = None;
    if let Protection::ApiKey(plan) = &mut options.protection {
        plan.throttle.burst = 10_000;
    }
    let emulator = Emulator::from_template(&stack::template(&options)).unwrap();
    assert_eq!(emulator.problems(), []);
    emulator
}

fn owner(emulator: &mut Emulator, request: Request) -> Exchange {
    let request = emulator.as_owner(request);
    call(emulator, request)
}

fn listing(query: &[(&str, &str)]) -> Request {
    Request {
        path: "/resumes".to_owned(),
        ..request("GET", query, "")
    }
}

fn save(emulator: &mut Emulator, resume: &Value) {
    let saved = owner(emulator, request("POST", &[], &resume.to_string()));
    assert_eq!(saved.response.status, 200, "{saved:#?}");
}

/// Puts an item into the table as no save does.
fn put(emulator: &mut Emulator, item: &Value) {
    let mut snapshot = json(&emulator.snapshot());
    let name = emulator.table_name().unwrap().to_owned();
    snapshot[name].as_array_mut().unwrap().push(item.clone());
    emulator.restore(&snapshot.to_string()).unwrap();
}

fn list(emulator: &mut Emulator, query: &[(&str, &str)]) -> Value {
    let listed = owner(emulator, listing(query));
    assert_eq!(listed.response.status, 200, "{listed:#?}");
    json(&listed.response.body)
}

fn delete(emulator: &mut Emulator, query: &[(&str, &str)]) -> (u16, Value) {
    let deleted = owner(emulator, request("DELETE", query, ""));
    (deleted.response.status, json(&deleted.response.body))
}

#[test]
fn a_list_shows_id_name_and_title() {
    let mut emulator = stack(&[]);
    assert_eq!(
        list(&mut emulator, &[]),
        json!({"resumes": [], "next": null})
    );
    for resume in [
        json!({"id": "ada", "name": "Ada \"L\" O'Neil", "title": "\\ $x #if /", "motto": "not listed"}),
        json!({"id": "ben", "name": 1.50, "title": true}),
        json!({"id": "cyd", "name": null, "title": {"S": "x", "N": "y"}}),
        json!({"id": "dan"}),
        json!({"id": STRANGE, "name": "", "title": []}),
    ] {
        save(&mut emulator, &resume);
    }
    let mut listed = list(&mut emulator, &[]);
    assert_eq!(listed["next"], Value::Null);
    let resumes = listed["resumes"].as_array_mut().unwrap();
    resumes.sort_by_key(|one| one["id"].as_str().unwrap().to_owned());
    assert_eq!(
        *resumes,
        [
            json!({"id": STRANGE, "name": "", "title": null}),
            json!({"id": "ada", "name": "Ada \"L\" O'Neil", "title": "\\ $x #if /"}),
            json!({"id": "ben", "name": 1.5, "title": true}),
            json!({"id": "cyd", "name": null, "title": null}),
            json!({"id": "dan", "name": null, "title": null}),
        ]
    );
}

/// Digits that no double holds arrive as they are stored.
#[test]
fn numbers_are_listed_as_they_are() {
    let mut emulator = stack(&[]);
    save(&mut emulator, &json!({"id": "ada"}));
    let mut snapshot = emulator.snapshot();
    let digits = "12345678901234567890123456789.123456789";
    snapshot = snapshot.replace(
        r#"{"id":{"S":"ada"}}"#,
        &format!(r#"{{"id":{{"S":"ada"}},"name":{{"N":"{digits}"}}}}"#),
    );
    emulator.restore(&snapshot).unwrap();
    let listed = owner(&mut emulator, listing(&[]));
    let name = format!("\"name\": {digits}");
    assert!(listed.response.body.contains(&name), "{listed:#?}");
}

#[test]
fn a_list_has_pages() {
    let mut emulator = stack(&[]);
    let ids: Vec<String> = (0..230).map(|n| format!("{n} {STRANGE}")).collect();
    for id in &ids {
        save(&mut emulator, &json!({"id": id}));
    }
    for (limit, pages) in [
        ("", 3),
        ("99", 3),
        ("7", 33),
        ("100", 3),
        ("0", 3),
        ("1e1", 3),
        ("-1", 3),
        ("1000", 3),
    ] {
        let mut found = Vec::new();
        let mut next = None::<String>;
        let mut count = 0;
        loop {
            let mut query = vec![("limit", limit)];
            query.extend(next.as_deref().map(|next| ("next", next)));
            let page = list(&mut emulator, &query);
            count += 1;
            let ids = page["resumes"].as_array().unwrap().iter();
            found.extend(ids.map(|one| one["id"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(id) => next = Some(id.to_owned()),
                None => break,
            }
        }
        found.sort();
        let mut expected = ids.clone();
        expected.sort();
        assert_eq!(found, expected, "{limit}");
        assert_eq!(count, pages, "{limit}");
    }
    // An ID that was deleted meanwhile continues the list, too.
    list(&mut emulator, &[("next", "is not there")]);
}

/// No value of a parameter is anything but a value.
#[test]
fn parameters_inject_nothing() {
    let mut emulator = stack(&[]);
    let attack = r#"x"}}, "TableName": "other", "Key": {"id": {"S": "y"#;
    for (request, at) in [
        (listing(&[("next", attack)]), "/ExclusiveStartKey/id/S"),
        (request("DELETE", &[("id", attack)], ""), "/Key/id/S"),
    ] {
        let called = owner(&mut emulator, request);
        let sent = json(&called.endpoint.unwrap().request);
        assert_eq!(sent.pointer(at).unwrap(), attack);
        assert_eq!(sent["TableName"].as_str(), emulator.table_name());
    }
    let limit = r#"1, "TableName": "other""#;
    let called = owner(&mut emulator, listing(&[("limit", limit)]));
    let sent = json(&called.endpoint.unwrap().request);
    assert_eq!(sent["Limit"], 100);
    assert_eq!(sent["TableName"].as_str(), emulator.table_name());
}

#[test]
fn a_delete_removes_one() {
    let mut emulator = stack(&[]);
    for id in ["ada", STRANGE] {
        save(&mut emulator, &json!({"id": id, "name": "N"}));
    }
    assert_eq!(delete(&mut emulator, &[("id", STRANGE)]), (200, json!({})));
    assert_eq!(items(&emulator).len(), 1);
    let missing = json!({"message": "There is no resume with this id."});
    assert_eq!(delete(&mut emulator, &[("id", STRANGE)]), (404, missing));
    assert_eq!(delete(&mut emulator, &[]).0, 400);
    assert_eq!(items(&emulator).len(), 1);
}

#[test]
fn who_may_not_save_may_not_list_or_delete() {
    for (protection, status) in [("api-key", 403), ("iam", 403), ("cognito", 401)] {
        let mut emulator = stack(&[("protection", protection)]);
        save(&mut emulator, &json!({"id": "ada"}));
        for request in [listing(&[]), request("DELETE", &[("id", "ada")], "")] {
            let rejected = call(&mut emulator, request);
            assert_eq!(rejected.response.status, status, "{rejected:#?}");
            let origin = rejected.response.header("Access-Control-Allow-Origin");
            assert_eq!(origin, Some("*"), "a page can read why");
        }
        assert_eq!(items(&emulator).len(), 1);
        assert_eq!(delete(&mut emulator, &[("id", "ada")]).0, 200);
    }
}

/// With versions, as a save does it: no version is that of a resume without one, `*` is any.
#[test]
fn a_delete_needs_the_version() {
    let mut emulator = stack(&[("lost-update-protection", "on")]);
    put(&mut emulator, &json!({"id": {"S": "old"}}));
    let environment = |id: &str| Environment {
        request_id: id.to_owned(),
        ..Environment::default()
    };
    let post = request("POST", &[], r#"{"id": "ada"}"#);
    let post = emulator.as_owner(post);
    let saved = emulator.invoke(post, &environment("one="));
    assert_eq!(saved.response.header("Resume-Version"), Some("one="));
    let listed = list(&mut emulator, &[]);
    let mut listed = listed["resumes"].as_array().unwrap().clone();
    listed.sort_by_key(|one| one["id"].as_str().unwrap().to_owned());
    assert_eq!(
        listed,
        [
            json!({"id": "ada", "name": null, "title": null, "version": "one="}),
            json!({"id": "old", "name": null, "title": null}),
        ]
    );
    for version in [None, Some("two"), Some("o\"ne"), Some("")] {
        let mut query = vec![("id", "ada")];
        query.extend(version.map(|version| ("version", version)));
        let (status, body) = delete(&mut emulator, &query);
        assert_eq!(status, 409, "{version:?}");
        assert!(
            body["message"]
                .as_str()
                .unwrap()
                .contains("another version")
        );
    }
    let missing = delete(&mut emulator, &[("id", "eve"), ("version", "one=")]);
    assert_eq!(missing.0, 404);
    assert_eq!(delete(&mut emulator, &[("id", "eve")]).0, 404);
    assert_eq!(
        delete(&mut emulator, &[("id", "old"), ("version", "x")]).0,
        409
    );
    assert_eq!(delete(&mut emulator, &[("id", "old")]), (200, json!({})));
    let by_version = delete(&mut emulator, &[("id", "ada"), ("version", "one=")]);
    assert_eq!(by_version, (200, json!({})));
    save(&mut emulator, &json!({"id": "ada"}));
    let any = delete(&mut emulator, &[("id", "ada"), ("version", "*")]);
    assert_eq!(any, (200, json!({})));
    assert!(items(&emulator).is_empty());
}

/// An attribute of that name from before the versions is no version.
#[test]
fn what_is_no_version_is_not_listed() {
    let mut emulator = stack(&[("lost-update-protection", "on")]);
    put(
        &mut emulator,
        &json!({"id": {"S": "ada"}, "resumeVersion": {"S": "\"x"}}),
    );
    put(
        &mut emulator,
        &json!({"id": {"S": "ben"}, "resumeVersion": {"N": "1"}}),
    );
    for one in list(&mut emulator, &[])["resumes"].as_array().unwrap() {
        assert_eq!(one.get("version"), None);
    }
}

/// Where errors are not mapped to statuses, they still arrive.
#[test]
fn errors_are_not_hidden() {
    let mut emulator = stack(&[
        ("table-name", "caller"),
        ("error-responses", "off"),
        ("protection", "none"),
    ]);
    let other = [("tablename", "other"), ("id", "ada")];
    for request in [
        Request {
            path: "/resumes".to_owned(),
            ..request("GET", &other, "")
        },
        request("DELETE", &other, ""),
    ] {
        let called = call(&mut emulator, request);
        assert_eq!(called.response.status, 200);
        let body = json(&called.response.body);
        assert!(
            body["__type"]
                .as_str()
                .unwrap()
                .ends_with("AccessDeniedException"),
            "{body}"
        );
    }
    let mut mapped = stack(&[("table-name", "caller"), ("protection", "none")]);
    let called = call(&mut mapped, listing(&[("tablename", "other")]));
    assert_eq!(called.response.status, 400);
    assert!(called.response.body.contains("no access to this table"));
    let called = call(&mut mapped, request("DELETE", &other, ""));
    assert_eq!(called.response.status, 400);
    assert!(called.response.body.contains("no access to this table"));
}

/// By-field templates have no part in it.
#[test]
fn they_are_the_same_with_other_mapping_templates() {
    let mut emulator = stack(&[("templates", "by-field")]);
    save(&mut emulator, &json!({"id": "ada", "name": "Ada"}));
    let listed = list(&mut emulator, &[]);
    assert_eq!(
        listed["resumes"],
        json!([{"id": "ada", "name": "Ada", "title": ""}])
    );
    assert_eq!(delete(&mut emulator, &[("id", "ada")]).0, 200);
}

/// Without the options there are no such methods.
#[test]
fn by_default_there_are_none() {
    let mut emulator = Emulator::from_template(&stack::template(&Options {
        protection: Protection::None,
        ..Options::recommended()
    }))
    .unwrap();
    for request in [listing(&[]), request("DELETE", &[("id", "ada")], "")] {
        let called = call(&mut emulator, request);
        assert_eq!(called.response.status, 403);
        assert!(
            called
                .response
                .body
                .contains("Missing Authentication Token")
        );
    }
}
