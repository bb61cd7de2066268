//! The evaluator: walks the compiled tree and writes into one string.

mod block_ref;
mod directive;
mod expression;
mod fast;
mod foreach;
mod frame;
mod reference;

use std::borrow::Cow;
use std::rc::Rc;

use java::utf16;

use crate::ast::{Macro, Node, Shared, SourceText, Text};
use crate::budget::{Budget, Reached};
use crate::context::Context;
use crate::error::{Diagnostic, Error, ErrorKind};
use crate::limits::Limits;
use crate::names::Sym;
use crate::rendered::Rendered;
use crate::span::Span;
use crate::trace::{StepKind, Trace};
use crate::value::{ForeachScope, Str, Thrown, Value};

use block_ref::BlockRef;
use frame::Scope;

/// What ends a block before its end.
pub(crate) enum Flow {
    Error(Box<Error>),
    /// `#stop`.
    Stop,
    /// `#break`: for the nearest loop, macro or block.
    Break,
    /// `#break($scope)`: for the `#foreach` with this mark.
    BreakTo(usize),
}

pub(crate) type Run<T> = Result<T, Flow>;

/// One of the template's own variables.
struct Global {
    value: Value,
    /// Whether the template has set it.
    written: bool,
    /// The last block that it was defined as, outside of any frame.
    block: Option<Rc<BlockRef>>,
}

impl Global {
    /// The variable `name` as the context has it.
    fn of(context: &Context, name: &str) -> Global {
        Global {
            value: context.get(name).unwrap_or_default(),
            written: false,
            block: None,
        }
    }
}

pub(crate) struct Evaluator<'t, T> {
    shared: Cow<'t, Shared>,
    /// The template's source, for errors.
    source: &'t str,
    /// What is left of the rendering's budget.
    budget: &'t Budget,
    /// The variables at the start.
    context: &'t Context,
    globals: Vec<Global>,
    out: String,
    diagnostics: Vec<Diagnostic>,
    /// The value of a reference that has none: null or `""`, depending on the dialect.
    value_of_null: Value,
    /// The end of the output and the unit, if it ends with the first half of a character.
    half: Option<(usize, u16)>,
    /// The span of the scope in the last `#break($scope)`.
    broken_at: Span,
    depth: usize,
    macro_depth: usize,
    /// The scope of the innermost loop.
    running: Option<Rc<ForeachScope>>,
    /// Free scopes of loops that have ended.
    spare_scopes: Vec<Rc<ForeachScope>>,
    /// Records provenance.
    trace: T,
}

/// Renders `nodes`; the text, the diagnostics and the trace, or the error with the text before it.
pub(crate) fn render<T: Trace>(
    nodes: &[Node],
    place: &Rc<SourceText>,
    shared: &Shared,
    context: &mut Context,
    limits: &Limits,
    trace: T,
) -> Result<(Rendered, T), Box<Error>> {
    crate::value::free_circles();
    let budget = Budget::new(limits);
    let mut evaluator = Evaluator {
        shared: Cow::Borrowed(shared),
        source: &place.source,
        budget: &budget,
        context,
        globals: Vec::with_capacity(shared.names.iter().len()),
        out: String::with_capacity(place.source.len()),
        diagnostics: Vec::new(),
        value_of_null: match shared.rules.empty_for_null {
            true => Value::String(Str::from_static("")),
            false => Value::Null,
        },
        half: None,
        broken_at: Span::default(),
        depth: 0,
        macro_depth: 0,
        running: None,
        spare_scopes: Vec::new(),
        trace,
    };
    evaluator.declare();
    let result = match evaluator.block(nodes, place, &None) {
        Err(Flow::BreakTo(_)) => {
            let message = "`#break` is for a loop that it does not stand in";
            let span = evaluator.broken_at;
            let source = evaluator.source;
            let error = Error::new(ErrorKind::Directive, message, span, source);
            Err(Flow::Error(Box::new(error)))
        }
        result => result,
    };
    let Evaluator {
        shared,
        globals,
        out,
        diagnostics,
        trace,
        ..
    } = evaluator;
    let changes: Vec<(String, Value)> = globals
        .into_iter()
        .enumerate()
        .filter(|(_, global)| global.written)
        .map(|(at, global)| (shared.names.name(at as Sym).to_owned(), global.value))
        .collect();
    drop(shared);
    for (name, value) in changes {
        context.set(&name, value);
    }
    match result {
        Err(Flow::Error(mut error)) => {
            error.partial = out;
            Err(error)
        }
        Ok(()) | Err(_) => {
            let text = out;
            Ok((Rendered { text, diagnostics }, trace))
        }
    }
}

