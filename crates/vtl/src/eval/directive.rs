//! Evaluation of directives.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::ast::{Call, Expr, ExprKind, File, If, Node, SourceOrigin, SourceText};
use crate::error::ErrorKind;
use crate::memory::Held;
use crate::names::BODY;
use crate::span::Span;
use crate::trace::{StepKind, Trace};
use crate::value::{Object, Value, as_foreach};

use super::block_ref::BlockRef;
use super::frame::{Frame, Scope};
use super::{Evaluator, Flow, Run};

/// How deep macros may call one another: `velocimacro.max.depth`.
const MACRO_DEPTH: usize = 20;

/// How deep a `#define` may nest in itself: `directive.define.max.depth`.
const DEFINE_DEPTH: usize = 2;

impl<T: Trace> Evaluator<'_, T> {
    /// The block that an `#if` renders.
    pub(super) fn branch<'n>(
        &mut self,
        branches: &'n If,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<&'n [Node]> {
        self.charge(1, branches.span, place)?;
        self.deeper(branches.span, place, |this| {
            for (at, (condition, block)) in branches.arms.iter().enumerate() {
                let is_true = this.truth(condition, place, scope)?;
                let span = match at {
                    0 => branches.span,
                    _ => condition.literal.span(),
                };
                this.step(StepKind::Condition, span, place, &Value::Bool(is_true));
                if is_true {
                    return Ok(block.as_slice());
                }
            }
            Ok(branches.otherwise.as_slice())
        })
    }

    /// What each node does that is more than text, a reference, `#set` or `#if`.
    pub(super) fn directive(
        &mut self,
        node: &Node,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        match node {
            Node::Text(_) | Node::Reference(_) | Node::Set(_) | Node::If(_) => {
                self.block(std::slice::from_ref(node), place, scope)
            }
            Node::Foreach(foreach) => self.deeper(foreach.span, place, |this| {
                this.foreach(foreach, place, scope)
            }),
            Node::Define { name, body } => {
                self.check_memory(Span::default(), place)?;
                if self.is_fast(scope) && self.define_again(*name, body) {
                    return Ok(());
                }
                let block = Rc::new(self.block_ref(body, place, scope, DEFINE_DEPTH));
                self.trace.literal();
                self.put(
                    *name,
                    Value::Object(Rc::clone(&block) as Rc<dyn Object>),
                    scope,
                );
                self.keep_block(*name, block, scope);
                Ok(())
            }
            Node::Call(call) => self.deeper(call.span, place, |this| this.call(call, place, scope)),
            Node::Break(None) => Err(Flow::Break),
            Node::Break(Some(target)) => match self.value(target, place, scope)? {
                Value::Object(object) if as_foreach(&object).is_some() => {
                    self.broken_at = place.origin.span(target.literal.span());
                    Err(Flow::BreakTo(
                        as_foreach(&object).map_or(0, |scope| scope.mark),
                    ))
                }
                _ => {
                    let message = "`#break` takes a scope, such as `$foreach`";
                    self.fail(ErrorKind::Directive, message, target.literal.span(), place)
                }
            },
            Node::Stop(message) => {
                if let Some(message) = message {
                    let value = self.value(message, place, scope)?;
                    self.text_of(&value, place)?;
                }
                Err(Flow::Stop)
            }
            Node::Evaluate { value, span } => self.deeper(*span, place, |this| {
                this.evaluate(value, *span, place, scope)
            }),
            Node::File(file) => {
                let File {
                    name,
                    arguments,
                    span,
                } = &**file;
                if *name == "parse" && arguments.len() != 1 {
                    let message = "`#parse` takes one argument: #parse(\"file.vm\")";
                    return self.fail(ErrorKind::Directive, message, *span, place);
                }
                for (at, argument) in arguments.iter().enumerate() {
                    let value = self.value(argument, place, scope)?;
                    if matches!(value, Value::Null) && *name == "include" {
                        let text = format!(
                            "<!-- include error : error with arg {at} please see log. see error log -->"
                        );
                        self.write(&text, *span, place);
                        continue;
                    }
                    if let Some(file) = self.text_of(&value, place)? {
                        let message = format!(
                            "`#{name}` can't read `{}`: this template has no files around it",
                            file.chars().take(80).collect::<String>()
                        );
                        return self.fail(ErrorKind::NoFiles, message, *span, place);
                    }
                }
                Ok(())
            }
        }
    }

    fn block_ref(
        &self,
        body: &Rc<[Node]>,
        place: &Rc<SourceText>,
        scope: &Scope,
        most: usize,
    ) -> BlockRef {
        BlockRef {
            body: Rc::clone(body),
            place: Rc::clone(place),
            scope: scope.clone(),
            span: body.iter().find_map(Node::span).unwrap_or_default(),
            depth: Cell::new(0),
            most,
            text: RefCell::default(),
            _held: Held::new(BlockRef::SIZE),
        }
    }

    /// Calls a macro, or writes the text of the call if no macro has that name.
    #[inline(never)]
    fn call(&mut self, call: &Call, place: &Rc<SourceText>, scope: &Scope) -> Run<()> {
        self.charge(1, call.span, place)?;
        let Some(definition) = self.find_macro(&call.name) else {
            self.write_text(&call.literal, place);
            return Ok(());
        };
        if let Some(bad) = call.bad {
            let message = format!("`#{}` can't take a bare word as an argument", call.name);
            return self.fail(ErrorKind::Directive, message, bad, place);
        }
        let mut locals = Vec::new();
        let mut arguments = Vec::new();
        let mut literals = Vec::new();
        for (at, (name, argument)) in definition
            .parameters
            .iter()
            .zip(&*call.arguments)
            .enumerate()
        {
            match &argument.kind {
                ExprKind::Constant(
                    Value::Integer(_) | Value::Long(_) | Value::Double(_) | Value::BigInteger(_),
                )
                | ExprKind::True
                | ExprKind::False => locals.push((*name, self.value(argument, place, scope)?)),
                _ => {
                    arguments.push((*name, at));
                    literals.push((*name, at));
                }
            }
        }
        if let Some(body) = &call.body {
            let block = self.block_ref(body, place, scope, MACRO_DEPTH);
            locals.push((BODY, Value::Object(Rc::new(block))));
        }
        // If two arguments have the same name, the later one wins.
        locals.reverse();
        if self.macro_depth >= MACRO_DEPTH {
            let message = format!("macros call one another more than {MACRO_DEPTH} deep");
            return self.fail(ErrorKind::MacroDepth, message, call.span, place);
        }
        let frame: Scope = Some(Rc::new(Frame::Call {
            inner: scope.clone(),
            locals: RefCell::new(locals),
            arguments: RefCell::new(arguments),
            literals,
            expressions: Rc::clone(&call.arguments),
            place: Rc::clone(place),
            _held: Held::new(Frame::SIZE),
        }));
        if let Some(frame) = &frame {
            self.trace.enter(Rc::as_ptr(frame).cast());
        }
        self.macro_depth += 1;
        let result = self.block(&definition.body, &definition.place, &frame);
        self.macro_depth -= 1;
        match result {
            Err(Flow::Break) => Ok(()),
            result => result,
        }
    }

    #[inline(never)]
    fn evaluate(
        &mut self,
        value: &Expr,
        span: Span,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        let value = self.value(value, place, scope)?;
        self.trace.shows(&value);
        let origins = self.trace.take_origins();
        let Some(text) = self.text_of(&value, place)? else {
            return Ok(());
        };
        self.charge(text.len(), span, place)?;
        let source: Rc<str> = (&*text).into();
        let origin = SourceOrigin::From(place.origin.span(span));
        // Names and macros that the text defines stay defined.
        let shared = self.shared.to_mut();
        let parsed = crate::parse::parse(&source, origin, shared, self.depth.min(100));
        self.declare();
        let unit = match parsed {
            Ok(unit) => unit,
            Err(errors) => {
                let why = errors.first().map(ToString::to_string).unwrap_or_default();
                let message = format!("the text given to `#evaluate` is no template: {why}");
                return self.fail(ErrorKind::Syntax, message, span, place);
            }
        };
        let mark = self.trace.mark();
        let result = self.block(&unit.nodes, &unit.place, scope);
        self.trace.came_from(mark, origins);
        match result {
            Err(Flow::Break | Flow::Stop) => Ok(()),
            result => result,
        }
    }
}
