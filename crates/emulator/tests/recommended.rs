//! The stack that is recommended, and what its options bring.

#![allow(clippy::unwrap_used)]

mod common;

use common::{call, get, items, json, own, post, request};
use emulator::Emulator;
use gateway::{Environment, Exchange, Request};
use resume::{Record, Resume};
use serde_json::{Value, json};
use stack::{Options, Protection, VERSION_ATTRIBUTE};

const ORIGIN: &str = "Access-Control-Allow-Origin";

const PROTECTED: &[(&str, &str)] = &[("lost-update-protection", "on")];

fn stack(set: &[(&str, &str)]) -> Emulator {
    let mut options = Options::recommended();
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    let emulator = Emulator::from_template(&stack::template(&options)).unwrap();
    assert_eq!(emulator.problems(), []);
    emulator
}

/// A call as the stack's owner, with the request id `n`, from which the gateway makes the version.
fn owner(emulator: &mut Emulator, request: Request, n: u32) -> Exchange {
    let request = emulator.as_owner(request);
    let environment = Environment {
        request_id: format!("call-{n}="),
        ..Environment::default()
    };
    emulator.invoke(request, &environment)
}

fn save(emulator: &mut Emulator, resume: &Value, version: Option<&str>, n: u32) -> Exchange {
    let query: Vec<(&str, &str)> = version
        .map(|version| ("version", version))
        .into_iter()
        .collect();
    owner(emulator, request("POST", &query, &resume.to_string()), n)
}

fn load(emulator: &mut Emulator) -> Exchange {
    owner(emulator, request("GET", &[("id", "ada")], ""), 0)
}

fn version(exchange: &Exchange) -> Option<&str> {
    exchange.response.header("Resume-Version")
}

#[test]
fn who_has_no_key_only_reads() {
    let mut emulator = stack(&[]);
    let body = json!({"id": "ada"}).to_string();
    let refused = call(&mut emulator, request("POST", &[], &body));
    assert_eq!(refused.response.status, 403);
    assert_eq!(json(&refused.response.body)["message"], "Forbidden");
    // A page can read that.
    assert_eq!(refused.response.header(ORIGIN), Some("*"));
    assert!(items(&emulator).is_empty());
    assert_eq!(
        owner(&mut emulator, request("POST", &[], &body), 1)
            .response
            .status,
        200
    );
    let read = call(&mut emulator, request("GET", &[("id", "ada")], ""));
    assert_eq!(read.response.status, 200);
}

