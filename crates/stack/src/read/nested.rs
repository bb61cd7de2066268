//! Nested stacks: resources whose template is another file.

use serde_json::Value;

/// A resource that another template makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedStack {
    /// The name within the template.
    pub logical_id: String,
    /// Where that template is, as the text says it.
    pub location: String,
}

/// The nested stacks of a template: `AWS::CloudFormation::Stack` and `AWS::Serverless::Application`.
#[must_use]
pub fn nested_stacks(template: &Value) -> Vec<NestedStack> {
    let resources = template.get("Resources").and_then(Value::as_object);
    let mut found = Vec::new();
    for (logical_id, resource) in resources.into_iter().flatten() {
        let property = match resource.get("Type").and_then(Value::as_str) {
            Some("AWS::CloudFormation::Stack") => "TemplateURL",
            Some("AWS::Serverless::Application") => "Location",
            _ => continue,
        };
        let location = resource.get("Properties").and_then(|of| of.get(property));
        found.push(NestedStack {
            logical_id: logical_id.clone(),
            location: match location {
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            },
        });
    }
    found
}
