//! Traversal of the tree.

use crate::ast::{Body, Expr, ExprKind, Method, Node, Part, Reference, SourceText};
use crate::names::Sym;

/// How the value of a reference is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is written to the output.
    Written,
    /// It is tested in an `#if`, or compared.
    Condition,
    /// `#foreach` walks over it.
    List,
    /// It is an argument of a method, an index, or an argument of a directive.
    Argument,
    /// It is, or is part of, the value that this variable is set to.
    SetTo(Sym),
    /// It is what `#set` sets.
    Target,
}

/// The context of a node.
#[derive(Clone, Copy)]
pub(super) struct Where<'t> {
    pub(super) place: &'t SourceText,
    /// In how many loops.
    pub(super) loops: usize,
    /// Whether in a `#define` or `#macro`, which run elsewhere.
    pub(super) in_block: bool,
    /// How the output here is used: in a string it is part of the string's value.
    written: Use,
}

impl<'t> Where<'t> {
    pub(super) fn top(place: &'t SourceText) -> Where<'t> {
        Where {
            place,
            loops: 0,
            in_block: false,
            written: Use::Written,
        }
    }

    pub(super) fn block(place: &'t SourceText) -> Where<'t> {
        Where {
            in_block: true,
            ..Where::top(place)
        }
    }
}

/// Visits the tree's nodes, each before its children.
pub(super) trait Visit<'t> {
    fn node(&mut self, _node: &'t Node, _at: Where<'t>) {}

    fn reference(&mut self, _reference: &'t Reference, _usage: Use, _at: Where<'t>) {}
}

/// Visits `list`. The parser bounds how deep nodes nest.
pub(super) fn nodes<'t>(visit: &mut dyn Visit<'t>, list: &'t [Node], at: Where<'t>) {
    for node in list {
        visit.node(node, at);
        match node {
            Node::Text(_) | Node::Stop(None) | Node::Break(None) => {}
            Node::Reference(found) => reference(visit, found, at.written, at),
            Node::If(branch) => {
                for (condition, body) in &branch.arms {
                    expr(visit, condition, Use::Condition, at);
                    nodes(visit, body, at);
                }
                nodes(visit, &branch.otherwise, at);
            }
            Node::Set(set) => {
                reference(visit, &set.target, Use::Target, at);
                expr(visit, &set.value, Use::SetTo(set.target.name), at);
            }
            Node::Foreach(foreach) => {
                if let Some(list) = &foreach.list {
                    expr(visit, list, Use::List, at);
                }
                let inside = Where {
                    loops: at.loops + 1,
                    ..at
                };
                match &foreach.body {
                    Body::Block(body) => nodes(visit, body, inside),
                    Body::Argument(argument) => expr(visit, argument, at.written, inside),
                    Body::Nothing | Body::Missing => {}
                }
            }
            Node::Define { body, .. } => nodes(
                visit,
                body,
                Where {
                    in_block: true,
                    ..at
                },
            ),
            Node::Call(call) => {
                for argument in call.arguments.iter() {
                    expr(visit, argument, Use::Argument, at);
                }
                if let Some(body) = &call.body {
                    nodes(visit, body, at);
                }
            }
            Node::Break(Some(argument)) | Node::Stop(Some(argument)) => {
                expr(visit, argument, Use::Argument, at);
            }
            Node::Evaluate { value, .. } => expr(visit, value, Use::Argument, at),
            Node::File(file) => {
                for argument in &file.arguments {
                    expr(visit, argument, Use::Argument, at);
                }
            }
        }
    }
}

/// Visits an expression.
pub(super) fn expression<'t>(
    visit: &mut dyn Visit<'t>,
    whole: &'t Expr,
    usage: Use,
    at: Where<'t>,
) {
    expr(visit, whole, usage, at);
}

/// Visits an expression; not by recursion, since sums may be long.
fn expr<'t>(visit: &mut dyn Visit<'t>, whole: &'t Expr, usage: Use, at: Where<'t>) {
    let mut left = vec![(whole, usage)];
    while let Some((expr, usage)) = left.pop() {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::True | ExprKind::False | ExprKind::Word => {}
            ExprKind::Interpolated { unit, .. } => {
                let inside = Where {
                    place: &unit.place,
                    written: usage,
                    ..at
                };
                nodes(visit, &unit.nodes, inside);
            }
            ExprKind::Reference(found) => reference(visit, found, usage, at),
            ExprKind::List(items) => left.extend(items.iter().rev().map(|item| (item, usage))),
            ExprKind::Map(entries) => {
                for (key, value) in entries.iter().rev() {
                    left.extend([(value, usage), (key, usage)]);
                }
            }
            ExprKind::Paren(inner) => left.push((inner, usage)),
            ExprKind::Not(inner) => left.push((inner, Use::Condition)),
            ExprKind::And(both) | ExprKind::Or(both) | ExprKind::Compare(_, both) => {
                left.extend([(&both.1, Use::Condition), (&both.0, Use::Condition)]);
            }
            ExprKind::Range(both) | ExprKind::Arithmetic(_, both) => {
                left.extend([(&both.1, usage), (&both.0, usage)]);
            }
        }
    }
}

fn reference<'t>(visit: &mut dyn Visit<'t>, reference: &'t Reference, usage: Use, at: Where<'t>) {
    visit.reference(reference, usage, at);
    let usage = match usage {
        Use::Condition => Use::Condition,
        _ => Use::Argument,
    };
    parts(visit, reference, usage, at);
}

/// Visits the arguments and indexes of a reference.
pub(super) fn parts<'t>(
    visit: &mut dyn Visit<'t>,
    reference: &'t Reference,
    usage: Use,
    at: Where<'t>,
) {
    for part in &reference.parts {
        match part {
            Part::Property(_) => {}
            Part::Method(Method { arguments, .. }) => {
                for argument in arguments {
                    expr(visit, argument, usage, at);
                }
            }
            Part::Index(index) => expr(visit, index, usage, at),
        }
    }
}

/// Visits the condition of an `#if`.
pub(super) fn condition<'t>(visit: &mut dyn Visit<'t>, condition: &'t Expr, at: Where<'t>) {
    expr(visit, condition, Use::Condition, at);
}
