//! The frequent case: no macro call and no null item stands in front of the template's own variables,
//! and nobody asks where values come from. Then a variable is where its name says, most conditions
//! are settled by one look, and most nodes need no more than that.

use std::rc::Rc;

use crate::ast::{Access, Condition, Expr, ExprKind, If, Node, Place, Reference, Set};
use crate::names::FOREACH;
use crate::trace::Trace;
use crate::value::{Value, has_next};

use super::objects::as_block;
use super::{Evaluator, Run};

impl<T: Trace> Evaluator<'_, T> {
    /// Renders `nodes`, in this case.
    pub(super) fn quick_block(&mut self, nodes: &[Node], place: &Rc<Place>) -> Run<()> {
        for node in nodes {
            match node {
                Node::Text(text) => self.out.push_str(text.get(&place.source)),
                Node::Reference(reference) => self.quick_reference(reference, place)?,
                Node::Set(set) => self.quick_set(set, place)?,
                Node::If(branches) => match self.quick_branch(branches, place)? {
                    [] => {}
                    [Node::Text(text)] => self.out.push_str(text.get(&place.source)),
                    block => {
                        self.deeper(branches.span, place, |this| this.quick_block(block, place))?;
                    }
                },
                _ => self.directive(node, place, &None)?,
            }
        }
        Ok(())
    }

    #[inline]
    fn quick_reference(&mut self, reference: &Reference, place: &Rc<Place>) -> Run<()> {
        if reference.bare && reference.access == Access::Variable {
            let global = self.globals.get(reference.name as usize);
            match global.map(|global| &global.value) {
                Some(Value::String(text)) => {
                    self.out.push_str(text);
                    self.work(1, reference.span, place)?;
                    return self.check_output(reference.span, place);
                }
                Some(Value::Object(object)) => {
                    let object = Rc::clone(object);
                    self.work(1, reference.span, place)?;
                    if let Some(block) = as_block(&object)
                        && self.render_block_ref(block, &None)?
                    {
                        return Ok(());
                    }
                }
                _ => {}
            }
        } else if reference.bare
            && let Some(value) = self.look_at(reference, place)?
        {
            let value = value.into_value();
            if let Value::String(text) = &value {
                self.out.push_str(text);
                return self.check_output(reference.span, place);
            }
            return self.write_value(reference, value, place, &None);
        }
        self.render_reference(reference, place, &None)
    }

    #[inline]
    fn quick_set(&mut self, set: &Set, place: &Rc<Place>) -> Run<()> {
        if set.assigns
            && set.target.parts.is_empty()
            && let ExprKind::Reference(reference) = &set.value.kind
            && !reference.inert
            && let Some(value) = self.look_at(reference, place)?
        {
            let value = self.shown(value).into_value();
            self.work(1, set.span, place)?;
            match value {
                Value::Null => self.null_assignment(set, place),
                value => self.put_global(set.target.name, value),
            }
            return Ok(());
        }
        self.set(set, place, &None)
    }

    #[inline]
    fn quick_branch<'n>(&mut self, branches: &'n If, place: &Rc<Place>) -> Run<&'n [Node]> {
        let [(condition, block), others @ ..] = branches.arms.as_slice() else {
            return Ok(&branches.otherwise);
        };
        match (
            self.quick_truth(branches.condition, condition, place)?,
            others,
        ) {
            (Some(true), _) => self.work(1, branches.span, place).map(|()| &**block),
            (Some(false), []) => {
                self.work(1, branches.span, place)?;
                Ok(&branches.otherwise)
            }
            _ => self.branch(branches, place, &None),
        }
    }

    #[inline]
    fn quick_truth(
        &self,
        test: Condition,
        condition: &Expr,
        place: &Rc<Place>,
    ) -> Run<Option<bool>> {
        Ok(match (test, &condition.kind) {
            (Condition::Variable, ExprKind::Reference(reference)) => {
                match self.global(reference.name) {
                    Some(Value::Bool(value)) => Some(*value),
                    _ => None,
                }
            }
            (Condition::HasNext, _) => self.goes_on(),
            (Condition::IsEmpty(equal), ExprKind::Compare(_, operands)) => match &operands.0.kind {
                ExprKind::Reference(reference) => {
                    let nothing = self.shows_nothing(reference, place)?;
                    nothing.map(|nothing| nothing == equal)
                }
                _ => None,
            },
            (Condition::ItemIsEmpty(equal, known, key), ExprKind::Compare(_, operands)) => {
                let ExprKind::Reference(reference) = &operands.0.kind else {
                    return Ok(None);
                };
                self.work(1, reference.span, place)?;
                let shows = |item: &Value| self.nothing_asked(known, item);
                let nothing = match self.item_at_hand(reference.name, key) {
                    Some((map, key)) => map
                        .look_at(key, shows)
                        .unwrap_or_else(|| shows(&Value::Null)),
                    None => self.shows_nothing(reference, place)?,
                };
                nothing.map(|nothing| nothing == equal)
            }
            _ => None,
        })
    }

    /// Whether the loop of `$foreach` goes on; `None` where that is no loop's.
    #[inline]
    fn goes_on(&self) -> Option<bool> {
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
}
