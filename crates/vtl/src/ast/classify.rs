//! Static classification of references and conditions: how the evaluator may find their values.

use crate::names::{FOREACH, Sym};
use crate::value::{Value, is_class};

use super::{Comparison, Expr, ExprKind, Method, Node, Part, Reference};

/// A method, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommonMethod {
    Get,
    HasNext,
    KeySet,
    Length,
    Replace,
    Size,
    Substring,
}

impl CommonMethod {
    pub(crate) fn of(name: &str) -> Option<CommonMethod> {
        Some(match name {
            "get" => CommonMethod::Get,
            "hasNext" => CommonMethod::HasNext,
            "keySet" => CommonMethod::KeySet,
            "length" => CommonMethod::Length,
            "replace" => CommonMethod::Replace,
            "size" => CommonMethod::Size,
            "substring" => CommonMethod::Substring,
            _ => return None,
        })
    }

    /// Whether it may change what it is asked of, so that it can't be asked twice: a map's `replace`.
    pub(crate) fn may_change(self) -> bool {
        self == CommonMethod::Replace
    }
}

/// How the value of a reference is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It is a variable.
    Variable,
    /// `$foreach.hasNext`, as a property or as a method.
    HasNext,
    /// It is the item of a variable under the key that is this one: `$name[$key]`, `$name.get($key)`.
    Item(Sym),
    /// Its parts are names of members: `$name.one.two`.
    Members,
    /// It can be looked at in its place: nothing on the way can change anything.
    ReadOnly,
    /// The same, if no argument holds a block.
    ReadOnlyUnlessObjects,
    /// Its parts have to be followed one by one.
    General,
}

/// What the first condition of an `#if` asks, as far as that can be told at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `$name`.
    Variable,
    /// `$foreach.hasNext`.
    HasNext,
    /// Whether what a method without arguments answers is `""` (true) or is not (false):
    /// `$name.keySet() == ""`.
    IsEmpty(bool),
    /// The same, asked of an item of a variable: `$name[$key].length() == ""`.
    ItemIsEmpty(bool, CommonMethod, Sym),
    General,
}

impl Condition {
    pub(crate) fn of(condition: &Expr) -> Condition {
        match &condition.kind {
            ExprKind::Reference(reference) => match reference.access {
                Access::Variable if !reference.inert => Condition::Variable,
                Access::HasNext => Condition::HasNext,
                _ => Condition::General,
            },
            ExprKind::Compare(comparison, operands) => {
                match (&operands.0.kind, &operands.1.kind, comparison) {
                    (
                        ExprKind::Reference(reference),
                        ExprKind::Constant(Value::String(text)),
                        Comparison::Equal | Comparison::NotEqual,
                    ) if text.is_empty() => {
                        let equal = *comparison == Comparison::Equal;
                        match ends_in_call(reference) {
                            Some((method, [of])) => match item_key(of) {
                                Some(key) => Condition::ItemIsEmpty(equal, method, key),
                                None => Condition::IsEmpty(equal),
                            },
                            Some(_) => Condition::IsEmpty(equal),
                            None => Condition::General,
                        }
                    }
                    _ => Condition::General,
                }
            }
            _ => Condition::General,
        }
    }
}

impl Access {
    /// How the value of a reference to these parts of the variable `name` is found.
    pub(crate) fn of(name: Sym, parts: &[Part]) -> Access {
        if let [part] = parts
            && let Some(key) = item_key(part)
        {
            return Access::Item(key);
        }
        match parts {
            [] => Access::Variable,
            [Part::Property(property)] if name == FOREACH && **property == *"hasNext" => {
                Access::HasNext
            }
            [
                Part::Method(Method {
                    common: Some(CommonMethod::HasNext),
                    arguments,
                    ..
                }),
            ] if name == FOREACH && arguments.is_empty() => Access::HasNext,
            _ if are_members(parts) => Access::Members,
            _ => read_only(parts).unwrap_or(Access::General),
        }
    }
}

/// Whether parts are names of members, and not so many that to go down them one in another is too deep.
fn are_members(parts: &[Part]) -> bool {
    let is_member = |part: &Part| matches!(part, Part::Property(name) if !is_class(name));
    parts.len() <= 16 && parts.iter().all(is_member)
}

/// The variable whose value is the key under which a part asks for an item.
fn item_key(part: &Part) -> Option<Sym> {
    let key = match part {
        Part::Index(key) => key,
        Part::Method(Method {
            common: Some(CommonMethod::Get),
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
    matches!(part, Part::Method(method) if method.common.is_none_or(CommonMethod::may_change))
}

/// How parts can be looked at in their place; `None` where they can't. An argument can turn out to need the long
/// way, on which all is done again, and until then nothing must have been changed: a text that can't be made, a
/// variable that holds a block. What `toString()` prints can be a block, whose rendering changes variables.
fn read_only(parts: &[Part]) -> Option<Access> {
    let mut called = false;
    let mut changed = false;
    let mut access = Access::ReadOnly;
    for part in parts {
        let read = match part {
            Part::Property(_) => true,
            Part::Index(index) => is_operand(index),
            Part::Method(Method { name, .. }) if **name == *"toString" => false,
            Part::Method(Method { arguments, .. }) => {
                if changed && !arguments.iter().all(is_literal) {
                    access = Access::ReadOnlyUnlessObjects;
                }
                match &**arguments {
                    [one] => is_operand(one) || (!called && is_text(one)),
                    more => more.len() <= 2 && more.iter().all(is_operand),
                }
            }
        };
        if !read {
            return None;
        }
        called |= matches!(part, Part::Method(_));
        changed |= may_change(part);
    }
    Some(access)
}

fn is_literal(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Constant(_) | ExprKind::True | ExprKind::False
    )
}

/// A literal or a variable.
fn is_operand(expr: &Expr) -> bool {
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
                        Part::Index(index) => is_operand(index),
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
pub(crate) fn ends_in_call(reference: &Reference) -> Option<(CommonMethod, &[Part])> {
    if reference.access != Access::ReadOnly {
        return None;
    }
    match reference.parts.split_last()? {
        (
            Part::Method(Method {
                common: Some(common),
                arguments,
                ..
            }),
            before,
        ) if arguments.is_empty() && !before.iter().any(may_change) => Some((*common, before)),
        _ => None,
    }
}
