//! Calls of a stack, as its tests make them.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use dynamodb::{Item, item_from_json};
use emulator::Emulator;
use gateway::{Environment, Exchange, Request};
use serde_json::Value;

/// The stack that this project writes, open to all, the table named by the caller, with empty tables: what the mapping
/// templates do by themselves. Its templates are parsed but once.
pub(crate) fn own() -> Emulator {
    thread_local! {
        static OWN: Emulator = Emulator::from_template(&stack::template(&open())).unwrap();
    }
    OWN.with(Emulator::clone)
}

/// The options of that stack.
pub(crate) fn open() -> stack::Options {
    stack::Options {
        table_name: stack::TableName::Caller,
        validation: false,
        lost_update_protection: false,
        protection: stack::Protection::None,
        ..stack::Options::recommended()
    }
}

/// A request with JSON in its body.
pub(crate) fn request(method: &str, query: &[(&str, &str)], body: &str) -> Request {
    Request {
        method: method.to_owned(),
        path: "/".to_owned(),
        query: query
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.to_owned(),
    }
}

pub(crate) fn call(emulator: &mut Emulator, request: Request) -> Exchange {
    emulator.invoke(request, &Environment::default())
}

/// Saves a resume in the stack's own table.
pub(crate) fn post(emulator: &mut Emulator, body: &str) -> Exchange {
    let table = emulator.table_name().unwrap().to_owned();
    call(emulator, request("POST", &[("tablename", &table)], body))
}

/// Reads a resume from the stack's own table.
pub(crate) fn get(emulator: &mut Emulator, id: &str) -> Exchange {
    let table = emulator.table_name().unwrap().to_owned();
    call(
        emulator,
        request("GET", &[("tablename", &table), ("id", id)], ""),
    )
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// The items of the stack's own table.
pub(crate) fn items(emulator: &Emulator) -> Vec<Item> {
    emulator
        .tables()
        .get(emulator.table_name().unwrap())
        .unwrap()
        .items()
        .map(|(_, item)| item.clone())
        .collect()
}

/// The item that a resume becomes, as the project promises it: text S, a number N, true and false
/// BOOL, null NULL, a list L, an object M.
pub(crate) fn item_of(resume: &Value) -> Item {
    fn attribute(value: &Value) -> Value {
        match value {
            Value::String(_) => serde_json::json!({ "S": value }),
            Value::Number(number) => serde_json::json!({ "N": number.to_string() }),
            Value::Bool(_) => serde_json::json!({ "BOOL": value }),
            Value::Null => serde_json::json!({ "NULL": true }),
            Value::Array(list) => {
                serde_json::json!({ "L": list.iter().map(attribute).collect::<Vec<_>>() })
            }
            Value::Object(_) => serde_json::json!({ "M": members(value) }),
        }
    }
    fn members(value: &Value) -> Value {
        let members = value.as_object().unwrap();
        Value::Object(
            members
                .iter()
                .map(|(n, v)| (n.clone(), attribute(v)))
                .collect(),
        )
    }
    item_from_json(&members(resume).to_string()).unwrap()
}
