//! Evaluation of expressions and conditions.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::ast::{Comparison, Expr, ExprKind, Node, Operation, SourceText};
use crate::budget::Budget;
use crate::error::ErrorKind;
use crate::methods;
use crate::names::Sym;
use crate::number;
use crate::span::Span;
use crate::trace::{StepKind, Trace};
use crate::value::{List, Map, Order, Printed, Shape, Str, Thrown, Value, shape};

use super::block_ref::as_block;
use super::frame::Scope;
use super::{Evaluator, Run};

/// Whether `value` could print as `text`; `false` if that is impossible. What may hold a block has to be printed:
/// rendering it can set variables.
fn may_print_as(value: &Value, text: &str) -> bool {
    match value {
        Value::Bool(value) => text == if *value { "true" } else { "false" },
        Value::Integer(_) | Value::Long(_) | Value::BigInteger(_) => {
            matches!(text.as_bytes(), [b'-' | b'0'..=b'9', ..])
        }
        Value::Object(object) => object.may_print_as(text),
        _ => true,
    }
}

/// Whether `left == right`; `None` if their texts decide it.
pub(super) fn equality(
    left: &Value,
    right: &Value,
    budget: &Budget,
) -> Result<Option<bool>, Thrown> {
    Ok(match (left, right) {
        (Value::Null, Value::Null) => Some(true),
        (Value::String(left), Value::String(right)) => {
            if left.len() == right.len() {
                budget.charge_bytes(left.len())?;
            }
            Some(left == right)
        }
        (Value::String(text), other) | (other, Value::String(text)) => {
            (!may_print_as(other, text)).then_some(false)
        }
        (Value::Bool(_), Value::Bool(_))
        | (Value::List(_), Value::List(_))
        | (Value::Map(_), Value::Map(_))
        | (Value::Character(_), Value::Character(_)) => Some(left.java_equals(right, budget)?),
        (Value::Object(one), Value::Object(two)) if methods::are_iterators(one, two) => {
            Some(Rc::ptr_eq(one, two))
        }
        (Value::Object(one), Value::Object(two)) => match (shape(&**one), shape(&**two)) {
            (Shape::Values(one), Shape::Values(two)) if one.order() == two.order() => {
                Some(Rc::ptr_eq(one, two))
            }
            (Shape::Keys(one), Shape::Keys(two)) | (Shape::Entries(one), Shape::Entries(two))
                if one.order() == two.order() =>
            {
                Some(left.java_equals(right, budget)?)
            }
            _ => None,
        },
        _ => None,
    })
}

/// The operators of a chain, `a + b + c`: a tree as deep as the chain is long, traversed without
/// recursion.
#[derive(Default)]
struct Row<'e> {
    next: Option<&'e Expr>,
    above: Vec<&'e Expr>,
}

impl<'e> Row<'e> {
    /// Descends the left sides as long as `operands` returns some; returns the first operand.
    fn down(
        &mut self,
        expr: &'e Expr,
        operands: impl Fn(&'e ExprKind) -> Option<&'e (Expr, Expr)>,
    ) -> &'e Expr {
        let mut at = expr;
        while let Some(both) = operands(&at.kind) {
            if let Some(above) = self.next.replace(at) {
                self.above.push(above);
            }
            at = &both.0;
        }
        at
    }

    /// The next operator on the way back up.
    fn up(&mut self) -> Option<&'e Expr> {
        let next = self.next.take();
        self.next = self.above.pop();
        next
    }
}

impl Comparison {
    /// The truth if the operands are equal or not; `None` if their order decides it.
    pub(super) fn of_equality(self, equal: bool) -> Option<bool> {
        match self {
            Comparison::Equal => Some(equal),
            Comparison::NotEqual => Some(!equal),
            _ => None,
        }
    }
}

