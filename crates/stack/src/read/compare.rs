//! Comparison of templates by their deployed resources: logical ids, and the notation of values (`Fn::Sub`, `Fn::Join`,
//! a parameter with that default) make no difference.

use super::Deployment;
use super::resolve::Resolver;
use crate::LoadError;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A difference between two templates.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The path, such as `Resources.Stage.Properties.TracingEnabled`, with the first template's logical ids if it has
    /// the resource.
    pub path: String,
    /// The first template's value.
    pub first: Option<Value>,
    /// The second template's value.
    pub second: Option<Value>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        match (&self.first, &self.second) {
            (Some(first), Some(second)) => write!(f, "{first} is not {second}"),
            (Some(first), None) => write!(f, "{first} is in the first only"),
            (None, Some(second)) => write!(f, "{second} is in the second only"),
            (None, None) => f.write_str("nothing"),
        }
    }
}

/// The differences between two templates, with the defaults of their parameters.
///
/// # Errors
///
/// One of them is not a template.
pub fn differences(first: &Value, second: &Value) -> Result<Vec<Difference>, LoadError> {
    let (first, second) = (Parts::of(first)?, Parts::of(second)?);
    let mut found = Vec::new();
    let (of_first, of_second) = (first.by_name(), second.by_name());
    for part in &first.parts {
        let other = of_second.get(part.name.as_str());
        compare(
            &part.path,
            Some(&part.value),
            other.map(|other| &other.value),
            &mut found,
        );
    }
    for part in &second.parts {
        if !of_first.contains_key(part.name.as_str()) {
            compare(&part.path, None, Some(&part.value), &mut found);
        }
    }
    Ok(found)
}

fn compare(path: &str, first: Option<&Value>, second: Option<&Value>, found: &mut Vec<Difference>) {
    let same = match (first, second) {
        (Some(first), Some(second)) => is_same(first, second),
        _ => first == second,
    };
    if same {
        return;
    }
    if let (Some(Value::Object(one)), Some(Value::Object(other))) = (first, second) {
        let added = other.keys().filter(|key| !one.contains_key(*key));
        for key in one.keys().chain(added) {
            compare(
                &format!("{path}.{key}"),
                one.get(key),
                other.get(key),
                found,
            );
        }
        return;
    }
    found.push(Difference {
        path: path.to_owned(),
        first: first.cloned(),
        second: second.cloned(),
    });
}

/// Whether two values are deployed alike: CloudFormation takes a number or a boolean for its text, so that a status is `200` or `"200"`.
fn is_same(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Object(one), Value::Object(other)) => {
            let mut members = one.iter();
            one.len() == other.len()
                && members
                    .all(|(name, value)| other.get(name).is_some_and(|other| is_same(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| is_same(one, other))
        }
        (Value::String(text), scalar @ (Value::Number(_) | Value::Bool(_)))
        | (scalar @ (Value::Number(_) | Value::Bool(_)), Value::String(text)) => {
            let written = scalar.to_string();
            written == *text
        }
        _ => first == second,
    }
}

/// The parts of a template.
struct Parts {
    parts: Vec<Part>,
}

/// A resource, an output or another part of a template.
struct Part {
    /// Its name, which is independent of logical ids.
    name: String,
    /// Its path in this template.
    path: String,
    /// Its value with resolved references.
    value: Value,
}

impl Parts {
    fn of(template: &Value) -> Result<Self, LoadError> {
        let names = names(template);
        let deployment = Deployment {
            physical_names: names.clone(),
            parameters: unset(template),
            ..Deployment::default()
        };
        let resolver = Resolver::new(template, &deployment)?;
        let by_id: BTreeMap<&str, &str> = names
            .iter()
            .map(|(logical_id, name)| (logical_id.as_str(), name.as_str()))
            .collect();
        let mut parts = Vec::new();
        for (logical_id, name) in &names {
            let resource = &template["Resources"][logical_id];
            let path = format!("Resources.{logical_id}");
            let mut value = resolved(&resolver, resource, &path);
            if let Some(before) = value.get_mut("DependsOn") {
                *before = renamed(before, &by_id);
            }
            parts.push(Part {
                name: name.clone(),
                path,
                value,
            });
        }
        for section in ["Outputs", "Parameters", "Mappings", "Rules", "Transform"] {
            for (key, value) in members(&template[section]) {
                let path = format!("{section}.{key}");
                let value = resolved(&resolver, value, &path);
                parts.push(Part {
                    name: path.clone(),
                    path,
                    value,
                });
            }
        }
        Ok(Self { parts })
    }

