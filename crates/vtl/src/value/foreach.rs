//! `$foreach`: the scope of a loop.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Map, Object, Order, Printed, Value};
use crate::span::Span;

/// `$foreach`.
#[derive(Debug, Default)]
pub(crate) struct ForeachScope {
    pub(crate) index: Cell<i32>,
    pub(crate) has_next: Cell<bool>,
    pub(crate) parent: Option<Rc<dyn Object>>,
    /// The hidden value of `$foreach`, if that was not the scope of a loop.
    pub(crate) replaced: Value,
    /// Identifies the `#foreach`.
    pub(crate) mark: usize,
    /// The source of the `#foreach`, and its span there.
    pub(crate) at: Option<(Rc<str>, Span)>,
    pub(crate) storage: RefCell<Option<Rc<Map>>>,
}

impl ForeachScope {
    /// Makes it the scope of the loop `mark`, which begins; `outer` is what `$foreach` was, and is taken.
    pub(crate) fn enter(&mut self, outer: &mut Value, mark: usize, source: &Rc<str>, span: Span) {
        match outer {
            Value::Object(object) if as_foreach(object).is_some() => {
                self.parent = Some(Rc::clone(object));
            }
            other => self.replaced = std::mem::take(other),
        }
        self.index.set(-1);
        self.has_next.set(false);
        self.mark = mark;
        self.at = Some((Rc::clone(source), span));
    }

    /// The loop has ended, and nothing else refers to its scope: another loop can reuse it.
    pub(crate) fn leave(&mut self) {
        self.parent = None;
        self.replaced = Value::Null;
        self.storage.take();
    }

    pub(crate) fn storage(&self) -> Rc<Map> {
        let mut storage = self.storage.borrow_mut();
        Rc::clone(storage.get_or_insert_with(|| Rc::new(Map::new(Printed::Java, Order::JavaHash))))
    }

    pub(crate) fn depth(&self) -> i32 {
        let mut depth = 1;
        let mut parent = self.parent.clone();
        while let Some(object) = parent {
            depth += 1;
            parent = as_foreach(&object).and_then(|scope| scope.parent.clone());
        }
        depth
    }
}

/// The outermost loop around the one behind an object, which may be itself; `None` if it is not a loop's.
pub(crate) fn topmost(object: &Rc<dyn Object>) -> Option<Rc<dyn Object>> {
    let mut top = Rc::clone(object);
    as_foreach(&top)?;
    // Loops nest only as deep as templates do.
    while let Some(parent) = as_foreach(&top).and_then(|scope| scope.parent.clone()) {
        top = parent;
    }
    Some(top)
}

/// The loop behind an object, if it is the scope of one.
pub(crate) fn as_foreach(object: &Rc<dyn Object>) -> Option<&ForeachScope> {
    object.as_any()?.downcast_ref()
}

/// The properties assigned to the `$foreach` that an object is, if it is one.
pub(crate) fn stored(object: &dyn Object) -> Option<Rc<Map>> {
    let scope: &ForeachScope = object.as_any()?.downcast_ref()?;
    Some(scope.storage())
}

/// Whether the loop behind an object goes on; `None` if it is not a loop's.
pub(crate) fn has_next(object: &Rc<dyn Object>) -> Option<bool> {
    as_foreach(object).map(|scope| scope.has_next.get())
}

impl Drop for ForeachScope {
    fn drop(&mut self) {
        // The scope of an outermost loop holds nothing.
        if self.parent.is_some() || !matches!(self.replaced, Value::Null) {
            super::free(self);
        }
    }
}
