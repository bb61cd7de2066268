//! Positions of YAML's values.

use super::Positions;
use saphyr_parser::{Event, Parser, Span, StrInput};
use std::collections::HashMap;

/// The deepest nesting, as in the reader.
const MAX_DEPTH: usize = 127;

type Events<'t> = Parser<'t, StrInput<'t>>;

/// The positions of the first document; `None` if it has another form.
pub(super) fn positions(text: &str) -> Option<Positions> {
    let mut events = Parser::new_from_str(text);
    loop {
        match next(&mut events)? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (event, span) => return value(&mut events, &event, span, 0),
        }
    }
}

fn next<'t>(events: &mut Events<'t>) -> Option<(Event<'t>, Span)> {
    events.next()?.ok()
}

fn value(
    events: &mut Events<'_>,
    event: &Event<'_>,
    span: Span,
    depth: usize,
) -> Option<Positions> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut found = Positions {
        line: span.start.line(),
        column: span.start.col() + 1,
        members: HashMap::new(),
    };
    match event {
        Event::Scalar(..) => {}
        Event::SequenceStart(..) => loop {
            match next(events)? {
                (Event::SequenceEnd, _) => break,
                (event, span) => {
                    let item = value(events, &event, span, depth + 1)?;
                    found.members.insert(found.members.len().to_string(), item);
                }
            }
        },
        Event::MappingStart(..) => loop {
            let (name, line, column) = match next(events)? {
                (Event::MappingEnd, _) => break,
                (Event::Scalar(name, ..), span) => {
                    (name.into_owned(), span.start.line(), span.start.col() + 1)
                }
                _ => return None,
            };
            let (event, span) = next(events)?;
            let member = value(events, &event, span, depth + 1)?;
            let member = Positions {
                line,
                column,
                ..member
            };
            found.members.insert(name, member);
        },
        _ => return None,
    }
    Some(found)
}
