//! `null-set`: `#set` of a value that may be missing, then used as if it were present.
//!
//! Recorded from AWS: in API Gateway a missing value becomes `""`. A method that `""` does not have
//! writes nothing (`"count": $list.size()` becomes `"count": `, which is not JSON), and one that it
//! has returns the result for an empty text. A loop over it runs no round, which mostly is intended.
//!
//! Values that may be missing: a place of `$input.path` other than the whole body, and an entry of
//! a map, except those of `$input.params()`. Not reported if any `#if` or comparison asks about the
//! variable, or about a variable set from its method's result.

use std::collections::HashSet;

use crate::ast::{Expr, ExprKind, Method, Part, Reference};
use crate::names::FOREACH;
use crate::names::Sym;

use super::walk::{Use, Visit, Where};
use super::{Lint, Subject, literal_text, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    let mut uses = Uses::default();
    subject.visit(&mut uses);
    let mut sets = Sets {
        subject,
        uses: &uses,
        found,
    };
    subject.visit(&mut sets);
}

/// How each variable is used.
#[derive(Default)]
struct Uses {
    asked: HashSet<Sym>,
    /// A method is called on it, and the result is written or passed on.
    called: HashSet<Sym>,
    /// A method is called on the first, and the second is set from it.
    called_for: Vec<(Sym, Sym)>,
}

impl<'t> Visit<'t> for Uses {
    fn reference(&mut self, reference: &'t Reference, usage: Use, _: Where<'t>) {
        let name = reference.name;
        let calls = matches!(reference.parts.first(), Some(Part::Method(Method { name, .. })) if &**name != "get");
        match usage {
            Use::Condition => {
                self.asked.insert(name);
            }
            Use::SetTo(target) if calls => self.called_for.push((name, target)),
            Use::Written | Use::Argument if calls => {
                self.called.insert(name);
            }
            _ => {}
        }
    }
}

struct Sets<'s, 't> {
    subject: &'s Subject<'t>,
    uses: &'s Uses,
    found: &'s mut Vec<Lint>,
}

impl<'t> Visit<'t> for Sets<'_, 't> {
    fn node(&mut self, node: &'t crate::ast::Node, at: Where<'t>) {
        let crate::ast::Node::Set(set) = node else {
            return;
        };
        let variable = set.target.name;
        if !set.target.parts.is_empty()
            || self.uses.asked.contains(&variable)
            || !self.may_be_missing(&set.value)
        {
            return;
        }
        let called = self.uses.called.contains(&variable)
            || self.uses.called_for.iter().any(|(of, target)| {
                *of == variable && of != target && !self.uses.asked.contains(target)
            });
        let name = self.subject.name(variable);
        if !called {
            return;
        }
        let value = set.value.literal.get(&at.place.source).trim();
        self.found.push(Lint {
            code: "null-set",
            span: place_of(at.place, set.span),
            message: format!(
                "`{value}` may be missing, ${name} is \"\" then, and a method is called on it without \
                 asking"
            ),
            repair: format!("ask first: #if(${name} != \"\")…#else…#end"),
            edits: Vec::new(),
        });
    }
}

impl Sets<'_, '_> {
    fn may_be_missing(&self, value: &Expr) -> bool {
        let ExprKind::Reference(reference) = &value.kind else {
            return false;
        };
        let name = self.subject.name(reference.name);
        match reference.parts.last() {
            Some(Part::Method(Method {
                name: method,
                arguments,
                ..
            })) => match (name, &**method) {
                ("input", "path") if reference.parts.len() == 1 => arguments
                    .first()
                    .and_then(|path| literal_text(&path.kind))
                    .is_some_and(is_definite),
                (_, "get") => self.is_map_of_input(reference, name),
                _ => false,
            },
            Some(Part::Property(_) | Part::Index(_)) => self.is_map_of_input(reference, name),
            None => false,
        }
    }

    /// Whether the reference reads from the caller's document.
    fn is_map_of_input(&self, reference: &Reference, name: &str) -> bool {
        let variable = reference.name;
        if is_params(reference, name) && reference.parts.len() <= 2 {
            return false;
        }
        if name == "input" {
            return reference.parts.len() > 1;
        }
        if variable == FOREACH || super::GIVEN.contains(&name) {
            return false;
        }
        let literal = |expr: &Expr| {
            match &expr.kind {
                ExprKind::List(_) | ExprKind::Map(_) | ExprKind::Constant(_) => true,
                // All of the request's parameters: their kinds are always there.
                ExprKind::Reference(value) => {
                    value.parts.len() == 1 && is_params(value, self.subject.name(value.name))
                }
                _ => false,
            }
        };
        self.subject
            .sets
            .get(&variable)
            .is_none_or(|sets| !sets.iter().all(|set| literal(&set.value)))
    }
}

/// Whether a reference starts with `$input.params()`.
pub(super) fn is_params(reference: &Reference, name: &str) -> bool {
    name == "input"
        && matches!(reference.parts.first(), Some(Part::Method(Method { name, arguments, .. }))
            if &**name == "params" && arguments.is_empty())
}

/// Whether a path names one place other than the whole document. Any other path returns a list.
fn is_definite(path: &str) -> bool {
    let path = path.trim();
    let lists = path.contains("..") || path.contains(['*', '?', ':', ',']) || path.ends_with("()");
    !lists && !matches!(path, "" | "$")
}
