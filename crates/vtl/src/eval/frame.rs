//! Variables: the template's own, and the frames of macro calls and null items that hide them.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use crate::ast::{Expr, ExprKind, SourceText, Text};
use crate::memory::Held;
use crate::names::Sym;
use crate::trace::Trace;
use crate::value::{Value, freed};

use super::{Evaluator, Run};

/// The frames that hide the template's own variables, innermost first.
pub(crate) type Scope = Option<Rc<Frame>>;

pub(crate) enum Frame {
    /// A macro call. Its arguments are evaluated anew whenever they are used, in the scope of the
    /// call; what the macro sets, it sets both for itself and outside.
    Call {
        inner: Scope,
        locals: RefCell<Vec<(Sym, Value)>>,
        arguments: RefCell<Vec<(Sym, usize)>>,
        /// Arguments whose text replaces the parameter if the value is null.
        literals: Vec<(Sym, usize)>,
        expressions: Rc<[Expr]>,
        place: Rc<SourceText>,
        _held: Held,
    },
    /// The body of a `#foreach` whose item is null: hides a macro's argument of the same name.
    NullItem {
        inner: Scope,
        name: Sym,
        hides: Cell<bool>,
    },
}

// Not the frames behind it: there can be very many.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Frame::Call { .. } => "Call",
            Frame::NullItem { .. } => "NullItem",
        })
    }
}

impl Frame {
    /// The size of one with a few variables, in bytes.
    pub(super) const SIZE: usize = size_of::<Frame>() + 16 * size_of::<usize>();

    /// Takes out its values and the frame behind it.
    fn empty(&mut self, parts: &mut Vec<Value>) -> Scope {
        match self {
            Frame::Call { inner, locals, .. } => {
                parts.extend(locals.take().into_iter().map(|(_, value)| value));
                inner.take()
            }
            Frame::NullItem { inner, .. } => inner.take(),
        }
    }
}

/// Clears frames that nothing else refers to, one after the other: dropping the
/// chain at once could overflow the stack.
pub(super) fn take_apart(scope: Scope, parts: &mut Vec<Value>) {
    let mut next = scope;
    while let Some(frame) = next {
        next = match Rc::try_unwrap(frame) {
            Ok(mut frame) => frame.empty(parts),
            Err(_) => None,
        };
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        let mut parts = Vec::new();
        let inner = self.empty(&mut parts);
        take_apart(inner, &mut parts);
        if !parts.is_empty() {
            freed(parts, |parts, pending| pending.extend(parts));
        }
    }
}

