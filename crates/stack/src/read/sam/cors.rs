//! `Cors` of an API: a mock `OPTIONS` for each path.

use serde_json::{Map, Value, json};

/// Adds `OPTIONS` to the paths of a document that have none.
pub(super) fn add(paths: &mut Map<String, Value>, cors: &Value) {
    let origin = cors.get("AllowOrigin");
    let is_origin = match cors {
        Value::Object(members) => super::is_function(members),
        _ => true,
    };
    let origin = if is_origin { Some(cors) } else { origin };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        if item.contains_key("options") {
            continue;
        }
        let mut headers = vec![
            ("Allow-Headers", cors.get("AllowHeaders").cloned()),
            ("Allow-Methods", Some(methods(item, cors))),
            (
                "Allow-Origin",
                Some(origin.cloned().unwrap_or_else(|| "'*'".into())),
            ),
            ("Max-Age", cors.get("MaxAge").cloned()),
        ];
        if cors.get("AllowCredentials").and_then(Value::as_bool) == Some(true) {
            headers.push(("Allow-Credentials", Some("'true'".into())));
        }
        let mut parameters = Map::new();
        let mut declared = Map::new();
        for (name, value) in headers {
            let Some(value) = value else { continue };
            let name = format!("Access-Control-{name}");
            parameters.insert(format!("method.response.header.{name}"), value);
            declared.insert(name, json!({"type": "string"}));
        }
        let answer = json!({
            "statusCode": "200",
            "responseParameters": parameters,
            "responseTemplates": {"application/json": "{}\n"},
        });
        let options = json!({
            "responses": {"200": {"headers": declared}},
            "x-amazon-apigateway-integration": {
                "type": "mock",
                "requestTemplates": {"application/json": "{\n  \"statusCode\" : 200\n}\n"},
                "responses": {"default": answer},
            },
        });
        item.insert("options".to_owned(), options);
    }
}

/// `AllowMethods`, else those of the path.
fn methods(item: &Map<String, Value>, cors: &Value) -> Value {
    if let Some(methods) = cors.get("AllowMethods") {
        return methods.clone();
    }
    if item.contains_key("x-amazon-apigateway-any-method") {
        return "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'".into();
    }
    let known = ["delete", "get", "head", "options", "patch", "post", "put"];
    let methods = known
        .into_iter()
        .filter(|name| *name == "options" || item.contains_key(*name));
    let methods: Vec<String> = methods.map(str::to_ascii_uppercase).collect();
    format!("'{}'", methods.join(",")).into()
}
