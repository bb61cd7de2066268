//! `conditional-comma`: a comma that, depending on a condition, is the last thing in an object or
//! a list.
//!
//! `{#if($a)"a": 1,#end #if($b)"b": 2#end}` leaves `{"a": 1,}` where `$b` is false, which is no
//! JSON ([RFC 8259, 4 and 5](https://www.rfc-editor.org/rfc/rfc8259#section-4)). For each comma
//! between strings the rule asks what can come next, on every way through the template; a way on
//! which it is `}` or `]` is told, if some `#if` or `#foreach` decides about it. It takes it that
//! every reference writes something.
//!
//! Not told: a comma under a condition about the loop itself, as in `#if($foreach.hasNext),#end`, or
//! about the size of what the next loop goes over, as in `#if($list.size() > 0),#end`; ways on which a condition would have to be true in one place and false in another.

use crate::ast::{Body, Expr, ExprKind, If, Node, Part, Place};
use crate::names::{COUNT, FOREACH, HAS_NEXT};
use crate::span::Span;

use super::json::{self, State};
use super::walk::{self, Use, Visit, Where};
use super::{Lint, Subject, place_of};

/// How many pieces are looked at.
const BUDGET: usize = 1_000_000;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    if !json::is_written(subject.nodes, subject.at.place) {
        return;
    }
    let mut state = State::Outside;
    let pieces = pieces(subject, subject.nodes, subject.at.place, &mut state);
    let mut search = Search {
        found,
        budget: BUDGET,
        conditions: Vec::new(),
    };
    search.pieces(&pieces, None, false);
}

/// The template as this rule sees it.
enum Piece<'t> {
    Comma(Span),
    Close,
    /// Anything else that is written.
    Item,
    Branch {
        ways: Vec<Way<'t>>,
        /// One of the ways is taken.
        complete: bool,
    },
    Loop {
        /// The text of what it goes over.
        list: &'t str,
        body: Vec<Piece<'t>>,
    },
}

struct Way<'t> {
    /// The text of its condition; empty for `#else`.
    condition: &'t str,
    /// The condition asks about the loop.
    of_loop: bool,
    body: Vec<Piece<'t>>,
}

fn pieces<'t>(
    subject: &Subject<'t>,
    nodes: &'t [Node],
    place: &'t Place,
    state: &mut State,
) -> Vec<Piece<'t>> {
    let mut list = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) => {
                let start = match text {
                    crate::ast::Text::Slice(span) => Some(span.start),
                    crate::ast::Text::Owned(_) => None,
                };
                for (at, c) in text.get(&place.source).char_indices() {
                    let outside = *state == State::Outside;
                    *state = state.after(c);
                    match c {
                        ',' if outside => {
                            let span = start.map_or(Span::default(), |start| {
                                Span::new(start + at, start + at + 1)
                            });
                            list.push(Piece::Comma(place_of(place, span)));
                        }
                        '}' | ']' if outside => list.push(Piece::Close),
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
            Node::If(branch) => list.push(branch_pieces(subject, branch, place, state)),
            Node::Foreach(foreach) => {
                if let Body::Block(body) = &foreach.body {
                    let before = *state;
                    let body = pieces(subject, body, place, state);
                    *state = state.or(before);
                    let over = foreach.list.as_ref();
                    let over = over.map_or("", |over| over.literal.get(&place.source).trim());
                    list.push(Piece::Loop { list: over, body });
                }
            }
            Node::Call(_) | Node::Evaluate { .. } | Node::File { .. } => list.push(Piece::Item),
            Node::Stop | Node::Set(_) | Node::Define { .. } | Node::Break(_) => {}
        }
    }
    list
}

fn branch_pieces<'t>(
    subject: &Subject<'t>,
    branch: &'t If,
    place: &'t Place,
    state: &mut State,
) -> Piece<'t> {
    let before = *state;
    let mut ways = Vec::new();
    let mut after = None;
    let arms = branch
        .arms
        .iter()
        .map(|(condition, body)| (Some(condition), body));
    for (condition, body) in arms.chain([(None, &branch.otherwise)]) {
        *state = before;
        let body = pieces(subject, body, place, state);
        after = Some(after.map_or(*state, |after| state.or(after)));
        let (text, of_loop) = match condition {
            Some(condition) => (
                condition_text(condition, place),
                asks_loop(condition, place),
            ),
            None => ("", ways.iter().any(|way: &Way<'_>| way.of_loop)),
        };
        ways.push(Way {
            condition: text,
            of_loop,
            body,
        });
    }
    *state = after.unwrap_or(before);
    let complete = !branch.otherwise.is_empty();
    Piece::Branch { ways, complete }
}

/// All of a condition as it is written, from behind the parenthesis of its `#if` or `#elseif`. An
/// operator's own text is only that of its last operand.
fn condition_text<'t>(condition: &Expr, place: &'t Place) -> &'t str {
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

/// Whether a condition is about where the loop is: `$foreach.hasNext`, `$velocityCount`.
fn asks_loop(condition: &Expr, place: &Place) -> bool {
    struct Asks(bool);
    impl<'t> Visit<'t> for Asks {
        fn reference(&mut self, reference: &'t crate::ast::Reference, _: Use, _: Where<'t>) {
            let part = match reference.parts.first() {
                Some(Part::Property(name) | Part::Method { name, .. }) => name.as_str(),
                _ => "",
            };
            self.0 |= [COUNT, HAS_NEXT].contains(&reference.name)
                || (reference.name == FOREACH && part != "stop");
        }
    }
    let mut asks = Asks(false);
    walk::condition(&mut asks, condition, Where::top(place));
    asks.0
}

