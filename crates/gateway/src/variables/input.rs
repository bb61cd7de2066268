//! `$input`: the body and the parameters.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use vtl::value::{Map, Order, Printed, Str};
use vtl::{Object, Value};

use super::{Called, string_map, thrown};
use crate::json;
use crate::jsonpath::{self, ErrorKind, JsonPath};

/// The parameters of a request, by where they stand, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    /// Of the path, `{id}`.
    pub path: Vec<(String, String)>,
    /// Of the query string.
    pub querystring: Vec<(String, String)>,
    /// The headers.
    pub header: Vec<(String, String)>,
}

/// `$input`.
#[derive(Debug)]
pub(crate) struct Input {
    body: Str,
    /// The body as JSON, read at its first use; null where it is none.
    document: OnceCell<Value>,
    params: Rc<Map>,
    /// The paths of this template: a loop asks for the same ones again and again.
    paths: RefCell<HashMap<String, Result<JsonPath, jsonpath::Error>>>,
}

impl Input {
    /// An empty body is `{}` to `$input.body` and all that reads it (recorded from AWS).
    pub(crate) fn new(body: &Str, params: &Params) -> Input {
        let all = Map::new(Printed::Java, Order::Insertion);
        for (name, pairs) in [
            ("path", &params.path),
            ("querystring", &params.querystring),
            ("header", &params.header),
        ] {
            let pairs = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            all.insert(Str::from_static(name), Value::Map(string_map(pairs)));
        }
        Input {
            body: if body.is_empty() {
                Str::from_static("{}")
            } else {
                body.clone()
            },
            document: OnceCell::new(),
            params: Rc::new(all),
            paths: RefCell::default(),
        }
    }

    fn document(&self) -> &Value {
        self.document
            .get_or_init(|| json::read(&self.body).unwrap_or_default())
    }

    /// What the path finds; null where it finds nothing, and where the body is no list or object.
    fn path(&self, path: &str) -> Result<Value, jsonpath::Error> {
        let document = self.document();
        if path == "$" || matches!(document, Value::Null) {
            return Ok(document.clone());
        }
        if !matches!(document, Value::Map(_) | Value::List(_)) {
            return Ok(Value::Null);
        }
        let known = self.paths.borrow().get(path).cloned();
        let compiled = match known {
            Some(compiled) => compiled,
            None => {
                let compiled = JsonPath::compile(path);
                self.paths
                    .borrow_mut()
                    .insert(path.to_owned(), compiled.clone());
                compiled
            }
        };
        match compiled?.read(document) {
            Err(error) if error.kind == ErrorKind::NotFound => Ok(Value::Null),
            other => other,
        }
    }

    /// A parameter: of the path, else of the query string, else of the headers, else `""`.
    fn param(&self, name: &str) -> Value {
        for (_, part) in self.params.entries().iter() {
            if let Value::Map(part) = part
                && let Some(value) = part.get(name)
                && !matches!(value, Value::Null)
            {
                return Value::String(value.print());
            }
        }
        "".into()
    }
}

impl Object for Input {
    fn get(&self, property: &str) -> Option<Value> {
        (property == "body").then(|| Value::String(self.body.clone()))
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Called {
        Ok(Some(match (method, arguments) {
            ("path", [Value::String(path)]) => match self.path(path) {
                Ok(value) => value,
                Err(error) => return thrown(format!("$input.path('{path}'): {error}")),
            },
            ("json", [Value::String(path)]) => match self.path(path) {
                // A value that is not there is an empty string, with its quotes.
                Ok(Value::Null) => "\"\"".into(),
                Ok(value) => json::write(&value)?.into(),
                Err(error) => return thrown(format!("$input.json('{path}'): {error}")),
            },
            ("params", []) => Value::Map(Rc::clone(&self.params)),
            ("params", [Value::String(name)]) => self.param(name),
            ("getBody", []) => Value::String(self.body.clone()),
            _ => return Ok(None),
        }))
    }

    fn print(&self) -> Str {
        Str::from_static("$input")
    }
}
