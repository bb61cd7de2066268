//! Reader of tables.

use super::resolve::{Resolver, Resource};
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::Value;

/// `AWS::DynamoDB::Table`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDefinition {
    /// The name within the template.
    pub logical_id: String,
    /// The name in the account.
    pub name: String,
    /// `Fn::GetAtt … Arn`.
    pub arn: String,
    /// The key attribute of type `HASH`.
    pub partition_key: Key,
    /// The key attribute of type `RANGE`, if there is one.
    pub sort_key: Option<Key>,
}

/// A key attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The attribute's name.
    pub name: String,
    /// Its type.
    pub key_type: KeyType,
}

/// The type of a key attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// `S`
    String,
    /// `N`
    Number,
    /// `B`
    Binary,
}

pub(super) fn tables(resolver: &Resolver<'_>) -> Result<Vec<TableDefinition>, LoadError> {
    resolver
        .of_type("AWS::DynamoDB::Table")?
        .into_iter()
        .map(|resource| table(resolver, resource))
        .collect()
}

fn table(resolver: &Resolver<'_>, resource: Resource<'_>) -> Result<TableDefinition, LoadError> {
    let partition_key = key(resolver, resource, "HASH")?;
    Ok(TableDefinition {
        logical_id: resource.logical_id.to_owned(),
        name: resolver.physical_name(resource.logical_id, 0)?,
        arn: resolver.arn(resource)?,
        partition_key: partition_key.ok_or_else(|| {
            LoadError::new(&resource.path("KeySchema"), LoadErrorKind::Missing("HASH"))
        })?,
        sort_key: key(resolver, resource, "RANGE")?,
    })
}

/// The key attribute of a key type.
fn key(
    resolver: &Resolver<'_>,
    resource: Resource<'_>,
    key_type: &str,
) -> Result<Option<Key>, LoadError> {
    let schema = resolver.property(resource, "KeySchema")?;
    let Some(element) = find(schema.as_ref(), "KeyType", key_type) else {
        return Ok(None);
    };
    let path = resource.path("KeySchema");
    let name = element
        .get("AttributeName")
        .ok_or_else(|| LoadError::new(&path, LoadErrorKind::Missing("AttributeName")))?;
    let name = as_text(name, &path)?;
    let definitions = resolver.property(resource, "AttributeDefinitions")?;
    let attribute_type = find(definitions.as_ref(), "AttributeName", &name)
        .and_then(|definition| definition.get("AttributeType"))
        .and_then(Value::as_str);
    let key_type = match attribute_type {
        Some("S") => KeyType::String,
        Some("N") => KeyType::Number,
        Some("B") => KeyType::Binary,
        _ => {
            return Err(LoadError::new(
                &resource.path("AttributeDefinitions"),
                LoadErrorKind::Missing("the key attribute with its type S, N or B"),
            ));
        }
    };
    Ok(Some(Key { name, key_type }))
}

/// The element of a list that has a member with the value.
fn find<'v>(list: Option<&'v Value>, member: &str, value: &str) -> Option<&'v Value> {
    list?
        .as_array()?
        .iter()
        .find(|element| element.get(member).and_then(Value::as_str) == Some(value))
}