/// What comes behind a list of pieces: the rest of the list around it, and so on outward.
struct Behind<'p, 't> {
    /// The list that it stands in, and the first piece behind it.
    pieces: &'p [Piece<'t>],
    next: usize,
    /// It stands in this loop, which may go round again.
    again: Option<&'p [Piece<'t>]>,
    outer: Option<&'p Behind<'p, 't>>,
}

/// What can come next.
#[derive(Clone, Copy, Default)]
struct Next {
    close: bool,
    other: bool,
    /// All of it may write nothing.
    through: bool,
}

struct Search<'f, 't> {
    found: &'f mut Vec<Lint>,
    budget: usize,
    /// The conditions that hold here.
    conditions: Vec<&'t str>,
}

impl<'t> Search<'_, 't> {
    /// Looks for commas in `pieces`; `decided` if a condition decides whether they are written.
    fn pieces(&mut self, pieces: &[Piece<'t>], behind: Option<&Behind<'_, 't>>, decided: bool) {
        for (at, piece) in pieces.iter().enumerate() {
            let rest = Behind {
                pieces,
                next: at + 1,
                again: None,
                outer: behind,
            };
            match piece {
                Piece::Close | Piece::Item => {}
                Piece::Comma(span) => {
                    let next = self.behind(&rest);
                    if next.close && (decided || next.other) {
                        self.tell(*span);
                    }
                }
                Piece::Branch { ways, .. } => {
                    for way in ways.iter().filter(|way| !way.of_loop) {
                        self.conditions.push(way.condition);
                        self.pieces(&way.body, Some(&rest), true);
                        self.conditions.pop();
                    }
                    // A comma between rounds is as it should be; what stands in such a way
                    // besides it is still looked at.
                    for way in ways.iter().filter(|way| way.of_loop && way.body.len() > 1) {
                        self.pieces(&way.body, Some(&rest), false);
                    }
                }
                Piece::Loop { body, .. } => {
                    let around = Behind {
                        again: Some(body),
                        ..rest
                    };
                    self.pieces(body, Some(&around), true);
                }
            }
        }
    }

    fn behind(&mut self, behind: &Behind<'_, 't>) -> Next {
        let mut all = Next::default();
        let mut level = Some(behind);
        while let Some(behind) = level {
            if let Some(body) = behind.again {
                let next = self.first(body);
                all.close |= next.close;
                all.other |= next.other;
            }
            let rest = behind.pieces.get(behind.next..).unwrap_or_default();
            let next = self.first(rest);
            all.close |= next.close;
            all.other |= next.other;
            if !next.through {
                return all;
            }
            level = behind.outer;
        }
        all
    }

    /// What `pieces` can write first.
    fn first(&mut self, pieces: &[Piece<'t>]) -> Next {
        let mut all = Next::default();
        for piece in pieces {
            if self.budget == 0 {
                return all;
            }
            self.budget -= 1;
            let next = match piece {
                Piece::Close => Next {
                    close: true,
                    ..Next::default()
                },
                Piece::Item | Piece::Comma(_) => Next {
                    other: true,
                    ..Next::default()
                },
                Piece::Loop { list, body } => {
                    let next = self.first(body);
                    Next {
                        through: next.through || !self.asks_size(list),
                        ..next
                    }
                }
                Piece::Branch { ways, complete } => self.first_of_ways(ways, *complete),
            };
            all.close |= next.close;
            all.other |= next.other;
            if !next.through {
                return all;
            }
        }
        all.through = true;
        all
    }

    /// Whether a condition that holds here is about the size of `list`: then the loop over it is
    /// taken to go round.
    fn asks_size(&self, list: &str) -> bool {
        let asks = |rest: &str| {
            let part = rest.trim_start_matches(['}', '.']);
            ["size()", "isEmpty()", "empty"]
                .iter()
                .any(|ask| part.starts_with(ask))
        };
        !list.is_empty()
            && self.conditions.iter().any(|condition| {
                let mut after = condition.split(list).skip(1);
                after.any(asks)
            })
    }

    fn first_of_ways(&mut self, ways: &[Way<'t>], complete: bool) -> Next {
        let mut all = Next {
            through: !complete,
            ..Next::default()
        };
        for way in ways {
            // The condition of the comma itself holds here, too.
            let holds = !way.condition.is_empty() && self.conditions.contains(&way.condition);
            let next = self.first(&way.body);
            if holds {
                return next;
            }
            all.close |= next.close;
            all.other |= next.other;
            all.through |= next.through;
        }
        all
    }

    fn tell(&mut self, span: Span) {
        self.found.push(Lint {
            code: "conditional-comma",
            span,
            message: "this comma can be the last thing before `}` or `]`, which is no JSON; it \
                      depends on the conditions and loops around it"
                .to_owned(),
            repair: "write the comma with what comes behind it: a member that is always there \
                     first, then #if(…), \"name\": …#end; in a loop #if($foreach.hasNext),#end"
                .to_owned(),
        });
    }
}
