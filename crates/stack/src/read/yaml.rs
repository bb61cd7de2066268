//! Parser of CloudFormation's YAML.

use super::{LoadError, Value, syntax};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::Map;
use std::borrow::Cow;

/// The deepest nesting of containers, as in `serde_json`.
const MAX_DEPTH: usize = 127;

type Events<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

/// Parses the first document of the text.
pub(super) fn read(text: &str) -> Result<Value, LoadError> {
    let mut events = Parser::new_from_str(text);
    loop {
        match next(&mut events)? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (Event::StreamEnd | Event::DocumentEnd, _) => {
                return Err(syntax("the text is empty".to_owned()));
            }
            (event, span) => return value(&mut events, event, span, 0),
        }
    }
}

fn next<'t>(events: &mut Events<'t>) -> Result<(Event<'t>, Span), LoadError> {
    match events.next() {
        Some(Ok(event)) => Ok(event),
        Some(Err(error)) => Err(syntax(error.to_string())),
        None => Err(syntax("the template ends too early".to_owned())),
    }
}

fn value<'t>(
    events: &mut Events<'t>,
    event: Event<'t>,
    span: Span,
    depth: usize,
) -> Result<Value, LoadError> {
    let at = |message: &str| syntax(format!("{message} at line {}", span.start.line()));
    if depth > MAX_DEPTH {
        return Err(at("containers nest too deeply"));
    }
    match event {
        Event::Scalar(text, style, _, tag) => {
            let plain = style == ScalarStyle::Plain && tag.is_none();
            let value = if plain {
                scalar(&text)
            } else {
                Value::String(text.into_owned())
            };
            Ok(tagged(tag.as_ref(), value))
        }
        Event::SequenceStart(_, tag) => {
            let mut list = Vec::new();
            loop {
                match next(events)? {
                    (Event::SequenceEnd, _) => return Ok(tagged(tag.as_ref(), Value::Array(list))),
                    (event, span) => list.push(value(events, event, span, depth + 1)?),
                }
            }
        }
        Event::MappingStart(_, tag) => {
            let mut map = Map::new();
            loop {
                let key = match next(events)? {
                    (Event::MappingEnd, _) => return Ok(tagged(tag.as_ref(), Value::Object(map))),
                    (Event::Scalar(key, ..), _) => key.into_owned(),
                    _ => return Err(at("a key that is not text, in the map that starts")),
                };
                let (event, span) = next(events)?;
                let value = value(events, event, span, depth + 1)?;
                if map.insert(key.clone(), value).is_some() {
                    return Err(syntax(format!(
                        "duplicate key {key:?}, before line {}",
                        span.end.line()
                    )));
                }
            }
        }
        Event::Alias(_) => Err(at("an alias, which CloudFormation does not support,")),
        _ => Err(at("not a value")),
    }
}

/// A plain scalar by YAML's core schema.
fn scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match serde_json::from_str(text) {
            Ok(number @ Value::Number(_)) => number,
            _ => Value::String(text.to_owned()),
        },
    }
}

/// A value with CloudFormation's short form of a function: `!Sub x` is `{"Fn::Sub": x}`.
fn tagged(tag: Option<&Cow<'_, Tag>>, value: Value) -> Value {
    let Some(tag) = tag.filter(|tag| tag.handle == "!") else {
        return value;
    };
    let (name, value) = match tag.suffix.as_str() {
        "Ref" | "Condition" => (tag.suffix.clone(), value),
        // The short form has a dot, the long form a list.
        "GetAtt" => {
            let parts = value
                .as_str()
                .and_then(|text| text.split_once('.'))
                .map(|(resource, name)| Value::from_iter([resource, name]));
            ("Fn::GetAtt".to_owned(), parts.unwrap_or(value))
        }
        name => (format!("Fn::{name}"), value),
    };
    Value::Object(Map::from_iter([(name, value)]))
}