impl<T: Trace> Evaluator<'_, T> {
    /// The template's own variable, even if a frame hides it; `None` and null are equivalent.
    #[inline]
    pub(super) fn global(&self, name: Sym) -> Option<&Value> {
        self.globals.get(name as usize).map(|global| &global.value)
    }

    #[inline]
    pub(super) fn get(&mut self, name: Sym, scope: &Scope) -> Run<Value> {
        match scope {
            None => {
                self.trace.variable(name);
                Ok(self.global(name).cloned().unwrap_or_default())
            }
            Some(_) => self.get_through(name, scope),
        }
    }

    fn get_through(&mut self, name: Sym, scope: &Scope) -> Run<Value> {
        let mut scope = scope;
        while let Some(frame) = scope {
            match &**frame {
                Frame::NullItem {
                    inner,
                    name: hidden,
                    hides,
                } => {
                    if *hidden == name && hides.get() {
                        return Ok(Value::Null);
                    }
                    scope = inner;
                }
                Frame::Call {
                    inner,
                    locals,
                    arguments,
                    expressions,
                    place,
                    ..
                } => {
                    let local = locals
                        .borrow()
                        .iter()
                        .find(|(n, _)| *n == name)
                        .map(|(_, v)| v.clone());
                    if let Some(value) = local.filter(|value| !matches!(value, Value::Null)) {
                        self.trace.local(Rc::as_ptr(frame).cast(), name);
                        return Ok(value);
                    }
                    let argument = arguments
                        .borrow()
                        .iter()
                        .rev()
                        .find(|(n, _)| *n == name)
                        .map(|(_, at)| *at);
                    if let Some(argument) = argument.and_then(|at| expressions.get(at)) {
                        return self.argument(argument, place, inner);
                    }
                    scope = inner;
                }
            }
        }
        self.trace.variable(name);
        Ok(self.global(name).cloned().unwrap_or_default())
    }

    /// The value of a macro's argument. A bare variable is looked up without the rule that turns
    /// null into `""`.
    fn argument(&mut self, argument: &Expr, place: &Rc<SourceText>, scope: &Scope) -> Run<Value> {
        let span = crate::span::Span::default();
        self.deeper(span, place, |this| {
            this.charge(1, span, place)?;
            match &argument.kind {
                ExprKind::Reference(reference)
                    if reference.parts.is_empty() && !reference.inert =>
                {
                    this.get(reference.name, scope)
                }
                _ => this.value(argument, place, scope),
            }
        })
    }

    #[inline]
    pub(super) fn put(&mut self, name: Sym, value: Value, scope: &Scope) {
        if scope.is_some() {
            self.put_into_frames(name, &value, scope);
        }
        self.put_global(name, value);
    }

    #[inline(never)]
    fn put_into_frames(&mut self, name: Sym, value: &Value, scope: &Scope) {
        let mut scope = scope;
        while let Some(frame) = scope {
            match &**frame {
                Frame::NullItem {
                    inner,
                    name: hidden,
                    hides,
                } => {
                    if *hidden == name && matches!(value, Value::Null) {
                        hides.set(true);
                    }
                    scope = inner;
                }
                Frame::Call { inner, locals, .. } => {
                    self.trace.assign_local(Rc::as_ptr(frame).cast(), name);
                    let mut locals = locals.borrow_mut();
                    match locals.iter_mut().find(|(n, _)| *n == name) {
                        Some((_, old)) => *old = value.clone(),
                        None => locals.push((name, value.clone())),
                    }
                    scope = inner;
                }
            }
        }
    }

    /// Where the value of the template's own variable is, to be set.
    #[inline]
    pub(super) fn slot(&mut self, name: Sym) -> Option<&mut Value> {
        let global = self.globals.get_mut(name as usize)?;
        global.written = true;
        Some(&mut global.value)
    }

    #[inline]
    pub(super) fn put_global(&mut self, name: Sym, value: Value) {
        if let Some(global) = self.globals.get_mut(name as usize) {
            global.value = value;
            global.written = true;
            self.trace.assign(name);
        }
    }

    pub(super) fn remove(&mut self, name: Sym, scope: &Scope) {
        let mut scope = scope;
        while let Some(frame) = scope {
            match &**frame {
                Frame::NullItem {
                    inner,
                    name: hidden,
                    hides,
                } => {
                    if *hidden == name {
                        hides.set(false);
                    }
                    scope = inner;
                }
                Frame::Call {
                    inner,
                    locals,
                    arguments,
                    ..
                } => {
                    locals.borrow_mut().retain(|(n, _)| *n != name);
                    arguments.borrow_mut().retain(|(n, _)| *n != name);
                    scope = inner;
                }
            }
        }
        self.put_global(name, Value::Null);
    }

    /// The text of the macro argument for the parameter `name`.
    pub(super) fn argument_text(&self, name: Sym, scope: &Scope) -> Option<String> {
        let mut scope = scope;
        while let Some(frame) = scope {
            match &**frame {
                Frame::NullItem { inner, .. } => scope = inner,
                Frame::Call {
                    inner,
                    literals,
                    expressions,
                    place,
                    ..
                } => {
                    let found = literals.iter().rev().find(|(n, _)| *n == name);
                    if let Some(expr) = found.and_then(|(_, at)| expressions.get(*at)) {
                        return Some(literal_text(&expr.literal, place));
                    }
                    scope = inner;
                }
            }
        }
        None
    }
}

fn literal_text(text: &Text, place: &SourceText) -> String {
    text.get(&place.source).to_owned()
}