impl<T: Trace> Evaluator<'_, T> {
    /// Declares the names of the template that the evaluator does not have yet.
    fn declare(&mut self) {
        for name in self.shared.names.iter().skip(self.globals.len()) {
            let global = Global::of(self.context, name);
            self.trace.declare(name, &global.value);
            self.globals.push(global);
        }
    }

    fn fail<R>(
        &self,
        kind: ErrorKind,
        message: impl Into<String>,
        span: Span,
        place: &SourceText,
    ) -> Run<R> {
        let span = place.origin.span(span);
        Err(Flow::Error(Box::new(Error::new(
            kind,
            message,
            span,
            self.source,
        ))))
    }

    fn limit<R>(&self, message: String, span: Span, place: &SourceText) -> Run<R> {
        self.fail(ErrorKind::Limit, message, span, place)
    }

    #[inline]
    fn limits(&self) -> &Limits {
        self.budget.limits()
    }

    /// Ends the rendering if its values use too much memory.
    #[inline]
    fn check_memory(&self, span: Span, place: &SourceText) -> Run<()> {
        match self.budget.has_room(0) {
            true => Ok(()),
            false => self.limit(self.budget.message(Reached::Memory), span, place),
        }
    }

    /// The error for a method that threw, or for the limit that it reached.
    fn stopped<R>(&self, thrown: Thrown, span: Span, place: &SourceText) -> Run<R> {
        match self.budget.reached() {
            Some(message) => self.limit(message, span, place),
            None => self.fail(ErrorKind::Thrown, thrown.message, span, place),
        }
    }

    /// Charges `steps` steps.
    #[inline]
    fn charge(&self, steps: usize, span: Span, place: &SourceText) -> Run<()> {
        match self.budget.spend(steps) {
            true => Ok(()),
            false => self.too_many_steps(span, place),
        }
    }

    #[cold]
    fn too_many_steps(&self, span: Span, place: &SourceText) -> Run<()> {
        self.limit(self.budget.message(Reached::Steps), span, place)
    }

    /// Runs `run` one level deeper.
    #[inline]
    fn deeper<R>(
        &mut self,
        span: Span,
        place: &SourceText,
        run: impl FnOnce(&mut Self) -> Run<R>,
    ) -> Run<R> {
        if self.depth >= self.limits().depth {
            return self.too_deep(span, place);
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    #[cold]
    fn too_deep<R>(&self, span: Span, place: &SourceText) -> Run<R> {
        let message = format!("rendering nests deeper than {} levels", self.limits().depth);
        self.limit(message, span, place)
    }

    /// Reports a step to the trace.
    #[inline]
    fn step(&mut self, kind: StepKind, span: Span, place: &SourceText, value: &Value) {
        self.trace.step(kind, span, place, value, self.out.len());
    }

    fn write(&mut self, text: &str, span: Span, place: &SourceText) {
        let from = self.out.len();
        self.out.push_str(text);
        self.trace.wrote(from..self.out.len(), span, place);
    }

    /// Writes a character. Two halves of a surrogate pair that follow one another become one character,
    /// as in Java, whose strings consist of UTF-16 units.
    fn write_character(&mut self, unit: u16, span: Span, place: &SourceText) {
        let first = self.half.take();
        let from = self.out.len();
        let whole = first
            .filter(|(end, _)| *end == from)
            .and_then(|(_, high)| utf16::pair(high, unit));
        let from = match whole {
            Some(whole) if self.out.pop() == Some(char::REPLACEMENT_CHARACTER) => {
                let from = self.out.len();
                self.trace.takes_over(from);
                self.out.push(whole);
                from
            }
            _ => {
                self.out.push(utf16::to_char(unit));
                if utf16::is_high(unit) {
                    self.half = Some((self.out.len(), unit));
                }
                from
            }
        };
        let value = Value::Character(unit);
        let to = self.out.len();
        self.trace.wrote_value(from..to, span, place, &value);
    }

    #[inline]
    fn write_text(&mut self, text: &Text, place: &SourceText) {
        if !text.is_empty() {
            self.write(text.get(&place.source), text.span(), place);
        }
    }

    /// Ends the rendering if the output has grown too long.
    #[inline]
    fn check_output(&self, span: Span, place: &SourceText) -> Run<()> {
        if self.out.len() > self.limits().output || self.trace.is_full() {
            return self.too_much_output(span, place);
        }
        Ok(())
    }

    #[cold]
    fn too_much_output(&self, span: Span, place: &SourceText) -> Run<()> {
        if self.trace.is_full() {
            let message = "the output has too many pieces to tell of each";
            return self.limit(message.to_owned(), span, place);
        }
        let message = format!("the output is longer than {} bytes", self.limits().output);
        self.limit(message, span, place)
    }

    /// Runs `run` and removes its output, which is returned.
    fn capture(&mut self, run: impl FnOnce(&mut Self) -> Run<()>) -> Run<Str> {
        let mark = self.out.len();
        let trace_mark = self.trace.mark();
        let result = run(self);
        let text = match &result {
            Ok(()) => Str::from(self.out.get(mark..).unwrap_or_default()),
            Err(_) => Str::from_static(""),
        };
        self.out.truncate(mark);
        self.half = None;
        self.trace.capture(trace_mark);
        result.map(|()| text)
    }

    #[inline(always)]
    fn block(&mut self, nodes: &[Node], place: &Rc<SourceText>, scope: &Scope) -> Run<()> {
        match self.is_fast(scope) {
            true => self.fast_block(nodes, place),
            false => self.any_block(nodes, place, scope),
        }
    }

    /// Renders `nodes`, in any case.
    fn any_block(&mut self, nodes: &[Node], place: &Rc<SourceText>, scope: &Scope) -> Run<()> {
        for node in nodes {
            match node {
                Node::Text(text) => self.write_text(text, place),
                Node::Reference(reference) => self.render_reference(reference, place, scope)?,
                Node::Set(set) => self.set(set, place, scope)?,
                Node::If(branches) => {
                    let block = self.branch(branches, place, scope)?;
                    self.deeper(branches.span, place, |this| this.block(block, place, scope))?;
                }
                _ => self.directive(node, place, scope)?,
            }
        }
        Ok(())
    }

    fn find_macro(&self, name: &str) -> Option<Rc<Macro>> {
        self.shared.macros.get(name).cloned()
    }

    #[inline(never)]
    fn diagnose(
        &mut self,
        code: &'static str,
        span: Span,
        place: &SourceText,
        message: impl FnOnce() -> String,
    ) {
        const MOST: usize = 1_000;
        let span = place.origin.span(span);
        let known = self
            .diagnostics
            .iter()
            .any(|known| known.span == span && known.code == code);
        if !known && self.diagnostics.len() < MOST {
            self.diagnostics.push(Diagnostic {
                code,
                span,
                message: message(),
            });
        }
    }
}
