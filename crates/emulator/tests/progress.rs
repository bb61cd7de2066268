//! Calls over items in an asynchronous database.

#![allow(clippy::unwrap_used)]

mod common;

use common::{get, json, own, post, request};
use dynamodb::Key;
use emulator::{Emulator, ItemKey, Items, Loaded, Progress};
use gateway::{Environment, Exchange, Request};

/// Runs a call over `kept`, which loads one item at a time. Also returns the number of loads.
fn call(emulator: &Emulator, request: &Request, kept: &mut Items) -> (Exchange, usize) {
    let mut loaded = Loaded::default();
    let request = emulator.as_owner(request.clone());
    loop {
        match emulator.try_invoke(&request, &Environment::default(), &loaded) {
            Progress::NeedsItem(place) => {
                let item = kept.get(&place).cloned().flatten();
                assert_eq!(
                    loaded.items.insert(place, item),
                    None,
                    "nothing is asked twice"
                );
            }
            Progress::NeedsTable(table) => {
                let of_table = kept.iter().filter(|(place, _)| place.table == table);
                loaded
                    .items
                    .extend(of_table.map(|(place, item)| (place.clone(), item.clone())));
                assert!(loaded.tables.insert(table), "nothing is asked twice");
            }
            Progress::Done { exchange, written } => {
                kept.extend(written);
                return (*exchange, loaded.items.len());
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
    let request = read(table, "a\"b");
    let progress = emulator.try_invoke(&request, &Environment::default(), &Loaded::default());
    let Progress::NeedsItem(ItemKey { table: asked, key }) = progress else {
        panic!("{progress:?}");
    };
    assert_eq!((asked.as_str(), key.as_str()), (table, r#"[{"S":"a\"b"}]"#));
    assert_eq!(Key::from_text(key.as_str()), Some(key));
    for text in [
        "",
        "[",
        "{}",
        "null",
        r#"[{"S":5}]"#,
        r#"[ {"S":"a"}]"#,
        r#"[{"N":"01"}]"#,
    ] {
        assert_eq!(Key::from_text(text), None, "{text}");
    }
}
