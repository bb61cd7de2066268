//! Blocks of a template as values.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::ast::{Node, SourceText};
use crate::budget::Budget;
use crate::memory::Held;
use crate::span::Span;
use crate::value::{Object, Str, Thrown, Value};

use super::frame::Scope;

/// The value of `#define` and of `$bodyContent`: a block that renders where it is referred to.
#[derive(Debug)]
pub(crate) struct BlockRef {
    pub(crate) body: Rc<[Node]>,
    pub(crate) place: Rc<SourceText>,
    /// The scope in which it was created: used only where it is converted to a string.
    pub(crate) scope: Scope,
    /// The span of its first node.
    pub(crate) span: Span,
    pub(crate) depth: Cell<usize>,
    /// How deep it may nest in itself.
    pub(crate) most: usize,
    /// Its text, rendered for the method that has it as an argument.
    pub(crate) text: RefCell<Option<Str>>,
    pub(crate) _held: Held,
}

impl BlockRef {
    /// The size of one, in bytes.
    pub(crate) const SIZE: usize = size_of::<BlockRef>() + 4 * size_of::<usize>();
}

impl Object for BlockRef {
    fn get(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, _: &str, _: &[Value], _: &Budget) -> Result<Option<Value>, Thrown> {
        Ok(None)
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        let text = self.text.borrow();
        Ok(text.clone().unwrap_or(Str::from_static("")))
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        super::frame::take_apart(self.scope.take(), parts);
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

/// The block behind an object, if it is one.
pub(crate) fn as_block(object: &Rc<dyn Object>) -> Option<&BlockRef> {
    object.as_any()?.downcast_ref()
}
