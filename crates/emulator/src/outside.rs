//! Tables outside of the template, which its mapping templates name: empty ones with the keys that the templates show.
//!
//! A template without tables is a part of a deployment, or an OpenAPI document. At AWS its calls reach the tables of the
//! account.

use std::collections::BTreeMap;

use gateway::{Api, IntegrationKind, Method};
use stack::{Deployment, IndexDefinition, IndexProjection, Key, KeyType, TableDefinition};

use crate::shown::{Condition, Shown};

/// What the templates show of a table, the surest first.
#[derive(Default)]
struct Table {
    /// The key of an item.
    by_key: Option<(Key, Option<Key>)>,
    /// The key condition of a query.
    by_query: Option<(Key, Option<Key>)>,
    /// What an item must not have yet, or its first attribute.
    by_item: Option<(Key, Option<Key>)>,
    indexes: Vec<IndexDefinition>,
}

/// The tables that stand for those that the methods name, and notes that say so.
#[inline(never)]
pub(crate) fn tables(api: &Api, deployment: &Deployment) -> (Vec<TableDefinition>, Vec<String>) {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for method in api.methods.iter().filter(|method| is_dynamodb(method)) {
        for (_, template) in &method.integration.request_templates {
            let shown = Shown(template);
            let Some(name) = shown.text("TableName").filter(|name| is_name(name)) else {
                continue;
            };
            tables.entry(name.to_owned()).or_default().add(&shown);
        }
    }
    let mut definitions = Vec::new();
    let mut notes = Vec::new();
    for (name, table) in tables {
        let key = table.by_key.or(table.by_query).or(table.by_item);
        let (partition_key, sort_key) = key.unwrap_or_else(|| (key_of("id", "S"), None));
        let with = sort_key.as_ref().map(|key| format!(" and {}", key.name));
        notes.push(format!(
            "the table {name:?} is outside of the template: an empty one with the key {}{} stands for it",
            partition_key.name,
            with.unwrap_or_default()
        ));
        let Deployment {
            partition,
            region,
            account_id,
            ..
        } = deployment;
        definitions.push(TableDefinition {
            logical_id: String::new(),
            arn: format!("arn:{partition}:dynamodb:{region}:{account_id}:table/{name}"),
            name,
            partition_key,
            sort_key,
            indexes: table.indexes,
        });
    }
    (definitions, notes)
}

impl Table {
    fn add(&mut self, template: &Shown<'_>) {
        let mut keys = template.attributes("Key").into_iter();
        if let Some((name, kind)) = keys.next() {
            let sort = keys.next().map(|(name, kind)| key_of(name, kind));
            self.by_key.get_or_insert((key_of(name, kind), sort));
        }
        if let Some(Condition { partition, sort }) = template.key_condition() {
            let (name, kind) = partition;
            let key = (
                key_of(name, kind),
                sort.map(|(name, kind)| key_of(name, kind)),
            );
            match template.text("IndexName") {
                Some(index) if self.indexes.iter().all(|known| known.name != index) => {
                    self.indexes.push(IndexDefinition {
                        name: index.to_owned(),
                        is_global: true,
                        partition_key: key.0,
                        sort_key: key.1,
                        projection: IndexProjection::All,
                    });
                }
                Some(_) => {}
                // A query of the table may leave out the sort key.
                None if self
                    .by_query
                    .as_ref()
                    .is_none_or(|(_, sort)| sort.is_none()) =>
                {
                    self.by_query = Some(key);
                }
                None => {}
            }
        }
        let item = template.attributes("Item");
        let required = template.required_absent();
        let named = item.iter().find(|(name, _)| required == Some(*name));
        if let Some((name, kind)) = named.or(item.first())
            && (self.by_item.is_none() || named.is_some())
        {
            self.by_item = Some((key_of(name, kind), None));
        }
    }
}

fn key_of(name: &str, kind: &str) -> Key {
    Key {
        name: name.to_owned(),
        key_type: match kind {
            "N" => KeyType::Number,
            "B" => KeyType::Binary,
            _ => KeyType::String,
        },
    }
}

fn is_dynamodb(method: &Method) -> bool {
    matches!(&method.integration.kind, IntegrationKind::Aws { service, .. } if service == "dynamodb")
}

/// Whether a text is a table's name rather than a reference of a mapping template.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    (1..=255).contains(&text.len()) && text.chars().all(is_part)
}
