//! The position of the output in a JSON text.

use crate::ast::{Body, Node, SourceText};

/// The position of the output in the JSON text, as far as it can be determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Between strings.
    Outside,
    /// In a string.
    Inside,
    /// In a string, after a backslash.
    Escaped,
    /// Branches that differ lead here.
    Unknown,
}

impl State {
    /// The state after `c`. An unknown state ends at a line's end: no JSON string contains one.
    pub(super) fn after(self, c: char) -> State {
        match (self, c) {
            (State::Outside, '"') | (State::Escaped, _) => State::Inside,
            (State::Inside, '"') | (State::Unknown, '\n') => State::Outside,
            (State::Inside, '\\') => State::Escaped,
            _ => self,
        }
    }

    pub(super) fn after_text(self, text: &str) -> State {
        text.chars().fold(self, State::after)
    }

    /// The state where two branches join.
    pub(super) fn or(self, other: State) -> State {
        if self == other { self } else { State::Unknown }
    }

    pub(super) fn is_in_string(self) -> bool {
        matches!(self, State::Inside | State::Escaped)
    }
}

/// Whether the template writes JSON: the first text that it writes starts an object, a list or a
/// string. False if a reference comes first.
pub(super) fn is_written(nodes: &[Node], place: &SourceText) -> bool {
    first(nodes, place).is_some_and(|c| matches!(c, '{' | '[' | '"'))
}

/// The first character that is written; `$` for a reference.
fn first(nodes: &[Node], place: &SourceText) -> Option<char> {
    nodes.iter().find_map(|node| match node {
        Node::Text(text) => text.get(&place.source).trim_start().chars().next(),
        Node::Reference(_) | Node::Evaluate { .. } | Node::File { .. } => Some('$'),
        Node::If(branch) => branch
            .arms
            .iter()
            .map(|(_, body)| body)
            .chain([&branch.otherwise])
            .find_map(|body| first(body, place)),
        Node::Foreach(foreach) => match &foreach.body {
            Body::Block(body) => first(body, place),
            _ => None,
        },
        _ => None,
    })
}
