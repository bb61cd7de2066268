//! References that are looked at in their place.
//!
//! Most references only read: variables, members, methods whose arguments are literals, variables or
//! texts made of these. Nothing that they pass through is copied, and nothing can change meanwhile.

use std::ops::Deref;
use std::rc::Rc;

use crate::ast::{
    Access, CommonMethod, Expr, ExprKind, Method, Node, Part, Place, Reference, ends_in_call,
};
use crate::methods;
use crate::names::Sym;
use crate::trace::Trace;
use crate::value::{Map, Order, Str, Value, is_class};

use super::frame::Scope;
use super::objects::as_block;
use super::{Evaluator, Run};

/// A value: where it is, or newly made.
pub(super) enum Look<'a> {
    There(&'a Value),
    Made(Value),
}

impl Look<'_> {
    pub(super) fn into_value(self) -> Value {
        match self {
            Look::There(value) => value.clone(),
            Look::Made(value) => value,
        }
    }
}

impl Deref for Look<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Look::There(value) => value,
            Look::Made(value) => value,
        }
    }
}

/// What `look` makes of the member that `parts` lead to, null where it is not there; `None` where
/// they are no names of members, or lead through something that is no map.
fn member<R>(value: &Value, parts: &[Part], look: &dyn Fn(&Value) -> R) -> Option<R> {
    match (parts, value) {
        ([], _) => Some(look(value)),
        ([Part::Property(name), rest @ ..], Value::Map(map)) if !is_class(name) => map
            .look_for(name, |found| member(found, rest, look))
            .unwrap_or_else(|| Some(look(&Value::Null))),
        _ => None,
    }
}

