//! `#foreach`: the loop and its scope, and what it walks over.

use std::cell::Cell;
use std::rc::Rc;

use crate::ast::{Body, Expr, ExprKind, Foreach, SourceText};
use crate::budget::Budget;
use crate::error::ErrorKind;
use crate::methods;
use crate::names::{COUNT, FOREACH, HAS_NEXT, Sym};
use crate::span::Span;
use crate::trace::{StepKind, Trace};
use crate::value::{ForeachScope, Map, Object, Thrown, Value, as_foreach};

use super::frame::{Frame, Scope};
use super::{Evaluator, Flow, Run};

impl<T: Trace> Evaluator<'_, T> {
    pub(super) fn foreach(
        &mut self,
        foreach: &Foreach,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        self.charge(1, foreach.span, place)?;
        if matches!(foreach.body, Body::Nothing) {
            return Ok(());
        }
        let Some(list) = &foreach.list else {
            let message = "`#foreach` needs a list, as in `#foreach($item in $list)`";
            return self.fail(ErrorKind::Directive, message, foreach.span, place);
        };
        let (items, origins) = match &list.kind {
            // A range is counted through, not built.
            ExprKind::Range(ends) => match self.range(ends, place, scope)? {
                Some((next, last)) => {
                    let over = false;
                    let items = Items::Range { next, last, over };
                    (items, self.trace.walk(&Value::Null))
                }
                None => return Ok(()),
            },
            _ => {
                if let Some(item) = self.only_item(list, scope) {
                    // What the list itself costs.
                    self.charge(1, list.literal.span(), place)?;
                    let items = Items::One(Some(self.value(item, place, scope)?));
                    let origins = self.trace.walk(&Value::Null);
                    return self.walk(foreach, items, origins, place, scope);
                }
                if let Some(map) = self.map_of_key_set(list, place, scope)? {
                    let origins = self.trace.walk(&Value::Null);
                    return self.walk(foreach, Items::keys(map), origins, place, scope);
                }
                let value = self.value(list, place, scope)?;
                let origins = self.trace.walk(&value);
                match Items::of(value, self.budget) {
                    Ok(Some(items)) => (items, origins),
                    Ok(None) => return Ok(()),
                    Err(thrown) => return self.stopped(thrown, foreach.span, place),
                }
            }
        };
        self.walk(foreach, items, origins, place, scope)
    }

    fn walk(
        &mut self,
        foreach: &Foreach,
        mut items: Items,
        origins: T::Walk,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        // Whether an item can be written to its variable at once.
        let fast =
            self.is_fast(scope) && !self.shared.names.counters() && foreach.element != FOREACH;
        let element = match fast {
            true => self.taken(foreach.element),
            false => self.saved(foreach.element, scope)?,
        };
        let counters = match self.shared.names.counters() {
            true => Some([self.saved(COUNT, scope)?, self.saved(HAS_NEXT, scope)?]),
            false => None,
        };
        let mark = std::ptr::from_ref(foreach) as usize;
        let (mut outer, outer_origins) = match fast {
            true => self.taken(FOREACH),
            false => self.saved(FOREACH, scope)?,
        };
        let mut state = self.spare_scopes.pop().unwrap_or_default();
        if let Some(state) = Rc::get_mut(&mut state) {
            state.enter(&mut outer, mark, &place.source, foreach.span);
        }
        let around = self.running.replace(Rc::clone(&state));
        let object: Rc<dyn Object> = Rc::clone(&state) as Rc<dyn Object>;
        self.put(FOREACH, Value::Object(object), scope);
        let mut null_scope: Scope = None;
        let mut count = 0_usize;
        let mut result = Ok(());
        let mut item = Value::Null;
        while items.has_next() {
            let slot = match fast {
                true => self.slot(foreach.element).unwrap_or(&mut item),
                false => &mut item,
            };
            if items.next(slot).is_none() {
                let message = "what `#foreach` walks over was changed meanwhile";
                return self.fail(ErrorKind::Thrown, message, foreach.span, place);
            }
            let null = matches!(slot, Value::Null);
            count += 1;
            if self.limits().iterations.is_some_and(|most| count > most) {
                let most = count - 1;
                let message = format!("a `#foreach` runs more than {most} times");
                return self.limit(message, foreach.span, place);
            }
            if self.limits().noted_iterations == Some(count - 1) {
                let most = count - 1;
                self.diagnose("many-iterations", foreach.span, place, || {
                    format!("this `#foreach` runs more than {most} times")
                });
            }
            self.charge(1, foreach.span, place)?;
            let number = i32::try_from(count).unwrap_or(i32::MAX);
            let more = items.has_next();
            if counters.is_some() {
                self.trace.literal();
                self.put(COUNT, Value::Integer(number), scope);
                self.put(HAS_NEXT, Value::Bool(more), scope);
            }
            if !fast {
                self.step(StepKind::Round(count), foreach.span, place, &item);
                self.trace.item(&origins, count - 1);
                self.put(foreach.element, std::mem::take(&mut item), scope);
            }
            state.index.set(number - 1);
            state.has_next.set(more);
            let run = match null {
                true => {
                    if null_scope.is_none() {
                        null_scope = Some(Rc::new(Frame::NullItem {
                            inner: scope.clone(),
                            name: foreach.element,
                            hides: Cell::new(true),
                        }));
                    }
                    self.foreach_body(foreach, place, &null_scope)
                }
                false => self.foreach_body(foreach, place, scope),
            };
            match run {
                Ok(()) => self.check_output(foreach.span, place)?,
                Err(Flow::Break) => break,
                Err(Flow::BreakTo(to)) if to == mark => break,
                Err(flow) => {
                    result = Err(flow);
                    break;
                }
            }
        }
        self.restore(foreach.element, element, scope);
        if let Some([count, has_next]) = counters {
            self.restore(COUNT, count, scope);
            self.restore(HAS_NEXT, has_next, scope);
        }
        // An error ends the rendering at once.
        if !matches!(result, Err(Flow::Error(_))) {
            self.leave_scope(&state, outer_origins, foreach.span, place, scope)?;
        }
        self.running = around;
        if let Some(own) = Rc::get_mut(&mut state) {
            own.leave();
            self.spare_scopes.push(state);
        }
        result
    }

    /// Velocity's `Directive.postRender` at the end of a loop: if `$foreach` then holds the scope of a
    /// loop, even of another one, it is replaced by the value that it hides; any other value that the
    /// template has assigned stays.
    fn leave_scope(
        &mut self,
        own: &Rc<ForeachScope>,
        origins: T::Origins,
        span: Span,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        let outer = |ended: &ForeachScope| match &ended.parent {
            Some(parent) => Value::Object(Rc::clone(parent)),
            None => ended.replaced.clone(),
        };
        // The frequent case: the template leaves it alone.
        if scope.is_none()
            && let Some(Value::Object(object)) = self.global(FOREACH)
            && std::ptr::addr_eq(Rc::as_ptr(object), Rc::as_ptr(own))
        {
            self.restore(FOREACH, (outer(own), origins), scope);
            return Ok(());
        }
        match self.get(FOREACH, scope)? {
            Value::Object(object) => {
                let Some(ended) = as_foreach(&object) else {
                    return Ok(());
                };
                let origins = match std::ptr::eq(ended, &raw const **own) {
                    true => origins,
                    false => T::Origins::default(),
                };
                self.restore(FOREACH, (outer(ended), origins), scope);
                Ok(())
            }
            Value::Null => {
                let message = "`$foreach` has no value where this `#foreach` ends, which Velocity \
                               can't go on from; give what takes its name another one";
                self.fail(ErrorKind::Thrown, message, span, place)
            }
            _ => Ok(()),
        }
    }

    /// The current value of a variable and its origins, to be restored.
    #[inline(always)]
    fn saved(&mut self, name: Sym, scope: &Scope) -> Run<(Value, T::Origins)> {
        let value = self.get(name, scope)?;
        Ok((value, self.trace.take_origins()))
    }

    /// [`Evaluator::saved`] of a variable that is set next, outside of any frame.
    #[inline(always)]
    fn taken(&mut self, name: Sym) -> (Value, T::Origins) {
        let value = self.slot(name).map(std::mem::take).unwrap_or_default();
        (value, T::Origins::default())
    }

    fn foreach_body(
        &mut self,
        foreach: &Foreach,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        match &foreach.body {
            Body::Block(block) => self.block(block, place, scope),
            // Velocity renders the fourth argument instead of the block.
            Body::Argument(argument) => self.render_argument(argument, place, scope),
            Body::Missing | Body::Nothing => {
                let message = "`#foreach` needs a list, as in `#foreach($item in $list)`";
                self.fail(ErrorKind::Directive, message, foreach.span, place)
            }
        }
    }

    /// Writes the references of an argument, and a name without `$`, which is all that Velocity renders of it.
    fn render_argument(
        &mut self,
        argument: &Expr,
        place: &Rc<SourceText>,
        scope: &Scope,
    ) -> Run<()> {
        // A long list of constants in a long loop writes nothing, but takes its time.
        self.charge(1, argument.literal.span(), place)?;
        match &argument.kind {
            ExprKind::Reference(reference) => self.render_reference(reference, place, scope),
            ExprKind::List(items) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.render_argument(item, place, scope))
            }
            ExprKind::Map(entries) => {
                let mut parts = entries.iter().flat_map(|(key, value)| [key, value]);
                parts.try_for_each(|part| self.render_argument(part, place, scope))
            }
            ExprKind::Range(ends) => {
                self.render_argument(&ends.0, place, scope)?;
                self.render_argument(&ends.1, place, scope)
            }
            // Only a name directly behind a reference that ends in `]` or `)` is such a value: `$list[0]name`.
            ExprKind::Constant(Value::Null) => {
                let text = argument.literal.get(&place.source);
                let name = text.split(['.', '[']).next().unwrap_or_default();
                let start = argument.literal.span().start;
                let span = Span::new(start, start + name.len());
                self.write(name, span, place);
                self.check_output(span, place)
            }
            _ => Ok(()),
        }
    }

    #[inline(always)]
    fn restore(&mut self, name: Sym, saved: (Value, T::Origins), scope: &Scope) {
        match self.is_fast(scope) {
            true => self.put_global(name, saved.0),
            false => self.restore_traced(name, saved, scope),
        }
    }

    fn restore_traced(&mut self, name: Sym, saved: (Value, T::Origins), scope: &Scope) {
        let (value, origins) = saved;
        self.trace.set_origins(origins);
        match value {
            Value::Null => self.remove(name, scope),
            value => self.put(name, value, scope),
        }
    }
}

