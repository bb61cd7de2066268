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
fn member<R>(value: &Value, parts: &[Part], read: &dyn Fn(&Value) -> R) -> Option<R> {
    match (parts, value) {
        ([], _) => Some(read(value)),
        ([Part::Property(name), rest @ ..], Value::Map(map)) if !is_class(name) => map
            .look_for(name, |found| member(found, rest, read))
            .unwrap_or_else(|| Some(read(&Value::Null))),
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
        let is_empty = |found: &Value| self.is_empty_result(method, found);
        if let Some(is_empty) = member(value, before, &is_empty) {
            self.charge(1, reference.span, place)?;
            return Ok(is_empty);
        }
        let Some(value) = self.follow(before, reference, place)? else {
            return Ok(None);
        };
        Ok(self.is_empty_result(method, &value))
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
        Ok(match self.follow(before, reference, place)?.as_deref() {
            Some(Value::Map(map)) if map.order() == Order::Insertion => Some(Rc::clone(map)),
            _ => None,
        })
    }

    /// [`Evaluator::resolve`] on the fast path.
    #[inline(always)]
    pub(super) fn resolve_global<'s>(
        &'s self,
        reference: &'s Reference,
        place: &Rc<SourceText>,
    ) -> Run<Option<Cow<'s, Value>>> {
        match reference.access {
            Access::General => Ok(None),
            Access::Variable => {
                self.charge(1, reference.span, place)?;
                Ok(Some(match self.global(reference.name) {
                    Some(value) => Cow::Borrowed(value),
                    None => Cow::Owned(Value::Null),
                }))
            }
            Access::Members => {
                let value = self.global(reference.name).unwrap_or(&Value::Null);
                match member(value, &reference.parts, &Value::clone) {
                    Some(found) => {
                        self.charge(1, reference.span, place)?;
                        Ok(Some(Cow::Owned(found)))
                    }
                    None => self.follow(&reference.parts, reference, place),
                }
            }
            Access::Item(key) => match self.small_map_and_key(reference.name, key) {
                Some((map, key)) => {
                    self.charge(1, reference.span, place)?;
                    Ok(Some(Cow::Owned(map.get_str(key).unwrap_or_default())))
                }
                None => self.follow(&reference.parts, reference, place),
            },
            Access::ReadOnlyUnlessObjects if self.takes_objects(&reference.parts) => Ok(None),
            _ => self.follow(&reference.parts, reference, place),
        }
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

    /// The map `$name` and the string `$key`, if they are such and the map is so small that the search needs no
    /// charge. `None`: use the general path.
    #[inline]
    pub(super) fn small_map_and_key(&self, name: Sym, key: Sym) -> Option<(&Map, &Str)> {
        match (self.global(name)?, self.global(key)?) {
            (Value::Map(map), Value::String(key)) if map.len() < 16 => Some((map, key)),
            _ => None,
        }
    }

    /// Follows `parts`, the first ones of the reference's.
    fn follow<'s>(
        &'s self,
        parts: &[Part],
        reference: &'s Reference,
        place: &Rc<SourceText>,
    ) -> Run<Option<Cow<'s, Value>>> {
        self.charge(1, reference.span, place)?;
        let Some(value) = self.global(reference.name) else {
            return Ok(Some(Cow::Owned(Value::Null)));
        };
        let mut result = None;
        for part in parts {
            let value = result.as_ref().unwrap_or(value);
            let fast = match (part, value) {
                (_, Value::Null) => continue,
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
                        match methods::call_object(value, object, name, argument, self.budget) {
                            Ok(answer) => result = Some(answer.unwrap_or_default()),
                            Err(thrown) => return self.threw(name, &thrown, *span, place),
                        }
                        self.check_memory(*span, place)?;
                        continue;
                    }
                    None => None,
                },
                _ => None,
            };
            let step = match fast {
                Some(step) => step,
                None => self.follow_part(value, part, reference, place)?,
            };
            match step {
                Followed::To(next) => result = Some(next),
                Followed::Unchanged => {}
                Followed::General => return Ok(None),
            }
        }
        Ok(Some(match result {
            Some(result) => Cow::Owned(result),
            None => Cow::Borrowed(value),
        }))
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
