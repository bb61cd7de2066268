//! Static classification of references and conditions: which path of the evaluator resolves them.

use crate::names::{FOREACH, Sym};
use crate::value::{Value, is_class};

use super::{Comparison, Expr, ExprKind, Method, Part, Reference};

/// The methods that mapping templates call most.
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
}

/// How the value of a reference can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// `$name`.
    Variable,
    /// `$foreach.hasNext`, as a property or as a method.
    HasNext,
    /// `$name[$key]` or `$name.get($key)`, with the variable of the key.
    Item(Sym),
    /// Names of members: `$name.one.two`.
    Members,
    /// Names of members, then a method without arguments: `$name.one.size()`.
    Call(CommonMethod),
    /// All parts only read, so values can be borrowed.
    ReadOnly,
    /// The same, unless an argument after the first call is an object, which may be a block.
    ReadOnlyUnlessObjects,
    /// Anything else.
    General,
}

/// The first condition of an `#if`: those that the fast path decides without evaluating operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `$name`.
    Variable,
    /// `$foreach.hasNext`.
    HasNext,
    /// `$name.keySet() == ""` (true) or `!= ""` (false), with any of the common methods.
    IsEmpty(bool),
    /// The same of an item of a variable: `$name[$key].length() == ""`.
    ItemIsEmpty(bool, CommonMethod, Sym),
    /// Anything else.
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
                        match item_call(reference) {
                            Some((method, key)) => Condition::ItemIsEmpty(equal, method, key),
                            None if ends_in_call(reference).is_some() => Condition::IsEmpty(equal),
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
    /// The access of the reference to these parts of the variable `name`.
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
            // Longer ones are not followed by recursion.
            _ if parts.len() > MOST_PARTS => Access::General,
            _ if parts.iter().all(is_member) => Access::Members,
            _ => match (read_only(parts), last_call(parts)) {
                (Some(Access::ReadOnly), Some((method, before))) if !before.iter().any(is_call) => {
                    Access::Call(method)
                }
                (access, _) => access.unwrap_or(Access::General),
            },
        }
    }
}

/// The most parts of a reference that are followed by recursion, where each can take a frame of the stack.
const MOST_PARTS: usize = 16;

/// Whether a part is the name of a member.
fn is_member(part: &Part) -> bool {
    matches!(part, Part::Property(name) if !is_class(name))
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

/// Whether parts only read, as far as their form shows. An argument can turn out to need the general path (a
/// variable that holds a block), which starts again from the first part. Until then nothing may have been called:
/// not even a method that reads, since an object of the host may have side effects. `toString()` may render a
/// block, which sets variables.
fn read_only(parts: &[Part]) -> Option<Access> {
    let mut called = false;
    let mut access = Access::ReadOnly;
    for part in parts {
        let only_reads = match part {
            Part::Property(_) => true,
            Part::Index(index) => is_operand(index),
            Part::Method(Method { name, .. }) if **name == *"toString" => false,
            Part::Method(Method { arguments, .. }) => {
                if called && !arguments.iter().all(is_literal) {
                    access = Access::ReadOnlyUnlessObjects;
                }
                arguments.len() <= 2 && arguments.iter().all(is_operand)
            }
        };
        if !only_reads {
            return None;
        }
        called |= is_call(part);
    }
    Some(access)
}

/// Whether a part calls a method: an index calls `get`.
fn is_call(part: &Part) -> bool {
    matches!(part, Part::Method(_) | Part::Index(_))
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

/// The method without arguments that a reference ends in, and the parts before it. These call nothing, so that
/// the general path can still start again from the first part.
#[inline]
pub(crate) fn ends_in_call(reference: &Reference) -> Option<(CommonMethod, &[Part])> {
    match (reference.access, reference.parts.split_last()) {
        (Access::Call(method), Some((_, before))) => Some((method, before)),
        _ => None,
    }
}

/// The method without arguments that a reference calls on the item of a variable, and the variable of the key.
fn item_call(reference: &Reference) -> Option<(CommonMethod, Sym)> {
    if reference.access != Access::ReadOnly {
        return None;
    }
    match last_call(&reference.parts)? {
        (method, [item]) => Some((method, item_key(item)?)),
        _ => None,
    }
}

/// The last of parts, if it calls a method without arguments, and those before it.
fn last_call(parts: &[Part]) -> Option<(CommonMethod, &[Part])> {
    match parts.split_last()? {
        (
            Part::Method(Method {
                common: Some(common),
                arguments,
                ..
            }),
            before,
        ) if arguments.is_empty() => Some((*common, before)),
        _ => None,
    }
}
