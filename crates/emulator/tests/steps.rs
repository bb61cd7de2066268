//! Calls over items that are kept elsewhere.

#![allow(clippy::unwrap_used)]

mod common;

use common::{get, json, own, post, request};
use emulator::{Emulator, ItemKey, Items, Step};
use gateway::{Environment, Exchange, Request};

/// Runs a call over `kept`, which answers one question at a time. Gives also how many it was asked.
fn call(emulator: &Emulator, request: &Request, kept: &mut Items) -> (Exchange, usize) {
    let mut known = Items::new();
    let request = emulator.as_owner(request.clone());
    loop {
        match emulator.step(&request, &Environment::default(), &known) {
            Step::Reads(place) => {
                let item = kept.get(&place).cloned().flatten();
                assert_eq!(known.insert(place, item), None, "nothing is asked twice");
            }
            Step::Answered { exchange, written } => {
                kept.extend(written.map(|(place, item)| (place, Some(item))));
                return (*exchange, known.len());
            }
        }
    }
}

fn save(table: &str, resume: &str) -> Request {
    request("POST", &[("tablename", table)], resume)
}

fn read(table: &str, id: &str) -> Request {
    request("GET", &[("tablename", table), ("id", id)], "")
}

#[test]
fn answers_as_over_tables_in_memory() {
    let (mut in_memory, elsewhere) = (own(), own());
    let table = own().table_name().unwrap().to_owned();
    let mut kept = Items::new();
    for resume in [
        r#"{"id":"a","name":"Ada"}"#,
        r#"{"id":"a","name":"Ada L."}"#,
    ] {
        let (exchange, asked) = call(&elsewhere, &save(&table, resume), &mut kept);
        assert_eq!(exchange, post(&mut in_memory, resume));
        assert_eq!(asked, 1);
    }
    for id in ["a", "b"] {
        let (exchange, asked) = call(&elsewhere, &read(&table, id), &mut kept);
        assert_eq!(exchange, get(&mut in_memory, id));
        assert_eq!(asked, 1);
    }
    assert_eq!(in_memory.items_of(&in_memory.snapshot()), Ok(kept));
    assert_eq!(
        elsewhere.snapshot(),
        own().snapshot(),
        "its own tables stay as they are"
    );
}

#[test]
fn what_is_refused_reads_and_writes_nothing() {
    let emulator = own();
    let table = emulator.table_name().unwrap();
    for request in [
        save("no_such_table", r#"{"id":"a"}"#),
        save(table, r#"{"id":""}"#),
        save(table, "{"),
        read(table, ""),
        request("PUT", &[], ""),
    ] {
        let mut kept = Items::new();
        let (exchange, asked) = call(&emulator, &request, &mut kept);
        assert!(exchange.response.status >= 400, "{request:?}");
        assert_eq!((asked, kept), (0, Items::new()), "{request:?}");
    }
}

#[test]
fn a_condition_is_about_what_is_read() {
    let template = stack::template(&stack::Options::default()).to_string();
    let once = template.replace(
        r#"{\"TableName\""#,
        r#"{\"ConditionExpression\": \"attribute_not_exists(id)\", \"TableName\""#,
    );
    let emulator = Emulator::from_template(&json(&once)).unwrap();
    let request = save(emulator.table_name().unwrap(), r#"{"id":"a"}"#);
    let mut kept = Items::new();
    assert_eq!(call(&emulator, &request, &mut kept).0.response.status, 200);
    let before = kept.clone();
    let endpoint = call(&emulator, &request, &mut kept).0.endpoint.unwrap();
    assert!(endpoint.response.contains("ConditionalCheckFailed"));
    assert_eq!(kept, before);
}

#[test]
fn places_are_named_by_table_and_key() {
    let emulator = own();
    let table = emulator.table_name().unwrap();
    let step = emulator.step(&read(table, "a\"b"), &Environment::default(), &Items::new());
    let Step::Reads(ItemKey { table: asked, key }) = step else {
        panic!("{step:?}");
    };
    assert_eq!((asked.as_str(), key.as_str()), (table, r#"[{"S":"a\"b"}]"#));
}