/// What a `#foreach` iterates over.
enum Items {
    Range {
        next: i32,
        last: i32,
        over: bool,
    },
    List {
        list: Rc<crate::value::List>,
        at: usize,
        length: usize,
    },
    /// The only item of a list literal.
    One(Option<Value>),
    /// The keys of a map that is walked in the order in which they were put in.
    Keys {
        map: Rc<Map>,
        at: usize,
        length: usize,
    },
    /// The entries of a map or of a view of one, and how many there were at the start.
    /// Boxed: it is large, and rare.
    Map(Box<(crate::value::Items, usize)>),
    /// The items of an iterator, which is this object.
    Iterator(Value),
    /// The items that an object of the host returned.
    Fixed(std::vec::IntoIter<Value>),
}

impl Items {
    /// The items of a value; `None` if `#foreach` can't walk over it.
    #[inline(always)]
    fn of(value: Value, budget: &Budget) -> Result<Option<Items>, Thrown> {
        if let Value::List(list) = value {
            let length = list.items().len();
            let at = 0;
            return Ok(Some(Items::List { list, at, length }));
        }
        if let Some(map) = crate::value::keys(&value) {
            return Ok(Some(Items::keys(Rc::clone(map))));
        }
        if let Some(items) = crate::value::Items::of(&value, budget)? {
            let length = items.map.len();
            return Ok(Some(Items::Map(Box::new((items, length)))));
        }
        if methods::iterator(&value).is_some() {
            return Ok(Some(Items::Iterator(value)));
        }
        Ok(methods::iterate(&value).map(|items| Items::Fixed(items.into_iter())))
    }

