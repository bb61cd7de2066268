//! Tags.

use super::Resources;
use crate::Options;
use serde_json::{Map, Value, json};

/// The types that cost something or hold something, and take a list of tags.
const TAGGED: [&str; 6] = [
    "AWS::ApiGateway::RestApi",
    "AWS::CloudFront::Distribution",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
];

/// Puts the options' tags on what is billed or holds data.
pub(super) fn add(options: &Options, resources: &mut Resources) {
    if options.tags.is_empty() {
        return;
    }
    let list: Vec<Value> = options
        .tags
        .iter()
        .map(|tag| json!({ "Key": tag.key, "Value": tag.value }))
        .collect();
    let map: Map<String, Value> = options
        .tags
        .iter()
        .map(|tag| (tag.key.clone(), json!(tag.value)))
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