#[test]
fn other_protections() {
    for (protection, refusal) in [("iam", 403), ("cognito", 401), ("none", 200)] {
        let mut emulator = stack(&[("protection", protection)]);
        let post = request("POST", &[], r#"{"id":"ada"}"#);
        assert_eq!(
            call(&mut emulator, post.clone()).response.status,
            refusal,
            "{protection}"
        );
        if refusal != 200 {
            assert_eq!(
                owner(&mut emulator, post, 1).response.status,
                200,
                "{protection}"
            );
        }
    }
}

#[test]
fn the_stage_names_the_table() {
    let mut emulator = stack(&[]);
    let query = [("tablename", "somebody-elses"), ("id", "ada")];
    let saved = owner(&mut emulator, request("POST", &query, r#"{"id":"ada"}"#), 1);
    assert_eq!(saved.response.status, 200, "{saved:#?}");
    let sent = json(&saved.endpoint.unwrap().request);
    assert_eq!(sent["TableName"].as_str(), emulator.table_name());
    let read = owner(&mut emulator, request("GET", &query, ""), 2);
    assert_eq!(
        read.response.body.split_whitespace().collect::<String>(),
        r#"{"id":"ada"}"#
    );
}

#[test]
fn an_id_is_required() {
    let mut emulator = stack(&[]);
    let refused = owner(&mut emulator, request("GET", &[], ""), 1);
    assert_eq!(refused.response.status, 400);
    assert!(refused.endpoint.is_none(), "DynamoDB is not asked");
}

#[test]
fn what_is_no_resume_is_refused() {
    let mut emulator = stack(&[]);
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"id":""}"#,
        r#"{"id":5}"#,
        r#"{"id":"a","skills":"all"}"#,
    ] {
        let refused = owner(&mut emulator, request("POST", &[], body), 1);
        assert_eq!(refused.response.status, 400, "{body}");
        assert!(refused.endpoint.is_none(), "DynamoDB is not asked: {body}");
        assert_eq!(
            json(&refused.response.body)["message"],
            "Invalid request body"
        );
        assert_eq!(refused.response.header(ORIGIN), Some("*"));
    }
    // Any other field of a resume is accepted.
    for body in [
        r#"{"id":"a","skills":null,"name":5}"#,
        r#"{"id":"a","more":{"x":[1]}}"#,
    ] {
        let saved = owner(&mut emulator, request("POST", &[], body), 1);
        assert_eq!(saved.response.status, 200, "{body}");
    }
}

#[test]
fn no_update_is_lost() {
    let mut emulator = stack(PROTECTED);
    let first = json!({"id": "ada", "name": "Ada"});
    let saved = save(&mut emulator, &first, None, 1);
    assert_eq!(
        (saved.response.status, version(&saved)),
        (200, Some("call-1=")),
        "{saved:#?}"
    );
    assert_eq!(
        saved.response.header("Access-Control-Expose-Headers"),
        Some("Resume-Version")
    );

    let loaded = load(&mut emulator);
    assert_eq!(version(&loaded), Some("call-1="));
    assert_eq!(
        loaded.response.header("Access-Control-Expose-Headers"),
        Some("Resume-Version")
    );
    assert_eq!(
        json(&loaded.response.body),
        first,
        "the version is no part of the resume"
    );

    // Two have loaded it; the second save gets a conflict.
    let one = json!({"id": "ada", "name": "Ada Lovelace"});
    let saved = save(&mut emulator, &one, version(&loaded), 2);
    assert_eq!(
        (saved.response.status, version(&saved)),
        (200, Some("call-2="))
    );
    let other = json!({"id": "ada", "name": "A. Lovelace"});
    for stale in [version(&loaded), None, Some("' OR 1=1"), Some("\"")] {
        let refused = save(&mut emulator, &other, stale, 3);
        assert_eq!(
            (refused.response.status, version(&refused)),
            (409, None),
            "{refused:#?}"
        );
        assert_eq!(refused.response.header(ORIGIN), Some("*"));
        let body = json(&refused.response.body);
        assert_eq!(body["type"], "ConditionalCheckFailedException");
        assert!(body["message"].as_str().unwrap().contains("Load it again"));
        assert_eq!(json(&load(&mut emulator).response.body), one);
    }

    // With the version that a save returned, the next needs no load; and * overwrites any version.
    assert_eq!(
        save(&mut emulator, &other, version(&saved), 4)
            .response
            .status,
        200
    );
    assert_eq!(save(&mut emulator, &one, Some("*"), 5).response.status, 200);
    let loaded = load(&mut emulator);
    assert_eq!(
        (json(&loaded.response.body), version(&loaded)),
        (one, Some("call-5="))
    );
}

/// What was stored before the protection was turned on has no version, and can be saved without one.
#[test]
fn what_has_no_version_yet() {
    let mut emulator = stack(PROTECTED);
    let table = emulator.table_name().unwrap().to_owned();
    let stored = json!({ table: [{"id": {"S": "ada"}, "name": {"S": "Ada"}}] });
    emulator.restore(&stored.to_string()).unwrap();
    let loaded = load(&mut emulator);
    assert_eq!(
        (loaded.response.status, version(&loaded)),
        (200, None),
        "{loaded:#?}"
    );
    let saved = save(&mut emulator, &json!({"id": "ada"}), None, 1);
    assert_eq!(saved.response.status, 200);
    assert_eq!(version(&load(&mut emulator)), Some("call-1="));
}

#[test]
fn a_resume_has_no_member_of_the_versions_name() {
    for value in [json!("mine"), json!(null), json!("")] {
        let mut emulator = stack(PROTECTED);
        let resume = json!({"id": "ada", VERSION_ATTRIBUTE: value});
        let refused = save(&mut emulator, &resume, Some("*"), 1);
        assert_eq!(refused.response.status, 400, "{refused:#?}");
        assert!(items(&emulator).is_empty());
        // Without the protection it is a member as any other.
        let mut emulator = stack(&[]);
        assert_eq!(save(&mut emulator, &resume, None, 1).response.status, 200);
        let loaded = load(&mut emulator);
        assert_eq!(
            (json(&loaded.response.body), version(&loaded)),
            (resume, None)
        );
    }
}

#[test]
fn one_origin_is_named() {
    let mut emulator = stack(&[("origins", "https://a.example")]);
    for (method, query) in [
        ("GET", &[("id", "ada")][..]),
        ("OPTIONS", &[]),
        ("POST", &[]),
    ] {
        let answer = call(&mut emulator, request(method, query, ""));
        assert_eq!(
            answer.response.header(ORIGIN),
            Some("https://a.example"),
            "{method}"
        );
        assert_eq!(answer.response.header("Vary"), None);
    }
}

#[test]
fn of_several_origins_the_callers_is_named() {
    let origins = "https://a.example,http://localhost:8080";
    for set in [
        &[("origins", origins)][..],
        &[("origins", origins), ("hosting", "on")],
    ] {
        let mut emulator = stack(set);
        let mut from = |method: &str, header: &str, origin: &str| {
            let query = [("id", "ada"), ("version", "*")];
            let mut request = request(method, &query, r#"{"id":"ada"}"#);
            request.headers.push((header.to_owned(), origin.to_owned()));
            let answer = owner(&mut emulator, request, 1);
            assert_eq!(
                answer.response.header("Vary"),
                Some("Origin"),
                "{answer:#?}"
            );
            answer.response.header(ORIGIN).map(str::to_owned)
        };
        for method in ["POST", "GET", "OPTIONS"] {
            for header in ["Origin", "origin"] {
                for origin in origins.split(',') {
                    assert_eq!(from(method, header, origin).as_deref(), Some(origin));
                }
            }
            for stranger in [
                "https://b.example",
                "https://a.example.evil.example",
                "null",
                "",
            ] {
                assert_eq!(
                    from(method, "Origin", stranger),
                    None,
                    "{method} {stranger}"
                );
            }
        }
    }
}

#[test]
fn the_hosted_console_may_call() {
    let mut emulator = stack(&[("origins", ""), ("hosting", "on")]);
    let url = emulator.output("ConsoleUrl").unwrap().to_owned();
    let mut preflight = request("OPTIONS", &[], "");
    preflight.headers.push(("origin".to_owned(), url.clone()));
    let answer = call(&mut emulator, preflight);
    assert_eq!(
        (answer.response.status, answer.response.header(ORIGIN)),
        (204, Some(&url[..]))
    );
}

#[test]
fn nobody_may_call_from_a_browser() {
    let mut emulator = stack(&[("origins", "")]);
    let answer = call(&mut emulator, request("OPTIONS", &[], ""));
    assert_eq!(answer.response.status, 403);
    assert_eq!(answer.response.header(ORIGIN), None);
}

/// The preflight that a browser sends before a request with what the protection requires.
#[test]
fn preflights_allow_what_is_sent() {
    for (protection, header) in [
        ("api-key", "x-api-key"),
        ("cognito", "authorization"),
        ("iam", "x-amz-date"),
    ] {
        let mut emulator = stack(&[("protection", protection)]);
        let answer = call(&mut emulator, request("OPTIONS", &[], ""));
        let allowed = answer
            .response
            .header("Access-Control-Allow-Headers")
            .unwrap();
        assert!(allowed.split(',').any(|name| name == header), "{allowed}");
    }
}

#[test]
fn the_seed_runs_as_it_is() {
    let options = Options::example();
    assert_eq!(options.protection, Protection::None);
    let mut emulator = Emulator::from_template(&stack::template(&options)).unwrap();
    let table = emulator.table_name().unwrap().to_owned();
    let query = [("tablename", table.as_str()), ("id", "ada")];
    let saved = call(&mut emulator, request("POST", &query, r#"{"id":"ada"}"#));
    assert_eq!(
        (saved.response.status, saved.response.header(ORIGIN)),
        (200, Some("*"))
    );
    let read = call(&mut emulator, request("GET", &query, ""));
    // By field, as the published example: missing fields load empty.
    let mut filled = Resume::from_json(r#"{"id":"ada"}"#).unwrap();
    filled.fill();
    assert_eq!(json(&read.response.body), json(&filled.to_json()));
    // Every response of DynamoDB is a success there.
    let refused = call(
        &mut emulator,
        request("POST", &query, r#"{"name":"nobody"}"#),
    );
    assert_eq!(refused.response.status, 200);
    assert!(refused.response.body.contains("ValidationException"));
    assert_eq!(
        call(&mut emulator, request("OPTIONS", &[], ""))
            .response
            .status,
        403
    );
}

/// As deep as DynamoDB accepts, an attribute being level 1: it rejects what is deeper, and the caller gets its message.
#[test]
fn a_resume_may_nest_as_deep_as_dynamodb_takes() {
    let nested = |levels| {
        (1..levels).fold(json!("deep"), |inner, level| {
            if level % 2 == 0 {
                json!({ "a": inner })
            } else {
                json!([inner])
            }
        })
    };
    let mut emulator = own();
    for levels in [10, 11, 32] {
        let resume = json!({ "id": "ada", "x": nested(levels), "y": "after" });
        let saved = post(&mut emulator, &resume.to_string());
        assert_eq!(
            saved.response.status, 200,
            "{levels}: {}",
            saved.response.body
        );
        let loaded = get(&mut emulator, "ada");
        assert_eq!(loaded.response.status, 200);
        assert_eq!(json(&loaded.response.body), resume, "{levels}");
    }
    let deeper = json!({ "id": "eve", "x": nested(33) });
    let rejected = post(&mut emulator, &deeper.to_string());
    assert_eq!(rejected.response.status, 400);
    assert!(
        rejected.response.body.contains("Nesting Levels"),
        "{}",
        rejected.response.body
    );
    assert_eq!(get(&mut emulator, "eve").response.status, 404);
}

/// An item saved before there were versions can have any text in the version's attribute: that is not a version.
#[test]
fn only_a_version_becomes_the_header() {
    for (stored, expected) in [
        ("JKJaXmPLvHcESHA=", Some("JKJaXmPLvHcESHA=")),
        ("a-b_c/d+e=", Some("a-b_c/d+e=")),
        ("", None),
        ("hello world", None),
        ("x\r\nSet-Cookie: a=b", None),
        ("1.0\n", None),
        ("é", None),
    ] {
        let mut emulator = stack(PROTECTED);
        let table = emulator.table_name().unwrap().to_owned();
        let item = json!({ "id": { "S": "ada" }, VERSION_ATTRIBUTE: { "S": stored } });
        let stored_items = json!({ table: [item] });
        emulator.restore(&stored_items.to_string()).unwrap();
        let loaded = load(&mut emulator);
        assert_eq!(version(&loaded), expected, "{stored:?}");
        assert_eq!(json(&loaded.response.body), json!({ "id": "ada" }));
    }
}

#[test]
fn an_object_of_very_many_members_is_saved_and_loaded() {
    for members in [12_000, 36_000] {
        let mut resume = serde_json::Map::new();
        resume.insert("id".to_owned(), json!("ada"));
        let extra = (0..members).map(|n| (format!("k{n}"), json!(n % 10)));
        resume.insert("extra".to_owned(), Value::Object(extra.collect()));
        let resume = Value::Object(resume);
        let mut emulator = stack(&[]);
        let saved = save(&mut emulator, &resume, None, 1);
        assert_eq!(saved.response.status, 200, "{:?}", saved.response.body);
        let loaded = load(&mut emulator);
        assert_eq!(loaded.response.status, 200, "{:?}", loaded.response.body);
        assert_eq!(json(&loaded.response.body), resume);
    }
}