impl<T: Trace> Evaluator<'_, T> {
    /// The value of a reference, null where it has none; `None` where the long way has to be taken.
    #[inline]
    pub(super) fn look<'s>(
        &'s self,
        reference: &'s Reference,
        place: &Rc<Place>,
        scope: &Scope,
    ) -> Run<Option<Look<'s>>> {
        match T::ON || scope.is_some() {
            true => Ok(None),
            false => self.look_at(reference, place),
        }
    }

    /// Whether `reference == ""`, where that can be told by what it asks of which value: what a
    /// method answers that is there is never `""`, and one that is not there answers nothing.
    pub(super) fn shows_nothing(
        &self,
        reference: &Reference,
        place: &Rc<Place>,
    ) -> Run<Option<bool>> {
        let Some((known, before)) = ends_in_call(reference) else {
            return Ok(None);
        };
        if let [] | [Part::Property(_), ..] = before {
            let value = self.global(reference.name).unwrap_or(&Value::Null);
            let nothing = |found: &Value| self.nothing_asked(known, found);
            if let Some(nothing) = member(value, before, &nothing) {
                self.work(1, reference.span, place)?;
                return Ok(nothing);
            }
        }
        let Some(value) = self.look_along(before, reference, place)? else {
            return Ok(None);
        };
        Ok(self.nothing_asked(known, &value))
    }

    /// Whether what `known` answers of `value` is `""`, where that can be told by what it is.
    #[inline]
    pub(super) fn nothing_asked(&self, known: CommonMethod, value: &Value) -> Option<bool> {
        if !matches!(self.nothing, Value::String(_)) {
            return None;
        }
        match (value, known) {
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

    /// A value as an expression has it: null is null or `""`, as the dialect has it.
    #[inline]
    pub(super) fn shown<'s>(&'s self, value: Look<'s>) -> Look<'s> {
        match *value {
            Value::Null => Look::There(&self.nothing),
            _ => value,
        }
    }

    /// The map whose `keySet()` an expression is, where its keys can be taken from it one by one.
    pub(super) fn keys_asked(&self, expr: &Expr, place: &Rc<Place>) -> Run<Option<Rc<Map>>> {
        let ExprKind::Reference(reference) = &expr.kind else {
            return Ok(None);
        };
        let Some((CommonMethod::KeySet, before)) = ends_in_call(reference) else {
            return Ok(None);
        };
        Ok(
            match self.look_along(before, reference, place)?.as_deref() {
                Some(Value::Map(map)) if map.order() == Order::Insertion => Some(Rc::clone(map)),
                _ => None,
            },
        )
    }

    /// [`Evaluator::look`] where neither a scope nor a trace is in the way.
    #[inline(always)]
    pub(super) fn look_at<'s>(
        &'s self,
        reference: &'s Reference,
        place: &Rc<Place>,
    ) -> Run<Option<Look<'s>>> {
        match reference.access {
            Access::General => Ok(None),
            Access::Variable => {
                self.work(1, reference.span, place)?;
                Ok(Some(match self.global(reference.name) {
                    Some(value) => Look::There(value),
                    None => Look::Made(Value::Null),
                }))
            }
            Access::Members => {
                let value = self.global(reference.name).unwrap_or(&Value::Null);
                match member(value, &reference.parts, &Value::clone) {
                    Some(found) => {
                        self.work(1, reference.span, place)?;
                        Ok(Some(Look::Made(found)))
                    }
                    None => self.look_along(&reference.parts, reference, place),
                }
            }
            Access::Item(key) => match self.item_at_hand(reference.name, key) {
                Some((map, key)) => {
                    self.work(1, reference.span, place)?;
                    Ok(Some(Look::Made(map.get_str(key).unwrap_or_default())))
                }
                None => self.look_along(&reference.parts, reference, place),
            },
            Access::ReadOnlyUnlessObjects if self.takes_objects(&reference.parts) => Ok(None),
            _ => self.look_along(&reference.parts, reference, place),
        }
    }

    /// Whether an argument behind the first part is an object, as a block is.
    fn takes_objects(&self, parts: &[Part]) -> bool {
        parts.iter().skip(1).any(|part| match part {
            Part::Method(method) => method
                .arguments
                .iter()
                .any(|one| matches!(self.at_hand(one), Some(Value::Object(_)))),
            _ => false,
        })
    }

    /// The map `$name` and the text `$key`, where they are such and a search in the map is no work to
    /// speak of.
    #[inline]
    pub(super) fn item_at_hand(&self, name: Sym, key: Sym) -> Option<(&Map, &Str)> {
        match (self.global(name)?, self.global(key)?) {
            (Value::Map(map), Value::String(key)) if map.len() < 16 => Some((map, key)),
            _ => None,
        }
    }

    /// What `parts`, the first ones of the reference's, lead to.
    fn look_along<'s>(
        &'s self,
        parts: &[Part],
        reference: &'s Reference,
        place: &Rc<Place>,
    ) -> Run<Option<Look<'s>>> {
        self.work(1, reference.span, place)?;
        let Some(value) = self.global(reference.name) else {
            return Ok(Some(Look::Made(Value::Null)));
        };
        let mut made = None;
        for part in parts {
            let value = made.as_ref().unwrap_or(value);
            let at_once = match (part, value) {
                (_, Value::Null) => continue,
                (Part::Method(method), Value::String(own)) => {
                    let step = self.string_step(own, method);
                    // A short one costs no step of its own.
                    if own.len() >= 64 && step.is_some() {
                        self.work(own.len() / 64, method.span, place)?;
                    }
                    step
                }
                (Part::Method(method), Value::Object(object)) => {
                    match self.object_argument(method) {
                        None => None,
                        Some(argument) => {
                            let answer = object.call(&method.name, argument, self.budget);
                            match answer {
                                Ok(Some(next)) => {
                                    self.check_memory(method.span, place)?;
                                    made = Some(next);
                                    continue;
                                }
                                Ok(None) => self.check_memory(method.span, place)?,
                                Err(thrown) => {
                                    return self.threw(&method.name, &thrown, method.span, place);
                                }
                            }
                            None
                        }
                    }
                }
                _ => None,
            };
            let step = match at_once {
                Some(step) => step,
                None => self.any_step(value, part, reference, place)?,
            };
            match step {
                Step::Made(next) => made = Some(next),
                Step::Same => {}
                Step::Long => return Ok(None),
            }
        }
        Ok(Some(match made {
            Some(made) => Look::Made(made),
            None => Look::There(value),
        }))
    }

    /// What a method answers of a string, where that takes little.
    #[inline]
    fn string_step(&self, own: &Str, method: &Method) -> Option<Step> {
        match (method.common, &*method.arguments) {
            (Some(CommonMethod::Length), []) => methods::length(own).map(Step::Made),
            (Some(CommonMethod::Substring), [from]) => match self.at_hand(from) {
                Some(Value::Integer(from)) => methods::substring(own, *from).map(Step::Made),
                _ => None,
            },
            (Some(CommonMethod::Replace), [one, two]) => {
                match (self.at_hand(one), self.at_hand(two)) {
                    (Some(Value::String(one)), Some(Value::String(_)))
                        if !methods::contains(own, one) =>
                    {
                        Some(Step::Same)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The one argument of a method of an object; `None` where all objects may have such a method, or
    /// where the argument may have to be rendered.
    #[inline]
    fn object_argument<'s>(&'s self, method: &'s Method) -> Option<&'s [Value]> {
        let [argument] = &*method.arguments else {
            return None;
        };
        match self.at_hand(argument) {
            None | Some(Value::Object(_)) => None,
            Some(argument) => Some(std::slice::from_ref(argument)),
        }
    }

    /// Follows any part of a reference that can be looked at in its place.
    #[inline(never)]
    fn any_step(
        &self,
        value: &Value,
        part: &Part,
        reference: &Reference,
        place: &Rc<Place>,
    ) -> Run<Step> {
        let made = match part {
            Part::Property(name) => self.property(value, name, reference.span, place)?,
            Part::Index(index) => match self.at_hand(index) {
                Some(Value::Integer(at)) if *at < 0 => {
                    let index = self.adjust(value, *at, reference.span, place)?;
                    self.item(value, &index, reference.span, place)?
                }
                Some(index) => self.item(value, index, reference.span, place)?,
                None => return Ok(Step::Long),
            },
            Part::Method(Method {
                name,
                common,
                arguments,
                span,
            }) => {
                let none = [];
                let (one, two);
                let arguments: &[Value] = match &**arguments {
                    [] => &none,
                    [argument] => match self.at_hand(argument) {
                        None => match self.text_at_hand(argument, place)? {
                            None => return Ok(Step::Long),
                            Some(text) => {
                                one = [text];
                                &one
                            }
                        },
                        // An object of the host may print it.
                        Some(Value::Object(object)) if as_block(object).is_some() => {
                            return Ok(Step::Long);
                        }
                        Some(argument) => {
                            one = [argument.clone()];
                            &one
                        }
                    },
                    [first, second] => match (self.at_hand(first), self.at_hand(second)) {
                        (Some(Value::Object(block)), _) | (_, Some(Value::Object(block)))
                            if as_block(block).is_some() =>
                        {
                            return Ok(Step::Long);
                        }
                        (Some(first), Some(second)) => {
                            two = [first.clone(), second.clone()];
                            &two
                        }
                        _ => return Ok(Step::Long),
                    },
                    _ => return Ok(Step::Long),
                };
                if let Some(common) = common
                    && let Some(answer) = methods::at_once(*common, value, arguments)
                {
                    answer
                } else {
                    self.call_method(value, name, arguments, *span, place)?
                }
            }
        };
        Ok(Step::Made(made))
    }

    /// The value of a literal or a variable.
    #[inline]
    fn at_hand<'s>(&'s self, expr: &'s Expr) -> Option<&'s Value> {
        match &expr.kind {
            ExprKind::Constant(value) => Some(value),
            ExprKind::Reference(reference) => match self.global(reference.name) {
                Some(value) if !matches!(value, Value::Null) => Some(value),
                _ => Some(&self.nothing),
            },
            ExprKind::True => Some(&const { Value::Bool(true) }),
            ExprKind::False => Some(&const { Value::Bool(false) }),
            _ => None,
        }
    }

    /// What an interpolated string makes of its parts; `None` where that takes the long way.
    fn text_at_hand(&self, expr: &Expr, place: &Rc<Place>) -> Run<Option<Value>> {
        let ExprKind::Interpolated { unit, .. } = &expr.kind else {
            return Ok(None);
        };
        if let [Node::Reference(only)] = unit.nodes.as_slice()
            && let Some(Value::String(text)) = self.look_at(only, &unit.place)?.as_deref()
        {
            return Ok(Some(Value::String(text.clone())));
        }
        let mut text = self.scratch.take();
        text.clear();
        for node in &unit.nodes {
            match node {
                Node::Text(own) => text.push_str(own.get(&unit.place.source)),
                Node::Reference(reference) => {
                    match self.look_at(reference, &unit.place)?.as_deref() {
                        Some(Value::String(own)) => text.push_str(own),
                        Some(
                            plain @ (Value::Bool(_)
                            | Value::Integer(_)
                            | Value::Long(_)
                            | Value::Double(_)
                            | Value::BigInteger(_)),
                        ) => text.push_str(&plain.plain().unwrap_or_default()),
                        _ => return Ok(None),
                    }
                }
                _ => return Ok(None),
            }
        }
        let made = Str::from(text.as_str());
        self.scratch.set(text);
        let span = expr.literal.span();
        self.work(1, span, place)?;
        self.string(made, span, place).map(Some)
    }
}

/// What a part of a reference leads to.
enum Step {
    Made(Value),
    /// The value that it was asked of.
    Same,
    /// The long way has to be taken.
    Long,
}
