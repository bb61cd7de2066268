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
    /// `GlobalSecondaryIndexes` and `LocalSecondaryIndexes`.
    pub indexes: Vec<IndexDefinition>,
}

/// A secondary index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexDefinition {
    /// `IndexName`.
    pub name: String,
    /// Whether it is one of the `GlobalSecondaryIndexes`.
    pub is_global: bool,
    /// The key attribute of type `HASH`.
    pub partition_key: Key,
    /// The key attribute of type `RANGE`, if there is one.
    pub sort_key: Option<Key>,
    /// `Projection`.
    pub projection: IndexProjection,
}

/// The attributes that a secondary index holds besides the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexProjection {
    /// `ALL`: the whole item.
    All,
    /// `KEYS_ONLY`: no others.
    KeysOnly,
    /// `INCLUDE`: the attributes of `NonKeyAttributes`.
    Include(Vec<String>),
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
    let tables = resolver.of_type("AWS::DynamoDB::Table")?;
    tables
        .into_iter()
        .chain(resolver.of_type("AWS::DynamoDB::GlobalTable")?)
        .map(|resource| table(resolver, resource))
        .collect()
}

fn table(resolver: &Resolver<'_>, resource: Resource<'_>) -> Result<TableDefinition, LoadError> {
    let name = resolver.physical_name(resource.logical_id, 0)?;
    let arn = resolver.arn(resource)?;
    let types = AttributeTypes {
        definitions: resolver.property(resource, "AttributeDefinitions")?,
        path: resource.path("AttributeDefinitions"),
    };
    let path = resource.path("KeySchema");
    let schema = resolver.property(resource, "KeySchema")?;
    let (partition_key, sort_key) = keys(schema.as_ref(), &types, &path)?;
    let mut indexes = Vec::new();
    for (property, is_global) in [
        ("GlobalSecondaryIndexes", true),
        ("LocalSecondaryIndexes", false),
    ] {
        let path = resource.path(property);
        match resolver.property(resource, property)? {
            None | Some(Value::Null) => {}
            Some(Value::Array(list)) => {
                for (number, definition) in list.iter().enumerate() {
                    let path = format!("{path}[{number}]");
                    indexes.push(index(definition, is_global, &types, &path)?);
                }
            }
            Some(_) => return Err(LoadError::new(&path, LoadErrorKind::Expected("a list"))),
        }
    }
    Ok(TableDefinition {
        logical_id: resource.logical_id.to_owned(),
        name,
        arn,
        partition_key,
        sort_key,
        indexes,
    })
}

#[inline(never)]
fn index(
    definition: &Value,
    is_global: bool,
    types: &AttributeTypes,
    path: &str,
) -> Result<IndexDefinition, LoadError> {
    let name = definition
        .get("IndexName")
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Missing("IndexName")))?;
    let (partition_key, sort_key) = keys(
        definition.get("KeySchema"),
        types,
        &format!("{path}.KeySchema"),
    )?;
    let projection = definition.get("Projection");
    let member = |name: &str| projection.and_then(|projection| projection.get(name));
    let projection = match member("ProjectionType").and_then(Value::as_str) {
        Some("KEYS_ONLY") => IndexProjection::KeysOnly,
        Some("INCLUDE") => {
            let path = format!("{path}.Projection.NonKeyAttributes");
            let names = member("NonKeyAttributes").and_then(Value::as_array);
            let names = names.into_iter().flatten();
            IndexProjection::Include(
                names
                    .map(|name| as_text(name, &path))
                    .collect::<Result<_, _>>()?,
            )
        }
        Some("ALL") => IndexProjection::All,
        _ => {
            let expected = LoadErrorKind::Missing("ProjectionType ALL, KEYS_ONLY or INCLUDE");
            return Err(LoadError::new(&format!("{path}.Projection"), expected));
        }
    };
    Ok(IndexDefinition {
        name: as_text(name, path)?,
        is_global,
        partition_key,
        sort_key,
        projection,
    })
}

/// `AttributeDefinitions` and their path.
struct AttributeTypes {
    definitions: Option<Value>,
    path: String,
}

/// The partition key and the sort key of a key schema.
fn keys(
    schema: Option<&Value>,
    types: &AttributeTypes,
    path: &str,
) -> Result<(Key, Option<Key>), LoadError> {
    let partition = key(schema, types, path, "HASH")?
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Missing("HASH")))?;
    Ok((partition, key(schema, types, path, "RANGE")?))
}

/// The key attribute of a key type.
fn key(
    schema: Option<&Value>,
    types: &AttributeTypes,
    path: &str,
    key_type: &str,
) -> Result<Option<Key>, LoadError> {
    let Some(element) = find(schema, "KeyType", key_type) else {
        return Ok(None);
    };
    let name = element
        .get("AttributeName")
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Missing("AttributeName")))?;
    let name = as_text(name, path)?;
    let attribute_type = find(types.definitions.as_ref(), "AttributeName", &name)
        .and_then(|definition| definition.get("AttributeType"))
        .and_then(Value::as_str);
    let key_type = match attribute_type {
        Some("S") => KeyType::String,
        Some("N") => KeyType::Number,
        Some("B") => KeyType::Binary,
        _ => {
            let missing = LoadErrorKind::Missing("the key attribute with its type S, N or B");
            return Err(LoadError::new(&types.path, missing));
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
