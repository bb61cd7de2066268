//! References: their values, how they print, and how they are assigned to.

use std::rc::Rc;

use crate::ast::{Part, Place, Reference, Set};
use crate::error::ErrorKind;
use crate::methods::{self, Host};
use crate::span::Span;
use crate::value::Value;

use super::frame::Scope;
use super::objects::as_block;
use super::{Evaluator, Flow, Run};

impl Evaluator<'_> {
    /// The value of a reference; where it has none, null or `""`, as the dialect has it.
    pub(super) fn reference_value(
        &mut self,
        reference: &Reference,
        place: &Rc<Place>,
        scope: &Scope,
    ) -> Run<Value> {
        let value = self.raw_value(reference, place, scope)?;
        if matches!(value, Value::Null) && self.shared.rules.empty_for_null {
            return Ok(Value::String(crate::value::Str::from_static("")));
        }
        Ok(value)
    }

    /// The value of `$name` where it can be looked at in its place: most references are such, and
    /// need neither a step of their own nor a copy.
    #[inline]
    pub(super) fn plain(&self, reference: &Reference, scope: &Scope) -> Option<&Value> {
        if scope.is_some() || !reference.parts.is_empty() {
            return None;
        }
        self.global(reference.name)
            .filter(|value| !matches!(value, Value::Null))
    }

    fn raw_value(&mut self, reference: &Reference, place: &Rc<Place>, scope: &Scope) -> Run<Value> {
        self.work(1, reference.span, place)?;
        let mut parts = reference.parts.iter();
        let mut value = match (scope, &*reference.parts) {
            // Looked at where it is, without a value of its own.
            (None, [Part::Property(name), ..]) => {
                parts.next();
                match self.global(reference.name) {
                    None | Some(Value::Null) => return Ok(Value::Null),
                    Some(value) => methods::property(value, name).unwrap_or_default(),
                }
            }
            _ => self.get(reference.name, scope)?,
        };
        for part in parts {
            if matches!(value, Value::Null) {
                break;
            }
            value = self.part(&value, part, reference.span, place, scope)?;
        }
        Ok(value)
    }

    fn part(
        &mut self,
        value: &Value,
        part: &Part,
        span: Span,
        place: &Rc<Place>,
        scope: &Scope,
    ) -> Run<Value> {
        match part {
            Part::Property(name) => Ok(methods::property(value, name).unwrap_or_default()),
            Part::Method {
                name,
                arguments,
                span,
            } => {
                let span = *span;
                self.deeper(span, place, |this| match &**arguments {
                    [] => this.call_method(value, name, &[], span, place),
                    [one] => {
                        let one = this.value(one, place, scope)?;
                        this.call_method(value, name, &[one], span, place)
                    }
                    [one, two] => {
                        let one = this.value(one, place, scope)?;
                        let two = this.value(two, place, scope)?;
                        this.call_method(value, name, &[one, two], span, place)
                    }
                    more => {
                        let mut values = Vec::with_capacity(more.len());
                        for argument in more {
                            values.push(this.value(argument, place, scope)?);
                        }
                        this.call_method(value, name, &values, span, place)
                    }
                })
            }
            Part::Index(index) => {
                let index = self.deeper(span, place, |this| this.value(index, place, scope))?;
                match (value, &index) {
                    (Value::Map(map), Value::String(key)) => {
                        self.work(map.len() / 16, span, place)?;
                        return Ok(map.get_str(key).unwrap_or_default());
                    }
                    (Value::List(list), Value::Integer(at)) => {
                        let items = list.items();
                        if let Some(item) = usize::try_from(*at).ok().and_then(|at| items.get(at)) {
                            return Ok(item.clone());
                        }
                    }
                    _ => {}
                }
                let index = self.adjust(value, index, span, place)?;
                self.call_method(value, "get", &[index], span, place)
            }
        }
    }

    /// A negative index counts from the end, for anything that has a `size()`.
    fn adjust(&mut self, value: &Value, index: Value, span: Span, place: &Rc<Place>) -> Run<Value> {
        let Value::Integer(at) = index else {
            return Ok(index);
        };
        if at >= 0 {
            return Ok(index);
        }
        match self.call_method(value, "size", &[], span, place)? {
            Value::Integer(size) => Ok(Value::Integer(size.wrapping_add(at))),
            _ => {
                let message = format!("the index {at} needs something that has a `size()`");
                self.fail(ErrorKind::Thrown, message, span, place)
            }
        }
    }

    /// Calls a method; null where there is none for such arguments.
    fn call_method(
        &mut self,
        value: &Value,
        name: &str,
        arguments: &[Value],
        span: Span,
        place: &Rc<Place>,
    ) -> Run<Value> {
        // A block that is an argument, or that a method is called on, is no string for Java.
        let mut host = Host {
            steps: self.limits.steps.saturating_sub(self.steps),
            longest: self.limits.string,
            stopped: None,
        };
        let before = host.steps;
        let result = methods::call(value, name, arguments, &mut host);
        self.work(before - host.steps, span, place)?;
        if let Some(why) = host.stopped {
            return self.limit(why.to_owned(), span, place);
        }
        match result {
            Ok(value) => Ok(value.unwrap_or_default()),
            Err(thrown) => {
                let message = format!("`{name}()` failed: {}", thrown.message);
                self.fail(ErrorKind::Thrown, message, span, place)
            }
        }
    }

    pub(super) fn render_reference(
        &mut self,
        reference: &Reference,
        place: &Rc<Place>,
        scope: &Scope,
    ) -> Run<()> {
        let raw = match self.plain(reference, scope) {
            Some(value) => {
                let value = value.clone();
                self.work(1, reference.span, place)?;
                value
            }
            None => self.raw_value(reference, place, scope)?,
        };
        let missing = matches!(raw, Value::Null);
        if missing && !reference.quiet && !reference.inert {
            let span = reference.span;
            self.diagnose("unresolved-reference", span, place, || {
                format!("`{}` has no value", span.text(&place.source))
            });
        }
        let empty = missing && self.shared.rules.empty_for_null;
        if reference.escaped {
            self.write_text(&reference.escapes, place);
            if missing && !empty {
                self.write("\\");
            }
            self.write_null(reference, place, scope);
            return self.check_output(reference.span, place);
        }
        match &raw {
            Value::String(text) => {
                self.write_text(&reference.escapes, place);
                self.write_text(&reference.prefix, place);
                self.out.push_str(text);
            }
            Value::Object(object) if as_block(object).is_some() => {
                let object = Rc::clone(object);
                if let Some(block) = as_block(&object)
                    && self.render_block_ref(block, scope)?
                {
                    return Ok(());
                }
                self.write_missing(reference, place, scope);
            }
            Value::Null if !empty => self.write_missing(reference, place, scope),
            _ => {
                self.write_text(&reference.escapes, place);
                self.write_text(&reference.prefix, place);
                if !empty {
                    let mut out = std::mem::take(&mut self.out);
                    let result = self.print_to(&raw, &mut out, place);
                    self.out = out;
                    result?;
                }
            }
        }
        self.check_output(reference.span, place)
    }

    fn write_missing(&mut self, reference: &Reference, place: &Rc<Place>, scope: &Scope) {
        // The backslashes twice: they escape nothing here.
        self.write_text(&reference.escapes, place);
        self.write_text(&reference.escapes, place);
        self.write_text(&reference.prefix, place);
        self.write_null(reference, place, scope);
    }

    fn write_null(&mut self, reference: &Reference, place: &Rc<Place>, scope: &Scope) {
        if reference.plain
            && scope.is_some()
            && (!reference.quiet || reference.escaped)
            && let Some(text) = self.argument_text(reference.name, scope)
        {
            self.write(&text);
            return;
        }
        self.write_text(&reference.null, place);
    }

    pub(super) fn set(&mut self, set: &Set, place: &Rc<Place>, scope: &Scope) -> Run<()> {
        self.work(1, set.span, place)?;
        let value = self.value(&set.value, place, scope)?;
        if matches!(value, Value::Null) {
            self.diagnose("null-assignment", set.span, place, || {
                "the right side has no value: nothing is assigned".to_owned()
            });
            return Ok(());
        }
        let Some((last, parts)) = set.target.parts.split_last() else {
            if set.assigns {
                self.put(set.target.name, value, scope);
            }
            return Ok(());
        };
        let span = set.target.span;
        let mut target = match set.target.inert {
            true => Value::Null,
            false => self.get(set.target.name, scope)?,
        };
        for part in parts {
            if matches!(target, Value::Null) {
                return Ok(());
            }
            target = self.part(&target, part, span, place, scope)?;
        }
        if matches!(target, Value::Null) {
            return Ok(());
        }
        let result = match last {
            Part::Index(index) => {
                let index = self.value(index, place, scope)?;
                let index = self.adjust(&target, index, span, place)?;
                methods::set_index(&target, index, value)
            }
            // Velocity takes the name of a method for a property here.
            Part::Property(name) | Part::Method { name, .. } => {
                methods::set_property(&target, name, value);
                Ok(())
            }
        };
        match result {
            Ok(()) => Ok(()),
            Err(thrown) => self.fail(ErrorKind::Thrown, thrown.message, span, place),
        }
    }

    /// Renders a block in `scope`; `false` where it is rendering inside of itself too often.
    pub(super) fn render_block_ref(&mut self, block: &super::BlockRef, scope: &Scope) -> Run<bool> {
        let depth = block.depth.get() + 1;
        if depth > block.most {
            return Ok(false);
        }
        block.depth.set(depth);
        let span = Span::default();
        let result = self.deeper(span, &block.place, |this| {
            this.work(1, span, &block.place)?;
            this.block(&block.body, &block.place, scope)
        });
        block.depth.set(depth - 1);
        match result {
            Ok(()) | Err(Flow::Break) => Ok(true),
            Err(flow) => Err(flow),
        }
    }
}
