//! Resolving references without cloning the values that they pass through.
//!
//! Most references only read: variables, members, methods whose arguments are literals, variables or
//! strings made of these. While one is resolved, nothing can change, so values are borrowed.

use std::borrow::Cow;
use std::rc::Rc;

use crate::ast::{
    Access, CommonMethod, Expr, ExprKind, Method, Part, Reference, SourceText, ends_in_call,
};
use crate::methods;
use crate::names::Sym;
use crate::trace::Trace;
use crate::value::{Map, Order, Str, Value, is_class};

use super::super::block_ref::as_block;
use super::super::frame::Scope;
use super::super::{Evaluator, Run};

/// Applies `read` to the member at `parts`, or to null if it is missing. `None`: a part is not a member's name,
/// or the value before it is not a map.
pub(super) fn member(value: &Value, parts: &[Part], read: &mut dyn FnMut(&Value)) -> Option<()> {
    match (parts, value) {
        ([], _) => {
            read(value);
            Some(())
        }
        ([Part::Property(name), rest @ ..], Value::Map(map)) if !is_class(name) => {
            match map.look_for(name, |found| member(found, rest, read)) {
                Some(found) => found,
                None => {
                    read(&Value::Null);
                    Some(())
                }
            }
        }
        _ => None,
    }
}

/// A map and a key that is a string, if the map is so small that the search needs no charge. `None`: use the general path.
#[inline]
pub(super) fn small_map<'v>(map: &'v Value, key: &'v Value) -> Option<(&'v Map, &'v Str)> {
    match (map, key) {
        (Value::Map(map), Value::String(key)) if map.len() < 16 => Some((map, key)),
        _ => None,
    }
}

