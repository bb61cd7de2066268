//! `$input`: body and parameters.

use std::cell::OnceCell;
use std::rc::Rc;

use vtl::trace::{Origin, Segment, Source};
use vtl::value::{Map, Order, Printed, Str};
use vtl::{Budget, Object, Thrown, Value};

use super::{Called, string_map, thrown};
use crate::json;
use crate::jsonpath::{self, ErrorKind, JsonPath, PathCache};

/// The parameters of a request by part, in their order.
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
    /// The body as JSON, parsed at its first use; null if it is not JSON.
    document: OnceCell<Value>,
    params: Rc<Map>,
    /// The paths of this template.
    paths: PathCache,
}

impl Input {
    /// An empty body is `{}` for `$input.body` and all methods (recorded from AWS).
    pub(crate) fn new(body: &Str, params: &Params, paths: &PathCache) -> Input {
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
            paths: paths.clone(),
        }
    }

    /// The body as JSON; null if it is not JSON.
    fn document(&self, budget: &Budget) -> Result<&Value, Thrown> {
        match self.document.get() {
            Some(document) => Ok(document),
            None => {
                let document = json::read_within(&self.body, budget)?.unwrap_or_default();
                Ok(self.document.get_or_init(|| document))
            }
        }
    }

    /// What the path finds; null if it finds nothing, or if the body is not a list or an object.
    fn path(
        &self,
        document: &Value,
        path: &str,
        budget: &Budget,
    ) -> Result<Value, jsonpath::Error> {
        if path == "$" || matches!(document, Value::Null) {
            return Ok(document.clone());
        }
        if !matches!(document, Value::Map(_) | Value::List(_)) {
            return Ok(Value::Null);
        }
        let charged = budget.charge(path.len() / 8);
        charged.map_err(|thrown| jsonpath::Error::limit(thrown.message))?;
        match self.paths.compile(path)?.read_within(document, budget) {
            Err(error) if error.kind == ErrorKind::NotFound => Ok(Value::Null),
            other => other,
        }
    }

    /// The origins of what the path finds in the body; none if it has no result.
    fn origins(&self, path: &str) -> Source {
        if path == "$" {
            return Source::At(origin(BODY, Vec::new()));
        }
        let Ok(document) = self.document(&Budget::default()) else {
            return Source::From(Vec::new());
        };
        let locate = |path: JsonPath| Ok((path.locations(document)?, path));
        let Ok::<_, jsonpath::Error>((found, path)) = self.paths.compile(path).and_then(locate)
        else {
            return Source::From(Vec::new());
        };
        let mut origins: Vec<Origin> = found
            .into_iter()
            .map(|segments| origin(BODY, segments))
            .collect();
        match origins.as_slice() {
            _ if path.computes() => Source::From(origins),
            [_] if path.is_definite() => Source::At(origins.remove(0)),
            _ => Source::Each(origins),
        }
    }

    /// A parameter with its part: path, else query string, else headers.
    fn param(&self, name: &str) -> Option<(Str, Value)> {
        let parts = self.params.entries();
        parts.iter().find_map(|(place, part)| match part {
            Value::Map(part) => match part.get(name)? {
                Value::Null => None,
                value => Some((place.plain()?, Value::String(value.plain()?))),
            },
            _ => None,
        })
    }
}

/// The sources of origins in the body and the parameters.
pub(crate) const BODY: &str = "$input.body";
pub(crate) const PARAMS: &str = "$input.params";

/// A path shortened for an error message: a template can pass a whole body.
fn shown(path: &str) -> String {
    match path.char_indices().nth(200) {
        None => path.to_owned(),
        Some((end, _)) => format!("{}…", path.get(..end).unwrap_or_default()),
    }
}

fn origin(source: &'static str, segments: Vec<Segment>) -> Origin {
    let source = Str::from_static(source);
    Origin { source, segments }
}

impl Object for Input {
    fn get(&self, property: &str) -> Option<Value> {
        (property == "body").then(|| Value::String(self.body.clone()))
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        Ok(Some(match (method, arguments) {
            ("path", [Value::String(path)]) => {
                match self.path(self.document(budget)?, path, budget) {
                    Ok(value) => value,
                    Err(error) => {
                        return thrown(format!("$input.path('{}'): {error}", shown(path)));
                    }
                }
            }
            ("json", [Value::String(path)]) => {
                match self.path(self.document(budget)?, path, budget) {
                    // A missing value is an empty string with its quotes.
                    Ok(Value::Null) => "\"\"".into(),
                    Ok(value) => json::write_within(&value, budget)?.into(),
                    Err(error) => {
                        return thrown(format!("$input.json('{}'): {error}", shown(path)));
                    }
                }
            }
            ("params", []) => Value::Map(Rc::clone(&self.params)),
            ("params", [Value::String(name)]) => self
                .param(name)
                .map_or_else(|| "".into(), |(_, value)| value),
            ("getBody", []) => Value::String(self.body.clone()),
            // Without a document no path is read.
            ("path", [Value::Null]) if matches!(self.document(budget)?, Value::Null) => Value::Null,
            ("json", [Value::Null]) if matches!(self.document(budget)?, Value::Null) => {
                "\"\"".into()
            }
            ("path" | "json", [Value::Null]) => {
                return thrown(format!("$input.{method}: null is not a path"));
            }
            // No parameter has the name null, as of a bare word.
            ("params", [Value::Null]) => "".into(),
            // Velocity passes any arguments to a method without parameters, which Java rejects.
            ("params", _) => {
                return thrown("$input.params: one text is needed, the name of a parameter");
            }
            ("getBody", [_, ..]) => return thrown("$input.getBody: it takes no arguments"),
            _ => return Ok(None),
        }))
    }

    fn source(&self, asked: &str, arguments: &[Value], _answer: &Value) -> Option<Source> {
        Some(match (asked, arguments) {
            ("body" | "getBody", []) => Source::At(origin(BODY, Vec::new())),
            ("path", [Value::String(path)]) => self.origins(path),
            ("json", [Value::String(path)]) => match self.origins(path) {
                Source::At(origin) => Source::From(vec![origin]),
                Source::Each(origins) | Source::From(origins) => Source::From(origins),
            },
            ("params", []) => Source::At(origin(PARAMS, Vec::new())),
            ("params", [Value::String(name)]) => {
                let (place, _) = self.param(name)?;
                let segments = vec![Segment::Key(place), Segment::Key(name.clone())];
                Source::At(origin(PARAMS, segments))
            }
            _ => return None,
        })
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        if let Some(document) = self.document.get() {
            see(document);
        }
        see(&Value::Map(Rc::clone(&self.params)));
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        Ok(Str::from_static("$input"))
    }
}
