//! API keys.

use super::resolve::Resolver;
use crate::LoadError;
use serde_json::Value;

/// The ids of `AWS::ApiGateway::ApiKey` that a usage plan accepts, in the template's order. AWS makes the keys' values.
pub(super) fn api_keys(resolver: &Resolver<'_>) -> Result<Vec<String>, LoadError> {
    let mut planned = Vec::new();
    for joined in resolver.of_type("AWS::ApiGateway::UsagePlanKey")? {
        planned.extend(resolver.text(joined, "KeyId")?);
    }
    let mut keys = Vec::new();
    for key in resolver.of_type("AWS::ApiGateway::ApiKey")? {
        let id = resolver.physical_name(key.logical_id, 0)?;
        let enabled = resolver.property(key, "Enabled")?;
        if enabled == Some(Value::Bool(true)) && planned.contains(&id) {
            keys.push(id);
        }
    }
    Ok(keys)
}