impl<T: Trace> Evaluator<'_, T> {
    /// The value of a reference, null if it has none. `None`: use the general path.
    #[inline]
    pub(in crate::eval) fn resolve<'s>(
        &'s self,
        reference: &'s Reference,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Option<Cow<'s, Value>>> {
        match self.is_fast(scope) {
            true => self.resolve_global(reference, place),
            false => Ok(None),
        }
    }

    /// Whether `reference == ""`, decided by the method that it calls and the class of the value: these methods
    /// never return `""`, and a call of a missing one is empty. `None`: use the general path.
    pub(in crate::eval) fn renders_empty(
        &self,
        reference: &Reference,
        place: &Rc<SourceText>,
    ) -> Run<Option<bool>> {
        let Some((method, before)) = ends_in_call(reference) else {
            return Ok(None);
        };
        let value = self.global(reference.name).unwrap_or(&Value::Null);
        let mut is_empty = None;
        let mut look = |found: &Value| is_empty = self.is_empty_result(method, found);
        if member(value, before, &mut look).is_some() {
            self.charge(1, reference.span, place)?;
        } else {
            self.follow(before, reference, place, &mut look)?;
        }
        Ok(is_empty)
    }

    /// Whether a call of `method` on `value` is empty, decided by the class of the value. `None`: use the general
    /// path.
    #[inline]
    pub(super) fn is_empty_result(&self, method: CommonMethod, value: &Value) -> Option<bool> {
        if !matches!(self.value_of_null, Value::String(_)) {
            return None;
        }
        match (value, method) {
            (Value::String(_), CommonMethod::Length)
            | (Value::List(_) | Value::Map(_), CommonMethod::Size)
            | (Value::Map(_), CommonMethod::KeySet) => Some(false),
            (Value::Null, _)
            | (Value::String(_), CommonMethod::KeySet | CommonMethod::Size)
            | (Value::List(_), CommonMethod::KeySet | CommonMethod::Length)
            | (Value::Map(_), CommonMethod::Length) => Some(true),
            _ => None,
        }
    }

    /// The value of a reference in an expression: for null, null or `""`, depending on the dialect.
    #[inline]
    pub(in crate::eval) fn or_empty<'s>(&'s self, value: Cow<'s, Value>) -> Cow<'s, Value> {
        match *value {
            Value::Null => Cow::Borrowed(&self.value_of_null),
            _ => value,
        }
    }

    /// The map whose `keySet()` an expression is, if its keys can be read one by one. `None`: use the general path.
    pub(in crate::eval) fn map_of_key_set(
        &self,
        expr: &Expr,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Option<Rc<Map>>> {
        if !self.is_fast(scope) {
            return Ok(None);
        }
        let ExprKind::Reference(reference) = &expr.kind else {
            return Ok(None);
        };
        let Some((CommonMethod::KeySet, before)) = ends_in_call(reference) else {
            return Ok(None);
        };
        let mut found = None;
        self.follow(before, reference, place, &mut |value| {
            if let Value::Map(map) = value
                && map.order() == Order::Insertion
            {
                found = Some(Rc::clone(map));
            }
        })?;
        Ok(found)
    }

    /// [`Evaluator::resolve`] on the fast path.
    #[inline(always)]
    pub(super) fn resolve_global<'s>(
        &'s self,
        reference: &'s Reference,
        place: &Rc<SourceText>,
    ) -> Run<Option<Cow<'s, Value>>> {
        if reference.access == Access::Variable {
            self.charge(1, reference.span, place)?;
            return Ok(Some(match self.global(reference.name) {
                Some(value) => Cow::Borrowed(value),
                None => Cow::Owned(Value::Null),
            }));
        }
        let mut found = None;
        self.look_at(reference, place, &mut |value| {
            found = Some(Cow::Owned(value.clone()));
        })?;
        Ok(found)
    }

    /// Applies `look` to the value of a reference, null if it has none. `false`: use the general path.
    #[inline]
    pub(super) fn look_at(
        &self,
        reference: &Reference,
        place: &Rc<SourceText>,
        look: &mut dyn FnMut(&Value),
    ) -> Run<bool> {
        match reference.access {
            Access::General => return Ok(false),
            Access::Members => {
                let value = self.global(reference.name).unwrap_or(&Value::Null);
                if member(value, &reference.parts, look).is_some() {
                    self.charge(1, reference.span, place)?;
                    return Ok(true);
                }
            }
            Access::Item(key) => {
                if let Some((map, key)) = self.small_map_and_key(reference.name, key) {
                    self.charge(1, reference.span, place)?;
                    map.look_at(key, &mut *look)
                        .unwrap_or_else(|| look(&Value::Null));
                    return Ok(true);
                }
            }
            Access::ReadOnlyUnlessObjects if self.takes_objects(&reference.parts) => {
                return Ok(false);
            }
            Access::Variable
            | Access::HasNext
            | Access::Call(_)
            | Access::ReadOnly
            | Access::ReadOnlyUnlessObjects => {}
        }
        self.follow(&reference.parts, reference, place, look)
    }

    /// Whether an argument after the first part is an object, which may be a block.
    fn takes_objects(&self, parts: &[Part]) -> bool {
        parts.iter().skip(1).any(|part| match part {
            Part::Method(method) => method
                .arguments
                .iter()
                .any(|one| matches!(self.operand(one), Some(Value::Object(_)))),
            _ => false,
        })
    }

    /// [`small_map`] of the variables `$name` and `$key`.
    #[inline]
    pub(super) fn small_map_and_key(&self, name: Sym, key: Sym) -> Option<(&Map, &Str)> {
        small_map(self.global(name)?, self.global(key)?)
    }

    /// Applies `then` to what `parts`, the first ones of the reference's, lead to. `false`: use the general path.
    ///
    /// Each value on the way stays where it was made: moving it would take longer than most methods do.
    fn follow(
        &self,
        parts: &[Part],
        reference: &Reference,
        place: &Rc<SourceText>,
        then: &mut dyn FnMut(&Value),
    ) -> Run<bool> {
        self.charge(1, reference.span, place)?;
        let value = self.global(reference.name).unwrap_or(&Value::Null);
        self.follow_from(value, parts, reference, place, then)
    }

    /// [`Evaluator::follow`] from `value` on.
    fn follow_from(
        &self,
        value: &Value,
        mut parts: &[Part],
        reference: &Reference,
        place: &Rc<SourceText>,
        then: &mut dyn FnMut(&Value),
    ) -> Run<bool> {
        while let [part, rest @ ..] = parts {
            let fast = match (part, value) {
                (_, Value::Null) => break,
                (Part::Method(method), Value::String(own)) => {
                    let step = self.call_string(own, method);
                    // Below 64 bytes the charge is 0.
                    if own.len() >= 64 && step.is_some() {
                        self.charge(own.len() / 64, method.span, place)?;
                    }
                    step
                }
                (Part::Method(method), Value::Object(object)) => match self.object_argument(method)
                {
                    Some(argument) => {
                        let Method { name, span, .. } = method;
                        let mut answer = object.call(name, argument, self.budget);
                        if let Ok(None) = &answer {
                            answer = methods::call_any_object(
                                value,
                                object,
                                name,
                                argument,
                                self.budget,
                            );
                        }
                        if let Err(thrown) = &answer {
                            return self.threw(name, thrown, *span, place);
                        }
                        self.check_memory(*span, place)?;
                        let answer = match &answer {
                            Ok(Some(answer)) => answer,
                            _ => &Value::Null,
                        };
                        return self.follow_from(answer, rest, reference, place, then);
                    }
                    None => None,
                },
                _ => None,
            };
            let step = match fast {
                Some(step) => step,
                None => self.follow_part(value, part, reference, place)?,
            };
            match &step {
                Followed::To(next) => return self.follow_from(next, rest, reference, place, then),
                Followed::Unchanged => parts = rest,
                Followed::General => return Ok(false),
            }
        }
        then(value);
        Ok(true)
    }

    /// Calls a cheap method of a string. `None`: use [`Evaluator::follow_part`].
    #[inline]
    fn call_string(&self, own: &Str, method: &Method) -> Option<Followed> {
        match (method.common, &*method.arguments) {
            (Some(CommonMethod::Length), []) => length(own).map(Followed::To),
            (Some(CommonMethod::Substring), [from]) => match self.operand(from) {
                Some(Value::Integer(from)) => substring(own, *from).map(Followed::To),
                _ => None,
            },
            (Some(CommonMethod::Replace), [one, two]) => {
                match (self.operand(one), self.operand(two)) {
                    (Some(Value::String(one)), Some(Value::String(_)))
                        if !methods::contains(own, one) =>
                    {
                        Some(Followed::Unchanged)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The only argument of a call on an object. `None`: there is another number of them, or this one may have to
    /// be rendered.
    #[inline]
    fn object_argument<'s>(&'s self, method: &'s Method) -> Option<&'s [Value]> {
        let [argument] = &*method.arguments else {
            return None;
        };
        match self.operand(argument) {
            None | Some(Value::Object(_)) => None,
            Some(argument) => Some(std::slice::from_ref(argument)),
        }
    }

    /// Follows any part of a reference that only reads.
    #[inline(never)]
    fn follow_part(
        &self,
        value: &Value,
        part: &Part,
        reference: &Reference,
        place: &Rc<SourceText>,
    ) -> Run<Followed> {
        let result = match part {
            Part::Property(name) => self.property(value, name, reference.span, place)?,
            Part::Index(index) => match self.operand(index) {
                Some(Value::Integer(at)) if *at < 0 => {
                    let index = self.adjust(value, *at, reference.span, place)?;
                    self.item(value, &index, reference.span, place)?
                }
                Some(index) => self.item(value, index, reference.span, place)?,
                None => return Ok(Followed::General),
            },
            Part::Method(Method {
                name,
                arguments,
                span,
                ..
            }) => {
                let none = [];
                let (one, two);
                let arguments: &[Value] = match &**arguments {
                    [] => &none,
                    [argument] => match self.operand(argument) {
                        None => return Ok(Followed::General),
                        // An object of the host may print it.
                        Some(Value::Object(object)) if as_block(object).is_some() => {
                            return Ok(Followed::General);
                        }
                        Some(argument) => {
                            one = [argument.clone()];
                            &one
                        }
                    },
                    [first, second] => match (self.operand(first), self.operand(second)) {
                        (Some(Value::Object(block)), _) | (_, Some(Value::Object(block)))
                            if as_block(block).is_some() =>
                        {
                            return Ok(Followed::General);
                        }
                        (Some(first), Some(second)) => {
                            two = [first.clone(), second.clone()];
                            &two
                        }
                        _ => return Ok(Followed::General),
                    },
                    _ => return Ok(Followed::General),
                };
                self.call_method(value, name, arguments, *span, place)?
            }
        };
        Ok(Followed::To(result))
    }

    /// The value of an argument that is a literal or a variable.
    #[inline]
    fn operand<'s>(&'s self, expr: &'s Expr) -> Option<&'s Value> {
        match &expr.kind {
            ExprKind::Constant(value) => Some(value),
            ExprKind::Reference(reference) => match self.global(reference.name) {
                Some(value) if !matches!(value, Value::Null) => Some(value),
                _ => Some(&self.value_of_null),
            },
            ExprKind::True => Some(&const { Value::Bool(true) }),
            ExprKind::False => Some(&const { Value::Bool(false) }),
            _ => None,
        }
    }
}

/// The result of following one part of a reference.
enum Followed {
    To(Value),
    /// The value before the part: the call changed nothing.
    Unchanged,
    /// Use the general path.
    General,
}

/// `length()` of a string.
fn length(text: &Str) -> Option<Value> {
    int(java::utf16::length(text))
}

/// `substring(from)` of a string that starts with at least `from` ASCII characters. `None`: use the general path.
fn substring(text: &Str, from: i32) -> Option<Value> {
    methods::after_ascii(text, usize::try_from(from).ok()?).map(Value::String)
}

fn int(value: usize) -> Option<Value> {
    i32::try_from(value).ok().map(Value::Integer)
}
