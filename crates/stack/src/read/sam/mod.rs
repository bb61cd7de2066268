//! Resources of the [Serverless Application Model][sam], as the resources that AWS's transform makes of them: APIs,
//! the methods of functions and state machines, tables.
//!
//! [sam]: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html

mod api;
mod cors;
mod event;

use crate::error::{LoadError, LoadErrorKind};
use crate::read::values::weight;
use serde_json::{Map, Value, json};

/// The API of functions that name none.
const IMPLICIT_API: &str = "ServerlessRestApi";

const API: &str = "AWS::Serverless::Api";

/// The most values that the expansion repeats.
const MAX_REPEATED: usize = 5_000_000;

/// The template with the resources of CloudFormation instead of SAM's; `None` if it has none of SAM's.
///
/// # Errors
/// What `Globals`, `Cors` and `Auth` repeat is larger than any template that CloudFormation accepts.
pub(super) fn expanded(template: &Value) -> Result<Option<Value>, LoadError> {
    let Some(Value::Object(resources)) = template.get("Resources") else {
        return Ok(None);
    };
    let is_sam = |resource: &&Value| kind(resource).starts_with("AWS::Serverless::");
    if !resources.values().any(|resource| is_sam(&resource)) {
        return Ok(None);
    }
    let globals = template.get("Globals");
    let repeated = resources.values().filter(is_sam).map(|resource| {
        let property = |name: &str| resource.get("Properties")?.get(name);
        let paths = |body: &Value| body.get("paths")?.as_object().map(Map::len);
        let paths = property("DefinitionBody")
            .and_then(paths)
            .unwrap_or_default();
        let events = property("Events")
            .and_then(Value::as_object)
            .map_or(0, Map::len);
        let of_paths = [property("Cors"), property("Auth")];
        let of_paths: usize = of_paths.into_iter().flatten().map(weight).sum();
        (1 + paths + events, of_paths)
    });
    let (count, largest) = repeated.fold((1_usize, 0), |(count, largest), (uses, size)| {
        (count + uses, largest.max(size))
    });
    let each = globals.map_or(0, weight).saturating_add(largest);
    if count.saturating_mul(each) > MAX_REPEATED {
        return Err(LoadError::new("Globals", LoadErrorKind::TooLarge));
    }
    let of_type = |name: &str| globals.and_then(|globals| globals.get(name));
    let mut events = Vec::new();
    for (id, resource) in resources {
        if matches!(
            kind(resource),
            "AWS::Serverless::Function" | "AWS::Serverless::StateMachine"
        ) {
            event::of_resource(id, resource, &mut events);
        }
    }
    let mut all = Map::new();
    for (id, resource) in resources {
        match kind(resource) {
            API => api::expand(id, resource, of_type("Api"), &events, &mut all),
            "AWS::Serverless::Function" => {
                caller(id, resource, "AWS::Lambda::Function", &mut all);
            }
            "AWS::Serverless::StateMachine" => {
                caller(id, resource, "AWS::StepFunctions::StateMachine", &mut all);
            }
            "AWS::Serverless::SimpleTable" => {
                let resource = table(resource, of_type("SimpleTable"));
                all.insert(id.clone(), resource);
            }
            "AWS::Serverless::HttpApi" => {
                all.insert(id.clone(), with_type(resource, "AWS::ApiGatewayV2::Api"));
            }
            _ => {
                all.insert(id.clone(), resource.clone());
            }
        }
    }
    let is_implicit = events.iter().any(|event| event.api == IMPLICIT_API);
    if is_implicit && !all.contains_key(IMPLICIT_API) {
        let own = json!({"Type": API, "Properties": {"StageName": "Prod"}});
        api::expand(IMPLICIT_API, &own, of_type("Api"), &events, &mut all);
    }
    let mut template = template.clone();
    if let Some(resources) = template.get_mut("Resources") {
        *resources = Value::Object(all);
    }
    Ok(Some(template))
}

fn kind(resource: &Value) -> &str {
    let kind = resource.get("Type").and_then(Value::as_str);
    kind.unwrap_or_default()
}

fn with_type(resource: &Value, kind: &str) -> Value {
    let mut resource = resource.clone();
    if let Some(members) = resource.as_object_mut() {
        members.insert("Type".to_owned(), kind.into());
    }
    resource
}

/// A function or state machine, and the role that SAM writes for one without.
fn caller(id: &str, resource: &Value, kind: &str, all: &mut Map<String, Value>) {
    all.insert(id.to_owned(), with_type(resource, kind));
    let role = resource.get("Properties").and_then(|own| own.get("Role"));
    if role.is_none() {
        let role = json!({"Type": "AWS::IAM::Role", "Properties": {}});
        all.insert(format!("{id}Role"), role);
    }
}

/// `AWS::Serverless::SimpleTable`.
#[inline(never)]
fn table(resource: &Value, globals: Option<&Value>) -> Value {
    let mut properties = merged(globals, resource.get("Properties"));
    let key = properties.get("PrimaryKey");
    let text = |name: &str| key.and_then(|key| key.get(name)).and_then(Value::as_str);
    let name = text("Name").unwrap_or("id");
    let kind = match text("Type") {
        Some("Number") => "N",
        Some("Binary") => "B",
        _ => "S",
    };
    let of_table = json!({
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind}],
        "KeySchema": [{"AttributeName": name, "KeyType": "HASH"}],
    });
    if let (Some(own), Value::Object(of_table)) = (properties.as_object_mut(), of_table) {
        own.extend(of_table);
    }
    let mut table = with_type(resource, "AWS::DynamoDB::Table");
    if let Some(members) = table.as_object_mut() {
        members.insert("Properties".to_owned(), properties);
    }
    table
}

/// Properties over those of `Globals`: objects are merged, lists appended.
fn merged(globals: Option<&Value>, own: Option<&Value>) -> Value {
    match (globals, own) {
        (Some(Value::Object(globals)), Some(Value::Object(own))) if !is_function(own) => {
            let mut all = globals.clone();
            for (name, value) in own {
                let value = merged(globals.get(name), Some(value));
                all.insert(name.clone(), value);
            }
            Value::Object(all)
        }
        (Some(Value::Array(globals)), Some(Value::Array(own))) => {
            globals.iter().chain(own).cloned().collect()
        }
        (_, Some(own)) => own.clone(),
        (Some(globals), None) => globals.clone(),
        (None, None) => json!({}),
    }
}

/// Whether an object is a function such as `{"Ref": "X"}`.
fn is_function(members: &Map<String, Value>) -> bool {
    let mut names = members.keys();
    let name = names.next().filter(|_| members.len() == 1);
    name.is_some_and(|name| name == "Ref" || name.starts_with("Fn::"))
}
