//! `long-loop`: a `#foreach` over more than 1,000 entries that the template itself lists.
//!
//! API Gateway's [quotas][quotas] name "Number of iterations in a `#foreach` … `#end` loop in
//! mapping templates: 1,000", which can't be raised.
//!
//! [quotas]: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html

use crate::ast::{Expr, ExprKind, Node};
use crate::value::Value;

use super::walk::{Visit, Where};
use super::{Lint, Subject, place_of};

/// How often API Gateway runs one `#foreach`.
const ROUNDS: u64 = 1_000;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    subject.visit(&mut Loops { subject, found });
}

struct Loops<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
}

impl<'t> Visit<'t> for Loops<'_, 't> {
    fn node(&mut self, node: &'t Node, at: Where<'t>) {
        let Node::Foreach(foreach) = node else { return };
        let Some(rounds) = foreach.list.as_ref().and_then(|list| self.rounds(list)) else {
            return;
        };
        if rounds > ROUNDS {
            self.found.push(Lint {
                code: "long-loop",
                span: place_of(at.place, foreach.span),
                message: format!("{rounds} rounds: API Gateway gives a loop 1,000"),
                repair: "loop over parts of at most 1,000 entries, one loop after the other, or \
                         nest two loops"
                    .to_owned(),
                edits: Vec::new(),
            });
        }
    }
}

impl<'t> Loops<'_, 't> {
    /// The number of entries of a list literal.
    fn rounds(&self, list: &'t Expr) -> Option<u64> {
        if let ExprKind::Reference(reference) = &list.kind
            && reference.parts.is_empty()
            && !self.subject.bound.contains_key(&reference.name)
            && let Some([set]) = self.subject.sets.get(&reference.name).map(Vec::as_slice)
        {
            return entries(&set.value);
        }
        entries(list)
    }
}

fn entries(list: &Expr) -> Option<u64> {
    match &list.kind {
        ExprKind::List(items) => u64::try_from(items.len()).ok(),
        ExprKind::Range(ends) => {
            let (from, to) = (integer(&ends.0)?, integer(&ends.1)?);
            Some(u64::from(from.abs_diff(to)) + 1)
        }
        ExprKind::Paren(inner) => entries(inner),
        // A literal whose items are all constants.
        ExprKind::Constant(Value::List(items)) => u64::try_from(items.items().len()).ok(),
        _ => None,
    }
}

fn integer(expr: &Expr) -> Option<i32> {
    match &expr.kind {
        ExprKind::Constant(Value::Integer(value)) => Some(*value),
        _ => None,
    }
}
