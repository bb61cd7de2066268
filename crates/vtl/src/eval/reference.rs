//! Evaluation of references: their values, output and assignment.

use std::rc::Rc;

use crate::ast::{Method, Part, Reference, Set, SourceText};
use crate::error::ErrorKind;
use crate::methods;
use crate::span::Span;
use crate::trace::{StepKind, Trace};
use crate::value::{Thrown, Value};

use super::block_ref::as_block;
use super::frame::Scope;
use super::{Evaluator, Flow, Run};

impl<T: Trace> Evaluator<'_, T> {
    /// The value of a reference; if it has none, null or `""`, depending on the dialect.
    pub(super) fn reference_value(
        &mut self,
        reference: &Reference,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Value> {
        let value = self.raw_value(reference, place, scope)?;
        if matches!(value, Value::Null) && self.shared.rules.empty_for_null {
            return Ok(Value::String(crate::value::Str::from_static("")));
        }
        Ok(value)
    }

    /// The value of `$name`, borrowed; `None` for other references, for null and inside a frame.
    #[inline]
    pub(super) fn plain_variable(&self, reference: &Reference, scope: &Scope) -> Option<&Value> {
        if scope.is_some() || !reference.parts.is_empty() {
            return None;
        }
        self.global(reference.name)
            .filter(|value| !matches!(value, Value::Null))
    }

    fn raw_value(
        &mut self,
        reference: &Reference,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Value> {
        self.charge(1, reference.span, place)?;
        let mut parts = reference.parts.iter();
        let mut value = match (scope, &*reference.parts) {
            // Borrowed: the variable is not cloned to read a property.
            (None, [Part::Property(name), ..]) => {
                parts.next();
                let global = self.globals.get(reference.name as usize);
                match global.map(|global| &global.value) {
                    None | Some(Value::Null) => return Ok(Value::Null),
                    Some(value) => {
                        let found = self.property(value, name, reference.span, place)?;
                        self.trace.variable(reference.name);
                        self.trace.property(value, name, &found);
                        found
                    }
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
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Value> {
        match part {
            Part::Property(name) => {
                let found = self.property(value, name, span, place)?;
                self.trace.property(value, name, &found);
                Ok(found)
            }
            Part::Method(Method {
                name,
                arguments,
                span,
                ..
            }) => {
                let span = *span;
                let whole = self.trace.take_origins();
                let mut origins = T::Arguments::default();
                self.deeper(span, place, |this| match &**arguments {
                    [] => {
                        let answer = this.call_printing(value, name, &[], span, place);
                        this.answered((value, whole), name, (&[], origins), answer)
                    }
                    [one] => {
                        let one = [this.value(one, place, scope)?];
                        this.trace.argument(&mut origins);
                        let answer = this.call_printing(value, name, &one, span, place);
                        this.answered((value, whole), name, (&one, origins), answer)
                    }
                    more => {
                        let mut values = Vec::with_capacity(more.len());
                        for one in more {
                            values.push(this.value(one, place, scope)?);
                            this.trace.argument(&mut origins);
                        }
                        let answer = this.call_printing(value, name, &values, span, place);
                        this.answered((value, whole), name, (&values, origins), answer)
                    }
                })
            }
            Part::Index(index) => {
                let whole = self.trace.take_origins();
                let index = self.deeper(span, place, |this| this.value(index, place, scope))?;
                let index = match index {
                    Value::Integer(at) if at < 0 => self.adjust(value, at, span, place)?,
                    index => index,
                };
                self.trace.index(value, whole, &index);
                self.item(value, &index, span, place)
            }
        }
    }

    /// A property of `value`; null if it has none of that name.
    #[inline]
    pub(super) fn property(
        &self,
        value: &Value,
        name: &str,
        span: Span,
        place: &SourceText,
    ) -> Run<Value> {
        match methods::property(value, name, self.budget) {
            Ok(found) => Ok(found.unwrap_or_default()),
            Err(thrown) => self.stopped(thrown, span, place),
        }
    }

    /// The item of `value` at `index`.
    pub(super) fn item(
        &self,
        value: &Value,
        index: &Value,
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        match (value, index) {
            (Value::Map(map), Value::String(key)) => {
                let found = map.get_str(key).unwrap_or_default();
                self.charge(map.effort(), span, place)?;
                return Ok(found);
            }
            (Value::List(list), Value::Integer(at)) => {
                let items = list.items();
                if let Some(item) = usize::try_from(*at).ok().and_then(|at| items.get(at)) {
                    return Ok(item.clone());
                }
            }
            _ => {}
        }
        self.call_method(value, "get", std::slice::from_ref(index), span, place)
    }

    /// Reports a method's answer to the trace.
    #[inline]
    fn answered(
        &mut self,
        whole: (&Value, T::Origins),
        name: &str,
        arguments: (&[Value], T::Arguments),
        answer: Run<Value>,
    ) -> Run<Value> {
        if let Ok(answer) = &answer {
            self.trace.answer(whole, name, arguments, answer);
        }
        answer
    }

    /// A negative index counts from the end, for anything that has a `size()`.
    pub(super) fn adjust(
        &self,
        value: &Value,
        at: i32,
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        match self.call_method(value, "size", &[], span, place)? {
            Value::Integer(size) => Ok(Value::Integer(size.wrapping_add(at))),
            _ => {
                let message = format!("the index {at} needs something that has a `size()`");
                self.fail(ErrorKind::Thrown, message, span, place)
            }
        }
    }

    /// Calls a method; null if there is none for such arguments.
    pub(super) fn call_method(
        &self,
        value: &Value,
        name: &str,
        arguments: &[Value],
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        let result = match value {
            Value::Object(object) => {
                methods::call_object(value, object, name, arguments, self.budget)
            }
            _ => methods::call(value, name, arguments, self.budget),
        };
        match result {
            Ok(value) => {
                self.check_memory(span, place)?;
                Ok(value.unwrap_or_default())
            }
            Err(thrown) => self.threw(name, &thrown, span, place),
        }
    }

    #[cold]
    pub(super) fn threw<R>(
        &self,
        name: &str,
        thrown: &Thrown,
        span: Span,
        place: &SourceText,
    ) -> Run<R> {
        if let Some(message) = self.budget.reached() {
            return self.limit(message, span, place);
        }
        let message = format!("`{name}()` failed: {}", thrown.message);
        self.fail(ErrorKind::Thrown, message, span, place)
    }

    /// Calls a method that may print a block, which renders it.
    fn call_printing(
        &mut self,
        value: &Value,
        name: &str,
        arguments: &[Value],
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        if (name, arguments.len()) == ("toString", 0) {
            let text = self.text_of(value, place)?;
            return Ok(text.map(Value::String).unwrap_or_default());
        }
        let may_print = match value {
            Value::Object(object) => as_block(object).is_none(),
            Value::String(_) => {
                arguments
                    .iter()
                    .any(|argument| matches!(argument, Value::Object(_)))
                    && matches!(name, "valueOf" | "format" | "formatted")
            }
            _ => false,
        };
        if may_print {
            self.print_blocks(arguments, place)?;
        }
        self.call_method(value, name, arguments, span, place)
    }

    /// Renders the blocks among the arguments of a method that may print them.
    fn print_blocks(&mut self, arguments: &[Value], place: &Rc<SourceText>) -> Run<()> {
        for argument in arguments {
            if let Value::Object(object) = argument
                && let Some(block) = as_block(object)
            {
                let text = self.text_of(argument, place)?;
                block.text.replace(text);
            }
        }
        Ok(())
    }

    pub(super) fn render_reference(
        &mut self,
        reference: &Reference,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        let raw = match self.plain_variable(reference, scope) {
            Some(value) => {
                let value = value.clone();
                self.trace.variable(reference.name);
                self.charge(1, reference.span, place)?;
                value
            }
            None => self.raw_value(reference, place, scope)?,
        };
        self.write_value(reference, raw, place, scope)
    }

    /// Writes the value of a reference, or its replacement if it is null.
    pub(super) fn write_value(
        &mut self,
        reference: &Reference,
        raw: Value,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        let missing = matches!(raw, Value::Null);
        self.step(StepKind::Write, reference.span, place, &raw);
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
                self.write("\\", reference.span, place);
            }
            self.write_null(reference, place, scope);
            return self.check_output(reference.span, place);
        }
        match &raw {
            Value::String(text) => {
                self.write_text(&reference.escapes, place);
                self.write_text(&reference.prefix, place);
                let from = self.out.len();
                self.out.push_str(text);
                let to = self.out.len();
                self.trace
                    .wrote_value(from..to, reference.span, place, &raw);
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
            Value::Character(unit) => {
                self.write_text(&reference.escapes, place);
                self.write_text(&reference.prefix, place);
                self.write_character(*unit, reference.span, place);
            }
            Value::Null if !empty => self.write_missing(reference, place, scope),
            _ => {
                self.write_text(&reference.escapes, place);
                self.write_text(&reference.prefix, place);
                if !empty {
                    let from = self.out.len();
                    let mut out = std::mem::take(&mut self.out);
                    let result = self.print_to(&raw, &mut out, reference.span, place);
                    self.out = out;
                    result?;
                    let to = self.out.len();
                    self.trace
                        .wrote_value(from..to, reference.span, place, &raw);
                }
            }
        }
        self.check_output(reference.span, place)
    }

    fn write_missing(&mut self, reference: &Reference, place: &Rc<SourceText>, scope: &Scope) {
        // The backslashes twice: they escape nothing here.
        self.write_text(&reference.escapes, place);
        self.write_text(&reference.escapes, place);
        self.write_text(&reference.prefix, place);
        self.write_null(reference, place, scope);
    }

    fn write_null(&mut self, reference: &Reference, place: &Rc<SourceText>, scope: &Scope) {
        if reference.plain
            && scope.is_some()
            && (!reference.quiet || reference.escaped)
            && let Some(text) = self.argument_text(reference.name, scope)
        {
            self.write(&text, reference.span, place);
            return;
        }
        self.write_text(&reference.null, place);
    }

    #[cold]
    pub(super) fn null_assignment(&mut self, set: &Set, place: &Rc<SourceText>) {
        self.diagnose("null-assignment", set.span, place, || {
            "the right side has no value: nothing is assigned".to_owned()
        });
    }

    pub(super) fn set(&mut self, set: &Set, place: &Rc<SourceText>, scope: &Scope) -> Run<()> {
        self.charge(1, set.span, place)?;
        let value = self.value(&set.value, place, scope)?;
        self.step(StepKind::Set, set.span, place, &value);
        let origins = self.trace.take_origins();
        if matches!(value, Value::Null) {
            self.null_assignment(set, place);
            return Ok(());
        }
        let Some((last, parts)) = set.target.parts.split_last() else {
            if set.assigns {
                self.trace.set_origins(origins);
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
                let whole = self.trace.take_origins();
                let index = self.value(index, place, scope)?;
                let index = match index {
                    Value::Integer(at) if at < 0 => self.adjust(&target, at, span, place)?,
                    index => index,
                };
                self.trace.set((&target, whole), &index, origins);
                methods::set_index(&target, index, value, self.budget)
            }
            // Velocity accepts the name of a method as a property here.
            Part::Property(name) | Part::Method(Method { name, .. }) => {
                let whole = self.trace.take_origins();
                self.trace
                    .set((&target, whole), &Value::from(&**name), origins);
                methods::set_property(&target, name, value, self.budget)
            }
        };
        match result {
            Ok(()) => self.check_memory(span, place),
            Err(thrown) => self.stopped(thrown, span, place),
        }
    }

    /// Renders a block in `scope`; `false` if it is nested in itself too deep.
    pub(super) fn render_block_ref(&mut self, block: &super::BlockRef, scope: &Scope) -> Run<bool> {
        let depth = block.depth.get() + 1;
        if depth > block.most {
            return Ok(false);
        }
        block.depth.set(depth);
        let span = block.span;
        let result = self.deeper(span, &block.place, |this| {
            this.charge(1, span, &block.place)?;
            this.block(&block.body, &block.place, scope)
        });
        match result {
            Ok(()) | Err(Flow::Break) => {
                block.depth.set(depth - 1);
                Ok(true)
            }
            // Velocity counts a block that `#break($scope)` has left as one that still renders.
            Err(flow) => Err(flow),
        }
    }
}
