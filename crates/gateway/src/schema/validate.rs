//! A value and a schema, part by part.

use vtl::Value;

use super::patterns::Patterns;
use super::{Invalid, Models, keywords, reference};

/// How many steps a validation may take: schemas that are applied (`anyOf` within `anyOf` multiplies them), and what these
/// look at. A body of 400 KB, the most that DynamoDB stores, takes far fewer.
const MAX_STEPS: usize = 2_000_000;

/// How deep schemas may be applied in one another; references can go round in a circle.
const MAX_DEPTH: usize = 200;

/// How many mistakes are told.
const MAX_INVALID: usize = 100;

/// One validation under way.
pub(super) struct Run<'m> {
    models: &'m Models,
    steps: usize,
    patterns: Patterns,
}

/// The limits are reached.
pub(super) struct TooMuch;

/// A schema, and where it is applied.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The model that the schema stands in.
    pub(super) model: &'p str,
    /// The part of the body.
    pub(super) pointer: &'p str,
    depth: usize,
}

/// Everything that is wrong with `instance`.
pub(super) fn validate(
    models: &Models,
    model: &str,
    schema: &Value,
    instance: &Value,
) -> Vec<Invalid> {
    let mut run = Run {
        models,
        steps: 0,
        patterns: Patterns::new(),
    };
    let place = Place {
        model,
        pointer: "",
        depth: 0,
    };
    let mut found = Vec::new();
    if run.apply(place, schema, instance, &mut found).is_err() {
        found.push(Invalid {
            pointer: String::new(),
            message: "the body takes too long to be validated".to_owned(),
        });
    }
    found.truncate(MAX_INVALID);
    found
}

impl Run<'_> {
    fn charge(&mut self, steps: usize) -> Result<(), TooMuch> {
        self.steps = self.steps.saturating_add(steps);
        match self.steps > MAX_STEPS {
            true => Err(TooMuch),
            false => Ok(()),
        }
    }

    /// Applies `schema` to `instance` and adds what is wrong to `found`.
    pub(super) fn apply(
        &mut self,
        place: Place<'_>,
        schema: &Value,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), TooMuch> {
        if place.depth > MAX_DEPTH {
            return Err(TooMuch);
        }
        // No more than these are reported.
        if found.len() >= MAX_INVALID {
            return Ok(());
        }
        self.charge(1 + place.pointer.len() / 64)?;
        self.charge(match instance {
            Value::String(text) => text.len() / 64,
            Value::List(list) => list.items().len() / 16,
            Value::Map(map) => map.entries().len() / 4,
            _ => 0,
        })?;
        let Value::Map(map) = schema else {
            return Ok(());
        };
        let inner = Place {
            depth: place.depth + 1,
            ..place
        };
        // A reference stands for the whole of its schema.
        if let Some(Value::String(address)) = map.get("$ref") {
            let Some((model, schema)) = reference::resolve(self.models, place.model, &address)
            else {
                found.push(Invalid {
                    pointer: place.pointer.to_owned(),
                    message: format!("the model's reference {address} leads nowhere"),
                });
                return Ok(());
            };
            let inner = Place {
                model: &model,
                ..inner
            };
            return self.apply(inner, &schema, instance, found);
        }
        let mut told = 0;
        let mut say = |message: String| {
            told += message.len();
            found.push(Invalid {
                pointer: place.pointer.to_owned(),
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
        self.charge(told / 16)?;
        self.combined(inner, map, instance, found)?;
        self.children(inner, map, instance, found)
    }

    /// Whether `schema` takes `instance`.
    fn takes(
        &mut self,
        place: Place<'_>,
        schema: &Value,
        instance: &Value,
    ) -> Result<bool, TooMuch> {
        let mut found = Vec::new();
        self.apply(place, schema, instance, &mut found)?;
        Ok(found.is_empty())
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`, and schemas among `dependencies`.
    fn combined(
        &mut self,
        place: Place<'_>,
        schema: &vtl::value::Map,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), TooMuch> {
        let mut say = |message: String| {
            found.push(Invalid {
                pointer: place.pointer.to_owned(),
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
                fit += usize::from(self.takes(place, schema, instance)?);
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
            && self.takes(place, &schema, instance)?
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
                    self.apply(place, schema, instance, found)?;
                }
            }
        }
        Ok(())
    }

    /// The items of a list, the members of an object.
    fn children(
        &mut self,
        place: Place<'_>,
        schema: &vtl::value::Map,
        instance: &Value,
        found: &mut Vec<Invalid>,
    ) -> Result<(), TooMuch> {
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
                        let pointer = format!("{}/{at}", place.pointer);
                        let place = Place {
                            pointer: &pointer,
                            ..place
                        };
                        self.apply(place, &schema, item, found)?;
                    }
                }
            }
            Value::Map(members) => {
                for (name, member) in members.entries().iter() {
                    let name = name.plain().unwrap_or_default();
                    let pointer = || {
                        let name = name.replace('~', "~0").replace('/', "~1");
                        format!("{}/{name}", place.pointer)
                    };
                    for schema in keywords::schemas_of(schema, &name, &mut self.patterns) {
                        let pointer = pointer();
                        let place = Place {
                            pointer: &pointer,
                            ..place
                        };
                        self.apply(place, &schema, member, found)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
