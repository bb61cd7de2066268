//! References between schemas (`$ref`).

use vtl::Value;

use super::Models;

/// The part of a model's address before its name.
const MODELS: &str = "/models/";

/// Resolves a reference in the model `from` to the target's model name and schema.
pub(super) fn resolve(models: &Models, from: &str, reference: &str) -> Option<(String, Value)> {
    let (address, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let name = match address {
        "" => from,
        address => address.rsplit_once(MODELS)?.1,
    };
    if name == "Empty" && models.find(name).is_none() {
        return Some((name.to_owned(), Value::Bool(true)));
    }
    let mut schema = models.find(name)?.clone();
    for part in pointer.split('/').skip(1) {
        let part = crate::encoding::url_decode(&part.replace('+', "%2B"))?;
        let part = part.replace("~1", "/").replace("~0", "~");
        schema = match &schema {
            Value::Map(map) => map.get(&part)?,
            Value::List(list) => list.items().get(part.parse::<usize>().ok()?)?.clone(),
            _ => return None,
        };
    }
    Some((name.to_owned(), schema))
}

/// A message about the first reference in a schema that can't be resolved.
pub(super) fn unresolved(models: &Models, name: &str, schema: &Value) -> Option<String> {
    match schema {
        Value::Map(map) => {
            if let Some(Value::String(reference)) = map.get("$ref")
                && resolve(models, name, &reference).is_none()
            {
                return Some(format!("the reference {reference} leads to no model"));
            }
            let entries = map.entries();
            entries
                .iter()
                .find_map(|(_, part)| unresolved(models, name, part))
        }
        Value::List(list) => {
            let items = list.items();
            items.iter().find_map(|part| unresolved(models, name, part))
        }
        _ => None,
    }
}
