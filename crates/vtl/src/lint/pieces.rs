//! The output of a template outside of strings, for the rule about commas.

use crate::ast::{Body, Expr, ExprKind, If, Method, Node, Part, SourceText};
use crate::names::{COUNT, FOREACH, HAS_NEXT};
use crate::span::Span;

use super::json::State;
use super::walk::{self, Use, Visit, Where};
use super::{Subject, place_of};

/// A part of the template.
pub(super) enum Piece<'t> {
    Comma(Span),
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close(End),
    /// The quote that starts a string.
    TextStart,
    /// The quote that ends one.
    TextEnd(End),
    /// Any other output.
    Item,
    Branch {
        ways: Vec<Way<'t>>,
        /// One of the branches always runs.
        complete: bool,
    },
    Loop {
        /// The source of the list that it iterates over.
        list: &'t str,
        body: Vec<Piece<'t>>,
    },
}

/// The end of a value.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) span: Span,
    /// It is in an object or a list.
    pub(super) inside: bool,
}

pub(super) struct Way<'t> {
    /// The text of its condition; empty for `#else`.
    pub(super) condition: &'t str,
    /// The condition asks about the loop, or about a variable that the template sets as it goes.
    pub(super) of_loop: bool,
    /// It asks about such a variable.
    pub(super) of_count: bool,
    pub(super) body: Vec<Piece<'t>>,
}

/// Where in the JSON text the output is.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) state: State,
    /// How many objects and lists are open.
    pub(super) depth: i32,
}

/// The pieces of `nodes`, which are written from `at` on.
pub(super) fn pieces<'t>(
    subject: &Subject<'t>,
    nodes: &'t [Node],
    place: &'t SourceText,
    at: &mut At,
) -> Vec<Piece<'t>> {
    let mut list = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) => {
                let start = text.verbatim().map(|span| span.start);
                for (index, c) in text.get(&place.source).char_indices() {
                    let before = at.state;
                    let outside = before == State::Outside;
                    at.state = before.after(c);
                    let span = match start {
                        Some(start) => Span::new(start + index, start + index + 1),
                        None => text.span(),
                    };
                    let span = place_of(place, span);
                    let end = |depth: i32| End {
                        span,
                        inside: depth > 0,
                    };
                    match c {
                        ',' if outside => list.push(Piece::Comma(span)),
                        '{' | '[' if outside => {
                            at.depth += 1;
                            list.push(Piece::Open);
                        }
                        '}' | ']' if outside => {
                            at.depth -= 1;
                            list.push(Piece::Close(end(at.depth)));
                        }
                        '"' if outside => list.push(Piece::TextStart),
                        '"' if before == State::Inside => {
                            list.push(Piece::TextEnd(end(at.depth)));
                        }
                        _ if c.is_whitespace() => {}
                        _ if matches!(list.last(), Some(Piece::Item)) => {}
                        _ => list.push(Piece::Item),
                    }
                }
            }
            Node::Reference(reference) => {
                if !reference.inert {
                    list.push(Piece::Item);
                }
            }
            Node::If(branch) => list.push(branch_pieces(subject, branch, place, at)),
            Node::Foreach(foreach) => {
                if let Body::Block(body) = &foreach.body {
                    let before = at.state;
                    let body = pieces(subject, body, place, at);
                    at.state = at.state.or(before);
                    let over = foreach.list.as_ref();
                    let over = over.map_or("", |over| over.literal.get(&place.source).trim());
                    list.push(Piece::Loop { list: over, body });
                }
            }
            Node::Call(_) | Node::Evaluate { .. } | Node::File { .. } => list.push(Piece::Item),
            Node::Stop(_) | Node::Set(_) | Node::Define { .. } | Node::Break(_) => {}
        }
    }
    list
}

fn branch_pieces<'t>(
    subject: &Subject<'t>,
    branch: &'t If,
    place: &'t SourceText,
    at: &mut At,
) -> Piece<'t> {
    let before = *at;
    let mut ways = Vec::new();
    let mut after: Option<At> = None;
    let arms = branch
        .arms
        .iter()
        .map(|(condition, body)| (Some(condition), body));
    for (condition, body) in arms.chain([(None, &branch.otherwise)]) {
        *at = before;
        let body = pieces(subject, body, place, at);
        after = Some(after.map_or(*at, |after| At {
            state: at.state.or(after.state),
            ..after
        }));
        let (text, (of_loop, of_count)) = match condition {
            Some(condition) => (
                condition_text(condition, place),
                asks_loop(subject, condition, place),
            ),
            None => {
                let any = |is: fn(&Way<'_>) -> bool| ways.iter().any(is);
                ("", (any(|way| way.of_loop), any(|way| way.of_count)))
            }
        };
        ways.push(Way {
            condition: text,
            of_loop: of_loop || of_count,
            of_count,
            body,
        });
    }
    *at = after.unwrap_or(before);
    let complete = !branch.otherwise.is_empty();
    Piece::Branch { ways, complete }
}

/// The source of a condition, from after the parenthesis of its `#if` or `#elseif`. An
/// operator's literal covers only its last operand.
fn condition_text<'t>(condition: &Expr, place: &'t SourceText) -> &'t str {
    let mut first = condition;
    while let ExprKind::And(operands)
    | ExprKind::Or(operands)
    | ExprKind::Compare(_, operands)
    | ExprKind::Arithmetic(_, operands) = &first.kind
    {
        first = &operands.0;
    }
    let before = place.source.get(..first.literal.span().start);
    let start = before.and_then(|before| before.rfind("if"));
    let end = condition.literal.span().end;
    let text = place.source.get(start.map_or(0, |at| at + 2)..end);
    text.unwrap_or_default()
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '}' | '('))
        .trim_end()
}

/// Whether a condition is about where the loop is (`$foreach.hasNext`, `$velocityCount`), and whether it
/// is about a variable that the template counts or marks by.
fn asks_loop<'t>(
    subject: &Subject<'t>,
    condition: &'t Expr,
    place: &'t SourceText,
) -> (bool, bool) {
    struct Asks<'s, 't>(&'s Subject<'t>, bool, bool);
    impl<'t> Visit<'t> for Asks<'_, 't> {
        fn reference(&mut self, reference: &'t crate::ast::Reference, _: Use, _: Where<'t>) {
            let part = match reference.parts.first() {
                Some(Part::Property(name) | Part::Method(Method { name, .. })) => &**name,
                _ => "",
            };
            self.1 |= [COUNT, HAS_NEXT].contains(&reference.name)
                || (reference.name == FOREACH && part != "stop");
            let sets = self.0.sets.get(&reference.name);
            self.2 |= sets.is_some_and(|sets| sets.len() > 1);
        }
    }
    let mut asks = Asks(subject, false, false);
    walk::condition(&mut asks, condition, Where::top(place));
    (asks.1, asks.2)
}
