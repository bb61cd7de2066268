//! Fast paths for the frequent case: no macro call and no null item of a loop hides the template's own variables,
//! and provenance is not recorded.
//!
//! Each returns what the general path returns, or `None` to fall back to it. With provenance
//! ([`Trace::ON`]) none is used: a test renders templates both ways.

mod resolve;

use std::rc::Rc;

use crate::ast::{
    Access, Comparison, Condition, Expr, ExprKind, If, Node, Reference, Set, SourceText,
};
use crate::names::{FOREACH, Sym};
use crate::span::Span;
use crate::trace::Trace;
use crate::value::{Object, Value, has_next};

use super::block_ref::{BlockRef, as_block};
use super::expression::equality;
use super::frame::Scope;
use super::{Evaluator, Global, Run};

impl<T: Trace> Evaluator<'_, T> {
    /// Whether fast paths may be used.
    #[inline]
    pub(super) fn is_fast(&self, scope: &Scope) -> bool {
        !T::ON && scope.is_none()
    }

    /// The item of a list literal that has one: a loop over it needs no list. `None`: use the general path.
    #[inline]
    pub(super) fn only_item<'e>(&self, list: &'e Expr, scope: &Scope) -> Option<&'e Expr> {
        match &list.kind {
            ExprKind::List(items) if self.is_fast(scope) => match items.as_slice() {
                [item] => Some(item),
                _ => None,
            },
            _ => None,
        }
    }

    /// Gives the variable `name` its last block `body` again, as a new one, if nothing refers to that any more.
    #[inline]
    pub(super) fn define_again(&mut self, name: Sym, body: &Rc<[Node]>) -> bool {
        let Some(Global {
            value,
            written,
            block: Some(block),
        }) = self.globals.get_mut(name as usize)
        else {
            return false;
        };
        if !Rc::ptr_eq(&block.body, body) {
            return false;
        }
        *value = Value::Null;
        if Rc::strong_count(block) > 1 {
            return false;
        }
        block.depth.set(0);
        block.text.take();
        *value = Value::Object(Rc::clone(block) as Rc<dyn Object>);
        *written = true;
        true
    }

    /// Keeps the block that was defined as `name`, for [`Evaluator::define_again`].
    pub(super) fn keep_block(&mut self, name: Sym, block: Rc<BlockRef>, scope: &Scope) {
        if self.is_fast(scope)
            && let Some(global) = self.globals.get_mut(name as usize)
        {
            global.block = Some(block);
        }
    }

    /// Renders `nodes`.
    pub(super) fn fast_block(&mut self, nodes: &[Node], place: &Rc<SourceText>) -> Run<()> {
        for node in nodes {
            match node {
                Node::Text(text) => text.append_to(&mut self.out, &place.source),
                Node::Reference(reference) => self.fast_reference(reference, place)?,
                Node::Set(set) => self.fast_set(set, place)?,
                Node::If(branches) => match self.fast_branch(branches, place)? {
                    [] => {}
                    [Node::Text(text)] => text.append_to(&mut self.out, &place.source),
                    block => {
                        self.deeper(branches.span, place, |this| this.fast_block(block, place))?;
                    }
                },
                _ => self.directive(node, place, &None)?,
            }
        }
        Ok(())
    }

    #[inline]
    fn fast_reference(&mut self, reference: &Reference, place: &Rc<SourceText>) -> Run<()> {
        if reference.bare && reference.access == Access::Variable {
            let global = self.globals.get(reference.name as usize);
            match global.map(|global| &global.value) {
                Some(Value::String(text)) => {
                    text.append_to(&mut self.out);
                    self.charge(1, reference.span, place)?;
                    return self.check_output(reference.span, place);
                }
                Some(Value::Object(object)) => {
                    let object = Rc::clone(object);
                    self.charge(1, reference.span, place)?;
                    if let Some(block) = as_block(&object)
                        && self.render_block_ref(block, &None)?
                    {
                        return Ok(());
                    }
                }
                _ => {}
            }
        } else if reference.bare {
            let mut out = std::mem::take(&mut self.out);
            let mut other = None;
            let found = self.look_at(reference, place, &mut |value| match value {
                Value::String(text) => text.append_to(&mut out),
                value => other = Some(value.clone()),
            });
            self.out = out;
            if found? {
                return match other {
                    None => self.check_output(reference.span, place),
                    Some(value) => self.write_value(reference, value, place, &None),
                };
            }
        }
        self.render_reference(reference, place, &None)
    }

    #[inline]
    fn fast_set(&mut self, set: &Set, place: &Rc<SourceText>) -> Run<()> {
        if set.assigns
            && set.target.parts.is_empty()
            && let ExprKind::Reference(reference) = &set.value.kind
            && !reference.inert
        {
            if self.copy(reference, set.target.name) {
                return self.charge(2, set.span, place);
            }
            if let Some(value) = self.resolve_global(reference, place)? {
                let value = self.or_empty(value).into_owned();
                self.charge(1, set.span, place)?;
                match value {
                    Value::Null => self.null_assignment(set, place),
                    value => self.put_global(set.target.name, value),
                }
                return Ok(());
            }
        }
        self.set(set, place, &None)
    }

    /// Copies the value of `reference` from where it is to the variable `to`. `false`: it is null, or takes more to find,
    /// or `to` is part of the reference; use the general path.
    #[inline]
    fn copy(&mut self, reference: &Reference, to: Sym) -> bool {
        let (from, to) = (reference.name as usize, to as usize);
        let mut is_found = false;
        match reference.access {
            Access::Variable => {
                if let Ok([from, to]) = self.globals.get_disjoint_mut([from, to]) {
                    is_found = to.copy(&from.value);
                }
            }
            Access::Members => {
                if let Ok([from, to]) = self.globals.get_disjoint_mut([from, to]) {
                    let mut copy = |value: &Value| is_found = to.copy(value);
                    resolve::member(&from.value, &reference.parts, &mut copy);
                }
            }
            Access::Item(key) => {
                if let Ok([from, key, to]) = self.globals.get_disjoint_mut([from, key as usize, to])
                    && let Some((map, key)) = resolve::small_map(&from.value, &key.value)
                {
                    map.look_at(key, |value| is_found = to.copy(value));
                }
            }
            _ => {}
        }
        is_found
    }

    #[inline]
    fn fast_branch<'n>(&mut self, branches: &'n If, place: &Rc<SourceText>) -> Run<&'n [Node]> {
        let [(condition, block), others @ ..] = branches.arms.as_slice() else {
            return Ok(&branches.otherwise);
        };
        match (
            self.fast_truth(branches.condition, condition, place)?,
            others,
        ) {
            (Some(true), _) => self.charge(1, branches.span, place).map(|()| &**block),
            (Some(false), []) => {
                self.charge(1, branches.span, place)?;
                Ok(&branches.otherwise)
            }
            _ => self.branch(branches, place, &None),
        }
    }

    /// The truth of a condition of the class `class`. `None`: use the general path.
    #[inline]
    fn fast_truth(
        &self,
        class: Condition,
        condition: &Expr,
        place: &Rc<SourceText>,
    ) -> Run<Option<bool>> {
        Ok(match (class, &condition.kind) {
            (Condition::Variable, ExprKind::Reference(reference)) => {
                match self.global(reference.name) {
                    Some(Value::Bool(value)) => Some(*value),
                    _ => None,
                }
            }
            (Condition::HasNext, _) => self.has_next(),
            (Condition::IsEmpty(equal), ExprKind::Compare(_, operands)) => match &operands.0.kind {
                ExprKind::Reference(reference) => {
                    let is_empty = self.renders_empty(reference, place)?;
                    is_empty.map(|is_empty| is_empty == equal)
                }
                _ => None,
            },
            (Condition::ItemIsEmpty(equal, method, key), ExprKind::Compare(_, operands)) => {
                let ExprKind::Reference(reference) = &operands.0.kind else {
                    return Ok(None);
                };
                self.charge(1, reference.span, place)?;
                let is_empty_item = |item: &Value| self.is_empty_result(method, item);
                let is_empty = match self.small_map_and_key(reference.name, key) {
                    Some((map, key)) => map
                        .look_at(key, is_empty_item)
                        .unwrap_or_else(|| is_empty_item(&Value::Null)),
                    None => self.renders_empty(reference, place)?,
                };
                is_empty.map(|is_empty| is_empty == equal)
            }
            _ => None,
        })
    }

    /// `$foreach.hasNext`; `None` if `$foreach` is not the scope of a loop.
    #[inline]
    fn has_next(&self) -> Option<bool> {
        let Some(Value::Object(object)) = self.global(FOREACH) else {
            return None;
        };
        match &self.running {
            Some(running) if std::ptr::addr_eq(Rc::as_ptr(object), Rc::as_ptr(running)) => {
                Some(running.has_next.get())
            }
            _ => has_next(object),
        }
    }

    /// The truth of a comparison whose left side is a reference and whose right side is a literal. `None`: use the
    /// general path.
    pub(super) fn fast_comparison(
        &mut self,
        comparison: Comparison,
        operands: &(Expr, Expr),
        span: Span,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Option<bool>> {
        let (ExprKind::Reference(left), ExprKind::Constant(right)) =
            (&operands.0.kind, &operands.1.kind)
        else {
            return Ok(None);
        };
        if !self.is_fast(scope) {
            return Ok(None);
        }
        if matches!(right, Value::String(right) if right.is_empty())
            && let Some(equal) = self.renders_empty(left, place)?
            && let Some(truth) = comparison.of_equality(equal)
        {
            return Ok(Some(truth));
        }
        let Some(left) = self.resolve_global(left, place)? else {
            return Ok(None);
        };
        let left = self.or_empty(left);
        let equal = match equality(&left, right, self.budget) {
            Ok(equal) => equal,
            Err(thrown) => return self.stopped(thrown, span, place),
        };
        if let Some(truth) = equal.and_then(|equal| comparison.of_equality(equal)) {
            return Ok(Some(truth));
        }
        let left = left.into_owned();
        self.compare(comparison, &left, right, span, place)
            .map(Some)
    }
}

impl Global {
    /// Gives it the value, unless that is null. Returns whether it did.
    #[inline(always)]
    fn copy(&mut self, value: &Value) -> bool {
        let is_found = !matches!(value, Value::Null);
        if is_found {
            value.copy_to(&mut self.value);
            self.written = true;
        }
        is_found
    }
}
