//! What the parser can tell of references and conditions, for the evaluator to know when it meets them.

use crate::ast::{Comparison, Expr, ExprKind, Method, Node, Part, Reference, Sym, Test, Way};
use crate::methods::{self, Known};
use crate::names::FOREACH;
use crate::value::Value;

impl Test {
    pub(crate) fn of(condition: &Expr) -> Test {
        match &condition.kind {
            ExprKind::Reference(reference) => match reference.way {
                Way::Variable if !reference.inert => Test::Variable,
                Way::HasNext => Test::HasNext,
                _ => Test::Other,
            },
            ExprKind::Compare(comparison, operands) => {
                match (&operands.0.kind, &operands.1.kind, comparison) {
                    (
                        ExprKind::Reference(reference),
                        ExprKind::Constant(Value::String(text)),
                        Comparison::Equal | Comparison::NotEqual,
                    ) if text.is_empty() => {
                        let equal = *comparison == Comparison::Equal;
                        match asked_last(reference) {
                            Some((known, [of])) => match item_key(of) {
                                Some(key) => Test::ItemNothing(equal, known, key),
                                None => Test::Nothing(equal),
                            },
                            Some(_) => Test::Nothing(equal),
                            None => Test::Other,
                        }
                    }
                    _ => Test::Other,
                }
            }
            _ => Test::Other,
        }
    }
}

/// How the value of a reference to these parts of a variable is found.
pub(crate) fn way(name: Sym, parts: &[Part]) -> Way {
    if let [part] = parts
        && let Some(key) = item_key(part)
    {
        return Way::Item(key);
    }
    match parts {
        [] => Way::Variable,
        [Part::Property(property)] if name == FOREACH && **property == *"hasNext" => Way::HasNext,
        [
            Part::Method(Method {
                known: Some(Known::HasNext),
                arguments,
                ..
            }),
        ] if name == FOREACH && arguments.is_empty() => Way::HasNext,
        _ if are_members(parts) => Way::Members,
        _ => only_read(parts).unwrap_or(Way::Followed),
    }
}

/// Whether parts are names of members, and not so many that to go down them one in another is too deep.
fn are_members(parts: &[Part]) -> bool {
    let is_member = |part: &Part| matches!(part, Part::Property(name) if !methods::is_class(name));
    parts.len() <= 16 && parts.iter().all(is_member)
}

/// The variable whose value is the key under which a part asks for an item.
fn item_key(part: &Part) -> Option<Sym> {
    let key = match part {
        Part::Index(key) => key,
        Part::Method(Method {
            known: Some(Known::Get),
            arguments,
            ..
        }) => match &**arguments {
            [key] => key,
            _ => return None,
        },
        _ => return None,
    };
    match &key.kind {
        ExprKind::Reference(key) if key.parts.is_empty() && !key.inert => Some(key.name),
        _ => None,
    }
}

/// Whether a part may change something, as `$list.remove(0)` does: most methods that are known here only read.
fn may_change(part: &Part) -> bool {
    matches!(part, Part::Method(method) if method.known.is_none_or(Known::may_change))
}

/// How parts can be looked at in their place; `None` where they can't. An argument can turn out to need the long
/// way, on which all is done again, and until then nothing must have been changed: a text that can't be made, a
/// variable that holds a block. What `toString()` prints can be a block, whose rendering changes variables.
fn only_read(parts: &[Part]) -> Option<Way> {
    let mut called = false;
    let mut changed = false;
    let mut way = Way::Looked;
    for part in parts {
        let read = match part {
            Part::Property(_) => true,
            Part::Index(index) => is_at_hand(index),
            Part::Method(Method { name, .. }) if **name == *"toString" => false,
            Part::Method(Method { arguments, .. }) => {
                if changed && !arguments.iter().all(is_literal) {
                    way = Way::LookedWithoutBlocks;
                }
                match &**arguments {
                    [one] => is_at_hand(one) || (!called && is_text(one)),
                    more => more.len() <= 2 && more.iter().all(is_at_hand),
                }
            }
        };
        if !read {
            return None;
        }
        called |= matches!(part, Part::Method(_));
        changed |= may_change(part);
    }
    Some(way)
}

fn is_literal(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Constant(_) | ExprKind::True | ExprKind::False
    )
}

/// A literal or a variable.
fn is_at_hand(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Reference(reference) => reference.parts.is_empty() && !reference.inert,
        _ => is_literal(expr),
    }
}

/// A text made of literals, variables and what these hold.
fn is_text(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Interpolated {
            unit,
            strips: false,
        } => unit.nodes.iter().all(|node| match node {
            Node::Text(_) => true,
            Node::Reference(reference) => {
                reference.bare
                    && reference.parts.iter().all(|part| match part {
                        Part::Property(_) => true,
                        Part::Index(index) => is_at_hand(index),
                        Part::Method(_) => false,
                    })
            }
            _ => false,
        }),
        _ => false,
    }
}

/// The method without arguments that a reference ends in, and the parts before it, where these can be
/// looked at in their place, more than once.
pub(super) fn asked_last(reference: &Reference) -> Option<(Known, &[Part])> {
    if reference.way != Way::Looked {
        return None;
    }
    match reference.parts.split_last()? {
        (
            Part::Method(Method {
                known: Some(known),
                arguments,
                ..
            }),
            before,
        ) if arguments.is_empty() && !before.iter().any(may_change) => Some((*known, before)),
        _ => None,
    }
}
