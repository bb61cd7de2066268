//! A request to begin with, for a method of an opened file.

use exchange::Request;
use gateway::{Api, Method};
use serde_json::{Map, Value, json};

/// The most paths that are read from a template, and properties from an object of a model.
const MOST: usize = 200;
/// The most names in a path.
const MOST_NAMES: usize = 32;
/// The deepest object of a model.
const MOST_DEPTH: usize = 8;

/// A request with example values for what the method declares and its mapping template reads.
pub(crate) fn request(api: &Api, method: &Method, template: Option<&str>) -> Request {
    let http_method = match method.http_method.as_str() {
        "ANY" if template.is_some_and(|text| text.contains("$input")) => "POST",
        "ANY" => "GET",
        named => named,
    };
    let has_body = matches!(http_method, "POST" | "PUT" | "PATCH");
    let mut request = Request {
        method: http_method.to_owned(),
        path: path(&method.path),
        headers: vec![("Accept".to_owned(), "application/json".to_owned())],
        ..Request::default()
    };
    for (name, _) in &method.request_parameters {
        let name = name.strip_prefix("method.request.").unwrap_or(name);
        if let Some(name) = name.strip_prefix("querystring.") {
            request.query.push((name.to_owned(), "1".to_owned()));
        } else if let Some(name) = name.strip_prefix("header.")
            && !name.eq_ignore_ascii_case("content-type")
        {
            request.headers.push((name.to_owned(), "1".to_owned()));
        }
    }
    if has_body {
        let mimes = &method.integration.request_templates;
        let has_json = mimes.is_empty() || mimes.iter().any(|(mime, _)| mime == "application/json");
        let mime = match mimes.first() {
            Some((mime, _)) if !has_json => mime.as_str(),
            _ => "application/json",
        };
        request
            .headers
            .push(("Content-Type".to_owned(), mime.to_owned()));
        let models = method.request_models.iter().filter_map(|(_, name)| {
            let model = api.models.iter().find(|model| model.name == *name)?;
            serde_json::from_str::<Value>(&model.schema).ok()
        });
        let mut body = Value::Object(Map::new());
        for schema in models {
            of_schema(&schema, &mut body, 0);
        }
        for path in template.map(paths).unwrap_or_default() {
            put(&mut body, &path);
        }
        request.body = format!("{body:#}");
    }
    request
}

/// The path with an example in place of each parameter.
fn path(path: &str) -> String {
    let segments = path
        .split('/')
        .map(|segment| match segment.strip_prefix('{') {
            Some(_) => "1",
            None => segment,
        });
    segments.collect::<Vec<_>>().join("/")
}

/// Adds the properties of a JSON schema.
fn of_schema(schema: &Value, into: &mut Value, depth: usize) {
    let (Some(properties), Value::Object(object)) = (schema["properties"].as_object(), into) else {
        return;
    };
    for (name, property) in properties.iter().take(MOST) {
        let kind = property["type"].as_str().unwrap_or("string");
        let value = match (kind, property["enum"].get(0)) {
            (_, Some(first)) => first.clone(),
            ("integer" | "number", _) => json!(1),
            ("boolean", _) => json!(true),
            ("array", _) => json!([]),
            ("object", _) => {
                let mut inner = json!({});
                if depth < MOST_DEPTH {
                    of_schema(property, &mut inner, depth + 1);
                }
                inner
            }
            _ => json!(name),
        };
        object.insert(name.clone(), value);
    }
}

/// The JSONPaths of fields, such as `$.author.name`, that a template's text gives to `$input`.
fn paths(template: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once("$.") {
        rest = after;
        let end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .unwrap_or(after.len());
        // Of a list there is no telling what is in it.
        let text = after.get(..end).unwrap_or_default().trim_end_matches('.');
        let names: Vec<String> = text
            .split('.')
            .take(MOST_NAMES)
            .map(str::to_owned)
            .collect();
        if names.iter().all(|name| !name.is_empty()) && paths.len() < MOST {
            paths.push(names);
        }
    }
    paths
}

/// Puts an example at a path, where there is nothing yet.
fn put(body: &mut Value, path: &[String]) {
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    let Value::Object(object) = body else {
        return;
    };
    let value = object.entry(name.clone()).or_insert_with(|| match rest {
        [] => json!(name),
        _ => json!({}),
    });
    if !rest.is_empty() && value.is_string() {
        *value = json!({});
    }
    put(value, rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use gateway::Model;

    fn body(method: &str, model: Option<&str>, template: &str) -> Value {
        let api = Api {
            models: vec![Model {
                name: "M".to_owned(),
                schema: model.unwrap_or("{}").to_owned(),
            }],
            ..Api::default()
        };
        let method = Method {
            http_method: method.to_owned(),
            path: "/a/{id}/{rest+}".to_owned(),
            request_parameters: vec![
                ("method.request.querystring.q".to_owned(), true),
                ("method.request.header.X-A".to_owned(), false),
            ],
            request_models: vec![("application/json".to_owned(), "M".to_owned())],
            ..Method::default()
        };
        let request = request(&api, &method, Some(template));
        assert_eq!(request.path, "/a/1/1");
        assert_eq!(request.query, [("q".to_owned(), "1".to_owned())]);
        assert_eq!(request.header("X-A"), Some("1"));
        serde_json::from_str(&request.body).unwrap_or_default()
    }

    #[test]
    fn what_the_model_and_the_template_name_is_there() {
        let model = r#"{"properties": {"n": {"type": "integer"}, "k": {"enum": ["x"]}, "o": {"type": "object", "properties": {"p": {}}}}}"#;
        let template = "$input.path('$.a.b') $input.json(\"$.a.c\") $input.path('$.list[0].x') $input.path('$.n')";
        assert_eq!(
            body("POST", Some(model), template),
            json!({"n": 1, "k": "x", "o": {"p": "p"}, "a": {"b": "b", "c": "c"}, "list": "list"})
        );
        assert_eq!(body("GET", Some(model), template), Value::Null);
        assert_eq!(body("ANY", None, "$input.path('$.a')"), json!({"a": "a"}));
    }

    #[test]
    fn a_deep_path_ends() {
        let deep = format!("$input.path('$.{}')", "a.".repeat(100_000));
        assert!(body("POST", None, &deep).is_object());
    }
}