impl<T: Trace> Evaluator<'_, T> {
    /// The value of an expression (`Node.value` in Velocity).
    pub(super) fn value(
        &mut self,
        expr: &Expr,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Value> {
        match &expr.kind {
            ExprKind::Constant(value) => self.literal(value.clone()),
            ExprKind::True => self.literal(Value::Bool(true)),
            ExprKind::False => self.literal(Value::Bool(false)),
            ExprKind::Word => self.literal(Value::Null),
            ExprKind::Reference(reference) => {
                let value = match (reference.inert, self.plain_variable(reference, scope)) {
                    (true, _) => return self.literal(Value::Null),
                    (false, Some(value)) => {
                        let value = value.clone();
                        self.trace.variable(reference.name);
                        value
                    }
                    (false, None) => match self.resolve(reference, place, scope)? {
                        Some(value) => self.or_empty(value).into_owned(),
                        None => self.reference_value(reference, place, scope)?,
                    },
                };
                self.step(StepKind::Read, reference.span, place, &value);
                Ok(value)
            }
            _ => {
                let span = expr.literal.span();
                self.deeper(span, place, |this| {
                    this.charge(1, span, place)?;
                    this.compound(expr, span, place, scope)
                })
            }
        }
    }

    #[inline]
    fn literal(&mut self, value: Value) -> Run<Value> {
        self.trace.literal();
        Ok(value)
    }

    fn compound(
        &mut self,
        expr: &Expr,
        span: Span,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Value> {
        match &expr.kind {
            ExprKind::Interpolated { unit, strips } => {
                if let Some((name, text)) = self.only_text(&unit.nodes, *strips, scope) {
                    self.trace.variable(name);
                    return self.string(text, span, place);
                }
                let text = self.capture(|this| {
                    this.block(&unit.nodes, &unit.place, scope)?;
                    if *strips {
                        this.out.pop();
                    }
                    Ok(())
                })?;
                self.string(text, span, place)
            }
            ExprKind::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                let mut origins = T::Arguments::default();
                for item in items {
                    values.push(self.value(item, place, scope)?);
                    self.trace.argument(&mut origins);
                }
                let list = Value::list(values);
                self.check_memory(span, place)?;
                self.trace.made(&list, origins);
                Ok(list)
            }
            ExprKind::Map(entries) => {
                let map = Map::new(Printed::Java, Order::Insertion);
                let mut origins = T::Arguments::default();
                for (key, value) in entries {
                    let key = self.value(key, place, scope)?;
                    self.trace.argument(&mut origins);
                    let value = self.value(value, place, scope)?;
                    self.trace.argument(&mut origins);
                    if let Err(thrown) = map.insert_value(key, value, self.budget) {
                        return self.stopped(thrown, span, place);
                    }
                }
                self.check_memory(span, place)?;
                let map = Value::Map(Rc::new(map));
                self.trace.made(&map, origins);
                Ok(map)
            }
            ExprKind::Range(ends) => match self.range(ends, place, scope)? {
                None => Ok(Value::Null),
                Some((from, to)) => {
                    let count = (i64::from(to) - i64::from(from)).unsigned_abs() as usize + 1;
                    let most = self.limits().string;
                    if count > most {
                        let message = format!("a list is longer than {most} items");
                        return self.limit(message, span, place);
                    }
                    if let Err(thrown) = self.budget.items(count, count) {
                        return self.stopped(thrown, span, place);
                    }
                    let items = match from <= to {
                        true => (from..=to).map(Value::Integer).collect(),
                        false => (to..=from).rev().map(Value::Integer).collect(),
                    };
                    Ok(Value::List(Rc::new(List::new(Printed::Java, items))))
                }
            },
            ExprKind::Paren(inner) => self.value(inner, place, scope),
            ExprKind::Arithmetic(..) => {
                let mut row = Row::default();
                let first = row.down(expr, |kind| match kind {
                    ExprKind::Arithmetic(_, operands) => Some(operands),
                    _ => None,
                });
                let mut left = self.value(first, place, scope)?;
                while let Some(expr) = row.up() {
                    if let ExprKind::Arithmetic(operation, operands) = &expr.kind {
                        let span = expr.literal.span();
                        let origins = self.trace.take_origins();
                        let right = self.value(&operands.1, place, scope)?;
                        self.trace.merge_origins(origins);
                        left = self.calculate(*operation, (left, right), operands, span, place)?;
                    }
                }
                Ok(left)
            }
            ExprKind::Not(_) | ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Compare(..) => {
                Ok(Value::Bool(self.truth(expr, place, scope)?))
            }
            _ => self.value(expr, place, scope),
        }
    }

    #[inline(never)]
    fn calculate(
        &mut self,
        operation: Operation,
        (left, right): (Value, Value),
        operands: &(Expr, Expr),
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        let strings = matches!(left, Value::String(_)) || matches!(right, Value::String(_));
        if operation == Operation::Add && strings {
            return self.concatenate(&left, &right, operands, span, place);
        }
        self.charge(number::effort(&left, &right), span, place)?;
        number::calculate(operation, &left, &right)
            .or_else(|why| self.fail(ErrorKind::Thrown, why, span, place))
    }

    /// `+` with a string on one side; a null on the other shows its text.
    fn concatenate(
        &mut self,
        left: &Value,
        right: &Value,
        operands: &(Expr, Expr),
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<Value> {
        let mut text = String::new();
        for (value, expr) in [(left, &operands.0), (right, &operands.1)] {
            match value {
                Value::Null => text.push_str(expr.literal.get(&place.source)),
                // No text if it is already being rendered inside itself.
                Value::Object(object) if as_block(object).is_some() => {
                    match self.text_of(value, place)? {
                        Some(own) => text.push_str(&own),
                        None => {
                            let message = "a block has no text to be added while it renders itself";
                            return self.fail(ErrorKind::Thrown, message, span, place);
                        }
                    }
                }
                _ => self.print_to(value, &mut text, span, place)?,
            }
            self.trace.shows(value);
            self.check_length(text.len(), span, place)?;
        }
        self.string(text.into(), span, place)
    }

    /// The bounds of a range; `None` if one is not a number.
    pub(super) fn range(
        &mut self,
        ends: &(Expr, Expr),
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<Option<(i32, i32)>> {
        let from = self.value(&ends.0, place, scope)?;
        let origins = self.trace.take_origins();
        let to = self.value(&ends.1, place, scope)?;
        self.trace.merge_origins(origins);
        Ok(number::as_int(&from).zip(number::as_int(&to)))
    }

    /// The variable of `"$name"` and its text if it is a string: the same string, not a copy.
    fn only_text(&self, nodes: &[Node], strips: bool, scope: &Scope) -> Option<(Sym, Str)> {
        match nodes {
            [Node::Reference(only)]
                if !strips
                    && !only.escaped
                    && only.escapes.is_empty()
                    && only.prefix.is_empty() =>
            {
                match self.plain_variable(only, scope) {
                    Some(Value::String(text)) => Some((only.name, text.clone())),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn string(&self, text: Str, span: Span, place: &Rc<SourceText>) -> Run<Value> {
        self.check_length(text.len(), span, place)?;
        self.charge(text.len() / 64, span, place)?;
        Ok(Value::String(text))
    }

    pub(super) fn check_length(&self, length: usize, span: Span, place: &SourceText) -> Run<()> {
        if length > self.limits().string {
            let message = format!("a value is longer than {} bytes", self.limits().string);
            return self.limit(message, span, place);
        }
        Ok(())
    }

    /// Whether `#if` treats the expression as true (`Node.evaluate` in Velocity): literals are
    /// false, other than `true` itself.
    pub(super) fn truth(
        &mut self,
        expr: &Expr,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<bool> {
        match &expr.kind {
            ExprKind::True => {
                self.trace.literal();
                Ok(true)
            }
            ExprKind::Reference(reference) => {
                if let Some(Value::Bool(value)) = self.plain_variable(reference, scope) {
                    let value = *value;
                    self.trace.variable(reference.name);
                    self.step(StepKind::Read, reference.span, place, &Value::Bool(value));
                    return Ok(value);
                }
                let value = match self.resolve(reference, place, scope)? {
                    Some(value) => self.or_empty(value).into_owned(),
                    None => self.reference_value(reference, place, scope)?,
                };
                self.step(StepKind::Read, reference.span, place, &value);
                match &value {
                    Value::Null => Ok(false),
                    Value::Bool(value) => Ok(*value),
                    Value::Object(object) if as_block(object).is_some() => {
                        Ok(self.text_of(&value, place)?.is_some())
                    }
                    _ => Ok(true),
                }
            }
            ExprKind::Paren(inner) => self.deeper(expr.literal.span(), place, |this| {
                this.truth(inner, place, scope)
            }),
            ExprKind::Not(inner) => self.deeper(expr.literal.span(), place, |this| {
                Ok(!this.truth(inner, place, scope)?)
            }),
            ExprKind::And(_) | ExprKind::Or(_) => self.deeper(expr.literal.span(), place, |this| {
                let mut row = Row::default();
                let first = row.down(expr, |kind| match kind {
                    ExprKind::And(operands) | ExprKind::Or(operands) => Some(operands),
                    _ => None,
                });
                let mut truth = this.truth(first, place, scope)?;
                while let Some(expr) = row.up() {
                    match &expr.kind {
                        ExprKind::And(operands) if truth => {
                            truth = this.right_operand(&operands.1, place, scope)?;
                        }
                        ExprKind::Or(operands) if !truth => {
                            truth = this.right_operand(&operands.1, place, scope)?;
                        }
                        _ => {}
                    }
                }
                Ok(truth)
            }),
            ExprKind::Compare(_, operands) if matches!(operands.0.kind, ExprKind::Compare(..)) => {
                self.deeper(expr.literal.span(), place, |this| {
                    this.compare_row(expr, place, scope)
                })
            }
            ExprKind::Compare(comparison, operands) => {
                self.deeper(expr.literal.span(), place, |this| {
                    this.charge(1, expr.literal.span(), place)?;
                    let span = expr.literal.span();
                    if let Some(truth) =
                        this.fast_comparison(*comparison, operands, span, place, scope)?
                    {
                        return Ok(truth);
                    }
                    let left = this.value(&operands.0, place, scope)?;
                    // A literal needs no evaluation.
                    if let ExprKind::Constant(right) = &operands.1.kind {
                        return this.compare(*comparison, &left, right, expr.literal.span(), place);
                    }
                    let origins = this.trace.take_origins();
                    let right = this.value(&operands.1, place, scope)?;
                    this.trace.merge_origins(origins);
                    this.compare(*comparison, &left, &right, expr.literal.span(), place)
                })
            }
            _ => {
                self.trace.literal();
                Ok(false)
            }
        }
    }

    /// `a < b == c` and so on: the result of each comparison is the left operand of the next.
    #[inline(never)]
    fn compare_row(&mut self, expr: &Expr, place: &Rc<SourceText>, scope: &Scope) -> Run<bool> {
        let mut row = Row::default();
        let first = row.down(expr, |kind| match kind {
            ExprKind::Compare(_, operands) => Some(operands),
            _ => None,
        });
        let mut left = self.value(first, place, scope)?;
        let mut truth = false;
        while let Some(expr) = row.up() {
            if let ExprKind::Compare(comparison, operands) = &expr.kind {
                self.charge(1, expr.literal.span(), place)?;
                let origins = self.trace.take_origins();
                let right = self.value(&operands.1, place, scope)?;
                self.trace.merge_origins(origins);
                truth = self.compare(*comparison, &left, &right, expr.literal.span(), place)?;
                left = Value::Bool(truth);
            }
        }
        Ok(truth)
    }

    /// The truth of the right operand; its origins join those of the left.
    fn right_operand(&mut self, expr: &Expr, place: &Rc<SourceText>, scope: &Scope) -> Run<bool> {
        let origins = self.trace.take_origins();
        let truth = self.truth(expr, place, scope)?;
        self.trace.merge_origins(origins);
        Ok(truth)
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<bool> {
        match comparison {
            Comparison::Equal => self.equal(left, right, span, place),
            Comparison::NotEqual => Ok(!self.equal(left, right, span, place)?),
            _ => Ok(match (comparison, number::compare(left, right)) {
                (_, None) => false,
                (Comparison::Less, Some(order)) => order == Ordering::Less,
                (Comparison::LessEqual, Some(order)) => order != Ordering::Greater,
                (Comparison::Greater, Some(order)) => order == Ordering::Greater,
                (_, Some(order)) => order != Ordering::Less,
            }),
        }
    }

    /// `==`: numbers by value, values of one class by `equals`, all else by their text.
    fn equal(
        &mut self,
        left: &Value,
        right: &Value,
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<bool> {
        match equality(left, right, self.budget) {
            Ok(Some(equal)) => return Ok(equal),
            Ok(None) => {}
            Err(thrown) => return self.stopped(thrown, span, place),
        }
        if let Some(order) = number::compare(left, right) {
            return Ok(order == Ordering::Equal);
        }
        match (self.text_of(left, place)?, self.text_of(right, place)?) {
            (None, None) => Ok(true),
            (Some(left), Some(right)) => Ok(left == right),
            _ => Ok(false),
        }
    }

    /// `toString()`; `None` for null, and for a block that is rendering already.
    pub(super) fn text_of(&mut self, value: &Value, place: &Rc<SourceText>) -> Run<Option<Str>> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            Value::Object(object) => match as_block(object) {
                None => {
                    let mut text = String::new();
                    self.print_to(value, &mut text, Span::default(), place)?;
                    Ok(Some(text.into()))
                }
                Some(block) => {
                    let mut done = false;
                    let text = self.capture(|this| {
                        let scope = block.scope.clone();
                        done = this.render_block_ref(block, &scope)?;
                        Ok(())
                    })?;
                    Ok(done.then_some(text))
                }
            },
            _ => {
                let mut text = String::new();
                self.print_to(value, &mut text, Span::default(), place)?;
                Ok(Some(text.into()))
            }
        }
    }

    /// Appends the result of `toString()` to `out`.
    pub(super) fn print_to(
        &mut self,
        value: &Value,
        out: &mut String,
        span: Span,
        place: &Rc<SourceText>,
    ) -> Run<()> {
        let before = out.len();
        let mut flow = Ok(());
        let origins = self.trace.take_origins();
        let budget = self.budget;
        let mut hook = |object: &Rc<dyn crate::value::Object>, out: &mut String| {
            if as_block(object).is_none() {
                return Ok(false);
            }
            match self.text_of(&Value::Object(Rc::clone(object)), place) {
                Ok(text) => {
                    out.push_str(text.as_deref().unwrap_or("null"));
                    Ok(true)
                }
                Err(stopped) => {
                    flow = Err(stopped);
                    Err(Thrown {
                        message: String::new(),
                    })
                }
            }
        };
        let printed = crate::value::write(value, out, budget, &mut hook);
        self.trace.set_origins(origins);
        if flow.is_err() || printed.is_err() {
            out.truncate(before);
        }
        flow?;
        if let Err(thrown) = printed {
            return self.stopped(thrown, span, place);
        }
        Ok(())
    }
}
