//! DynamoDB tables.

use super::finding::Report;
use super::node::Node;
use super::rules;
use super::template::Template;
use std::collections::BTreeSet;

/// The quota of global secondary indexes.
const MAX_GLOBAL: usize = 20;
/// The most local secondary indexes.
const MAX_LOCAL: usize = 5;

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    for part in template.certain("AWS::DynamoDB::Table") {
        let table = part.properties();
        keys(&table, report);
        capacity(&table, report);
        indexes(&table, report);
        let ttl = table.get("TimeToLiveSpecification");
        if let Some(ttl) = ttl.filter(|ttl| ttl.is_true("Enabled") && ttl.lacks("AttributeName")) {
            report.add(
                &rules::TTL,
                ttl.path,
                "a time to live without AttributeName",
                "Set AttributeName to the attribute with the time in seconds.",
            );
        }
    }
}

/// The key attributes with their definitions.
fn keys(table: &Node<'_>, report: &mut Report) {
    let Some(definitions) = table.list("AttributeDefinitions") else {
        return;
    };
    let mut defined = Vec::new();
    for definition in definitions {
        let Some(name) = definition.reference("AttributeName") else {
            return;
        };
        if let Some(kind) = definition.get("AttributeType")
            && let Some(text) = kind.text()
            && !matches!(&*text, "S" | "N" | "B")
        {
            report.add(
                &rules::ATTRIBUTE_TYPE,
                kind.path,
                format!("a key attribute can't have the type {text}"),
                "Use S, N or B.",
            );
        }
        defined.push((name, definition.path));
    }
    let Some(schemas) = schemas(table) else {
        return;
    };
    let mut used = BTreeSet::new();
    for schema in schemas {
        for (index, element) in schema.iter().enumerate() {
            let kind = element.text_of("KeyType");
            if index == 0 && kind.is_some_and(|kind| kind == "RANGE") {
                report.add(
                    &rules::KEY_ORDER,
                    element.path.clone(),
                    "\"Invalid KeySchema: The first KeySchemaElement is not a HASH key type\"",
                    "Put the element with HASH first.",
                );
            }
            let Some(attribute) = element.get("AttributeName") else {
                return;
            };
            let Some(name) = attribute.partial() else {
                return;
            };
            if !defined.iter().any(|(own, _)| *own == name) {
                report.add(
                    &rules::KEY_UNDEFINED,
                    attribute.path,
                    format!("AttributeDefinitions does not have {name}: \"Some index key attributes are not \
                     defined in AttributeDefinitions\""),
                    format!("Add {name} with its type to AttributeDefinitions."),
                );
            }
            used.insert(name);
        }
    }
    for (name, path) in defined {
        if !used.contains(&name) {
            report.add(
                &rules::ATTRIBUTE_UNUSED,
                path,
                format!("no key has the attribute {name}: \"Number of attributes in KeySchema does not exactly \
                 match number of attributes defined in AttributeDefinitions\""),
                "Remove it: items can have any attributes.",
            );
        }
    }
}

/// The elements of the key schemas of a table and of its indexes. `None`: not all are known.
fn schemas<'v>(table: &Node<'v>) -> Option<Vec<Vec<Node<'v>>>> {
    let mut found = vec![table.list("KeySchema")?];
    for name in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        for index in table.list(name)? {
            found.push(index.list("KeySchema")?);
        }
    }
    Some(found)
}

/// Capacity units by `BillingMode`.
fn capacity(table: &Node<'_>, report: &mut Report) {
    let mode = match table.get("BillingMode") {
        Some(mode) => match mode.text() {
            Some(mode) => mode.into_owned(),
            None => return,
        },
        None if table.lacks("BillingMode") => "PROVISIONED".to_owned(),
        None => return,
    };
    let indexes = table.list("GlobalSecondaryIndexes").unwrap_or_default();
    for owner in std::iter::once(table).chain(&indexes) {
        match mode.as_str() {
            "PROVISIONED" if owner.lacks("ProvisionedThroughput") => report.add(
                &rules::CAPACITY_MISSING,
                owner.path.clone(),
                "provisioned capacity without ProvisionedThroughput: \"ReadCapacityUnits and WriteCapacityUnits \
                 must both be specified when BillingMode is PROVISIONED\"",
                "Set BillingMode to PAY_PER_REQUEST, or add ProvisionedThroughput.",
            ),
            "PAY_PER_REQUEST" => {
                if let Some(units) = owner.get("ProvisionedThroughput") {
                    report.add(
                        &rules::CAPACITY_EXTRA,
                        units.path,
                        "\"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is \
                         PAY_PER_REQUEST\"",
                        "Remove ProvisionedThroughput.",
                    );
                }
            }
            _ => {}
        }
    }
}

fn indexes(table: &Node<'_>, report: &mut Report) {
    let global = table.list("GlobalSecondaryIndexes").unwrap_or_default();
    if global.len() > MAX_GLOBAL {
        report.add(
            &rules::INDEXES,
            table.path_of("GlobalSecondaryIndexes"),
            format!(
                "{} global secondary indexes: the quota is {MAX_GLOBAL}, unless it is raised",
                global.len()
            ),
            "Raise the quota, or remove some.",
        );
    }
    let local = table.list("LocalSecondaryIndexes").unwrap_or_default();
    if local.is_empty() {
        return;
    }
    let path = table.path_of("LocalSecondaryIndexes");
    if local.len() > MAX_LOCAL {
        report.add(
            &rules::LOCAL_INDEXES,
            path.clone(),
            format!(
                "{} local secondary indexes: the most are {MAX_LOCAL}",
                local.len()
            ),
            "Use global ones instead.",
        );
    }
    let Some(own) = schema(table) else { return };
    if own.sort.is_none() {
        report.add(
            &rules::LOCAL_INDEXES,
            path,
            "\"Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex\"",
            "Add a sort key to the table, or use global indexes.",
        );
    }
    for index in local {
        let Some(of_index) = schema(&index) else {
            continue;
        };
        let path = index.path_of("KeySchema");
        if of_index.sort.is_none() {
            report.add(
                &rules::LOCAL_INDEXES,
                path,
                "\"Index KeySchema does not have a range key\"",
                "Add an element with the KeyType RANGE.",
            );
        } else if of_index.partition != own.partition {
            report.add(
                &rules::LOCAL_INDEXES,
                path,
                "\"Index KeySchema does not have the same leading hash key as table KeySchema\"",
                format!(
                    "Use {} with HASH.",
                    own.partition.as_deref().unwrap_or_default()
                ),
            );
        }
    }
}

/// The attributes of a key schema.
#[derive(Default)]
struct Schema {
    partition: Option<String>,
    sort: Option<String>,
}

/// `None`: not all of it is known.
fn schema(owner: &Node<'_>) -> Option<Schema> {
    let mut found = Schema::default();
    for element in owner.list("KeySchema")? {
        let name = element.reference("AttributeName")?.into_owned();
        match &*element.text_of("KeyType")? {
            "HASH" => found.partition = Some(name),
            "RANGE" => found.sort = Some(name),
            _ => return None,
        }
    }
    Some(found)
}
