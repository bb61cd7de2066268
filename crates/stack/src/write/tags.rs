//! Tags of resources.

use super::names::reference;
use super::resource::Resources;
use crate::{Options, Tag, Values};
use format::capitalized;
use serde_json::{Map, Value, json};

/// The types with costs or data that accept a list of tags.
const TAGGED: [&str; 6] = [
    "AWS::ApiGateway::RestApi",
    "AWS::CloudFront::Distribution",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
];

/// Adds the options' tags to resources with costs or data.
#[inline(never)]
pub(super) fn add(options: &Options, resources: &mut Resources) {
    let tags: Vec<(&str, Value)> = parameters(options)
        .map(|(parameter, tag)| {
            let value = match options.values {
                Values::Parameters => reference(&parameter),
                Values::Literal => json!(tag.value),
            };
            (&tag.key[..], value)
        })
        .collect();
    let list: Vec<Value> = tags
        .iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect();
    let map: Map<String, Value> = tags
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    for (_, resource) in resources {
        match resource["Type"].as_str() {
            Some(type_name) if TAGGED.contains(&type_name) => {
                resource["Properties"]["Tags"] = json!(list);
            }
            Some("AWS::Cognito::UserPool") => resource["Properties"]["UserPoolTags"] = json!(map),
            _ => {}
        }
    }
}

/// The tags with the parameters of their values. CloudFormation accepts a reference only for a tag's value; the names
/// derive from the keys: `TagCostCenter` for `cost-center`.
pub(super) fn parameters(options: &Options) -> impl Iterator<Item = (String, &Tag)> {
    let mut taken: Vec<String> = Vec::new();
    options.tags.iter().map(move |tag| {
        let words = tag.key.split(|c: char| !c.is_ascii_alphanumeric());
        let name: String = std::iter::once("Tag".to_owned())
            .chain(words.map(capitalized))
            .collect();
        // Two keys may differ only in other characters.
        let mut unique = name.clone();
        let mut number = 1;
        while taken.contains(&unique) {
            number += 1;
            unique = format!("{name}{number}");
        }
        taken.push(unique.clone());
        (unique, tag)
    })
}

/// The declaration of a tag's parameter.
pub(super) fn parameter(tag: &Tag) -> Value {
    json!({
        "Type": "String",
        "Default": tag.value,
        "AllowedPattern": "^[A-Za-z0-9 _.:/+@-]{0,256}$",
        "Description": format!("The value of the tag {}.", tag.key),
    })
}
