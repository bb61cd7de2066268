//! Keywords of a schema that check one value without its children.

use std::collections::BTreeSet;

use vtl::Value;
use vtl::value::{Map, Str};

use super::patterns::Patterns;
use crate::json;

type Entries = [(Value, Value)];

/// The name of a value's type.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Integer(_) | Value::Long(_) | Value::BigInteger(_) => "integer",
        Value::Double(_) => "number",
        Value::String(_) | Value::Character(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        // A long decimal: the only object in JSON.
        Value::Object(_) => "number",
    }
}

/// A text or a list of texts.
fn texts(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.as_str().to_owned()],
        Some(Value::List(list)) => list.items().iter().map(printed).collect(),
        _ => Vec::new(),
    }
}

fn printed(value: &Value) -> String {
    value.print().unwrap_or_default().as_str().to_owned()
}

fn quoted<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts: Vec<_> = texts
        .into_iter()
        .map(|text| written(&text.into()))
        .collect();
    format!("[{}]", texts.join(","))
}

fn written(value: &Value) -> String {
    json::write(value).unwrap_or_default()
}

/// A text that is equal for values that JSON Schema considers equal: members in any order, numbers by value.
fn sameness(value: &Value) -> String {
    match value {
        Value::List(list) => {
            let items: Vec<_> = list.items().iter().map(sameness).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(map) => {
            let entries = map.entries();
            let members: BTreeSet<_> = entries
                .iter()
                .map(|(name, value)| format!("{}:{}", written(name), sameness(value)))
                .collect();
            let members: Vec<_> = members.into_iter().collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Double(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => written(other),
    }
}

/// `type` and `enum`. Returns the steps taken.
pub(super) fn of_any(schema: &Map, instance: &Value, say: &mut dyn FnMut(String)) -> usize {
    let mut allowed: BTreeSet<_> = texts(schema.get("type")).into_iter().collect();
    if allowed.contains("number") {
        allowed.insert("integer".to_owned());
    }
    let found = type_of(instance);
    if !allowed.is_empty() && !allowed.contains(found) {
        say(format!(
            "instance type ({found}) does not match any allowed primitive type (allowed: {})",
            quoted(allowed.iter().map(String::as_str))
        ));
    }
    let Some(possible @ Value::List(list)) = &schema.get("enum") else {
        return 0;
    };
    let own = sameness(instance);
    if !list.items().iter().any(|value| sameness(value) == own) {
        say(format!(
            "instance value ({}) not found in enum (possible values: {})",
            written(instance),
            written(possible)
        ));
    }
    list.items().len() / 4 + own.len() / 16
}

/// `minimum`, `maximum` with their `exclusive…`, `multipleOf`.
pub(super) fn of_number(schema: &Map, instance: &Value, say: &mut dyn FnMut(String)) {
    let Some(number) = json::as_f64(instance) else {
        return;
    };
    let bound = |name: &str| {
        let value = schema.get(name)?;
        Some((json::as_f64(&value)?, written(&value)))
    };
    let exclusive = |name: &str| matches!(schema.get(name), Some(Value::Bool(true)));
    let found = written(instance);
    if let Some((minimum, text)) = bound("minimum") {
        if number < minimum {
            say(format!(
                "numeric instance is lower than the required minimum (minimum: {text}, found: {found})"
            ));
        } else if number <= minimum && exclusive("exclusiveMinimum") {
            say(format!(
                "numeric instance is not strictly greater than the required minimum {text}"
            ));
        }
    }
    if let Some((maximum, text)) = bound("maximum") {
        if number > maximum {
            say(format!(
                "numeric instance is greater than the required maximum (maximum: {text}, found: {found})"
            ));
        } else if number >= maximum && exclusive("exclusiveMaximum") {
            say(format!(
                "numeric instance is not strictly lower than the required maximum {text}"
            ));
        }
    }
    if let Some((divisor, text)) = bound("multipleOf")
        && divisor > 0.0
    {
        // As decimals 0.3 is a multiple of 0.1, as doubles it is not.
        let times = number / divisor;
        if (times - times.round()).abs() > 1e-9 * times.abs().max(1.0) {
            say(format!(
                "remainder of division is not zero ({found} / {text})"
            ));
        }
    }
}

/// A keyword that is a bound of a length.
fn count(schema: &Map, name: &str) -> Option<usize> {
    let bound = json::as_f64(&schema.get(name)?)?;
    (bound >= 0.0).then_some(bound as usize)
}

/// `minLength`, `maxLength`, `pattern`.
pub(super) fn of_string(
    schema: &Map,
    text: &Str,
    patterns: &mut Patterns,
    say: &mut dyn FnMut(String),
) {
    let length = text.chars().count();
    let shown = || written(&Value::String(text.clone()));
    if let Some(least) = count(schema, "minLength")
        && length < least
    {
        let shown = shown();
        say(format!(
            "string {shown} is too short (length: {length}, required minimum: {least})"
        ));
    }
    if let Some(most) = count(schema, "maxLength")
        && length > most
    {
        let shown = shown();
        say(format!(
            "string {shown} is too long (length: {length}, maximum allowed: {most})"
        ));
    }
    if let Some(Value::String(expression)) = schema.get("pattern")
        && !patterns.matches(&expression, text)
    {
        let shown = shown();
        let expression = written(&Value::String(expression));
        say(format!(
            "ECMA 262 regex {expression} does not match input string {shown}"
        ));
    }
}

/// `minItems`, `maxItems`, `uniqueItems`, and `additionalItems: false`. Returns the steps taken.
pub(super) fn of_list(schema: &Map, items: &[Value], say: &mut dyn FnMut(String)) -> usize {
    let length = items.len();
    if let Some(least) = count(schema, "minItems")
        && length < least
    {
        say(format!(
            "array is too short: must have at least {least} elements but instance has {length} elements"
        ));
    }
    if let Some(most) = count(schema, "maxItems")
        && length > most
    {
        say(format!(
            "array is too long: must have at most {most} elements but instance has {length} elements"
        ));
    }
    if let Some(Value::List(schemas)) = schema.get("items")
        && matches!(schema.get("additionalItems"), Some(Value::Bool(false)))
        && length > schemas.items().len()
    {
        let most = schemas.items().len();
        say(format!(
            "array is not allowed to contain more than {most} elements"
        ));
    }
    let mut looked_at = 0;
    if matches!(schema.get("uniqueItems"), Some(Value::Bool(true))) {
        let different: BTreeSet<_> = items.iter().map(sameness).collect();
        looked_at = different.iter().map(String::len).sum();
        if different.len() < length {
            say("array must not contain duplicate elements".to_owned());
        }
    }
    looked_at / 16
}

/// `required`, `minProperties`, `maxProperties`, names among `dependencies`, and `additionalProperties: false`.
pub(super) fn of_object(
    schema: &Map,
    members: &Entries,
    patterns: &mut Patterns,
    say: &mut dyn FnMut(String),
) {
    let names: BTreeSet<_> = members.iter().map(|(name, _)| printed(name)).collect();
    let missing = |wanted: Vec<String>| -> Vec<String> {
        wanted
            .into_iter()
            .filter(|name| !names.contains(name))
            .collect()
    };
    let lacking = missing(texts(schema.get("required")));
    if !lacking.is_empty() {
        say(format!(
            "object has missing required properties ({})",
            quoted(lacking.iter().map(String::as_str))
        ));
    }
    let length = members.len();
    if let Some(least) = count(schema, "minProperties")
        && length < least
    {
        say(format!(
            "object has too few properties (found {length} but schema requires at least {least})"
        ));
    }
    if let Some(most) = count(schema, "maxProperties")
        && length > most
    {
        say(format!(
            "object has too many properties (found {length} but schema requires at most {most})"
        ));
    }
    if let Some(Value::Map(dependencies)) = schema.get("dependencies") {
        for (name, wanted) in dependencies.entries().iter() {
            let name = printed(name);
            if !names.contains(&name) || matches!(wanted, Value::Map(_)) {
                continue;
            }
            let wanted = texts(Some(wanted.clone()));
            let lacking = missing(wanted.clone());
            if !lacking.is_empty() {
                say(format!(
                    "property {} of object has missing property dependencies (schema requires {}; \
                     missing: {})",
                    written(&name.into()),
                    quoted(wanted.iter().map(String::as_str)),
                    quoted(lacking.iter().map(String::as_str))
                ));
            }
        }
    }
    if matches!(schema.get("additionalProperties"), Some(Value::Bool(false))) {
        let extra: Vec<_> = names
            .iter()
            .filter(|name| named_schemas(schema, name, patterns).is_empty())
            .map(String::as_str)
            .collect();
        if !extra.is_empty() {
            say(format!(
                "object instance has properties which are not allowed by the schema: {}",
                quoted(extra)
            ));
        }
    }
}

/// The schemas under `properties` and `patternProperties` for a member.
fn named_schemas(schema: &Map, name: &str, patterns: &mut Patterns) -> Vec<Value> {
    let mut schemas = Vec::new();
    if let Some(Value::Map(properties)) = schema.get("properties") {
        schemas.extend(properties.get(name));
    }
    if let Some(Value::Map(properties)) = schema.get("patternProperties") {
        for (pattern, schema) in properties.entries().iter() {
            if patterns.matches(&pattern.plain().unwrap_or_default(), name) {
                schemas.push(schema.clone());
            }
        }
    }
    schemas
}

/// All schemas that apply to a member.
pub(super) fn schemas_of(schema: &Map, name: &str, patterns: &mut Patterns) -> Vec<Value> {
    let mut schemas = named_schemas(schema, name, patterns);
    if schemas.is_empty() {
        schemas.extend(schema.get("additionalProperties"));
    }
    schemas
}