    /// The parts by name; the first of duplicates.
    fn by_name(&self) -> BTreeMap<&str, &Part> {
        let parts = self.parts.iter().rev();
        parts.map(|part| (part.name.as_str(), part)).collect()
    }
}

/// The value with resolved references; unchanged if that fails.
fn resolved(resolver: &Resolver<'_>, value: &Value, path: &str) -> Value {
    match resolver.value(value, path) {
        Ok(Some(value)) => value,
        Ok(None) => Value::Null,
        Err(_) => match value {
            // Resolve each member by itself, as far as possible.
            Value::Object(map) if map.len() > 1 => map
                .iter()
                .map(|(key, value)| (key.clone(), resolved(resolver, value, path)))
                .collect(),
            other => other.clone(),
        },
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The parameters without defaults, with empty values.
pub(super) fn unset(template: &Value) -> Vec<(String, String)> {
    members(&template["Parameters"])
        .filter(|(_, parameter)| parameter.get("Default").is_none())
        .map(|(name, _)| (name.clone(), String::new()))
        .collect()
}

/// Logical ids with the independent names of their resources: the type, and what distinguishes resources of a type.
fn names(template: &Value) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    // The number of uses of each name, so that the next number needs no search.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    members(&template["Resources"])
        .map(|(logical_id, resource)| {
            let type_name = resource["Type"].as_str().unwrap_or_default();
            let mut name = type_name.to_owned();
            let properties = &resource["Properties"];
            let telling = match type_name {
                "AWS::ApiGateway::Method" => "HttpMethod",
                "AWS::ApiGateway::GatewayResponse" => "ResponseType",
                "AWS::ApplicationAutoScaling::ScalableTarget" => "ScalableDimension",
                "AWS::ApplicationAutoScaling::ScalingPolicy" => "PolicyName",
                // These differ in whether they have it.
                "AWS::IAM::Role" => "ManagedPolicyArns",
                "AWS::Logs::LogGroup" => "LogGroupName",
                _ => "",
            };
            match &properties[telling] {
                Value::Null => {}
                Value::String(value) => name = format!("{name} {value}"),
                _ => name = format!("{name} with {telling}"),
            }
            let mut unique = name.clone();
            let number = counts.entry(name.clone()).or_insert(1);
            while taken.contains(&unique) {
                *number += 1;
                unique = format!("{name} {number}");
            }
            taken.insert(unique.clone());
            (logical_id.clone(), unique)
        })
        .collect()
}

/// `DependsOn`, whose order makes no difference.
fn renamed(before: &Value, names: &BTreeMap<&str, &str>) -> Value {
    let ids = match before {
        Value::Array(ids) => ids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let name = |id: &Value| {
        let found = id.as_str().and_then(|id| names.get(id));
        found.map_or_else(|| id.to_string(), |name| (*name).to_owned())
    };
    let mut renamed: Vec<String> = ids.iter().map(name).collect();
    renamed.sort();
    renamed.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_is_its_text() {
        let template = |status: Value| {
            json!({ "Resources": { "Get": {
                "Type": "AWS::ApiGateway::Method",
                "Properties": { "MethodResponses": [{ "StatusCode": status }] },
            } } })
        };
        let found =
            |one: Value, other: Value| differences(&template(one), &template(other)).unwrap().len();
        assert_eq!(found(json!(200), json!("200")), 0);
        assert_eq!(found(json!(true), json!("true")), 0);
        assert_eq!(found(json!(200), json!("201")), 1);
        assert_eq!(found(json!(null), json!("null")), 1);
    }
}
