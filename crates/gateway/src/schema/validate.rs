//! Validation of a value by a schema.

use vtl::Value;

use super::patterns::Patterns;
use exchange::Invalid;

use super::{Models, keywords, reference};

/// The budget of a validation: schemas applied (`anyOf` within `anyOf` multiplies them) and values compared. A body of
/// 400 KB, the most that DynamoDB stores, takes far less.
const MAX_STEPS: usize = 2_000_000;

/// The deepest nesting of schemas: references can be circular.
const MAX_DEPTH: usize = 200;

/// The most errors that are reported.
const MAX_INVALID: usize = 100;

/// A validation.
pub(super) struct Validation<'m> {
    models: &'m Models,
    steps: usize,
    patterns: Patterns,
}

/// A limit is exceeded.
pub(super) struct LimitExceeded;

/// The model of a schema, and the location in the body that it applies to.
#[derive(Clone, Copy)]
pub(super) struct Location<'p> {
    /// The model that contains the schema.
    pub(super) model: &'p str,
    /// The location in the body.
    pub(super) pointer: &'p str,
    depth: usize,
}

/// All errors of `instance`.
pub(super) fn validate(
    models: &Models,
    model: &str,
    schema: &Value,
    instance: &Value,
) -> Vec<Invalid> {
    let mut validation = Validation {
        models,
        steps: 0,
        patterns: Patterns::new(),
    };
    let location = Location {
        model,
        pointer: "",
        depth: 0,
    };
    let mut found = Vec::new();
    if validation
        .apply(location, schema, instance, &mut found)
        .is_err()
    {
        found.push(Invalid {
            pointer: String::new(),
            message: "the body takes too long to be validated".to_owned(),
        });
    }
    found.truncate(MAX_INVALID);
    found
}

impl Validation<'_> {
    fn charge(&mut self, steps: usize) -> Result<(), LimitExceeded> {
        self.steps = self.steps.saturating_add(steps);
        match self.steps > MAX_STEPS {
            true => Err(LimitExceeded),
            false => Ok(()),
        }
    }

    /// Applies `schema` to `instance` and adds the errors to `found`.
    pub(super) fn apply(
        &mut self,
        location: Location<'_>,
        schema: &Value,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), LimitExceeded> {
        if location.depth > MAX_DEPTH {
            return Err(LimitExceeded);
        }
        // More are not reported.
        if found.len() >= MAX_INVALID {
            return Ok(());
        }
        self.charge(1 + location.pointer.len() / 64)?;
        self.charge(match instance {
            Value::String(text) => text.len() / 64,
            Value::List(list) => list.items().len() / 16,
            Value::Map(map) => map.entries().len() / 4,
            _ => 0,
        })?;
        let Value::Map(map) = schema else {
            return Ok(());
        };
        let inner = Location {
            depth: location.depth + 1,
            ..location
        };
        // A reference replaces its whole schema.
        if let Some(Value::String(address)) = map.get("$ref") {
            let Some((model, schema)) = reference::resolve(self.models, location.model, &address)
            else {
                found.push(Invalid {
                    pointer: location.pointer.to_owned(),
                    message: format!("the model's reference {address} leads nowhere"),
                });
                return Ok(());
            };
            let inner = Location {
                model: &model,
                ..inner
            };
            return self.apply(inner, &schema, instance, found);
        }
        let mut length = 0;
        let mut say = |message: String| {
            length += message.len();
            found.push(Invalid {
                pointer: location.pointer.to_owned(),
                message,
            });
        };
        self.charge(keywords::of_any(map, instance, &mut say))?;
        match instance {
            Value::String(text) => keywords::of_string(map, text, &mut self.patterns, &mut say),
            Value::List(list) => self.charge(keywords::of_list(map, &list.items(), &mut say))?,
            Value::Map(members) => {
                keywords::of_object(map, &members.entries(), &mut self.patterns, &mut say);
            }
            number => keywords::of_number(map, number, &mut say),
        }
        self.charge(length / 16)?;
        self.combined(inner, map, instance, found)?;
        self.children(inner, map, instance, found)
    }

    /// Whether `schema` accepts `instance`.
    fn takes(
        &mut self,
        location: Location<'_>,
        schema: &Value,
        instance: &Value,
    ) -> Result<bool, LimitExceeded> {
        let mut found = Vec::new();
        self.apply(location, schema, instance, &mut found)?;
        Ok(found.is_empty())
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`, and schemas among `dependencies`.
    fn combined(
        &mut self,
        location: Location<'_>,
        schema: &vtl::value::Map,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), LimitExceeded> {
        let mut say = |message: String| {
            found.push(Invalid {
                pointer: location.pointer.to_owned(),
                message,
            });
        };
        for name in ["allOf", "anyOf", "oneOf"] {
            let Some(Value::List(schemas)) = schema.get(name) else {
                continue;
            };
            let all = schemas.items().len();
            let mut fit = 0;
            for schema in schemas.items().iter() {
                fit += usize::from(self.takes(location, schema, instance)?);
            }
            match name {
                "allOf" if fit < all => say(format!(
                    "instance failed to match all required schemas (matched only {fit} out of {all})"
                )),
                "anyOf" if fit == 0 => say(format!(
                    "instance failed to match at least one required schema among {all}"
                )),
                "oneOf" if fit != 1 => say(format!(
                    "instance failed to match exactly one schema (matched {fit} out of {all})"
                )),
                _ => {}
            }
        }
        if let Some(schema @ Value::Map(_)) = schema.get("not")
            && self.takes(location, &schema, instance)?
        {
            say("instance matched a schema which it should not have".to_owned());
        }
        if let (Some(Value::Map(dependencies)), Value::Map(members)) =
            (schema.get("dependencies"), instance)
        {
            for (name, schema) in dependencies.entries().iter() {
                if matches!(schema, Value::Map(_))
                    && members.get(&name.plain().unwrap_or_default()).is_some()
                {
                    self.apply(location, schema, instance, found)?;
                }
            }
        }
        Ok(())
    }

    /// The items of a list, the members of an object.
    fn children(
        &mut self,
        location: Location<'_>,
        schema: &vtl::value::Map,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), LimitExceeded> {
        match instance {
            Value::List(list) => {
                for (at, item) in list.items().iter().enumerate() {
                    let schema = match schema.get("items") {
                        Some(Value::List(schemas)) => match schemas.items().get(at) {
                            Some(schema) => Some(schema.clone()),
                            None => schema.get("additionalItems"),
                        },
                        other => other,
                    };
                    if let Some(schema) = schema {
                        let pointer = format!("{}/{at}", location.pointer);
                        let location = Location {
                            pointer: &pointer,
                            ..location
                        };
                        self.apply(location, &schema, item, found)?;
                    }
                }
            }
            Value::Map(members) => {
                for (name, member) in members.entries().iter() {
                    let name = name.plain().unwrap_or_default();
                    let pointer = || {
                        let name = name.replace('~', "~0").replace('/', "~1");
                        format!("{}/{name}", location.pointer)
                    };
                    for schema in keywords::schemas_of(schema, &name, &mut self.patterns) {
                        let pointer = pointer();
                        let location = Location {
                            pointer: &pointer,
                            ..location
                        };
                        self.apply(location, &schema, member, found)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