    fn keys(map: Rc<Map>) -> Items {
        let length = map.len();
        Items::Keys { map, at: 0, length }
    }

    #[inline(always)]
    fn has_next(&self) -> bool {
        match self {
            Items::Range { over, .. } => !over,
            Items::Keys { at, length, .. } => at < length,
            Items::One(item) => item.is_some(),
            // As in Java: the walk ends if the list's length has just become the current position.
            Items::List { list, at, .. } => *at != list.items().len(),
            other => other.others_have_next(),
        }
    }

    #[inline(never)]
    fn others_have_next(&self) -> bool {
        match self {
            Items::Map(walked) => walked.0.at() < walked.1,
            Items::Iterator(iterator) => {
                methods::iterator(iterator).is_some_and(|one| one.has_next())
            }
            Items::Fixed(items) => items.len() > 0,
            Items::Range { .. } | Items::List { .. } | Items::Keys { .. } | Items::One(_) => false,
        }
    }

    /// Puts the next item into `slot`; `None` if the list has changed: Java throws then.
    #[inline(always)]
    fn next(&mut self, slot: &mut Value) -> Option<()> {
        match self {
            Items::List { list, at, length } => {
                let items = list.items();
                if items.len() != *length {
                    return None;
                }
                items.get(*at)?.copy_to(slot);
                *at += 1;
            }
            Items::Keys { map, at, length } => {
                let entries = map.entries();
                if entries.len() != *length {
                    return None;
                }
                let (key, _) = entries.get(*at)?;
                key.copy_to(slot);
                *at += 1;
            }
            Items::One(item) => *slot = item.take()?,
            other => *slot = other.next_of_others()?,
        }
        Some(())
    }

    #[inline(never)]
    fn next_of_others(&mut self) -> Option<Value> {
        match self {
            Items::Range { next, last, over } => {
                let item = *next;
                if item == *last {
                    *over = true;
                } else {
                    *next = if item < *last { item + 1 } else { item - 1 };
                }
                Some(Value::Integer(item))
            }
            Items::Map(walked) if walked.0.map.len() != walked.1 => None,
            Items::Map(walked) => walked.0.next(),
            Items::Iterator(iterator) => methods::iterator(iterator)?.step(false).ok()?,
            Items::Fixed(items) => items.next(),
            Items::List { .. } | Items::Keys { .. } | Items::One(_) => None,
        }
    }
}
